#include "app/workbench/recipe_keeper.h"

#include "app/common/data_paths.h"
#include "app/common/path_text.h"
#include "pipeline/recipe_file.h"

namespace app {

using inference::Error;
using inference::Recipe;

namespace {

std::string keyOf(const inference::pipeline::LoadedModel& model)
{
    return inference::pipeline::modelHash(model.clipSha256, model.vcpSha256);
}

/// One recipe for each pair of weight files, wherever they lie, until the person names another file.
std::filesystem::path ownFile(const std::string& model)
{
    return userFolder() / "recipes" / (model.substr(0, 16) + ".json");
}

}  // namespace

RecipeKeeper::RecipeKeeper(Session& session, Settings& settings, WhatIfService& history, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_history(history)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(50);  // a killed program has lost no more than this
    connect(&m_soon, &QTimer::timeout, this, &RecipeKeeper::save);
    connect(&session, &Session::recipeChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&history, &WhatIfService::goldenJudged, this, &RecipeKeeper::takeGolden, Qt::QueuedConnection);
}

RecipeKeeper::~RecipeKeeper()
{
    flush();
}

std::string RecipeKeeper::modelKey() const
{
    return m_session.model() ? keyOf(*m_session.model()) : std::string();
}

std::filesystem::path RecipeKeeper::draftFile() const
{
    return userFolder() / "recipes" / (modelKey().substr(0, 16) + ".draft.json");
}

Recipe RecipeKeeper::recipeFor(const inference::pipeline::LoadedModel& model)
{
    const std::string key = keyOf(model);
    const QString chosen = m_settings.recipeFile(QString::fromStdString(key));
    m_file = chosen.isEmpty() ? ownFile(key) : toPath(chosen);
    m_flips.clear();
    m_saved = model.bundle.recipe;
    const auto read = [&](const std::filesystem::path& file, Recipe& recipe) {
        try {
            recipe = inference::pipeline::readRecipe(file, model.bundle.recipe, key);
            return true;
        } catch (const Error& error) {
            if (error.code() != inference::ErrorCode::FileMissing)
                emit refused(error);
            return false;
        }
    };
    if (!read(m_file, m_saved) && !chosen.isEmpty()) {
        // What the person chose can't be used: it isn't written over.
        m_file = ownFile(key);
        read(m_file, m_saved);
    }
    m_baseline = m_saved;
    Recipe recipe = m_saved;
    read(userFolder() / "recipes" / (key.substr(0, 16) + ".draft.json"), recipe);
    emit fileChanged();
    return recipe;
}

void RecipeKeeper::open(const std::filesystem::path& file)
{
    const auto* const model = m_session.model();
    const Recipe recipe = inference::pipeline::readRecipe(file, model ? model->bundle.recipe : Recipe(), modelKey());
    flush();
    m_file = file;
    m_saved = m_baseline = recipe;
    m_settings.setRecipeFile(QString::fromStdString(modelKey()), pathText(file));
    m_session.endRecipeGesture();
    m_session.changeRecipe(recipe);
    m_session.endRecipeGesture();
    emit fileChanged();
}

void RecipeKeeper::saveAs(const std::filesystem::path& file)
{
    inference::pipeline::writeRecipe(file, m_session.recipe());
    m_file = file;
    m_saved = m_baseline = m_session.recipe();
    m_settings.setRecipeFile(QString::fromStdString(modelKey()), pathText(file));
    emit fileChanged();
}

void RecipeKeeper::flush()
{
    if (m_soon.isActive()) {
        m_soon.stop();
        save();
    }
}

bool RecipeKeeper::write(const std::filesystem::path& file)
{
    try {
        std::error_code ignored;  // writing says why it can't
        std::filesystem::create_directories(file.parent_path(), ignored);
        inference::pipeline::writeRecipe(file, m_session.recipe());
        m_failing = false;
        return true;
    } catch (const Error& error) {
        if (!std::exchange(m_failing, true))
            emit saveFailed(error);
        QTimer::singleShot(5000, this, &RecipeKeeper::save);  // the disk may have room by then
        return false;
    }
}

void RecipeKeeper::save()
{
    if (!m_session.model())
        return;
    if (m_session.recipe().golden.empty()) {
        writeFinal();
        return;
    }
    if (write(draftFile()))
        m_history.judgeGolden(m_session.recipe());
}

void RecipeKeeper::writeFinal()
{
    if (m_session.recipe() != m_saved || !std::filesystem::exists(m_file)) {
        if (!write(m_file))
            return;
        m_saved = m_session.recipe();
    }
    std::error_code ignored;  // there may be none
    std::filesystem::remove(draftFile(), ignored);
    if (!m_flips.isEmpty()) {
        m_flips.clear();
        emit flipsChanged();
    }
    emit saved();
}

void RecipeKeeper::takeGolden(const QList<GoldenVerdict>& verdicts)
{
    if (m_soon.isActive())
        return;  // the recipe has moved on; asked again soon
    QList<GoldenVerdict> flips;
    for (const GoldenVerdict& verdict : verdicts)
        if (verdict.now && *verdict.now != verdict.part.verdict)
            flips.append(verdict);
    if (flips.isEmpty()) {
        writeFinal();
        return;
    }
    m_flips = flips;
    emit flipsChanged();
}

void RecipeKeeper::acceptFlips()
{
    Recipe recipe = m_session.recipe();
    for (const GoldenVerdict& flip : m_flips)
        for (inference::GoldenPart& part : recipe.golden)
            if (part.image == flip.part.image)
                part.verdict = *flip.now;
    m_flips.clear();
    m_session.endRecipeGesture();
    m_session.changeRecipe(recipe);
    m_session.endRecipeGesture();
    emit flipsChanged();
}

}  // namespace app
