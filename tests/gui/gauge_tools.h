#pragma once

#include "app/store/history_service.h"
#include "app/workbench/gauge_dialog.h"
#include "app/workbench/gauge_presenter.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "fake_detector.h"
#include "widgets/gauge_plot.h"
#include "widgets/notice_bar.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

constexpr int longTime = 30000;

/// A folder of pictures of the same parts, a session over it with a fake model, and the window Gauge Study: what its tests begin with.
class GaugeBench {
protected:
    void begin()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        QDir(m_home.path()).removeRecursively();
        m_folder = std::make_unique<QTemporaryDir>();
        m_detector = std::make_shared<FakeDetector>();
        m_settings = std::make_unique<app::Settings>();
        m_session = std::make_unique<app::Session>();
        m_history = std::make_unique<app::HistoryService>(m_folder->filePath("history.db").toStdString());
        m_target.clear();
        makePresenter();
        auto model = std::make_shared<inference::pipeline::LoadedModel>();
        model->detector = m_detector;
        model->facts.imageSize = m_detector->imageSize();
        model->facts.layers = {1};
        model->facts.precision = "fp32";
        m_session->setModel(model, recipe());
        write("study");
    }

    void end()
    {
        m_detector->hold(false);
        m_presenter.reset();
        m_history.reset();
        m_session.reset();
        m_settings.reset();
    }

    void makePresenter()
    {
        m_presenter = std::make_unique<app::GaugePresenter>(*m_session, *m_history, *m_settings,
                                                            [this](QWidget*, const QString&, const QString&, const QString&) { return m_target; });
    }

    static inference::Recipe recipe()
    {
        inference::Recipe recipe;
        recipe.sigma = 0;
        recipe.rule = {0.6f, 0.4f, {}, 1, 0};
        return recipe;
    }

    /// Parts 1 to 4 of appraisers x and y, twice each; the grey says what the fake model finds.
    void write(const QString& folder, int parts = 4) const
    {
        for (const QString& who : {QStringLiteral("x"), QStringLiteral("y")}) {
            QDir(m_folder->path()).mkpath(folder + u'/' + who);
            for (int part = 1; part <= parts; ++part)
                for (int trial = 0; trial < 2; ++trial) {
                    QImage image(40, 30, QImage::Format_RGB888);
                    const int grey = 60 * (part - 1) + 2 * trial;
                    image.fill(QColor(grey, grey, grey));
                    QVERIFY(image.save(QStringLiteral("%1/%2/%3/part%4_%5.png").arg(m_folder->path(), folder, who).arg(part).arg(trial)));
                }
        }
    }

    void openStudy(const QString& folder = QStringLiteral("study"))
    {
        m_session->open({m_folder->filePath(folder)});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->count() > 0 && !m_session->isListing(), longTime);
        const auto isDone = [this] {
            for (int i = 0; i < m_session->count(); ++i)
                if (!m_session->part(i).isJudged())
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), longTime);
    }

    app::GaugeDialog& shown()
    {
        m_presenter->showWindow();
        return *m_presenter->window();
    }

    /// Waits until the window shows an answer that is newer than what was done last.
    bool ask()
    {
        QSignalSpy answered(m_presenter.get(), &app::GaugePresenter::answered);
        return answered.wait(longTime);
    }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::HistoryService> m_history;
    std::unique_ptr<app::GaugePresenter> m_presenter;
    QString m_target;  ///< what the person says when asked for a file
};
