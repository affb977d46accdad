#pragma once

#include "app/store/history_schema.h"
#include "app/workbench/session.h"
#include "fake_detector.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

/// A folder of grey parts, a history beside it and a session over both: what the bench's tests begin with.
class BenchFolder {
public:
    BenchFolder() { app::prepareHistory(history()); }

    std::filesystem::path history() const { return std::filesystem::path(m_home.path().toStdString()) / "history.db"; }
    QString path(const QString& name) const { return m_parts.filePath(name); }
    QString folder() const { return m_parts.path(); }
    QString home(const QString& name) const { return m_home.filePath(name); }

    void write(const QString& name, int grey) const
    {
        QImage image(40, 30, QImage::Format_RGB888);
        image.fill(QColor(grey, grey, grey));
        QVERIFY(image.save(path(name)));
    }

private:
    QTemporaryDir m_parts;
    QTemporaryDir m_home;
};

inline std::shared_ptr<const inference::pipeline::LoadedModel> modelWith(std::shared_ptr<inference::Detector> detector)
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = std::move(detector);
    model->facts.precision = "fp32";
    return model;
}

/// The fake detector's map is even: 0.02 for black, 0.5 for grey 128, 0.98 for white.
inline inference::Recipe evenRecipe(float fail = 0.6f, float review = 0.4f)
{
    inference::Recipe recipe;
    recipe.sigma = 0;
    recipe.rule = {fail, review, {}, 1, 0};
    return recipe;
}

inline bool isSettled(const app::Session& session)
{
    using State = widgets::Part::State;
    if (session.count() == 0 || session.isListing())
        return false;
    for (int i = 0; i < session.count(); ++i)
        if (const State state = session.part(i).state; state == State::Waiting || state == State::Running)
            return false;
    return true;
}

constexpr int benchTimeout = 30000;
