// The recipe that a PLC chooses by its number: which file it is, what it takes with it, and when it isn't opened.
#include "../gui/recipe_bench.h"
#include "app/common/path_text.h"
#include "app/plc/plc_link.h"
#include "app/workbench/plc_recipes.h"
#include "modbus_client.h"

#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QWindow>
#include <QtTest>

using namespace app;
namespace fs = std::filesystem;

class TestPlcRecipes : public QObject, private RecipeBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init();
    void cleanup();
    void namesSayNumbers_data();
    void namesSayNumbers();
    void theOnlyFileOfANumberIsIt();
    void theChosenRecipeIsOpened();
    void anUnknownNumberChangesNothing();
    void aFileThatCantBeUsedChangesNothing();
    void onlyTheLatestChoiceIsOpened();
    void withoutAFolderNoneIsChosen();
    void aLockedDeskOpensWhatItMay();
    void whatWaitsForAReasonIsNotLeft();
    void anOldDraftIsInNobodysWay();
    void whatIsBeingTypedIsOfTheRecipeBefore();
    void aLinkInTheFolderIsItsRecipe();
    void whoHoldsALimitIsWaitedFor();
    void anOpenDialogIsNotCutShort();
    void aPersonsRecipeIsToldByItsNumber();

private:
    /// A recipe file of the line, with this fail limit.
    fs::path line(const char* name, float failLimit)
    {
        inference::Recipe recipe = evenRecipe();
        recipe.rule.failLimit = failLimit;
        recipe.rule.reviewLimit = failLimit;
        const fs::path path = m_lineFolder / name;
        inference::pipeline::writeRecipe(path, recipe);
        return path;
    }
    /// As a PLC does: writes the number, and waits until the recipe no longer changes.
    PlcRecipe choose(std::uint16_t number)
    {
        [&] { QCOMPARE(modbus_write_register(m_plc->context(), plc::recipe, number), 1); }();
        [&] { QTRY_VERIFY(!(m_plc->status() & plc::changing)); }();
        return m_link->state().line.recipe;
    }
    float failLimit() const { return m_session->recipe().rule.failLimit; }

    fs::path m_lineFolder;
    std::unique_ptr<PlcLink> m_link;
    std::unique_ptr<PlcRecipes> m_recipes;
    std::unique_ptr<ModbusClient> m_plc;
};

void TestPlcRecipes::init()
{
    begin();
    m_lineFolder = file("line");
    fs::create_directory(m_lineFolder);
    m_link = std::make_unique<PlcLink>();
    PlcSettings settings;
    settings.enabled = true;
    settings.listen = "127.0.0.1:0";
    m_link->setSettings(settings);
    m_link->setLine(PlcCondition::Running, true);
    m_plc = std::make_unique<ModbusClient>(m_link->state().address.port);
    m_recipes = std::make_unique<PlcRecipes>(*m_session, *m_keeper, *m_settings, *m_link);
    m_recipes->setFolder(pathText(m_lineFolder) + '/');
    line("3 Gear A.json", 0.75f);
    line("12.json", 0.5f);
}

void TestPlcRecipes::cleanup()
{
    m_plc.reset();
    m_recipes.reset();
    m_link.reset();
    close();
}

void TestPlcRecipes::namesSayNumbers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("number");
    QTest::newRow("number and name") << "3 Gear A.json" << 3;
    QTest::newRow("number alone") << "12.json" << 12;
    QTest::newRow("leading zeros") << "003-Zahnrad.json" << 3;
    QTest::newRow("the greatest") << "65535 x.json" << 65535;
    QTest::newRow("too great") << "65536 x.json" << 0;
    QTest::newRow("none") << "Gear 3.json" << 0;
    QTest::newRow("null") << "0 Gear.json" << 0;
    QTest::newRow("negative") << "-3.json" << 0;
    QTest::newRow("space before") << " 3.json" << 0;
    QTest::newRow("no recipe") << "3 Gear A.png" << 0;
    QTest::newRow("a copy kept aside") << "3 Gear A.json~" << 0;
    QTest::newRow("the program's own") << "3fa9c0de12345678.json" << 0;
    QTest::newRow("part of a number") << "3.5mm.json" << 0;
    QTest::newRow("a draft") << "12.draft.json" << 0;
    QTest::newRow("was set aside") << "3 Gear A-unreadable-20261128T120000000Z.json" << 0;
    QTest::newRow("underscore") << "12_cap.json" << 12;
}

void TestPlcRecipes::namesSayNumbers()
{
    QFETCH(QString, name);
    QTEST(int(recipeNumber(fs::path("/recipes") / toPath(name)).value_or(0)), "number");
}

void TestPlcRecipes::theOnlyFileOfANumberIsIt()
{
    QCOMPARE(recipeWithNumber(m_lineFolder, 3), m_lineFolder / "3 Gear A.json");
    QCOMPARE(recipeWithNumber(m_lineFolder, 4), fs::path());
    line("03 Gear B.json", 0.3f);
    QCOMPARE(recipeWithNumber(m_lineFolder, 3), fs::path());
    QCOMPARE(recipeWithNumber(m_lineFolder / "none", 3), fs::path());
    fs::create_directory(m_lineFolder / "12 more.json");  // no file
    QCOMPARE(recipeWithNumber(m_lineFolder, 12), m_lineFolder / "12.json");
}

void TestPlcRecipes::theChosenRecipeIsOpened()
{
    inference::Recipe moved = m_session->recipe();
    moved.rule.failLimit = 0.9f;
    m_session->stepRecipe(moved);  // waits to be saved
    const fs::path before = m_keeper->file();
    QSignalSpy told(m_recipes.get(), &PlcRecipes::told);
    QCOMPARE(choose(3), (PlcRecipe {3, 3, PlcRecipeReason::None, false}));
    QCOMPARE(failLimit(), 0.75f);
    QCOMPARE(m_keeper->file(), m_lineFolder / "3 Gear A.json");
    QCOMPARE(told, (QList<QVariantList> {{"Recipe 3 is in use."}}));
    QCOMPARE(inference::pipeline::readRecipe(before, {}).rule.failLimit, 0.9f);  // nothing is lost
    QVERIFY(!m_session->undoStack().canUndo());                                  // into another product's file
    QCOMPARE(choose(12).inUse, 12);
    QCOMPARE(failLimit(), 0.5f);
    QCOMPARE(choose(12).inUse, 12);  // nothing to do
    QCOMPARE(told.size(), 2);
}

void TestPlcRecipes::anUnknownNumberChangesNothing()
{
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(7), (PlcRecipe {7, 0, PlcRecipeReason::Unknown, false}));
    QCOMPARE(m_keeper->file(), before);
    QCOMPARE(m_plc->status(), unsigned(plc::ready | plc::running));
}

void TestPlcRecipes::aFileThatCantBeUsedChangesNothing()
{
    const inference::Recipe before = m_session->recipe();
    write(m_lineFolder / "4 broken.json", "{\"format\": ");
    inference::Recipe other = evenRecipe();
    other.model = std::string(64, 'c');
    inference::pipeline::writeRecipe(m_lineFolder / "5 another model.json", other);
    for (const std::uint16_t number : {4, 5}) {
        QCOMPARE(choose(number), (PlcRecipe {number, 0, PlcRecipeReason::Unusable, false}));
        QCOMPARE(m_session->recipe(), before);
    }
}

void TestPlcRecipes::onlyTheLatestChoiceIsOpened()
{
    QSignalSpy told(m_recipes.get(), &PlcRecipes::told);
    // Nobody turns the event loop meanwhile: all three wait.
    for (const std::uint16_t number : {3, 12, 3})
        QCOMPARE(modbus_write_register(m_plc->context(), plc::recipe, number), 1);
    QTRY_VERIFY(!(m_plc->status() & plc::changing));
    QCOMPARE(m_link->state().line.recipe.inUse, 3);
    QCOMPARE(told.size(), 1);
}

void TestPlcRecipes::withoutAFolderNoneIsChosen()
{
    m_recipes->setFolder({});
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(3).reason, PlcRecipeReason::Unknown);
    QCOMPARE(m_keeper->file(), before);
}

void TestPlcRecipes::aLockedDeskOpensWhatItMay()
{
    m_session->setRecipeLocked(true);
    m_settings->setLock({"salt", "hash", false});
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(3).reason, PlcRecipeReason::Refused);
    QCOMPARE(m_keeper->file(), before);
    m_settings->setLock({"salt", "hash", true});
    m_session->setRecipeLocked(false);
    m_session->setRecipeLocked(true);
    QCOMPARE(choose(3).inUse, 3);
    QCOMPARE(m_keeper->file(), m_lineFolder / "3 Gear A.json");
    QVERIFY(m_session->isRecipeLocked());
}

/// A change of golden parts' verdicts: opening would leave it in a draft, and a draft would judge the line.
void TestPlcRecipes::whatWaitsForAReasonIsNotLeft()
{
    lock();
    flip();
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(3).reason, PlcRecipeReason::Occupied);
    QCOMPARE(m_keeper->file(), before);
    QCOMPARE(m_keeper->flips().size(), 1);
    m_keeper->acceptFlips(m_keeper->flips());
    finish();
    QCOMPARE(choose(3).inUse, 3);
}

/// A recipe that is replaced on disk by a newer one takes its old draft out of use.
void TestPlcRecipes::anOldDraftIsInNobodysWay()
{
    lock();
    flip();
    const fs::path before = m_keeper->file();
    m_keeper->flush();
    QVERIFY(m_keeper->hasDraft(before));
    fs::last_write_time(before, fs::file_time_type::clock::now() + std::chrono::hours(1));
    QVERIFY(!m_keeper->hasDraft(before));
}

void TestPlcRecipes::whatIsBeingTypedIsOfTheRecipeBefore()
{
    QWidget desk;
    QLineEdit field(&desk);
    connect(&field, &QLineEdit::editingFinished, this, [&] {
        inference::Recipe recipe = m_session->recipe();
        recipe.name = field.text().toStdString();
        m_session->changeRecipe(recipe);
    });
    desk.show();
    QVERIFY(QTest::qWaitForWindowActive(&desk));
    field.setFocus();
    QTest::keyClicks(&field, "Gear B");
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(3).inUse, 3);
    QCOMPARE(inference::pipeline::readRecipe(before, {}).name, "Gear B");
    QCOMPARE(m_session->recipe().name, evenRecipe().name);
    QVERIFY(field.hasFocus());
}

void TestPlcRecipes::aLinkInTheFolderIsItsRecipe()
{
    const fs::path store = file("store.json");
    fs::rename(m_lineFolder / "12.json", store);
    fs::create_symlink(store, m_lineFolder / "12.json");
    QCOMPARE(choose(12), (PlcRecipe {12, 12, PlcRecipeReason::None, false}));
    QSignalSpy told(m_recipes.get(), &PlcRecipes::told);
    choose(12);
    QCOMPARE(told.size(), 0);
}

void TestPlcRecipes::whoHoldsALimitIsWaitedFor()
{
    QWidget desk;
    desk.show();
    QVERIFY(QTest::qWaitForWindowExposed(&desk));
    QTest::mousePress(desk.windowHandle(), Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(QGuiApplication::mouseButtons() != Qt::NoButton);
    QCOMPARE(modbus_write_register(m_plc->context(), plc::recipe, 3), 1);
    QSignalSpy opened(m_keeper.get(), &RecipeKeeper::fileChanged);
    QVERIFY(!opened.wait(200));
    QTest::mouseRelease(desk.windowHandle(), Qt::LeftButton, {}, QPoint(5, 5));
    QTRY_VERIFY(!(m_plc->status() & plc::changing));
    QCOMPARE(m_link->state().line.recipe.inUse, 3);
}

void TestPlcRecipes::anOpenDialogIsNotCutShort()
{
    QDialog dialog;
    dialog.setModal(true);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const fs::path before = m_keeper->file();
    QCOMPARE(choose(3).reason, PlcRecipeReason::Occupied);
    QCOMPARE(m_keeper->file(), before);
    dialog.close();
    QCOMPARE(choose(3).inUse, 3);  // it may be chosen again at once
}

void TestPlcRecipes::aPersonsRecipeIsToldByItsNumber()
{
    m_keeper->open(m_lineFolder / "12.json");
    QCOMPARE(m_link->state().line.recipe.inUse, 12);
    m_session->undoStack().undo();
    QCOMPARE(m_link->state().line.recipe.inUse, 0);
    const fs::path way = file("another way");
    fs::create_directory_symlink(m_lineFolder, way);
    m_keeper->open(way / "12.json");
    QCOMPARE(m_link->state().line.recipe.inUse, 12);
    m_recipes->setFolder("/elsewhere");
    QCOMPARE(m_link->state().line.recipe.inUse, 0);
}

QTEST_MAIN(TestPlcRecipes)
#include "tst_plc_recipes.moc"
