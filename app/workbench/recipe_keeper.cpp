#include "app/workbench/recipe_keeper.h"

#include "app/common/data_paths.h"
#include "app/common/path_text.h"
#include "app/store/utc_text.h"
#include "app/workbench/recipe_step.h"
#include "pipeline/file_hash.h"
#include "pipeline/recipe_file.h"

#include <algorithm>
#include <optional>

namespace app {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;
using inference::Recipe;

namespace {

constexpr int soon = 50;      // ms; a killed program has lost little more than this
constexpr int retry = 5000;   // ms; the disk may have room by then

/// What can't be read isn't written over. Answers where it lies now; empty where it couldn't be moved.
fs::path setAside(const fs::path& file)
{
    const fs::path aside = file.parent_path() / (file.stem().string() + "-unreadable-" + utcFileStamp() + file.extension().string());
    std::error_code error;
    fs::rename(file, aside, error);
    return error ? fs::path() : aside;
}

}  // namespace

/// A recipe out of another file: the file is part of the step, so that undoing it saves nothing into the wrong one.
class RecipeFileStep : public RecipeStep {
public:
    RecipeFileStep(RecipeKeeper& keeper, RecipeKeeper::Place to, const Recipe& before, const Recipe& after)
        : RecipeStep(keeper.m_session, before, after, anotherRecipe)
        , m_keeper(keeper)
        , m_to(std::move(to))
    {
        setText(RecipeKeeper::tr("opening of %1").arg(pathText(m_to.file.filename())));
    }

    void redo() override
    {
        m_from = m_keeper.leave();
        m_keeper.enter(m_to);
        RecipeStep::redo();
    }
    void undo() override
    {
        m_to = m_keeper.leave();
        m_keeper.enter(m_from);
        RecipeStep::undo();
    }
    int id() const override { return -1; }

private:
    RecipeKeeper& m_keeper;
    RecipeKeeper::Place m_from;
    RecipeKeeper::Place m_to;
};

RecipeKeeper::RecipeKeeper(Session& session, Settings& settings, WhatIfService& history, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_history(history)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retry);
    connect(&m_soon, &QTimer::timeout, this, &RecipeKeeper::save);
    connect(&m_retry, &QTimer::timeout, this, &RecipeKeeper::save);
    connect(&m_writer, &RecipeWriter::written, this, &RecipeKeeper::takeWritten);
    connect(&m_writer, &RecipeWriter::failed, this, &RecipeKeeper::takeFailure);
    connect(&session, &Session::recipeChanged, this, [this](const Recipe& recipe) {
        m_recipe = recipe;
        m_recipe.model = m_model;
        saveSoon();
    });
    connect(&session, &Session::figuresMade, this, [this](int row) {
        if (m_awaited && std::ranges::count(m_recipe.golden, m_session.part(row).image, &inference::GoldenPart::image) > 0)
            askAgain();
    });
    connect(&session, &Session::progressed, this, [this] {
        if (m_awaited && !m_session.queue().isRunning())
            askAgain();  // the others won't come: cancelled or failed
    });
    connect(&history, &WhatIfService::goldenJudged, this, &RecipeKeeper::takeGolden, Qt::QueuedConnection);
}

RecipeKeeper::~RecipeKeeper()
{
    blockSignals(true);  // who listens may be half gone
    flush();
}

/// One recipe for each pair of weight files, wherever they lie, until the person names another file.
fs::path RecipeKeeper::ownFile() const
{
    return userFolder() / "recipes" / (m_model.substr(0, 16) + ".json");
}

/// In the person's own folder: a file may lie where nothing else can be written.
fs::path RecipeKeeper::draftOf(const fs::path& file) const
{
    std::string name = m_model.substr(0, 16);
    if (file != ownFile())
        name += '-' + inference::pipeline::sha256Of(file.native()).substr(0, 16);
    return userFolder() / "recipes" / (name + ".draft.json");
}

Recipe RecipeKeeper::readAs(const fs::path& file, const Recipe& defaults) const
{
    Recipe recipe = inference::pipeline::readRecipe(file, defaults, m_model);
    recipe.model = m_model;
    return recipe;
}

/// A file that the program writes without a person having named it: there may be none. One that can't be used would be written over,
/// and is set aside.
void RecipeKeeper::readOwn(const fs::path& file, const Recipe& defaults, Recipe& recipe)
{
    try {
        recipe = readAs(file, defaults);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::FileMissing)
            emit refused(error, pathText(setAside(file)));
    }
}

void RecipeKeeper::readDraft(const fs::path& file, const Recipe& defaults, Recipe& recipe)
{
    if (hasDraft(file))
        readOwn(draftOf(file), defaults, recipe);
}

Recipe RecipeKeeper::recipeFor(const inference::pipeline::LoadedModel& model)
{
    const fs::path fileBefore = leave().file;
    const std::string modelBefore = std::exchange(m_model, inference::pipeline::modelHash(model.clipSha256, model.vcpSha256));
    Recipe own = model.bundle.recipe;
    own.model = m_model;
    Recipe saved = own;
    const QString chosen = m_settings.recipeFile(QString::fromStdString(m_model));
    fs::path file = chosen.isEmpty() ? ownFile() : toPath(chosen);
    std::optional<Error> chosenError;
    if (file == ownFile()) {
        readOwn(file, own, saved);
    } else {
        try {
            saved = readAs(file, own);
        } catch (const Error& error) {
            // It isn't written over.
            chosenError = error;
            file = ownFile();
            readOwn(file, own, saved);
        }
    }
    Recipe recipe = saved;
    readDraft(file, own, recipe);
    // The same model on another device takes back no change that couldn't be written.
    const bool isUnsaved = m_model == modelBefore && file == fileBefore && m_recipe != m_onDisk;
    m_place = {file, saved, saved};
    m_onDisk = recipe;
    if (!isUnsaved)
        m_recipe = recipe;
    setUnchecked({});
    emit fileChanged();
    if (chosenError)
        emit chosenRefused(*chosenError, m_recipe);
    return m_recipe;
}

void RecipeKeeper::open(const fs::path& file)
{
    const auto* const model = m_session.model();
    if (!model)
        throw Error(ErrorCode::BadInput, {"a recipe without a model"}, file);
    flush();  // it may be this file
    const Recipe saved = readAs(file, model->bundle.recipe);
    Recipe recipe = saved;
    readDraft(file, model->bundle.recipe, recipe);
    m_session.endRecipeGesture();
    m_session.undoStack().push(new RecipeFileStep(*this, {file, saved, saved}, m_session.recipe(), recipe));
    m_session.endRecipeGesture();
}

/// The present file as it is left; what waits is written.
RecipeKeeper::Place RecipeKeeper::leave()
{
    flush();
    m_soon.stop();
    m_retry.stop();
    m_target.reset();
    setFlips({});
    return m_place;
}

void RecipeKeeper::enter(const Place& place)
{
    m_place = place;
    m_onDisk = place.saved;
    m_settings.setRecipeFile(QString::fromStdString(m_model), place.file == ownFile() ? QString() : pathText(place.file));
    emit fileChanged();
}

void RecipeKeeper::saveAs(const fs::path& file)
{
    m_target = file;
    saveSoon();
}

void RecipeKeeper::acceptFlips(const QList<GoldenVerdict>& flips)
{
    if (m_session.refusesChange())
        return;
    Recipe recipe = m_session.recipe();
    for (const GoldenVerdict& flip : flips)
        for (inference::GoldenPart& part : recipe.golden)
            if (part.image == flip.part.image && flip.now)
                part.verdict = *flip.now;
    setFlips({});
    m_session.stepRecipe(recipe);
    saveSoon();
}

void RecipeKeeper::restoreSaved()
{
    if (m_session.refusesChange())
        return;
    m_target.reset();
    m_session.stepRecipe(m_place.saved);
    saveSoon();
}

bool RecipeKeeper::hasDraft(const fs::path& file) const
{
    std::error_code none, noFile;
    const auto drafted = fs::last_write_time(draftOf(file), none), written = fs::last_write_time(file, noFile);
    // Somebody may have put another file in its place since.
    return !none && (noFile || drafted >= written);
}

bool RecipeKeeper::hasUnsaved() const
{
    return !m_model.empty() && (m_recipe != m_onDisk || m_target);
}

void RecipeKeeper::flush()
{
    if (m_soon.isActive() || m_retry.isActive())
        save();
    m_writer.flush();
}

/// A drag doesn't put it off: it is saved under way.
void RecipeKeeper::saveSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void RecipeKeeper::save()
{
    m_soon.stop();
    m_retry.stop();
    if (m_model.empty())
        return;
    const bool unchanged = m_recipe == m_place.saved && !m_target;
    if (m_recipe.golden.empty())
        setUnchecked({});
    if (m_recipe.golden.empty() || unchanged) {
        writeFinal();
        return;
    }
    m_writer.write(draftOf(m_place.file), m_recipe);
    m_history.judgeGolden(m_recipe);
}

void RecipeKeeper::writeFinal()
{
    setFlips({});
    const fs::path target = m_target.value_or(m_place.file);
    std::error_code ignored;  // then it is written, and that says why it can't
    if (m_recipe != m_place.saved || m_target || !fs::exists(target, ignored)) {
        m_writer.write(target, m_recipe, {draftOf(m_place.file), draftOf(target)});
        return;
    }
    m_writer.remove(draftOf(target));
    m_onDisk = m_recipe;
    emit saved(m_recipe);
}

void RecipeKeeper::takeWritten(const fs::path& file, const Recipe& recipe)
{
    const bool drafted = file == draftOf(m_place.file);
    if (drafted)
        m_onDisk = recipe;
    // A draft doesn't mend a file that can't be written.
    if (!m_failing.empty() && (!drafted || file == m_failing)) {
        m_failing.clear();
        emit recovered();
    }
    const bool named = m_target == file;
    if (named) {
        m_target.reset();
        enter({file, recipe, recipe});
    }
    if (file != m_place.file)
        return;
    m_place.saved = m_onDisk = recipe;
    emit saved(recipe);
    if (m_recipe != recipe && m_flips.isEmpty())
        saveSoon();  // it went back while this was on its way
}

void RecipeKeeper::takeFailure(const fs::path& file, const Error& error)
{
    if (m_target == file) {
        m_target.reset();
        emit saveAsFailed(error);
        saveSoon();
        return;
    }
    if (m_failing.empty()) {
        m_failing = file;
        emit saveFailed(error);
    }
    if (file == m_place.file && m_recipe != m_onDisk)
        m_writer.write(draftOf(file), m_recipe);  // it comes back from there
    m_retry.start();
}

void RecipeKeeper::takeGolden(const QList<GoldenVerdict>& verdicts, const Recipe& recipe)
{
    if (m_model.empty())
        return;
    if (recipe != m_recipe) {
        saveSoon();  // it has moved on
        return;
    }
    QList<GoldenVerdict> flips;
    QStringList unchecked;
    m_awaited = false;
    for (const GoldenVerdict& verdict : verdicts) {
        if (!verdict.now && isComing(verdict.part.image))
            m_awaited = true;
        else if (!verdict.now)
            unchecked.append(QString::fromStdString(verdict.part.name));
        else if (*verdict.now != verdict.part.verdict)
            flips.append(verdict);
    }
    setUnchecked(unchecked);
    if (flips.isEmpty() && !m_awaited)
        writeFinal();
    else
        setFlips(flips);
}

bool RecipeKeeper::isComing(const std::string& image) const
{
    const PartRecord* const part = m_session.partOfImage(image);
    return part && m_session.queue().isRunning() && (part->state == widgets::Part::State::Waiting || part->state == widgets::Part::State::Running);
}

void RecipeKeeper::askAgain()
{
    m_awaited = false;
    saveSoon();
}

void RecipeKeeper::setFlips(const QList<GoldenVerdict>& flips)
{
    if (m_flips.isEmpty() && flips.isEmpty())
        return;
    m_flips = flips;
    emit flipsChanged();
}

void RecipeKeeper::setUnchecked(const QStringList& names)
{
    if (m_unchecked == names)
        return;
    m_unchecked = names;
    emit uncheckedChanged();
}

}  // namespace app
