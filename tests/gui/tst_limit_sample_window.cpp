// The window Limit Samples over the whole workbench: added, described, moved, removed, undone, shown, locked.
#include "app/common/data_paths.h"
#include "app/workbench/limit_sample_presenter.h"
#include "app/workbench/lock_presenter.h"
#include "widgets/defect_table.h"
#include "widgets/sample_list.h"
#include "window_bench.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace app;

class TestLimitSampleWindow : public QObject, private WindowBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init();
    void cleanup() { close(); }
    void withoutAPartNothingCanBeAdded();
    void addedSampleIsInTheRecipe();
    void aRegionStandsOnOneSide();
    void describedMovedRemovedAndUndone();
    void typedTextIsGivenUpToItsOwnSample();
    void whatHasNotChangedIsNotTouched();
    void classFilterFollowsItsSamples();
    void showLeadsToPartAndRegion();
    void lockedDeskOnlyShows();
    void choiceIsRemembered();

private:
    LimitSampleDialog& open()
    {
        window().actionsOfWindow().limitSamples->trigger();
        LimitSampleDialog& dialog = *window().limitSamples().window();
        [&] { QVERIFY(QTest::qWaitForWindowExposed(&dialog)); }();
        return dialog;
    }
    const std::vector<inference::LimitSample>& samples() { return window().session().recipe().limitSamples.list(); }
    void showRow(int row)
    {
        window().session().setCurrent(row);
        const auto* const dialog = window().limitSamples().window();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->wall().present && dialog->presentText().contains(window().session().part(row).name), longTime);
    }
    void click(QPushButton& button) { QTest::mouseClick(&button, Qt::LeftButton); }
};

void TestLimitSampleWindow::init()
{
    std::filesystem::remove_all(userFolder() / "recipes");  // no test finds another's samples
    begin();
}

void TestLimitSampleWindow::withoutAPartNothingCanBeAdded()
{
    LimitSampleDialog& dialog = open();
    QVERIFY(!dialog.addGoodButton().isEnabled());
    QVERIFY(!dialog.addBadButton().isEnabled());
    QVERIFY(dialog.presentText().startsWith("No part is open."));
    QCOMPARE(dialog.chosenText(), QString("There are no limit samples yet."));
}

void TestLimitSampleWindow::addedSampleIsInTheRecipe()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.addGoodButton().isEnabled(), longTime);
    click(dialog.addGoodButton());
    QCOMPARE(samples().size(), 1u);
    const inference::LimitSample& sample = samples().front();
    QVERIFY(sample.good);
    QCOMPARE(sample.image, window().session().part(0).image);
    QCOMPARE(sample.part, window().session().part(0).name.toStdString());
    QVERIFY(!sample.utc.empty());
    QVERIFY(sample.area > 0 && sample.picture && !sample.picture->empty());
    QCOMPARE(dialog.goodList().cards().size(), 1u);
    QVERIFY(!dialog.goodList().cards().front().picture.isNull());
    QCOMPARE(dialog.goodList().currentCard(), 0);
    QVERIFY(dialog.chosenText().contains("still good"));
    QVERIFY(dialog.presentText().contains("are still good"));
    QVERIFY(dialog.presentText().endsWith("It is a sample itself: still good."));
    // As the recipe file keeps it.
    window().session().undoStack().undo();
    QCOMPARE(samples().size(), 0u);
    window().session().undoStack().redo();
    QCOMPARE(samples().size(), 1u);
    QCOMPARE(window().session().undoStack().undoText(), QString("Limit sample of “image_0.png” added: still good"));
}

void TestLimitSampleWindow::aRegionStandsOnOneSide()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.addGoodButton().isEnabled(), longTime);
    click(dialog.addGoodButton());
    click(dialog.addBadButton());
    QCOMPARE(samples().size(), 1u);
    QVERIFY(!samples().front().good);
    QCOMPARE(dialog.goodList().cards().size(), 0u);
    QCOMPARE(dialog.badList().currentCard(), 0);
}

void TestLimitSampleWindow::describedMovedRemovedAndUndone()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.addGoodButton().isEnabled(), longTime);
    click(dialog.addGoodButton());
    dialog.noteField().setFocus();
    QTest::keyClicks(&dialog.noteField(), "at the edge");
    QTest::keyClick(&dialog.noteField(), Qt::Key_Return);
    QCOMPARE(samples().front().note, "at the edge");
    QLineEdit& name = *dialog.chosenClassField().lineEdit();
    name.setFocus();
    QTest::keyClicks(&name, "dent");
    QTest::keyClick(&name, Qt::Key_Return);
    QCOMPARE(samples().front().className, "dent");
    QVERIFY(dialog.goodList().cards().front().caption.endsWith("dent"));
    QVERIFY(samples().front().good);  // Return has pressed no button
    click(dialog.addGoodButton());    // once more: what was said of it stays
    QCOMPARE(samples().size(), 1u);
    QCOMPARE(samples().front().note, "at the edge");
    QCOMPARE(samples().front().className, "dent");

    QCOMPARE(dialog.moveButton().text(), QString("It &Is No Longer Good"));
    click(dialog.moveButton());
    QVERIFY(!samples().front().good);
    QCOMPARE(dialog.badList().currentCard(), 0);
    QCOMPARE(dialog.moveButton().text(), QString("It &Is Still Good"));

    dialog.badList().setFocus();
    QTest::keyClick(&dialog.badList(), Qt::Key_Delete);
    QCOMPARE(samples().size(), 0u);
    QVERIFY(!dialog.removeButton().isEnabled());
    QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(samples().size(), 1u);
    QTRY_COMPARE(dialog.badList().cards().size(), 1u);
    QVERIFY(!dialog.badList().cards().front().picture.isNull());
}

void TestLimitSampleWindow::typedTextIsGivenUpToItsOwnSample()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    showRow(0);
    click(dialog.addGoodButton());
    showRow(1);
    click(dialog.addBadButton());
    QCOMPARE(dialog.badList().currentCard(), 0);
    QTest::keyClicks(&dialog.noteField(), "of the second");
    window().session().setCurrent(2);  // what is going on elsewhere takes nothing away
    showRow(2);
    QCOMPARE(dialog.noteField().text(), QString("of the second"));
    dialog.goodList().setCurrentIndex(dialog.goodList().model()->index(0, 0));
    QCOMPARE(samples().back().note, "of the second");
    QCOMPARE(samples().front().note, "");
    QCOMPARE(dialog.noteField().text(), QString());
    QCOMPARE(dialog.badList().currentCard(), -1);
}

/// Parts are inspected while somebody selects text or has a list open.
void TestLimitSampleWindow::whatHasNotChangedIsNotTouched()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    showRow(0);
    click(dialog.addGoodButton());
    dialog.noteField().setText("at the edge");
    QTest::keyClick(&dialog.noteField(), Qt::Key_Return);
    QTRY_COMPARE(dialog.noteField().text(), QString("at the edge"));
    dialog.noteField().setSelection(3, 4);
    QSignalSpy reset(dialog.classField().model(), &QAbstractItemModel::rowsInserted), cards(dialog.goodList().model(), &QAbstractItemModel::modelReset);
    LimitSampleWall wall = dialog.wall();
    dialog.setWall(wall);
    wall.presentText += " And more.";
    dialog.setWall(wall);
    QVERIFY(dialog.presentText().contains("And more."));
    QCOMPARE(dialog.noteField().selectedText(), QString("the "));
    QVERIFY(reset.isEmpty());
    QVERIFY(cards.isEmpty());
    // What was typed and taken back is not in the way of what comes.
    QTest::keyClick(&dialog.noteField(), Qt::Key_End);
    QTest::keyClicks(&dialog.noteField(), "x");
    QTest::keyClick(&dialog.noteField(), Qt::Key_Backspace);
    QTest::keyClick(&dialog.noteField(), Qt::Key_Return);
    window().session().undoStack().undo();
    QTRY_COMPARE(dialog.noteField().text(), QString());
}

void TestLimitSampleWindow::classFilterFollowsItsSamples()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    showRow(0);
    click(dialog.addGoodButton());
    showRow(1);
    click(dialog.addGoodButton());
    dialog.chosenClassField().lineEdit()->setText("dent");
    QTest::keyClick(dialog.chosenClassField().lineEdit(), Qt::Key_Return);
    QCOMPARE(dialog.classField().count(), 3);  // all, not classified, dent
    dialog.classField().setCurrentIndex(2);
    QCOMPARE(dialog.goodList().cards().size(), 1u);
    QCOMPARE(dialog.goodList().cards().front().picture.isNull(), false);
    click(dialog.removeButton());
    QCOMPARE(samples().size(), 1u);
    QTRY_COMPARE(dialog.goodList().cards().size(), 1u);  // of all classes again
    QCOMPARE(dialog.classField().currentIndex(), 0);
}

void TestLimitSampleWindow::showLeadsToPartAndRegion()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    showRow(0);
    click(dialog.addGoodButton());
    showRow(2);
    QVERIFY(dialog.showButton().isEnabled());
    find<widgets::DefectTable>().setSelectedDefect(-1);
    click(dialog.showButton());
    QCOMPARE(window().session().current(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::DefectTable>().selectedDefect(), 0, longTime);
}

void TestLimitSampleWindow::lockedDeskOnlyShows()
{
    openSamples();
    LimitSampleDialog& dialog = open();
    showRow(0);
    click(dialog.addGoodButton());
    window().session().setRecipeLocked(true);
    QTRY_VERIFY(!dialog.addGoodButton().isEnabled());
    for (QWidget* const field : std::initializer_list<QWidget*> {&dialog.addBadButton(), &dialog.moveButton(), &dialog.removeButton(), &dialog.noteField(), &dialog.chosenClassField()})
        QVERIFY(!field->isEnabled());
    QVERIFY(dialog.presentText().contains("locked"));
    QVERIFY(dialog.showButton().isEnabled());
    dialog.goodList().setFocus();
    QTest::keyClick(&dialog.goodList(), Qt::Key_Delete);
    QCOMPARE(samples().size(), 1u);
    window().session().setRecipeLocked(false);
    QTRY_VERIFY(dialog.addGoodButton().isEnabled());
}

void TestLimitSampleWindow::choiceIsRemembered()
{
    LimitSampleDialog& dialog = open();
    dialog.setChoice(widgets::Measure::Peak, 3, false);
    dialog.close();
    QCOMPARE(m_settings->limitSamplesMeasure(), int(widgets::Measure::Peak));
    QCOMPARE(m_settings->limitSamplesScale(), 3);
    QVERIFY(!m_settings->limitSamplesFramed());
}

QTEST_MAIN(TestLimitSampleWindow)
#include "tst_limit_sample_window.moc"
