// The whole window with the bundled model on sample parts, used by its actions, keys and signals.
#include "app/common/program.h"
#include "app/workbench/export_presenter.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/label_next_dialog.h"
#include "app/workbench/label_next_presenter.h"
#include "app/workbench/live_log_dialog.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/main_window.h"
#include "app/workbench/output_desk.h"
#include "app/workbench/report_checker.h"
#include "pipeline/recipe_file.h"
#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/defect_table_model.h"
#include "widgets/expression_edit.h"
#include "widgets/filmstrip.h"
#include "widgets/key_sheet.h"
#include "widgets/limit_editor.h"
#include "widgets/picture_gate_editor.h"
#include "widgets/progress_strip.h"
#include "widgets/score_histogram.h"
#include "widgets/verdict_panel.h"
#include "widgets/zone_panel.h"
#include "widgets/zone_tool.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTabWidget>
#include <QTest>

using namespace app;

namespace {

constexpr int longTime = 60000;

inference::pipeline::ModelBundle bundledModel()
{
    return inference::pipeline::readBundle(std::filesystem::path(WORKBENCH_SOURCE_DIR) / "resources" / "models" / "workbench-small");
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void limitsAndZonesWaitForTheModel();
    void showsHeatRegionsAndVerdict();
    void tableAndCanvasSelectTogether();
    void movedLimitChangesVerdictAndCanBeUndone();
    void aGateIsProposedFromThePicturesThatAreOpen();
    void allThatTheListShowsIsLabelledAtOnce();
    void arrowKeysMoveThroughTheParts();
    void languageChangesWithoutRestart();
    void panelsFoldAwayAndComeBack();
    void lookIsRemembered();
    void comesBackToWhereItWas();
    void emptyFolderIsSaid();
    void reportDroppedOnThePictureIsChecked();
    void unusableModelIsSaidAndTheOldOneStays();
    void keySheetListsTheKeys();
    void liveLogOpensItsPictures();
    void wholeReviewByKeyboard();
    void lettersAreTypedWhereAListHasTheFocus();
    void spaceAndCompareReachTheCanvasFromTheList();
    void escapeGoesBackStepByStep();
    void closingKeepsTheLastChange();
    void closingAsksBeforeItEndsWork();
    void lettersInAMenuAreTheMenus();
    void labelNextShowsItsPartsAlone();
    void panelsFitASmallScreen();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString& text);
    void openSamples();
    MainWindow& window() { return *m_window; }
    template <typename Widget>
    Widget& find() { return *m_window->findChild<Widget*>(); }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    // Neither the person's settings nor models are touched.
    QVERIFY(m_home.isValid());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    QStandardPaths::setTestModeEnabled(true);
    nameProgram();
}

void TestMainWindow::init()
{
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    // No test finds what another has said of the same pictures.
    for (const char* const name : {"history.db", "history.db-wal", "history.db-shm", "review-tip"})
        std::filesystem::remove(historyPath().parent_path() / name);
    m_folder = std::make_unique<QTemporaryDir>();
    const QString parts = QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/golden/tiny/");
    for (const char* name : {"image_0.png", "image_1.png", "image_3.png"})
        QVERIFY(QFile::copy(parts + name, m_folder->filePath(name)));
    m_language = std::make_unique<Language>();
    m_language->use("en");
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
}

void TestMainWindow::openSamples()
{
    window().start({{m_folder->path()}, bundledModel()});
    QTRY_COMPARE_WITH_TIMEOUT(window().session().count(), 3, longTime);
    const auto allDone = [this] {
        for (int i = 0; i < 3; ++i)
            if (window().session().part(i).state != widgets::Part::State::Done)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allDone(), longTime);
    // The lowest limits there are: every part of every picture is above them, whatever the model thinks of it.
    inference::Recipe recipe = window().session().recipe();
    recipe.rule.failLimit = recipe.rule.reviewLimit = 0;
    recipe.rule.minArea = 1;
    window().session().changeRecipe(recipe);
    window().session().endRecipeGesture();
    const auto allFail = [this] {
        for (int i = 0; i < 3; ++i)
            if (window().session().part(i).judged.verdict != inference::Verdict::Fail)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allFail(), longTime);
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::VerdictPanel>().word(), QStringLiteral("FAIL"), longTime);
    QTRY_VERIFY_WITH_TIMEOUT(window().canvas().hasPicture(), longTime);
    // Lists take changes in batches.
    const auto allListed = [this] {
        const auto& parts = *find<widgets::Filmstrip>().filterModel();
        for (int row = 0; row < 3; ++row)
            if (widgets::markOf(parts.part(row)) != widgets::Mark::Fail)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allListed(), longTime);
}

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

void TestMainWindow::allThatTheListShowsIsLabelledAtOnce()
{
    using inference::Label;
    openSamples();
    QTRY_COMPARE_WITH_TIMEOUT(window().session().counts().all().total(), std::size_t(3), longTime);
    const auto labels = [this] {
        QList<Label> all;
        for (int row = 0; row < window().session().count(); ++row)
            all.append(window().session().part(row).label);
        return all;
    };
    auto& list = find<widgets::Filmstrip>();
    list.setSelection(QSet<QString> {m_folder->filePath("image_0.png"), m_folder->filePath("image_3.png")}, "two");
    QTRY_COMPARE_WITH_TIMEOUT(list.filterModel()->placeOf(m_folder->filePath("image_1.png")), -1, longTime);
    window().canvas().setFocus();
    press(Qt::Key_G, Qt::ShiftModifier);
    QCOMPARE(labels(), (QList<Label> {Label::Good, Label::None, Label::Good}));
    QVERIFY2(window().statusBar()->currentMessage().contains("2 part"), qPrintable(window().statusBar()->currentMessage()));
    press(Qt::Key_B, Qt::ShiftModifier);
    QCOMPARE(labels(), (QList<Label> {Label::Defective, Label::None, Label::Defective}));
    window().session().undoStack().undo();
    QCOMPARE(labels(), (QList<Label> {Label::Good, Label::None, Label::Good}));
    list.setSelection(std::nullopt);
    // What lies in a folded folder isn't shown.
    list.setGrouped(true);
    QTRY_VERIFY_WITH_TIMEOUT(list.filterModel()->rowOf(m_folder->filePath("image_1.png")) > 0, longTime);
    list.filterModel()->setAllFolded(true);
    press(Qt::Key_B, Qt::ShiftModifier);
    QCOMPARE(labels(), (QList<Label> {Label::Good, Label::None, Label::Good}));
    list.setGrouped(false);
    QTRY_VERIFY_WITH_TIMEOUT(list.filterModel()->placeOf(m_folder->filePath("image_1.png")) >= 0, longTime);
    press(Qt::Key_U, Qt::ShiftModifier);
    QCOMPARE(labels(), QList<Label>(3, Label::None));
}

void TestMainWindow::arrowKeysMoveThroughTheParts()
{
    openSamples();
    window().canvas().setFocus();
    QCOMPARE(window().session().current(), 0);
    QTest::keyClick(&window().canvas(), Qt::Key_Right);
    QCOMPARE(window().session().current(), 1);
    QTest::keyClick(&window().canvas(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(window().session().current(), 2);
    QTest::keyClick(&window().canvas(), Qt::Key_Left);
    QCOMPARE(window().session().current(), 1);
    QCOMPARE(find<widgets::Filmstrip>().currentPath(), window().session().part(1).path);
}

void TestMainWindow::languageChangesWithoutRestart()
{
    openSamples();
    const auto texts = [this] {
        QStringList all;
        for (const QAction* action : window().menuBar()->actions())
            all.append(action->text());
        for (const QDockWidget* dock : window().findChildren<QDockWidget*>())
            all.append(dock->windowTitle());
        all.append(find<widgets::VerdictPanel>().word());
        return all;
    };
    const QStringList english = texts();
    for (QAction* action : window().actionsOfWindow().languages->actions())
        if (action->data().toString() == "zh_CN")
            action->trigger();
    QCoreApplication::processEvents();
    const QStringList chinese = texts();
    QCOMPARE(chinese.size(), english.size());
    for (int i = 0; i < english.size(); ++i)
        QVERIFY2(chinese.at(i) != english.at(i), qPrintable(english.at(i)));
    QCOMPARE(m_settings->language(), "zh_CN");
}

void TestMainWindow::panelsFoldAwayAndComeBack()
{
    const auto docks = window().findChildren<QDockWidget*>();
    QVERIFY(!docks.isEmpty());
    docks.first()->hide();
    window().actionsOfWindow().hideDocks->trigger();
    for (const QDockWidget* dock : docks)
        QVERIFY(!dock->isVisible());
    window().actionsOfWindow().hideDocks->trigger();
    for (const QDockWidget* dock : docks)
        QCOMPARE(dock->isVisible(), dock != docks.first());
}

void TestMainWindow::lookIsRemembered()
{
    window().actionsOfWindow().colourMaps->actions().at(2)->trigger();
    emit window().canvas().opacityChanged(0.25);
    window().actionsOfWindow().contours->trigger();
    window().resize(1100, 700);
    window().close();
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    QCOMPARE(m_window->size(), QSize(1100, 700));
    QCOMPARE(m_window->canvas().opacity(), 0.25);
    QVERIFY(!m_window->actionsOfWindow().contours->isChecked());
    QVERIFY(m_window->actionsOfWindow().colourMaps->actions().at(2)->isChecked());
}

void TestMainWindow::comesBackToWhereItWas()
{
    openSamples();
    window().session().setCurrent(2);
    // No close: a killed program has saved all the same.
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    m_window->start({{}, bundledModel()});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->session().current(), 2, longTime);
    QCOMPARE(m_window->session().openedPaths(), QStringList {m_folder->path()});
    QCOMPARE(m_settings->recent(), QStringList {m_folder->path()});
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

/// To whatever has the focus, as a keyboard does.
void TestMainWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

void TestMainWindow::type(const QString& text)
{
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void TestMainWindow::wholeReviewByKeyboard()
{
    openSamples();
    Session& session = window().session();
    window().canvas().setFocus();
    QCOMPARE(session.current(), 0);

    press(Qt::Key_R);  // the machine says fail too
    QCOMPARE(session.part(0).review.human, std::optional(inference::Verdict::Fail));
    press(Qt::Key_B);
    QCOMPARE(session.part(0).label, inference::Label::Defective);
    press(Qt::Key_L);
    type("scratch");
    press(Qt::Key_Return);
    QVERIFY(!session.part(0).review.regions.empty());
    QCOMPARE(session.part(0).review.regions.back().className, std::string("scratch"));
    QVERIFY(window().canvas().hasFocus());
    const auto& table = find<widgets::DefectTable>();
    QCOMPARE(table.defectModel()->index(0, widgets::DefectTableModel::ClassColumn).data().toString(), QString("scratch"));
    press(Qt::Key_N);
    type("at the edge");
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(session.part(0).review.note, std::string("at the edge"));
    QVERIFY(window().canvas().hasFocus());

    press(Qt::Key_N, Qt::ShiftModifier);
    QCOMPARE(session.current(), 1);
    press(Qt::Key_A);  // against the machine
    QCOMPARE(session.part(1).review.human, std::optional(inference::Verdict::Pass));
    press(Qt::Key_Right);
    press(Qt::Key_O);
    QCOMPARE(session.current(), 2);
    QCOMPARE(session.part(2).review.human, std::optional(inference::Verdict::Pass));
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!session.part(2).review.human);
    press(Qt::Key_Left);
    press(Qt::Key_N, Qt::ShiftModifier);
    QCOMPARE(session.current(), 2);
    press(Qt::Key_R);
    press(Qt::Key_N, Qt::ShiftModifier);  // all are reviewed
    QCOMPARE(session.current(), 2);
}

void TestMainWindow::lettersAreTypedWhereAListHasTheFocus()
{
    openSamples();
    auto* const order = find<widgets::Filmstrip>().findChild<QComboBox*>();
    QVERIFY(order);
    order->setFocus();
    for (const Qt::Key key : {Qt::Key_A, Qt::Key_R, Qt::Key_O, Qt::Key_G})
        press(key);
    for (int row = 0; row < 3; ++row) {
        QVERIFY(!window().session().part(row).review.human);
        QCOMPARE(window().session().part(row).label, inference::Label::None);
    }
}

void TestMainWindow::spaceAndCompareReachTheCanvasFromTheList()
{
    openSamples();
    find<widgets::Filmstrip>().view()->setFocus();
    QVERIFY(window().actionsOfWindow().heat->isChecked());
    press(Qt::Key_Space);
    QVERIFY(!window().actionsOfWindow().heat->isChecked());
    press(Qt::Key_Space);
    QVERIFY(window().actionsOfWindow().heat->isChecked());
    press(Qt::Key_C);
    QVERIFY(window().actionsOfWindow().compare->isChecked());
    QVERIFY(window().canvas().compareMode() != widgets::CompareMode::Off);
}

void TestMainWindow::escapeGoesBackStepByStep()
{
    openSamples();
    MainActions& actions = window().actionsOfWindow();
    window().canvas().setFocus();
    actions.hideDocks->trigger();
    press(Qt::Key_C);
    QVERIFY(actions.compare->isChecked());
    actions.zones->trigger();
    QVERIFY(window().canvas().zoneTool() != widgets::ZoneMode::Off);
    window().canvas().setFocus();
    press(Qt::Key_Escape);
    QCOMPARE(window().canvas().zoneTool(), widgets::ZoneMode::Off);
    QVERIFY(actions.compare->isChecked());
    press(Qt::Key_Escape);
    QVERIFY(!actions.compare->isChecked());
    press(Qt::Key_Escape);
    QVERIFY(!actions.hideDocks->isChecked());
    press(Qt::Key_D);
    QVERIFY(find<widgets::DefectTable>().hasFocus());
    press(Qt::Key_Escape);
    QVERIFY(window().canvas().hasFocus());
}

/// A change made right before the window goes is in the recipe's file.
void TestMainWindow::closingKeepsTheLastChange()
{
    openSamples();
    inference::Recipe recipe = window().session().recipe();
    recipe.rule.failLimit = 0.8125f;
    window().session().changeRecipe(recipe);
    const auto file = window().bench().recipeKeeper().file();
    m_window.reset();
    QCOMPARE(inference::pipeline::readRecipe(file, {}).rule.failLimit, 0.8125f);
}

void TestMainWindow::closingAsksBeforeItEndsWork()
{
    openSamples();
    ExportPresenter& exporting = window().output().exporting();
    exporting.showDialog();
    ExportForm form;
    form.folder = m_home.filePath("export");
    const auto closes = [&](bool anyway) {
        emit exporting.dialog()->exportWanted(form);
        QTimer::singleShot(0, this, [anyway] {
            auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            QVERIFY2(box->text().contains("an export"), qPrintable(box->text()));
            for (QAbstractButton* const button : box->buttons())
                if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == anyway)
                    button->click();
        });
        return window().close();
    };
    QVERIFY(!closes(false));
    QTRY_VERIFY_WITH_TIMEOUT(!exporting.isExporting(), longTime);
    QVERIFY(QFile::exists(form.folder + "/images.csv"));
    QVERIFY(closes(true));
}

/// A letter in an open menu is the menu's, though it judges parts elsewhere.
void TestMainWindow::lettersInAMenuAreTheMenus()
{
    openSamples();
    auto* const list = window().findChild<widgets::Filmstrip*>();
    list->view()->setFocus();
    QTRY_VERIFY_WITH_TIMEOUT(list->view()->hasFocus(), longTime);
    QMenu menu(&window());
    QSignalSpy chosen(menu.addAction("&Over"), &QAction::triggered), good(menu.addAction("&Good"), &QAction::triggered);
    const PartRecord& part = window().session().part(window().session().current());
    for (const Qt::Key key : {Qt::Key_O, Qt::Key_G}) {
        menu.popup({10, 10});
        QVERIFY(QTest::qWaitForWindowExposed(&menu));
        QTest::keyClick(&menu, key);
        QVERIFY(!menu.isVisible());
    }
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(good.size(), 1);
    QVERIFY(!part.review.human);
    QCOMPARE(part.label, inference::Label::None);
    QTest::keyClick(list->view(), Qt::Key_G);
    QCOMPARE(part.label, inference::Label::Good);
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

/// A laptop of 1280 x 720 with a task bar, in each language, on each page of the statistics.
void TestMainWindow::panelsFitASmallScreen()
{
    openSamples();
    window().resize(1152, 640);
    const QList<QDockWidget*> docks = window().findChildren<QDockWidget*>();
    QVERIFY(docks.size() >= 5);
    for (const char* const language : {"en", "de", "ja", "zh_CN"}) {
        m_language->use(QString::fromLatin1(language));
        auto* const pages = window().findChild<QDockWidget*>(QStringLiteral("statistics"))->findChild<QTabWidget*>();
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QCOMPARE(window().size(), QSize(1152, 640));
            for (const auto* const dock : docks)
                for (const auto* const other : docks)
                    if (dock != other && dock->isVisible() && other->isVisible() && !dock->visibleRegion().isEmpty() && !other->visibleRegion().isEmpty())
                        QVERIFY2(!dock->geometry().intersects(other->geometry()),
                                 qPrintable(QStringLiteral("%1: %2 over %3, page %4").arg(QString::fromLatin1(language), dock->objectName(), other->objectName()).arg(page)));
        }
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
