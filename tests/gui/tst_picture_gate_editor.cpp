// What a picture has to be like: what the person gets, and what is said about it.
#include "widgets/fold_section.h"
#include "widgets/limit_editor.h"
#include "widgets/picture_fault_text.h"
#include "widgets/picture_gate_editor.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using inference::PictureFault;
using inference::PictureGate;
using inference::Recipe;

namespace {

const PictureGateFacts known {inference::PictureFigures {130, 40, 412.4}, true};

}  // namespace

class TestPictureGateEditor : public QObject {
    Q_OBJECT

    struct Set {
        PictureGateEditor editor;
        QList<QCheckBox*> asked = editor.findChildren<QCheckBox*>();
        QList<QDoubleSpinBox*> values = editor.findChildren<QDoubleSpinBox*>();
        QPushButton* propose = editor.findChild<QPushButton*>();
        QSignalSpy changed {&editor, &PictureGateEditor::recipeChanged};
        QSignalSpy finished {&editor, &PictureGateEditor::editingFinished};

        Set()
        {
            editor.setFacts(known);
            editor.show();
        }
        QString facts() const { return editor.findChild<QLabel*>()->text(); }
        PictureGate gate() const { return editor.recipe().gate; }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aRecipeIsShownWithoutASignal()
    {
        Set set;
        for (int i = 0; i < 3; ++i)
            QVERIFY(!set.asked[i]->isChecked() && !set.values[i]->isVisible());
        Recipe recipe;
        recipe.name = "Gear";
        recipe.gate = {40, {}, 12.5};
        set.editor.setRecipe(recipe);
        QVERIFY(set.asked[0]->isChecked() && !set.asked[1]->isChecked() && set.asked[2]->isChecked());
        QCOMPARE(set.values[0]->text(), QString("40"));
        QCOMPARE(set.values[2]->text(), QString("12.5"));
        QCOMPARE(set.changed.count() + set.finished.count(), 0);
        QCOMPARE(set.editor.recipe(), recipe);
    }

    void aTickBeginsWithWhatThePicturePasses()
    {
        Set set;
        for (QCheckBox* const box : set.asked)
            box->click();
        QCOMPARE(set.gate(), (PictureGate {91, 169, 206}));
        QCOMPARE(set.changed.count(), 3);
        QCOMPARE(set.finished.count(), 3);
        set.asked[1]->click();
        QCOMPARE(set.gate(), (PictureGate {91, {}, 206}));
        QCOMPARE(set.finished.count(), 4);
    }

    void withoutAPictureTooThereIsSomethingToBeginWith()
    {
        Set set;
        set.editor.setFacts({});
        QCOMPARE(set.facts(), QString("This picture isn't measured yet: that is done when it is inspected."));
        QVERIFY(!set.propose->isEnabled());
        for (QCheckBox* const box : set.asked)
            box->click();
        QCOMPARE(set.gate(), (PictureGate {84, 156, 50}));
        // Nothing has fine detail: little to fall below.
        Set flat;
        flat.editor.setFacts({inference::PictureFigures {10, 2, 3.3}, false});
        flat.asked[2]->click();
        QCOMPARE(*flat.gate().leastFocus, 1.6);
    }

    void stepsAreToldWhenTheyRest()
    {
        Set set;
        set.asked[0]->click();
        set.changed.clear();
        set.finished.clear();
        QTest::keyClick(set.values[0], Qt::Key_Up);
        QTest::keyClick(set.values[0], Qt::Key_Up);
        QCOMPARE(set.values[0]->value(), 93.0);
        QCOMPARE(set.changed.count() + set.finished.count(), 0);
        // What else changes meanwhile neither takes it back nor ends it.
        Recipe other = set.editor.recipe();
        other.rule.failLimit = 0.9f;
        set.editor.setRecipe(other);
        QCOMPARE(set.values[0]->value(), 93.0);
        QTRY_COMPARE(set.finished.count(), 1);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(*set.gate().leastBrightness, 93.0);
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.9f);
        QTest::keyClick(set.values[0], Qt::Key_Down);
        QTest::keyClick(set.values[0], Qt::Key_Return);
        QCOMPARE(set.finished.count(), 2);
        QTest::keyClick(set.values[0], Qt::Key_Return);  // nothing has changed
        QCOMPARE(set.finished.count(), 2);
    }

    void brightnessFromAndToPushEachOther()
    {
        Set set;
        set.asked[0]->click();
        set.asked[1]->click();
        set.values[0]->setValue(200);
        QCOMPARE(set.values[1]->value(), 200.0);
        QTRY_COMPARE(set.gate(), (PictureGate {200, 200, {}}));
        set.values[1]->setValue(100);
        QTRY_COMPARE(set.gate(), (PictureGate {100, 100, {}}));
        set.asked[0]->click();
        set.editor.setFacts({inference::PictureFigures {240, 2, 3}, false});
        set.asked[0]->click();  // 168 would be brighter than the brightest
        QCOMPARE(set.gate(), (PictureGate {100, 100, {}}));
    }

    void factsAreOfThePicture()
    {
        Set set;
        QCOMPARE(set.facts(), QString("This picture: brightness 130, focus 412."));
        set.editor.setFacts({inference::PictureFigures {7.25, 1, 3.14}, false});
        QCOMPARE(set.facts(), QString("This picture: brightness 7.3, focus 3.1."));
        QSignalSpy wanted(&set.editor, &PictureGateEditor::proposalWanted);
        set.propose->click();
        QCOMPARE(wanted.count(), 0);
        set.editor.setFacts(known);
        set.propose->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(set.changed.count(), 0);
    }

    void itStandsAmongTheLimits()
    {
        LimitEditor editor;
        editor.resize(300, 700);
        editor.show();
        QSignalSpy changed(&editor, &LimitEditor::recipeChanged), finished(&editor, &LimitEditor::editingFinished);
        editor.pictureGateEditor()->setFacts(known);
        editor.pictureSection()->findChild<QToolButton*>()->click();
        editor.pictureGateEditor()->findChildren<QCheckBox*>()[2]->click();
        QCOMPARE(*editor.recipe().gate.leastFocus, 206.0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(finished.count(), 1);
        // "Defaults" takes it back.
        editor.findChildren<QPushButton*>().last()->click();
        QVERIFY(!editor.recipe().gate.asks());
        QVERIFY(!editor.pictureGateEditor()->findChildren<QCheckBox*>()[2]->isChecked());
    }

    void faultsAreSentences_data()
    {
        using Kind = PictureFault::Kind;
        QTest::addColumn<std::vector<PictureFault>>("faults");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::vector<PictureFault>& faults, const char* text) { QTest::newRow(name) << faults << QString(text); };
        row("none", {}, "");
        row("dark", {{Kind::TooDark, 12.2, 40}}, "The picture is too dark: brightness 12, at least 40 asked for.");
        row("bright", {{Kind::TooBright, 1240, 1200}}, "The picture is too bright: brightness 1,240, at most 1,200 asked for.");
        row("both", {{Kind::TooDark, 3, 40}, {Kind::OutOfFocus, 0.52, 9.5}},
            "The picture is too dark: brightness 3.0, at least 40 asked for. The picture is out of focus: focus 0.5, at least 9.5 asked for.");
        row("a hair's breadth", {{Kind::OutOfFocus, 149.96, 150}}, "The picture is out of focus: focus 149.96, at least 150.00 asked for.");
        row("across the decimals", {{Kind::OutOfFocus, 9.97, 10}}, "The picture is out of focus: focus 9.97, at least 10.00 asked for.");
        row("not measured", {{Kind::NotMeasured, 0, 0}}, "Brightness and focus of the picture were not measured when it was inspected: inspect it again.");
    }
    void faultsAreSentences()
    {
        QFETCH(std::vector<PictureFault>, faults);
        QTEST(pictureFaultsText(faults), "text");
    }
};

QTEST_MAIN(TestPictureGateEditor)
#include "tst_picture_gate_editor.moc"
