#pragma once

#include "app/common/program.h"
#include "app/workbench/main_window.h"
#include "widgets/canvas.h"
#include "widgets/filmstrip.h"
#include "widgets/verdict_panel.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

/// The whole window with the bundled model on sample parts: what its tests begin with.
class WindowBench {
protected:
    static constexpr int longTime = 60000;

    static inference::pipeline::ModelBundle bundledModel()
    {
        return inference::pipeline::readBundle(std::filesystem::path(WORKBENCH_SOURCE_DIR) / "resources" / "models" / "workbench-small");
    }

    /// Neither the person's settings nor models are touched, nor what another test has said that runs beside this one.
    void stayAtHome()
    {
        QVERIFY(m_home.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
        app::nameProgram();
    }

    /// The window as it starts for the first time; copies of the sample parts wait in a folder.
    void begin()
    {
        m_settings = std::make_unique<app::Settings>();
        m_settings->clear();
        // No test finds what another has said of the same pictures.
        for (const char* const name : {"history.db", "history.db-wal", "history.db-shm", "review-tip"})
            std::filesystem::remove(app::historyPath().parent_path() / name);
        m_folder = std::make_unique<QTemporaryDir>();
        const QString parts = QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/golden/tiny/");
        for (const char* name : {"image_0.png", "image_1.png", "image_3.png"})
            QVERIFY(QFile::copy(parts + name, m_folder->filePath(name)));
        m_language = std::make_unique<app::Language>();
        m_language->use("en");
        m_window = std::make_unique<app::MainWindow>(*m_settings, *m_language);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void close() { m_window.reset(); }

    /// The sample parts with the bundled model, all inspected, and all failing.
    void openSamples()
    {
        window().start({{m_folder->path()}, bundledModel()});
        QTRY_COMPARE_WITH_TIMEOUT(window().session().count(), 3, longTime);
        const auto allDone = [this] {
            for (int i = 0; i < 3; ++i)
                if (window().session().part(i).state != widgets::Part::State::Done)
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allDone(), longTime);
        // The lowest limits there are: every part of every picture is above them, whatever the model thinks of it.
        inference::Recipe recipe = window().session().recipe();
        recipe.rule.failLimit = recipe.rule.reviewLimit = 0;
        recipe.rule.minArea = 1;
        window().session().changeRecipe(recipe);
        window().session().endRecipeGesture();
        const auto allFail = [this] {
            for (int i = 0; i < 3; ++i)
                if (window().session().part(i).judged.verdict != inference::Verdict::Fail)
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allFail(), longTime);
        QTRY_COMPARE_WITH_TIMEOUT(find<widgets::VerdictPanel>().word(), QStringLiteral("FAIL"), longTime);
        QTRY_VERIFY_WITH_TIMEOUT(window().canvas().hasPicture(), longTime);
        // Lists take changes in batches.
        const auto allListed = [this] {
            const auto& parts = *find<widgets::Filmstrip>().filterModel();
            for (int row = 0; row < 3; ++row)
                if (widgets::markOf(parts.part(row)) != widgets::Mark::Fail)
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allListed(), longTime);
    }

    app::MainWindow& window() { return *m_window; }
    template <typename Widget>
    Widget& find() { return *m_window->findChild<Widget*>(); }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<app::Language> m_language;
    std::unique_ptr<app::MainWindow> m_window;
};
