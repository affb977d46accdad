// A recipe that can't be saved yet is kept as a draft beside its file, and none of its changes is lost.

#include "recipe_bench.h"
#include "tests/full_disk.h"

#include <QSignalSpy>

#include <unistd.h>

using namespace app;
using inference::Verdict;
using inference::pipeline::readRecipe;
namespace fs = std::filesystem;

class TestRecipeDrafts : public QObject, private RecipeBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void draftOfAKilledProgramComesBack();
    void unwritableFileIsSaidOnceAndNothingIsLost();
    void unwritableChosenFileIsKeptAsADraft();
    void unsavedChangesSurviveAnotherDevice();
    void draftIsOfItsFile();
    void olderDraftIsNotTaken();
};

void TestRecipeDrafts::draftOfAKilledProgramComesBack()
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

void TestRecipeDrafts::unwritableFileIsSaidOnceAndNothingIsLost()
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

void TestRecipeDrafts::unwritableChosenFileIsKeptAsADraft()
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
void TestRecipeDrafts::unsavedChangesSurviveAnotherDevice()
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

void TestRecipeDrafts::draftIsOfItsFile()
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

void TestRecipeDrafts::olderDraftIsNotTaken()
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

QTEST_MAIN(TestRecipeDrafts)
#include "tst_recipe_drafts.moc"
