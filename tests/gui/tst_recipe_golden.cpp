// A recipe under which a golden part gets another verdict is saved only with a reason.

#include "recipe_bench.h"

#include <QSignalSpy>

using namespace app;
using inference::Verdict;
using inference::pipeline::readRecipe;
namespace fs = std::filesystem;

class TestRecipeGolden : public QObject, private RecipeBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void flippedGoldenPartWaitsForAReason();
    void undoneFlipIsSavedWithoutAsking();
    void staleGoldenAnswerSavesNothing();
    void goldenPartsWaitForTheHistory();
    void uncheckedGoldenPartsAreNamed();
    void goldenPartsThatAreInspectedAnewAreWaitedFor_data();
    void goldenPartsThatAreInspectedAnewAreWaitedFor();
    void saveAsWaitsForAReason_data();
    void saveAsWaitsForAReason();
    void backToTheSavedRecipe();
};

void TestRecipeGolden::flippedGoldenPartWaitsForAReason()
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

void TestRecipeGolden::undoneFlipIsSavedWithoutAsking()
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

void TestRecipeGolden::staleGoldenAnswerSavesNothing()
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

void TestRecipeGolden::goldenPartsWaitForTheHistory()
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

void TestRecipeGolden::uncheckedGoldenPartsAreNamed()
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

void TestRecipeGolden::goldenPartsThatAreInspectedAnewAreWaitedFor_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("the model answers") << false;
    QTest::newRow("the person cancels") << true;
}

/// With other tiles nothing is known of a golden part until the model has looked at it again.
void TestRecipeGolden::goldenPartsThatAreInspectedAnewAreWaitedFor()
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

void TestRecipeGolden::saveAsWaitsForAReason_data()
{
    QTest::addColumn<bool>("same");
    QTest::newRow("another file") << false;
    QTest::newRow("the same file") << true;
}

void TestRecipeGolden::saveAsWaitsForAReason()
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

void TestRecipeGolden::backToTheSavedRecipe()
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

QTEST_MAIN(TestRecipeGolden)
#include "tst_recipe_golden.moc"
