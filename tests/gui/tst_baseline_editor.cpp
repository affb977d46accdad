// What good parts show: what the person gets, and what is said about it.
#include "widgets/baseline_editor.h"
#include "widgets/fold_section.h"
#include "widgets/limit_editor.h"
#include "widgets/tile_editor.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace widgets;
using inference::Baseline;
using inference::Recipe;

namespace {

BaselineFacts factsWith(int goodParts)
{
    BaselineFacts facts;
    facts.goodParts = goodParts;
    facts.enough = 5;
    facts.most = 64;
    facts.covered = 0.123;
    return facts;
}

Recipe learned(bool used = true)
{
    Recipe recipe;
    recipe.name = "Gear";
    recipe.baseline = inference::withOffsets({used, 12, 1, {}, 1, 1, 1, 0, nullptr}, {9, 9});
    return recipe;
}

}  // namespace

class TestBaselineEditor : public QObject {
    Q_OBJECT

    struct Set {
        BaselineEditor editor;
        QCheckBox* used = editor.findChild<QCheckBox*>();
        QPushButton* forget = editor.findChildren<QPushButton*>()[0];
        QPushButton* learn = editor.findChildren<QPushButton*>()[1];
        QSignalSpy changed {&editor, &BaselineEditor::recipeChanged};
        QSignalSpy finished {&editor, &BaselineEditor::editingFinished};
        QSignalSpy wanted {&editor, &BaselineEditor::learningWanted};

        Set() { editor.show(); }
        QString state() const { return editor.findChild<QLabel*>()->text(); }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void withoutOneItSaysWhatItTakes()
    {
        Set set;
        set.editor.setFacts(factsWith(3));
        QVERIFY(!set.used->isChecked() && !set.used->isEnabled() && !set.forget->isEnabled() && !set.learn->isEnabled());
        QVERIFY2(set.state().contains("3 of 5 good parts are open"), qPrintable(set.state()));
        set.editor.setFacts(factsWith(5));
        QVERIFY(set.learn->isEnabled());
        QVERIFY2(set.learn->text().contains("5"), qPrintable(set.learn->text()));
        set.learn->click();
        QCOMPARE(set.wanted.count(), 1);
        QCOMPARE(set.changed.count(), 0);
    }

    void noMorePartsAreNamedThanAreLookedAt()
    {
        Set set;
        set.editor.setFacts(factsWith(1000));
        QVERIFY2(set.learn->text().contains("64"), qPrintable(set.learn->text()));
        QVERIFY(set.state().contains("1000"));
    }

    void aRecipeIsShownWithoutASignal()
    {
        Set set;
        set.editor.setFacts(factsWith(0));
        set.editor.setRecipe(learned());
        QVERIFY(set.used->isChecked() && set.used->isEnabled() && set.forget->isEnabled());
        QVERIFY2(set.state().contains("12 good part") && set.state().contains("12.3"), qPrintable(set.state()));
        QCOMPARE(set.editor.recipe(), learned());
        QCOMPARE(set.changed.count() + set.finished.count(), 0);
    }

    void itIsTurnedOffAndOnAndForgotten()
    {
        Set set;
        set.editor.setRecipe(learned());
        set.used->click();
        QCOMPARE(set.editor.recipe(), learned(false));
        set.used->click();
        QCOMPARE(set.editor.recipe(), learned());
        QCOMPARE(set.changed.count(), 2);
        QCOMPARE(set.finished.count(), 2);
        set.forget->click();
        Recipe without = learned();
        without.baseline.reset();
        QCOMPARE(set.changed.last()[0].value<Recipe>(), without);
        QCOMPARE(set.finished.count(), 3);
        QVERIFY(!set.used->isChecked() && !set.forget->isEnabled());
    }

    void whileItLearnsNothingElseBegins()
    {
        Set set;
        set.editor.setRecipe(learned());
        BaselineFacts facts = factsWith(9);
        facts.learning = true;
        set.editor.setFacts(facts);
        QVERIFY(!set.forget->isEnabled() && set.learn->text().contains("Learning"));
        set.learn->click();
        QCOMPARE(set.wanted.count(), 0);
        facts.learning = false;
        set.editor.setFacts(facts);
        QVERIFY(set.forget->isEnabled());
        set.learn->click();
        QCOMPARE(set.wanted.count(), 1);
    }

    void whatDoesNotFitCanBeTurnedOffOnly()
    {
        Set set;
        set.editor.setRecipe(learned());
        BaselineFacts facts = factsWith(9);
        facts.fits = false;
        set.editor.setFacts(facts);
        QVERIFY(set.used->isEnabled());
        QVERIFY2(set.state().contains("doesn't fit"), qPrintable(set.state()));
        set.used->click();
        QVERIFY(!set.editor.recipe().baseline->used && !set.used->isEnabled());
    }

    void theLimitEditorHandsItOn()
    {
        LimitEditor editor;
        QSignalSpy changed(&editor, &LimitEditor::recipeChanged), finished(&editor, &LimitEditor::editingFinished);
        editor.setRecipe(learned());
        editor.baselineEditor()->findChild<QCheckBox*>()->click();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(editor.recipe(), learned(false));
    }

    void otherTilesTurnItOff()
    {
        LimitEditor editor;
        editor.setRecipe(learned());
        editor.tileEditor()->setFacts({{4096, 3072}, 518, 37});
        editor.tileEditor()->findChild<QCheckBox*>()->click();
        QVERIFY(editor.recipe().tileSide > 0 && !editor.recipe().baseline->used);
        QVERIFY(!editor.baselineEditor()->findChild<QCheckBox*>()->isChecked());
        // The defaults, whose side is another, turn it off too; without another side it stays.
        Recipe tiled = learned();
        tiled.tileSide = 512;
        editor.setRecipe(tiled);
        QList<QPushButton*> buttons = editor.findChildren<QPushButton*>();
        const auto defaults = std::ranges::find_if(buttons, [](const QPushButton* button) { return button->text() == "Defaults"; });
        QVERIFY(defaults != buttons.end());
        (*defaults)->click();
        QVERIFY(editor.recipe().tileSide == 0 && editor.recipe().baseline && !editor.recipe().baseline->used);
        Recipe moved = learned();
        moved.rule.failLimit = 0.9f;
        editor.setRecipe(moved);
        (*defaults)->click();
        QVERIFY(editor.recipe().baseline->used);
    }
};

QTEST_MAIN(TestBaselineEditor)
#include "tst_baseline_editor.moc"
