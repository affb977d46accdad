// The recipe's file: changes are saved into it by themselves, and another one is opened or taken.

#include "app/common/error_text.h"
#include "recipe_bench.h"

#include <QSignalSpy>

using namespace app;
using inference::pipeline::readRecipe;
namespace fs = std::filesystem;

class TestRecipeKeeper : public QObject, private RecipeBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void changesAreSavedByThemselvesAndComeBack();
    void openedRecipeIsOneUndoStep();
    void brokenRecipeChangesNothing_data();
    void brokenRecipeChangesNothing();
    void recipeOfAnotherModelChangesNothing();
    void missingChosenFileStaysTheChosenOne();
    void aDragIsSavedUnderWay();
    void openedFileStaysAsItIsUntilSomethingChanges();
    void undoneOpeningGoesBackToTheFile();
    void saveAsTakesAnotherFile();
    void failedSaveAsKeepsTheFile();
    void savedRecipeIsRefusedUnderAnotherModel();
    void brokenOwnRecipeIsSetAside();
    void noRecipeIsOpenedWithoutAModel();
};

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
