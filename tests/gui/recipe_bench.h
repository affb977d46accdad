#pragma once

#include "app/common/data_paths.h"
#include "app/workbench/recipe_keeper.h"
#include "bench_tools.h"
#include "pipeline/recipe_file.h"

#include <QSettings>

#include <fstream>

/// A dark part that passes and a white one that fails, inspected, and the keeper of their recipe: what its tests begin with.
class RecipeBench {
protected:
    /// Neither the person's settings nor recipes are touched.
    void stayAtHome()
    {
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
    }

    /// As when the program is started for the first time.
    void begin()
    {
        m_folder = std::make_unique<BenchFolder>();
        m_folder->write("dark.png", 5);
        m_folder->write("white.png", 250);
        m_settings = std::make_unique<app::Settings>();
        m_settings->clear();
        std::filesystem::remove_all(app::userFolder());
        start();
    }

    void close()
    {
        m_keeper.reset();
        m_history.reset();
        m_session.reset();
    }

    /// As when the program is started anew.
    void start()
    {
        m_keeper.reset();
        m_history.reset();
        m_session = std::make_unique<app::Session>();
        m_history = std::make_unique<app::WhatIfService>();
        m_keeper = std::make_unique<app::RecipeKeeper>(*m_session, *m_settings, *m_history);
        m_session->setHistory(m_folder->history());
        m_detector = std::make_shared<FakeDetector>();
        auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(m_detector));
        model->bundle.recipe = evenRecipe();
        m_session->setModel(model, m_keeper->recipeFor(*model));
        m_history->setArchive(m_session->archive());
        m_session->open({m_folder->folder()});
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
        m_keeper->flush();
    }

    /// Until what was changed is in the file.
    void finish()
    {
        const auto kept = [this] { return std::filesystem::exists(m_keeper->file()) ? inference::pipeline::readRecipe(m_keeper->file(), {}) : inference::Recipe(); };
        QTRY_COMPARE_WITH_TIMEOUT(kept(), m_session->recipe(), benchTimeout);
        m_keeper->flush();
    }

    inference::Recipe withGolden() const
    {
        inference::Recipe recipe = m_session->recipe();
        recipe.golden = {{m_session->part(m_session->rowOf(m_folder->path("white.png"))).image, "white.png", inference::Verdict::Fail}};
        return recipe;
    }

    /// White is locked as fail.
    inference::Recipe lock()
    {
        const inference::Recipe recipe = withGolden();
        m_session->changeRecipe(recipe);
        m_session->endRecipeGesture();
        finish();
        return recipe;
    }

    /// White would be for review.
    inference::Recipe flip()
    {
        inference::Recipe recipe = m_session->recipe();
        recipe.rule.failLimit = 0.99f;
        m_session->changeRecipe(recipe);
        m_session->endRecipeGesture();
        [this] { QTRY_COMPARE_WITH_TIMEOUT(m_keeper->flips().size(), 1, benchTimeout); }();
        return recipe;
    }

    std::filesystem::path file(const char* name) const { return m_folder->home(name).toStdString(); }
    void write(const std::filesystem::path& path, const std::string& text) const { std::ofstream(path, std::ios::binary) << text; }

    QTemporaryDir m_home;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::WhatIfService> m_history;
    std::unique_ptr<app::RecipeKeeper> m_keeper;
};
