// What a line and its PLC agree on when it chooses a recipe: which choice counts, when none is taken, what is told of pictures from before.
#include "plc_line.h"

#include <QtTest>

using namespace app;
using namespace plc_line;
using namespace std::chrono_literals;

class TestPlcRecipeChoice : public QObject {
    Q_OBJECT

private slots:
    void aRecipeIsChosen();
    void aRecipeThatCantBeOpenedLeavesTheOneInUse();
    void noRecipeIsChosenWhileAPartIsAwaited();
    void theLatestChoiceCounts();
    void picturesOfTheRecipeBeforeAreNotTold();
    void aRefusalIsForgotten();
};

void TestPlcRecipeChoice::aRecipeIsChosen()
{
    PlcHandshake line = lineThat(true);
    QCOMPARE(line.state().recipe, PlcRecipe {});
    QVERIFY(!line.chooseRecipe(0, start));
    QCOMPARE(word(line), QString("RL"));
    const auto choice = line.chooseRecipe(3, start);
    QVERIFY(choice && line.isChoosing(*choice));
    QCOMPARE(word(line), QString("LC"));
    QVERIFY(!line.chooseRecipe(3, start));  // said again, as PLCs do
    QVERIFY(!set(line, plcTrigger, start));
    QCOMPARE(word(line), QString("XLC"));
    line.setRecipeInUse(3);
    line.tellRecipe(*choice, PlcRecipeReason::None);
    QVERIFY(!line.isChoosing(*choice));
    QCOMPARE(word(line), QString("RXL"));
    const PlcRegisters table = plcRegisters(line.state());
    QCOMPARE(table[plc::recipe], 3);
    QCOMPARE(table[plc::recipeInUse], 3);
    QCOMPARE(table[plc::recipeReason], 0);
    QCOMPARE(table[plc::version], 2);
    QVERIFY(!line.chooseRecipe(3, start));  // it is in use
    QVERIFY(line.state().ready);
    line.setRecipeInUse(0);  // a person has opened another
    QVERIFY(line.chooseRecipe(3, start));
}

void TestPlcRecipeChoice::aRecipeThatCantBeOpenedLeavesTheOneInUse()
{
    PlcHandshake line = lineThat(true);
    line.setRecipeInUse(2);
    line.tellRecipe(*line.chooseRecipe(9, start), PlcRecipeReason::Unknown);
    QCOMPARE(line.state().recipe, (PlcRecipe {9, 2, PlcRecipeReason::Unknown, false}));
    QVERIFY(line.state().ready);  // by the recipe before: the PLC sees which it is
    QVERIFY(!line.chooseRecipe(9, start));  // written in each cycle it doesn't hold the line up
    QVERIFY(line.state().ready);
    QVERIFY(!line.chooseRecipe(0, start));
    const auto again = line.chooseRecipe(9, start);  // there may be such a file by now
    QVERIFY(again);
    line.tellRecipe(*again, PlcRecipeReason::Unusable);
    QVERIFY(!line.chooseRecipe(2, start));
    QCOMPARE(line.state().recipe, (PlcRecipe {2, 2, PlcRecipeReason::None, false}));
    line.tellRecipe(*line.chooseRecipe(9, start), PlcRecipeReason::Refused);
    line.setRecipeInUse(9);  // by a person
    QCOMPARE(line.state().recipe, (PlcRecipe {9, 9, PlcRecipeReason::None, false}));
}

void TestPlcRecipeChoice::noRecipeIsChosenWhileAPartIsAwaited()
{
    PlcHandshake line = lineThat(true);
    line.setRecipeInUse(2);
    QVERIFY(set(line, plcTrigger, start));
    QVERIFY(!line.chooseRecipe(2, start));  // in use: nothing is wrong with that
    QCOMPARE(line.state().recipe.reason, PlcRecipeReason::None);
    QVERIFY(!line.chooseRecipe(3, start));
    QCOMPARE(line.state().recipe, (PlcRecipe {3, 2, PlcRecipeReason::Busy, false}));
    line.take(passOf(1), 1, start);
    set(line, plcAcknowledge, start);
    QVERIFY(line.chooseRecipe(3, start));
    line = lineThat(true);
    QVERIFY(set(line, plcTrigger, start));
    QVERIFY(line.chooseRecipe(3, start + 5000ms));  // its time is over, though nobody has looked
}

void TestPlcRecipeChoice::theLatestChoiceCounts()
{
    PlcHandshake line = lineThat(true);
    const auto first = line.chooseRecipe(3, start), second = line.chooseRecipe(4, start), third = line.chooseRecipe(3, start);
    QVERIFY(first && second && third);
    line.tellRecipe(*first, PlcRecipeReason::None);  // the same number, but not the same choice
    line.tellRecipe(*second, PlcRecipeReason::Unusable);
    QVERIFY(line.state().recipe.changing);
    line.tellRecipe(*third, PlcRecipeReason::None);
    QVERIFY(!line.state().recipe.changing);
    line.tellRecipe(*third, PlcRecipeReason::Unusable);  // nobody asked
    QCOMPARE(line.state().recipe.reason, PlcRecipeReason::None);
}

void TestPlcRecipeChoice::picturesOfTheRecipeBeforeAreNotTold()
{
    PlcHandshake line = lineThat(false, false);
    PlcResult before = passOf(1), after = passOf(2);
    before.exposed = start + 10s;
    after.exposed = start + 21s;
    const auto choice = line.chooseRecipe(3, start);
    line.take(before, 0, start);  // until then the one before is in use
    QCOMPARE(line.state().result->part, 1u);
    line.noteOpened(start + 20s);
    line.tellRecipe(*choice, PlcRecipeReason::None);
    before.part = 7;  // was in the model meanwhile
    line.take(before, 0, start);
    QCOMPARE(line.state().result->part, 1u);
    line.take(after, 0, start);
    QCOMPARE(line.state().result->part, 2u);
}

void TestPlcRecipeChoice::aRefusalIsForgotten()
{
    PlcHandshake line = lineThat(true);
    line.setRecipeInUse(2);
    line.tellRecipe(*line.chooseRecipe(9, start), PlcRecipeReason::Refused);
    QVERIFY(!line.chooseRecipe(9, start));
    line.forgetRefusal();  // the desk is unlocked
    QCOMPARE(line.state().recipe, (PlcRecipe {0, 2, PlcRecipeReason::None, false}));
    QVERIFY(line.chooseRecipe(9, start));
    line.forgetRefusal();
    QVERIFY(line.state().recipe.changing);
}

QTEST_APPLESS_MAIN(TestPlcRecipeChoice)
#include "tst_plc_recipe_choice.moc"
