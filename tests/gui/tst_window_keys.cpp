// Parts are judged, labelled and gone through by keys, wherever in the window the focus is.

#include "widgets/defect_table.h"
#include "widgets/defect_table_model.h"
#include "widgets/zone_tool.h"
#include "window_bench.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QStatusBar>

using namespace app;

class TestWindowKeys : public QObject, private WindowBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void allThatTheListShowsIsLabelledAtOnce();
    void arrowKeysMoveThroughTheParts();
    void wholeReviewByKeyboard();
    void lettersAreTypedWhereAListHasTheFocus();
    void spaceAndCompareReachTheCanvasFromTheList();
    void escapeGoesBackStepByStep();
    void lettersInAMenuAreTheMenus();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString& text);
};

/// To whatever has the focus, as a keyboard does.
void TestWindowKeys::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QVERIFY(QApplication::focusWidget());
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

void TestWindowKeys::type(const QString& text)
{
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void TestWindowKeys::allThatTheListShowsIsLabelledAtOnce()
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

void TestWindowKeys::arrowKeysMoveThroughTheParts()
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

void TestWindowKeys::wholeReviewByKeyboard()
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

void TestWindowKeys::lettersAreTypedWhereAListHasTheFocus()
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

void TestWindowKeys::spaceAndCompareReachTheCanvasFromTheList()
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

void TestWindowKeys::escapeGoesBackStepByStep()
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

/// A letter in an open menu is the menu's, though it judges parts elsewhere.
void TestWindowKeys::lettersInAMenuAreTheMenus()
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

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
