#include "app/common/data_paths.h"
#include "app/workbench/recipe_keeper.h"
#include "bench_tools.h"
#include "pipeline/recipe_file.h"

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

private:
    void start();
    fs::path file(const char* name) const { return fs::path(m_folder->home(name).toStdString()); }
    void write(const fs::path& path, const std::string& text) const;

    QTemporaryDir m_home;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Settings> m_settings;
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
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(std::make_shared<FakeDetector>()));
    model->bundle.recipe = evenRecipe();
    m_session->setModel(model, m_keeper->recipeFor(*model));
    m_history->setArchive(m_session->archive());
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
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
    m_keeper->acceptFlips();
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
    if (geteuid() == 0)
        fs::remove(userFolder() / "recipes");
    else
        fs::permissions(userFolder() / "recipes", fs::perms::owner_all);
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved);
    recipe.rule.failLimit = 0.82f;
    m_session->changeRecipe(recipe);
    QVERIFY(saved.wait(benchTimeout));
    QCOMPARE(readRecipe(m_keeper->file(), {}).rule.failLimit, 0.82f);
}

QTEST_MAIN(TestRecipeKeeper)
#include "tst_recipe_keeper.moc"
