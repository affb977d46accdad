// How a part is found: what the person gets, and what is said about the part that is shown.
#include "widgets/fold_section.h"
#include "widgets/limit_editor.h"
#include "widgets/picture_fault_text.h"
#include "widgets/position_editor.h"
#include "widgets/reference_view.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using inference::Anchor;
using inference::Placement;
using inference::Recipe;

namespace {

Anchor anchorOf(std::uint8_t grey = 130)
{
    Anchor anchor;
    anchor.mark = {160, 120, 320, 240};
    return withReference(anchor, std::make_shared<const inference::GreyCopy>(inference::GreyCopy {128, 96, 5, std::vector<std::uint8_t>(128 * 96, grey)}), {640, 480});
}

Recipe recipeWith(const std::optional<Anchor>& anchor)
{
    Recipe recipe;
    recipe.anchor = anchor;
    return recipe;
}

}  // namespace

class TestPositionEditor : public QObject {
    Q_OBJECT

    struct Set {
        PositionEditor editor;
        QCheckBox* used = editor.findChild<QCheckBox*>();
        QList<QDoubleSpinBox*> values = editor.findChildren<QDoubleSpinBox*>();
        QPushButton* forget = editor.findChildren<QPushButton*>()[0];
        QPushButton* take = editor.findChildren<QPushButton*>()[1];
        ReferenceView* view = editor.findChild<ReferenceView*>();
        QSignalSpy changed {&editor, &PositionEditor::recipeChanged};
        QSignalSpy finished {&editor, &PositionEditor::editingFinished};
        QSignalSpy wanted {&editor, &PositionEditor::takingWanted};

        explicit Set(const std::optional<Anchor>& anchor)
        {
            editor.setRecipe(recipeWith(anchor));
            editor.show();
        }
        QString facts() const { return editor.findChildren<QLabel*>().last()->text(); }
        const Anchor& anchor() const { return *editor.recipe().anchor; }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void withoutAReferenceItSaysWhatToDo()
    {
        Set set({});
        QVERIFY(!set.used->isEnabled() && !set.used->isChecked());
        QVERIFY(!set.view->isVisible() && !set.values.first()->isVisible() && !set.forget->isVisible());
        QVERIFY(!set.take->isEnabled());
        set.editor.setFacts({{}, false, true, false});
        set.take->click();
        QCOMPARE(set.wanted.count(), 1);
        QCOMPARE(set.changed.count(), 0);
    }

    void aRecipeIsShownWithoutASignal()
    {
        Set set(anchorOf());
        QVERIFY(set.used->isEnabled() && set.used->isChecked());
        QVERIFY(set.view->isVisible() && set.forget->isVisible());
        QCOMPARE(set.values[0]->value(), 15.0);
        QCOMPARE(set.values[1]->value(), 10.0);
        QCOMPARE(set.values[2]->value(), 0.7);
        QCOMPARE(set.view->mark(), (inference::Rect {160, 120, 320, 240}));
        QCOMPARE(set.changed.count(), 0);
        set.editor.setRecipe(recipeWith({}));
        QVERIFY(!set.view->isVisible() && !set.used->isChecked());
    }

    void stepsThatFollowEachOtherAreOneChange()
    {
        Set set(anchorOf());
        set.values[0]->stepBy(1);
        set.values[0]->stepBy(1);
        set.values[1]->stepBy(-10);
        QCOMPARE(set.changed.count(), 0);
        QTRY_COMPARE(set.finished.count(), 1);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.anchor().greatestShift, 0.17);
        QCOMPARE(set.anchor().greatestTurn, 0.0);
        set.values[2]->setValue(0.85);
        QTRY_COMPARE(set.finished.count(), 2);
        QCOMPARE(set.anchor().leastMatch, 0.85);
    }

    void anotherMarkIsOneChange()
    {
        Set set(anchorOf());
        set.view->setFocus();
        QTest::keyClick(set.view, Qt::Key_Right);
        QTest::keyClick(set.view, Qt::Key_Right);
        QCOMPARE(set.finished.count(), 0);  // more may follow
        QTRY_COMPARE(set.finished.count(), 1);
        QCOMPARE(set.anchor().mark, (inference::Rect {170, 120, 320, 240}));
    }

    void turnedOffAndOnAgain()
    {
        Set set(anchorOf());
        set.used->click();
        QVERIFY(!set.anchor().used);
        set.used->click();
        QVERIFY(set.anchor().used);
        QCOMPARE(set.finished.count(), 2);
    }

    void forgotten()
    {
        Set set(anchorOf());
        set.forget->click();
        QVERIFY(!set.editor.recipe().anchor);
        QCOMPARE(set.finished.count(), 1);
        QVERIFY(!set.view->isVisible());
    }

    void thePartThatIsShownIsDescribed()
    {
        Set set(anchorOf());
        QCOMPARE(set.facts(), QString("This part isn't looked for yet."));
        set.editor.setFacts({Placement {{320, 240}, {12.4, -3.2}, -2.26, 0.974, true}, false, true, false});
        QCOMPARE(set.facts(), QString::fromUtf16(u"This part lies 12\u00a0px to the right, 3.2\u00a0px up, turned left by 2.3°; match 0.97."));
        QVERIFY(set.take->isEnabled());
        set.editor.setFacts({Placement {{320, 240}, {-12.4, 3.2}, 2.26, 0.974, true}, false, true, false});
        QCOMPARE(set.facts(), QString::fromUtf16(u"This part lies 12\u00a0px to the left, 3.2\u00a0px down, turned right by 2.3°; match 0.97."));
        Recipe calibrated = set.editor.recipe();
        calibrated.mmPerPixel = 0.1;
        set.editor.setRecipe(calibrated);
        QCOMPARE(set.facts(), QString::fromUtf16(u"This part lies 1.24\u00a0mm to the left, 0.320\u00a0mm down, turned right by 2.3°; match 0.97."));
        set.editor.setFacts({Placement {{320, 240}, {0, 0}, 0, 0.698, false}, false, true, false});
        QCOMPARE(set.facts(), QString("This part isn't found: match 0.698, at least 0.70 asked for."));
        set.editor.setFacts({Placement {{320, 240}, {120, 0}, 0, 0.95, false}, false, true, false});
        QCOMPARE(set.facts(), QString::fromUtf16(u"This part lies 12.0\u00a0mm to the right, 0\u00a0mm down, turned right by 0.0°: further than allowed. Match 0.95."));
        set.editor.setFacts({Placement {{320, 240}, {0, 0}, 0, 1, true}, false, true, true});
        QCOMPARE(set.facts(), QString("This part is the reference."));
        QVERIFY(!set.take->isEnabled());
        set.editor.setFacts({{}, true, true, false});
        QVERIFY(set.facts().contains("Inspect it again."));
        set.used->click();
        QCOMPARE(set.facts(), QString("Parts aren't looked for: each counts as lying as in the reference."));
    }

    void whatIsWrongIsSaid()
    {
        using inference::PictureFault;
        QCOMPARE(pictureFaultsText({{PictureFault::Kind::NotFound, 0.4213, 0.7}}), QString("The part was not found where it may lie: match 0.42, at least 0.70 asked for."));
        QCOMPARE(pictureFaultsText({{PictureFault::Kind::OutOfPlace, 0.9, 0.7}}), QString("The part is moved or turned further than the recipe allows."));
        QVERIFY(pictureFaultsText({{PictureFault::Kind::NotKept, 0, 0}}).contains("Inspect it again."));
    }

    void theSectionTellsWhetherItIsSeen()
    {
        LimitEditor limits;
        limits.setRecipe(recipeWith(anchorOf()));
        QSignalSpy shown(&limits, &LimitEditor::positionShown);
        limits.show();
        QCOMPARE(shown.takeLast().first().toBool(), false);
        limits.positionSection()->setOpen(true);
        QCOMPARE(shown.takeLast().first().toBool(), true);
        QVERIFY(limits.positionEditor()->isVisible());
        QSignalSpy changed(&limits, &LimitEditor::recipeChanged);
        limits.positionEditor()->findChild<QCheckBox*>()->click();
        QCOMPARE(changed.count(), 1);
        QVERIFY(!limits.recipe().anchor->used);
        limits.hide();
        QCOMPARE(shown.takeLast().first().toBool(), false);
    }
};

QTEST_MAIN(TestPositionEditor)
#include "tst_position_editor.moc"
