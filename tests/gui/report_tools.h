#pragma once

#include "app/workbench/report_form.h"
#include "bench_tools.h"

#include <QFile>

/// A folder of grey parts that are inspected: dark ones pass, white ones fail.
struct ReportBench {
    BenchFolder folder;
    std::shared_ptr<FakeDetector> detector = std::make_shared<FakeDetector>();
    std::unique_ptr<app::Session> session;

    void inspect(int parts, const inference::Recipe& recipe = evenRecipe())
    {
        for (int i = 0; i < parts; ++i)
            folder.write(QStringLiteral("part_%1.png").arg(i, 3, 10, QLatin1Char('0')), i % 2 ? 250 : 5);
        session = std::make_unique<app::Session>();
        session->setHistory(folder.history());
        session->setModel(modelWith(detector), recipe);
        session->open({folder.folder()});
        QTRY_VERIFY_WITH_TIMEOUT(parts == 0 ? !session->isListing() : isSettled(*session), benchTimeout);
    }

    app::ReportOrder order(const app::ReportForm& form = {}) const
    {
        return {std::make_shared<const app::SessionSnapshot>(app::snapshotOf(*session)), form};
    }
};

inline QByteArray bytesOf(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}
