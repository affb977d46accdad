// What the window shows of its parts, and what its panels and windows do to one another.

#include "app/workbench/label_next_dialog.h"
#include "app/workbench/label_next_presenter.h"
#include "app/workbench/live_log_dialog.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/output_desk.h"
#include "app/workbench/report_checker.h"
#include "widgets/defect_table.h"
#include "widgets/defect_table_model.h"
#include "widgets/expression_edit.h"
#include "widgets/key_sheet.h"
#include "widgets/limit_editor.h"
#include "widgets/picture_gate_editor.h"
#include "widgets/progress_strip.h"
#include "widgets/score_histogram.h"
#include "widgets/zone_panel.h"
#include "window_bench.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace app;

class TestMainWindow : public QObject, private WindowBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void limitsAndZonesWaitForTheModel();
    void showsHeatRegionsAndVerdict();
    void tableAndCanvasSelectTogether();
    void movedLimitChangesVerdictAndCanBeUndone();
    void aGateIsProposedFromThePicturesThatAreOpen();
    void emptyFolderIsSaid();
    void reportDroppedOnThePictureIsChecked();
    void unusableModelIsSaidAndTheOldOneStays();
    void keySheetListsTheKeys();
    void liveLogOpensItsPictures();
    void labelNextShowsItsPartsAlone();
};

void TestMainWindow::limitsAndZonesWaitForTheModel()
{
    const auto enabled = [this] {
        return QList<bool> {find<widgets::LimitEditor>().isEnabled(), find<widgets::ZonePanel>().isEnabled(), window().actionsOfWindow().zones->isEnabled(),
                            find<widgets::ScoreHistogram>().overlay()->isEnabled()};
    };
    QCOMPARE(enabled(), QList<bool>(4, false));
    openSamples();
    QCOMPARE(enabled(), QList<bool>(4, true));
}

void TestMainWindow::showsHeatRegionsAndVerdict()
{
    openSamples();
    QCOMPARE(find<widgets::DefectTable>().defectModel()->rowCount(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(find<widgets::VerdictPanel>().sentence().contains("0.00"), longTime);
    QVERIFY(!find<widgets::ProgressStrip>().isVisible() || !window().session().queue().isRunning());
    QVERIFY(window().windowTitle().endsWith("VCP-CLIP Workbench"));
}

void TestMainWindow::tableAndCanvasSelectTogether()
{
    openSamples();
    auto& table = find<widgets::DefectTable>();
    emit window().canvas().defectClicked(0);
    QCOMPARE(table.selectedDefect(), 0);
    QCOMPARE(window().canvas().selectedDefect(), 0);
    emit table.defectSelected(-1);
    QCOMPARE(window().canvas().selectedDefect(), -1);
}

void TestMainWindow::movedLimitChangesVerdictAndCanBeUndone()
{
    openSamples();
    emit window().canvas().limitDragged(1.0f);
    emit window().canvas().reviewLimitDragged(1.0f);
    emit window().canvas().limitDragEnded();
    QCOMPARE(find<widgets::LimitEditor>().recipe().rule.failLimit, 1.0f);
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::VerdictPanel>().word(), QStringLiteral("PASS"), longTime);
    window().session().undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::VerdictPanel>().word(), QStringLiteral("FAIL"), longTime);
    QCOMPARE(find<widgets::LimitEditor>().recipe().rule.failLimit, 0.0f);
}

void TestMainWindow::aGateIsProposedFromThePicturesThatAreOpen()
{
    openSamples();
    auto& gate = *find<widgets::LimitEditor>().pictureGateEditor();
    auto* const propose = gate.findChild<QPushButton*>();
    QVERIFY(!propose->isEnabled());  // of three pictures
    for (int i = 0; i < 3; ++i)
        QVERIFY(QFile::copy(m_folder->filePath("image_0.png"), m_folder->filePath(QStringLiteral("more_%1.png").arg(i))));
    window().session().open({m_folder->path()});
    const auto picture = [this](int row) { return window().session().part(row).judged.figures->picture; };
    QTRY_VERIFY_WITH_TIMEOUT(propose->isEnabled(), longTime);
    QTRY_VERIFY_WITH_TIMEOUT(window().session().count() == 6 && window().session().counts().all().total() == 6, longTime);
    window().session().setCurrent(0);
    const QString brightness = QLocale().toString(picture(0)->brightness, 'f', 0);
    QTRY_VERIFY_WITH_TIMEOUT(gate.findChild<QLabel*>()->text().contains("brightness " + brightness + ","), longTime);
    const inference::Recipe before = window().session().recipe();
    propose->click();
    const inference::Recipe recipe = window().session().recipe();
    QVERIFY(recipe.gate.leastBrightness && recipe.gate.greatestBrightness && recipe.gate.leastFocus);
    QVERIFY(*recipe.gate.leastBrightness <= picture(0)->brightness && picture(0)->brightness <= *recipe.gate.greatestBrightness);
    QCOMPARE(gate.recipe().gate, recipe.gate);
    window().session().undoStack().undo();  // one step
    QCOMPARE(window().session().recipe(), before);
}

void TestMainWindow::emptyFolderIsSaid()
{
    const QTemporaryDir empty;
    QSignalSpy listed(&window().session(), &Session::listingFinished);
    window().openPaths({empty.path()});
    QVERIFY(listed.wait(longTime));
    QVERIFY(!window().canvas().hasPicture());
    QVERIFY(window().canvas().accessibleDescription().contains(empty.path()));
}

void TestMainWindow::reportDroppedOnThePictureIsChecked()
{
    window().openPaths({m_folder->path()});
    QTRY_COMPARE_WITH_TIMEOUT(window().session().count(), 3, longTime);
    QSignalSpy checked(&window().output().checker(), &ReportChecker::checked);
    emit window().canvas().pathsDropped({m_folder->filePath("report.PDF")});
    QVERIFY(checked.wait(longTime));
    QCOMPARE(window().session().openedPaths(), QStringList {m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), longTime);
    QApplication::activeModalWidget()->close();
}

void TestMainWindow::unusableModelIsSaidAndTheOldOneStays()
{
    openSamples();
    QSignalSpy asked(&window().session(), &Session::modelChanged);
    auto broken = bundledModel();
    broken.vcp = broken.clip;
    window().start({{}, broken});
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget() != nullptr, longTime);
    QApplication::activeModalWidget()->close();
    QCOMPARE(asked.count(), 0);
    QCOMPARE(window().session().model()->bundle.vcp, bundledModel().vcp);
}

void TestMainWindow::keySheetListsTheKeys()
{
    window().actionsOfWindow().keys->trigger();
    QTRY_VERIFY(window().findChild<widgets::KeySheet*>());
    window().findChild<widgets::KeySheet*>()->close();
}

void TestMainWindow::liveLogOpensItsPictures()
{
    openSamples();
    window().actionsOfWindow().liveLog->trigger();
    LiveLogPresenter& log = window().live().log();
    QVERIFY(log.window()->isVisible());
    // Of the parts that are open it is shown; another one is opened.
    Session& session = window().session();
    const QString third = session.part(2).path;
    emit log.pictureWanted(third);
    QCOMPARE(session.current(), 2);
    QCOMPARE(session.count(), 3);
    const QString other = m_home.filePath("14.15.03.123_000012_fail.png");
    QVERIFY(QFile::copy(third, other));
    emit log.pictureWanted(other);
    QTRY_COMPARE_WITH_TIMEOUT(session.count(), 1, longTime);
    QTRY_COMPARE_WITH_TIMEOUT(session.current(), 0, longTime);
    QCOMPARE(session.part(0).path, other);
    log.window()->close();
}

/// Whatever the list left out before: the parts to be labelled are shown, and the first of them is on the canvas.
void TestMainWindow::labelNextShowsItsPartsAlone()
{
    openSamples();
    auto* const list = window().findChild<widgets::Filmstrip*>();
    list->setShow(widgets::PartFilterModel::Show::Pass);
    list->filterEdit()->setText("score > 0.5");
    QTRY_COMPARE_WITH_TIMEOUT(list->filterModel()->shownCount(), 0, longTime);
    window().labelNext().showWindow();
    app::LabelNextDialog& dialog = *window().labelNext().window();
    dialog.fromField().setCurrentIndex(int(app::LabelNextFrom::Fail));
    dialog.mostField().setValue(2);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.showButton().isEnabled(), longTime);
    const QStringList next = dialog.answer().next;
    dialog.showButton().click();
    QTRY_COMPARE_WITH_TIMEOUT(list->filterModel()->shownCount(), 2, longTime);
    for (const QString& path : next)
        QVERIFY(list->filterModel()->rowOf(path) >= 0);
    QVERIFY(next.contains(window().session().part(window().session().current()).path));
    QCOMPARE(list->filterEdit()->text(), QString());
    dialog.mostField().setValue(7);
    m_window.reset();  // with the window open: what was chosen is kept
    QCOMPARE(m_settings->labelNextMost(), 7);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
