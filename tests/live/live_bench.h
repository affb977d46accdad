#pragma once

#include "../gui/bench_tools.h"
#include "../gui/fake_detector.h"
#include "app/common/path_text.h"
#include "app/store/history_schema.h"
#include "app/store/live_log.h"
#include "app/workbench/live_events.h"
#include "app/workbench/live_presenter.h"
#include "source_tools.h"
#include "widgets/verdict_banner.h"

#include <QAction>
#include <QTemporaryDir>
#include <QtTest>

/// The live window with a detector that can be held, a history and recordings of its own: what its tests begin with.
class LiveBench {
protected:
    static constexpr int longTime = 60'000;

    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_folder->filePath("config").toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_folder->filePath("data").toLocal8Bit());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath("config"));
        m_history = app::toPath(m_folder->filePath("history/history.db"));
        app::prepareHistory(m_history);
        m_settings = std::make_unique<app::Settings>();
        m_detector = std::make_shared<FakeDetector>();
        build();
    }

    /// As when the program is started anew.
    void build()
    {
        m_session = std::make_unique<app::Session>();
        m_session->setHistory(m_history);
        auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(m_detector));
        model->clipSha256 = std::string(64, 'a');
        model->vcpSha256 = std::string(64, 'b');
        m_session->setModel(model, evenRecipe(0.8f, 0.7f));
        app::LivePresenter::Outside outside;
        outside.pickFile = outside.pickFolder = [](QWidget*, const QString&, const QString&, const QString&) { return QString(); };
        outside.history = m_history;
        outside.recordings = app::toPath(m_folder->filePath("recordings"));
        m_presenter = std::make_unique<app::LivePresenter>(*m_session, *m_settings, outside);
        m_presenter->showWindow();
    }

    void end()
    {
        m_detector->hold(false);
        m_presenter.reset();
        m_session.reset();
        m_settings.reset();
        m_folder.reset();
    }

    void start(const app::SourceChoice& choice)
    {
        m_presenter->sourceForm()->setChoice(choice);
        emit m_presenter->sourceForm()->changed();
        QVERIFY(window().actions().start->isEnabled());
        window().actions().start->trigger();
    }

    app::LiveWindow& window() { return *m_presenter->window(); }
    bool shows(const QString& word)
    {
        return QTest::qWaitFor([&] { return window().banner().word() == word; }, longTime);
    }
    std::uint64_t judged() { return m_presenter->run().status().tally.total(); }
    std::vector<app::LiveRow> rows()
    {
        m_presenter->desk().recorder().waitUntilWritten();
        return app::LiveLog(m_history).page({}, 1000);
    }
    QStringList events()
    {
        QStringList texts;
        for (int row = 0; row < window().events().count(); ++row)
            texts.append(window().events().item(row)->text());
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_history;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<app::Session> m_session;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<app::LivePresenter> m_presenter;
};
