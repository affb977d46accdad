#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/workbench/recipe_keeper.h"
#include "bench_tools.h"
#include "pipeline/recipe_file.h"
#include "tests/full_disk.h"

#include <QSettings>
#include <QSignalSpy>

#include <unistd.h>

#include <fstream>

using namespace app;
using inference::Verdict;
using inference::pipeline::readRecipe;
namespace fs = std::filesystem;

class TestRecipeKeeper : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void changesAreSavedByThemselvesAndComeBack();
    void openedRecipeIsOneUndoStep();
    void brokenRecipeChangesNothing_data();
    void brokenRecipeChangesNothing();
    void recipeOfAnotherModelChangesNothing();
    void flippedGoldenPartWaitsForAReason();
    void undoneFlipIsSavedWithoutAsking();
    void draftOfAKilledProgramComesBack();
    void unwritableFileIsSaidOnceAndNothingIsLost();
    void unwritableChosenFileIsKeptAsADraft();
    void unsavedChangesSurviveAnotherDevice();
    void missingChosenFileStaysTheChosenOne();
    void aDragIsSavedUnderWay();
    void openedFileStaysAsItIsUntilSomethingChanges();
    void undoneOpeningGoesBackToTheFile();
    void draftIsOfItsFile();
    void olderDraftIsNotTaken();
    void staleGoldenAnswerSavesNothing();
    void goldenPartsWaitForTheHistory();
    void uncheckedGoldenPartsAreNamed();
    void goldenPartsThatAreInspectedAnewAreWaitedFor_data();
    void goldenPartsThatAreInspectedAnewAreWaitedFor();
    void saveAsTakesAnotherFile();
    void saveAsWaitsForAReason_data();
    void saveAsWaitsForAReason();
    void failedSaveAsKeepsTheFile();
    void backToTheSavedRecipe();
    void savedRecipeIsRefusedUnderAnotherModel();
    void brokenOwnRecipeIsSetAside();
    void noRecipeIsOpenedWithoutAModel();

private:
    void start();
    void finish();
    inference::Recipe withGolden() const;
    inference::Recipe lock();
    inference::Recipe flip();
    fs::path file(const char* name) const { return fs::path(m_folder->home(name).toStdString()); }
    void write(const fs::path& path, const std::string& text) const;

    QTemporaryDir m_home;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<WhatIfService> m_history;
    std::unique_ptr<RecipeKeeper> m_keeper;
};

void TestRecipeKeeper::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
}

void TestRecipeKeeper::init()
{
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("dark.png", 5);
    m_folder->write("white.png", 250);
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    fs::remove_all(userFolder());
    start();
}

void TestRecipeKeeper::cleanup()
{
    m_keeper.reset();
    m_history.reset();
    m_session.reset();
}

/// As when the program is started anew.
void TestRecipeKeeper::start()
{
    m_keeper.reset();
    m_history.reset();
    m_session = std::make_unique<Session>();
    m_history = std::make_unique<WhatIfService>();
    m_keeper = std::make_unique<RecipeKeeper>(*m_session, *m_settings, *m_history);
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
void TestRecipeKeeper::finish()
{
    const auto kept = [this] { return fs::exists(m_keeper->file()) ? readRecipe(m_keeper->file(), {}) : inference::Recipe(); };
    QTRY_COMPARE_WITH_TIMEOUT(kept(), m_session->recipe(), benchTimeout);
    m_keeper->flush();
}

inference::Recipe TestRecipeKeeper::withGolden() const
{
    inference::Recipe recipe = m_session->recipe();
    recipe.golden = {{m_session->part(m_session->rowOf(m_folder->path("white.png"))).image, "white.png", Verdict::Fail}};
    return recipe;
}

/// White is locked as fail.
inference::Recipe TestRecipeKeeper::lock()
{
    const inference::Recipe recipe = withGolden();
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    finish();
    return recipe;
}

/// White would be for review.
inference::Recipe TestRecipeKeeper::flip()
{
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    [this] { QTRY_COMPARE_WITH_TIMEOUT(m_keeper->flips().size(), 1, benchTimeout); }();
    return recipe;
}

void TestRecipeKeeper::write(const fs::path& path, const std::string& text) const
{
    std::ofstream(path, std::ios::binary) << text;
}

void TestRecipeKeeper::changesAreSavedByThemselvesAndComeBack()
{
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.77f;
    recipe.zones = {{"A", {{0, 0}, {10, 0}, {10, 10}}, {}}};
    recipe.drawnFor = {40, 30};
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved);
    m_session->changeRecipe(recipe);
    QVERIFY(saved.wait(benchTimeout));
    QCOMPARE(readRecipe(m_keeper->file(), {}), recipe);
    start();
    QCOMPARE(m_session->recipe(), recipe);
}

void TestRecipeKeeper::openedRecipeIsOneUndoStep()
{
    const inference::Recipe before = m_session->recipe();
    inference::Recipe other = evenRecipe(0.9f, 0.8f);
    other.name = "Gear";
    inference::pipeline::writeRecipe(file("gear.json"), other);
    other.model = before.model;  // whatever is in use is of this model
    m_keeper->open(file("gear.json"));
    QCOMPARE(m_session->recipe(), other);
    QCOMPARE(m_keeper->file(), file("gear.json"));
    m_session->undoStack().undo();
    QCOMPARE(m_session->recipe(), before);
}

void TestRecipeKeeper::brokenRecipeChangesNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    using inference::ErrorCode;
    QTest::newRow("broken JSON") << QByteArray("{\"format\": \"vcp-rec") << int(ErrorCode::RecipeInvalid);
    QTest::newRow("unknown version") << QByteArray(R"({"format": "vcp-recipe", "version": 7})") << int(ErrorCode::RecipeVersion);
    QTest::newRow("limits crossed") << QByteArray(R"({"format": "vcp-recipe", "version": 2, "limits": {"fail": 0.3, "review": 0.4}})") << int(ErrorCode::RecipeLimits);
    QTest::newRow("polygon outside") << QByteArray(R"({"format": "vcp-recipe", "version": 2, "drawn_for": [10, 10], "dont_care": [{"outline": [[0, 0], [11, 0], [5, 5]]}]})")
                                     << int(ErrorCode::RecipeOutline);
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::RecipeInvalid);
}

void TestRecipeKeeper::brokenRecipeChangesNothing()
{
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    write(file("broken.json"), text.toStdString());
    const inference::Recipe before = m_session->recipe();
    const fs::path old = m_keeper->file();
    int met = -1;
    try {
        m_keeper->open(file("broken.json"));
    } catch (const inference::Error& error) {
        met = int(error.code());
        QCOMPARE(error.file(), file("broken.json"));
    }
    QCOMPARE(met, code);
    QCOMPARE(m_session->recipe(), before);
    QCOMPARE(m_keeper->file(), old);
    QCOMPARE(m_session->undoStack().count(), 0);
}

void TestRecipeKeeper::recipeOfAnotherModelChangesNothing()
{
    inference::Recipe other = evenRecipe(0.9f, 0.8f);
    other.model = std::string(64, 'c');
    inference::pipeline::writeRecipe(file("other.json"), other);
    const inference::Recipe before = m_session->recipe();
    QVERIFY_EXCEPTION_THROWN(m_keeper->open(file("other.json")), inference::Error);
    QCOMPARE(m_session->recipe(), before);
}

void TestRecipeKeeper::flippedGoldenPartWaitsForAReason()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    inference::Recipe recipe = m_session->recipe();
    recipe.golden = {{m_session->part(white).image, "white.png", Verdict::Fail}};
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved), flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_session->changeRecipe(recipe);
    QVERIFY(saved.wait(benchTimeout));
    QVERIFY(!m_keeper->isDraft());
    m_session->endRecipeGesture();
    const inference::Recipe locked = recipe;
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    QVERIFY(flips.wait(benchTimeout));
    QCOMPARE(m_keeper->flips().size(), 1);
    QCOMPARE(m_keeper->flips()[0].now, std::optional(Verdict::Review));
    QCOMPARE(readRecipe(m_keeper->file(), {}), locked);
    saved.clear();
    m_keeper->acceptFlips(m_keeper->flips());
    QTRY_VERIFY_WITH_TIMEOUT(!saved.isEmpty(), benchTimeout);
    const inference::Recipe kept = readRecipe(m_keeper->file(), {});
    QCOMPARE(kept.rule.failLimit, 0.99f);
    QCOMPARE(kept.golden[0].verdict, Verdict::Review);
}

void TestRecipeKeeper::undoneFlipIsSavedWithoutAsking()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    inference::Recipe recipe = m_session->recipe();
    recipe.golden = {{m_session->part(white).image, "white.png", Verdict::Fail}};
    QSignalSpy flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    QVERIFY(flips.wait(benchTimeout));
    m_session->undoStack().undo();
    QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isDraft(), benchTimeout);
    QCOMPARE(readRecipe(m_keeper->file(), {}).rule.failLimit, 0.6f);
}

void TestRecipeKeeper::draftOfAKilledProgramComesBack()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    inference::Recipe recipe = m_session->recipe();
    recipe.golden = {{m_session->part(white).image, "white.png", Verdict::Fail}};
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    recipe.rule.failLimit = 0.99f;
    QSignalSpy flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_session->changeRecipe(recipe);
    QVERIFY(flips.wait(benchTimeout));
    start();
    QCOMPARE(m_session->recipe(), recipe);
}

void TestRecipeKeeper::unwritableFileIsSaidOnceAndNothingIsLost()
{
    if (geteuid() == 0) {
        // For root a folder in the file's place is what can't be written.
        fs::remove_all(userFolder() / "recipes");
        fs::create_directories(userFolder());
        write(userFolder() / "recipes", "not a folder");
    } else {
        fs::create_directories(userFolder() / "recipes");
        fs::permissions(userFolder() / "recipes", fs::perms::owner_read | fs::perms::owner_exec);
    }
    QSignalSpy failed(m_keeper.get(), &RecipeKeeper::saveFailed);
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.8f;
    m_session->changeRecipe(recipe);
    QVERIFY(failed.wait(benchTimeout));
    recipe.rule.failLimit = 0.81f;
    m_session->changeRecipe(recipe);
    m_keeper->flush();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_session->recipe(), recipe);
    QVERIFY(m_keeper->hasUnsaved());
    if (geteuid() == 0)
        fs::remove(userFolder() / "recipes");
    else
        fs::permissions(userFolder() / "recipes", fs::perms::owner_all);
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved), recovered(m_keeper.get(), &RecipeKeeper::recovered);
    recipe.rule.failLimit = 0.82f;
    m_session->changeRecipe(recipe);
    QVERIFY(saved.wait(benchTimeout));
    QCOMPARE(recovered.size(), 1);
    QVERIFY(!m_keeper->hasUnsaved());
    QCOMPARE(readRecipe(m_keeper->file(), {}).rule.failLimit, 0.82f);
}

void TestRecipeKeeper::unwritableChosenFileIsKeptAsADraft()
{
    // It can be read; the longer name of what is written beside it at first is too long.
    const fs::path chosen = file((std::string(250, 'g') + ".json").c_str());
    write(chosen, inference::pipeline::recipeText(evenRecipe(0.9f, 0.8f)));
    m_keeper->open(chosen);
    m_session->endRecipeGesture();
    QSignalSpy failed(m_keeper.get(), &RecipeKeeper::saveFailed), recovered(m_keeper.get(), &RecipeKeeper::recovered);
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.95f;
    m_session->changeRecipe(recipe);
    m_keeper->flush();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(recovered.size(), 0);
    QVERIFY(!m_keeper->hasUnsaved());
    auto other = std::make_shared<inference::pipeline::LoadedModel>(*m_session->model());
    other->vcpSha256 = std::string(64, 'd');
    m_session->setModel(other, m_keeper->recipeFor(*other));
    QCOMPARE(m_session->recipe().rule.failLimit, 0.6f);
    start();
    QCOMPARE(m_keeper->file(), chosen);
    QCOMPARE(m_session->recipe().rule.failLimit, 0.95f);
    QCOMPARE(readRecipe(chosen, {}).rule.failLimit, 0.9f);
}

/// Neither file nor draft can be written.
void TestRecipeKeeper::unsavedChangesSurviveAnotherDevice()
{
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.8f;
    m_session->changeRecipe(recipe);
    const FullDisk full(100);
    m_keeper->flush();
    QVERIFY(m_keeper->hasUnsaved());
    QCOMPARE(m_keeper->recipeFor(*m_session->model()), recipe);
    QVERIFY(m_keeper->hasUnsaved());
}

void TestRecipeKeeper::missingChosenFileStaysTheChosenOne()
{
    const fs::path own = m_keeper->file();
    m_keeper->saveAs(file("gear.json"));
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->file(), file("gear.json"), benchTimeout);
    fs::rename(file("gear.json"), file("elsewhere.json"));
    QSignalSpy refused(m_keeper.get(), &RecipeKeeper::chosenRefused);
    m_keeper->recipeFor(*m_session->model());
    QCOMPARE(refused.size(), 1);
    const auto& error = *static_cast<const inference::Error*>(refused[0][0].constData());
    QCOMPARE(error.code(), inference::ErrorCode::FileMissing);
    QCOMPARE(error.file(), file("gear.json"));
    QCOMPARE(m_keeper->file(), own);
    fs::rename(file("elsewhere.json"), file("gear.json"));
    start();
    QCOMPARE(m_keeper->file(), file("gear.json"));
}

void TestRecipeKeeper::aDragIsSavedUnderWay()
{
    inference::Recipe recipe = m_session->recipe();
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved);
    QTimer drag;
    connect(&drag, &QTimer::timeout, this, [&] {
        recipe.rule.minArea += 1;
        m_session->changeRecipe(recipe);
    });
    drag.start(1);  // it goes on all the time
    QVERIFY(saved.wait(benchTimeout));
    QVERIFY(saved.wait(benchTimeout));
    drag.stop();
    finish();
}

void TestRecipeKeeper::openedFileStaysAsItIsUntilSomethingChanges()
{
    write(file("hand.json"), R"({"format": "vcp-recipe", "version": 1, "limits": {"fail": 0.9, "review": 0.8}})");
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved);
    m_keeper->open(file("hand.json"));
    QCOMPARE(m_session->recipe().rule.failLimit, 0.9f);
    QVERIFY(saved.wait(benchTimeout));
    m_keeper->flush();
    QVERIFY(!m_keeper->hasUnsaved());
    QCOMPARE(readRecipe(file("hand.json"), {}).model, std::string());
    inference::Recipe recipe = m_session->recipe();
    recipe.sigma = 3;
    m_session->changeRecipe(recipe);
    finish();
    QVERIFY(!readRecipe(file("hand.json"), {}).model.empty());
}

void TestRecipeKeeper::undoneOpeningGoesBackToTheFile()
{
    const fs::path own = m_keeper->file();
    inference::Recipe mine = m_session->recipe();
    mine.rule.failLimit = 0.71f;
    m_session->changeRecipe(mine);
    inference::Recipe other = evenRecipe(0.9f, 0.8f);
    other.name = "Gear";
    inference::pipeline::writeRecipe(file("gear.json"), other);
    m_keeper->open(file("gear.json"));  // what waits is saved first
    QCOMPARE(readRecipe(own, {}), mine);
    inference::Recipe moved = m_session->recipe();
    moved.rule.failLimit = 0.95f;
    m_session->changeRecipe(moved);
    m_session->endRecipeGesture();
    m_session->undoStack().undo();
    m_session->undoStack().undo();  // at once: the limit was never saved
    QCOMPARE(m_keeper->file(), own);
    QCOMPARE(m_session->recipe(), mine);
    finish();
    QCOMPARE(readRecipe(file("gear.json"), {}).rule.failLimit, 0.9f);
    QCOMPARE(readRecipe(file("gear.json"), {}).name, std::string("Gear"));
    m_session->undoStack().redo();
    QCOMPARE(m_keeper->file(), file("gear.json"));
    QCOMPARE(m_session->recipe().name, std::string("Gear"));
    m_keeper->flush();
    QCOMPARE(readRecipe(own, {}), mine);
    m_session->undoStack().undo();
    start();
    QCOMPARE(m_keeper->file(), own);
    QCOMPARE(m_session->recipe(), mine);
}

void TestRecipeKeeper::draftIsOfItsFile()
{
    const fs::path own = m_keeper->file();
    const inference::Recipe locked = lock();
    const inference::Recipe waiting = flip();
    inference::pipeline::writeRecipe(file("gear.json"), evenRecipe(0.9f, 0.8f));
    m_keeper->open(file("gear.json"));
    QVERIFY(!m_keeper->isDraft());
    inference::Recipe moved = m_session->recipe();
    moved.rule.failLimit = 0.91f;
    m_session->changeRecipe(moved);
    finish();
    start();
    QCOMPARE(m_session->recipe(), moved);
    QSignalSpy flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_keeper->open(own);
    QCOMPARE(m_session->recipe(), waiting);
    QVERIFY(flips.wait(benchTimeout));
    QCOMPARE(readRecipe(own, {}), locked);
}

void TestRecipeKeeper::olderDraftIsNotTaken()
{
    const fs::path own = m_keeper->file();
    lock();
    flip();
    m_keeper->flush();
    inference::Recipe other = evenRecipe(0.9f, 0.8f);
    inference::pipeline::writeRecipe(own, other);  // as by hand
    fs::last_write_time(own, fs::file_time_type::clock::now() + std::chrono::hours(1));
    start();
    QCOMPARE(m_session->recipe().rule.failLimit, 0.9f);
}

void TestRecipeKeeper::staleGoldenAnswerSavesNothing()
{
    const inference::Recipe locked = lock();
    inference::Recipe recipe = locked;
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    m_keeper->flush();  // the draft is written and its question is asked
    emit m_history->goldenJudged({{locked.golden[0], Verdict::Fail}}, locked);  // of before
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->flips().size(), 1, benchTimeout);
    m_keeper->flush();
    QCOMPARE(readRecipe(m_keeper->file(), {}), locked);
}

void TestRecipeKeeper::goldenPartsWaitForTheHistory()
{
    // The history is opened after the model is loaded.
    lock();
    flip();
    m_keeper.reset();
    m_history = std::make_unique<WhatIfService>();
    m_keeper = std::make_unique<RecipeKeeper>(*m_session, *m_settings, *m_history);
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*m_session->model());
    m_session->setModel(model, m_keeper->recipeFor(*model));
    QCOMPARE(m_session->recipe().rule.failLimit, 0.99f);
    m_session->endRecipeGesture();
    m_keeper->flush();
    QSignalSpy flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_history->setArchive(m_session->archive());
    QVERIFY(flips.wait(benchTimeout));
    QCOMPARE(readRecipe(m_keeper->file(), {}).rule.failLimit, 0.6f);
}

void TestRecipeKeeper::uncheckedGoldenPartsAreNamed()
{
    inference::Recipe recipe = withGolden();
    recipe.golden.push_back({std::string(64, 'e'), "elsewhere.png", Verdict::Pass});
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(m_keeper->unchecked(), QStringList {"elsewhere.png"});
    m_history->setArchive(nullptr);  // it can't be opened any more
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(m_keeper->unchecked(), (QStringList {"white.png", "elsewhere.png"}));
    recipe.golden.clear();
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(m_keeper->unchecked(), QStringList());
}

void TestRecipeKeeper::goldenPartsThatAreInspectedAnewAreWaitedFor_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("the model answers") << false;
    QTest::newRow("the person cancels") << true;
}

/// With other tiles nothing is known of a golden part until the model has looked at it again.
void TestRecipeKeeper::goldenPartsThatAreInspectedAnewAreWaitedFor()
{
    QFETCH(bool, cancelled);
    connect(m_session.get(), &Session::archiveChanged, m_history.get(), [this] { m_history->setArchive(m_session->archive()); });
    const inference::Recipe locked = lock();
    m_detector->hold(true);
    inference::Recipe recipe = locked;
    recipe.tileSide = 32;
    recipe.rule.failLimit = 0.99f;
    QSignalSpy judged(m_history.get(), &WhatIfService::goldenJudged), flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    QVERIFY(judged.wait(benchTimeout));
    m_keeper->flush();
    QCOMPARE(readRecipe(m_keeper->file(), {}), locked);
    QCOMPARE(m_keeper->unchecked(), QStringList());
    if (cancelled) {
        m_session->cancelInspection();
        m_detector->hold(false);
        finish();  // nobody is left to be asked
        QCOMPARE(m_keeper->unchecked(), QStringList {"white.png"});
        return;
    }
    m_detector->hold(false);
    QVERIFY(flips.wait(benchTimeout));
    QCOMPARE(m_keeper->flips()[0].now, std::optional(Verdict::Review));
    QCOMPARE(readRecipe(m_keeper->file(), {}), locked);
    m_keeper->restoreSaved();
    QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isDraft(), benchTimeout);
    QCOMPARE(m_session->recipe(), locked);
}

void TestRecipeKeeper::saveAsTakesAnotherFile()
{
    const fs::path own = m_keeper->file();
    const inference::Recipe before = m_session->recipe();
    QSignalSpy moved(m_keeper.get(), &RecipeKeeper::fileChanged);
    m_keeper->saveAs(file("gear.json"));
    QVERIFY(moved.wait(benchTimeout));
    QCOMPARE(m_keeper->file(), file("gear.json"));
    inference::Recipe recipe = before;
    recipe.rule.failLimit = 0.8f;
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(readRecipe(own, {}), before);
    QCOMPARE(m_keeper->baseline(), before);
    start();
    QCOMPARE(m_keeper->file(), file("gear.json"));
    QCOMPARE(m_session->recipe(), recipe);
}

void TestRecipeKeeper::saveAsWaitsForAReason_data()
{
    QTest::addColumn<bool>("same");
    QTest::newRow("another file") << false;
    QTest::newRow("the same file") << true;
}

void TestRecipeKeeper::saveAsWaitsForAReason()
{
    QFETCH(bool, same);
    const fs::path own = m_keeper->file(), target = same ? own : file("gear.json");
    const inference::Recipe locked = lock();
    const inference::Recipe waiting = flip();
    QSignalSpy flips(m_keeper.get(), &RecipeKeeper::flipsChanged);
    m_keeper->saveAs(target);
    QVERIFY(flips.wait(benchTimeout));
    m_keeper->flush();
    QVERIFY(m_keeper->isDraft());
    QVERIFY(m_keeper->hasUnsaved());
    QCOMPARE(readRecipe(own, {}), locked);
    QCOMPARE(fs::exists(target), same);
    QCOMPARE(m_keeper->file(), own);
    m_keeper->acceptFlips(m_keeper->flips());
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->file(), target, benchTimeout);
    finish();
    QVERIFY(!m_keeper->hasUnsaved());
    QCOMPARE(readRecipe(target, {}).rule.failLimit, waiting.rule.failLimit);
    QCOMPARE(readRecipe(target, {}).golden[0].verdict, Verdict::Review);
    if (!same)
        QCOMPARE(readRecipe(own, {}), locked);
    start();
    QCOMPARE(m_keeper->file(), target);
    QVERIFY(!m_keeper->isDraft());
}

void TestRecipeKeeper::failedSaveAsKeepsTheFile()
{
    const fs::path own = m_keeper->file();
    write(file("file"), "not a folder");
    QSignalSpy failed(m_keeper.get(), &RecipeKeeper::saveAsFailed), noted(m_keeper.get(), &RecipeKeeper::saveFailed);
    m_keeper->saveAs(file("file") / "gear.json");
    QVERIFY(failed.wait(benchTimeout));
    QCOMPARE(static_cast<const inference::Error*>(failed[0][0].constData())->code(), inference::ErrorCode::WriteFailed);
    QCOMPARE(m_keeper->file(), own);
    QVERIFY(!m_keeper->hasUnsaved());
    QCOMPARE(noted.size(), 0);
}

void TestRecipeKeeper::backToTheSavedRecipe()
{
    const inference::Recipe locked = lock();
    flip();
    m_session->undoStack().push(new QUndoCommand("a review"));  // the stack is shared
    const int steps = m_session->undoStack().count();
    m_keeper->restoreSaved();
    QCOMPARE(m_session->recipe(), locked);
    QCOMPARE(m_session->undoStack().count(), steps + 1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isDraft(), benchTimeout);
    m_keeper->flush();
    QVERIFY(!m_keeper->hasUnsaved());
    start();
    QCOMPARE(m_session->recipe(), locked);
}

void TestRecipeKeeper::savedRecipeIsRefusedUnderAnotherModel()
{
    inference::Recipe recipe = m_session->recipe();
    recipe.name = "Gear";
    m_session->changeRecipe(recipe);
    m_keeper->saveAs(file("gear.json"));
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->file(), file("gear.json"), benchTimeout);
    QCOMPARE(readRecipe(m_keeper->file(), {}).model, inference::pipeline::modelHash({}, {}));
    auto other = std::make_shared<inference::pipeline::LoadedModel>(*m_session->model());
    other->vcpSha256 = std::string(64, 'd');
    m_session->setModel(other, m_keeper->recipeFor(*other));
    const inference::Recipe before = m_session->recipe();
    QVERIFY(before.name.empty());
    const fs::path own = m_keeper->file();
    try {
        m_keeper->open(file("gear.json"));
        QFAIL("was opened");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), inference::ErrorCode::RecipeModel);
        QVERIFY(sentence(error).contains("gear.json"));
    }
    QCOMPARE(m_session->recipe(), before);
    QCOMPARE(m_keeper->file(), own);
    QCOMPARE(m_session->undoStack().count(), 0);
}

void TestRecipeKeeper::brokenOwnRecipeIsSetAside()
{
    const fs::path own = m_keeper->file();
    m_keeper.reset();
    write(own, "{\"format\": \"vcp-rec");
    start();
    QCOMPARE(m_keeper->file(), own);
    inference::Recipe recipe = m_session->recipe();
    QCOMPARE(recipe.rule, evenRecipe().rule);
    recipe.rule.failLimit = 0.8f;
    m_session->changeRecipe(recipe);
    finish();
    int aside = 0;
    for (const auto& entry : fs::directory_iterator(own.parent_path()))
        if (entry.path() != own) {
            std::ifstream kept(entry.path());
            const std::string text {std::istreambuf_iterator<char>(kept), {}};
            QCOMPARE(text, std::string("{\"format\": \"vcp-rec"));
            ++aside;
        }
    QCOMPARE(aside, 1);
}

void TestRecipeKeeper::noRecipeIsOpenedWithoutAModel()
{
    Session session;
    RecipeKeeper keeper(session, *m_settings, *m_history);
    inference::pipeline::writeRecipe(file("gear.json"), evenRecipe(0.9f, 0.8f));
    QVERIFY_EXCEPTION_THROWN(keeper.open(file("gear.json")), inference::Error);
    QCOMPARE(session.undoStack().count(), 0);
    QVERIFY(!keeper.hasUnsaved());
}

QTEST_MAIN(TestRecipeKeeper)
#include "tst_recipe_keeper.moc"
