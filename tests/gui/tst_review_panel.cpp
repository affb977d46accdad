#include "widgets/review_panel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using inference::Label;
using inference::Verdict;
using widgets::ReviewFacts;
using widgets::ReviewPanel;

namespace {

ReviewFacts facts()
{
    ReviewFacts facts;
    facts.reviewable = true;
    facts.machine = Verdict::Fail;
    facts.region = 2;
    facts.classes = {"dent", "scratch"};
    return facts;
}

template <typename Widget>
Widget* withText(const QWidget& parent, const QString& text)
{
    for (Widget* const widget : parent.findChildren<Widget*>())
        if (widget->text() == text)
            return widget;
    return nullptr;
}

}  // namespace

class TestReviewPanel : public QObject {
    Q_OBJECT

private slots:
    void buttonsSayWhatThePersonWants();
    void stateIsASentence_data();
    void stateIsASentence();
    void classIsTypedOrChosen();
    void typedClassIsCompletedAsItIsSpelt_data();
    void typedClassIsCompletedAsItIsSpelt();
    void keysAloneReviewAPart();
    void noteIsGivenUpWithControlEnterAndTakenBackWithEscape();
    void typedNoteSurvivesNewFactsOfTheSamePart();
    void whatIsTypedIsGivenUpForThePartItWasTypedOver_data();
    void whatIsTypedIsGivenUpForThePartItWasTypedOver();
    void theWheelNeverChoosesAClass();
    void nothingCanBeSaidOfAnUnknownPart();
};

void TestReviewPanel::buttonsSayWhatThePersonWants()
{
    ReviewPanel panel;
    panel.setFacts("a.png", facts());
    QSignalSpy accepted(&panel, &ReviewPanel::acceptWanted), rejected(&panel, &ReviewPanel::rejectWanted), overruled(&panel, &ReviewPanel::overruleWanted);
    QSignalSpy labelled(&panel, &ReviewPanel::labelWanted);
    withText<QPushButton>(panel, "Accept")->click();
    withText<QPushButton>(panel, "Reject")->click();
    withText<QPushButton>(panel, "Overrule")->click();
    withText<QToolButton>(panel, "Defective")->click();
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(overruled.size(), 1);
    QCOMPARE(labelled.size(), 1);
    QCOMPARE(labelled[0][0].value<Label>(), Label::Defective);
}

void TestReviewPanel::stateIsASentence_data()
{
    QTest::addColumn<int>("human");
    QTest::addColumn<QString>("start");
    QTest::newRow("none") << -1 << "Not reviewed yet.";
    QTest::newRow("agrees") << int(Verdict::Fail) << "Fail, says Anna, ";
    QTest::newRow("overruled") << int(Verdict::Pass) << "Overruled: Pass, says Anna, ";
}

void TestReviewPanel::stateIsASentence()
{
    QFETCH(int, human);
    QFETCH(QString, start);
    ReviewFacts said = facts();
    said.by = "Anna";
    said.when = QDateTime({2026, 11, 24}, {3, 4}, Qt::UTC);
    if (human >= 0)
        said.human = Verdict(human);
    ReviewPanel panel;
    panel.setFacts("a.png", said);
    QVERIFY2(panel.stateText().startsWith(start), qPrintable(panel.stateText()));
    QCOMPARE(withText<QToolButton>(panel, "Take Back")->isVisibleTo(&panel), human >= 0);
}

void TestReviewPanel::classIsTypedOrChosen()
{
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setFacts("a.png", facts());
    QSignalSpy wanted(&panel, &ReviewPanel::classWanted), done(&panel, &ReviewPanel::editingDone);
    panel.editClass();
    auto* const box = panel.findChild<QComboBox*>();
    // To whom the window gives keys, as when they are typed.
    const auto typed = [] { return QApplication::focusWidget(); };
    QVERIFY(panel.isAncestorOf(typed()));
    QTest::keyClicks(typed(), "pit ");
    QTest::keyClick(typed(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0], QVariantList({"a.png", 2, "pit"}));
    QCOMPARE(done.size(), 1);
    QTest::keyClicks(typed(), "x");
    QTest::keyClick(typed(), Qt::Key_Escape);
    QCOMPARE(box->currentText(), QString());
    QCOMPARE(wanted.size(), 1);
}

void TestReviewPanel::typedClassIsCompletedAsItIsSpelt_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("then");
    QTest::addColumn<QString>("given");
    QTest::newRow("beginning") << "scr" << int(Qt::Key_Return) << "scratch";
    QTest::newRow("keypad") << "scr" << int(Qt::Key_Enter) << "scratch";
    QTest::newRow("other case") << "SCR" << int(Qt::Key_Return) << "scratch";
    QTest::newRow("whole") << "dent" << int(Qt::Key_Return) << "dent";
    QTest::newRow("new one") << "pit" << int(Qt::Key_Return) << "pit";
    QTest::newRow("tab") << "de" << int(Qt::Key_Tab) << "dent";
}

void TestReviewPanel::typedClassIsCompletedAsItIsSpelt()
{
    QFETCH(QString, typed);
    QFETCH(int, then);
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setFacts("a.png", facts());
    QSignalSpy wanted(&panel, &ReviewPanel::classWanted);
    connect(&panel, &ReviewPanel::classWanted, &panel, [&panel](const QString&, int, const QString& name) {
        ReviewFacts said = facts();
        said.regionClass = name;
        panel.setFacts("a.png", said);  // as the presenter does at once
    });
    panel.editClass();
    QTest::keyClicks(QApplication::focusWidget(), typed);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key(then));
    QCOMPARE(wanted.size(), 1);
    QTEST(wanted[0][2].toString(), "given");
}

/// From the canvas to the class, back, to the note and back, as in the window: no mouse, and each thing is said once.
void TestReviewPanel::keysAloneReviewAPart()
{
    QWidget window;
    auto* const canvas = new QWidget(&window);
    canvas->setFocusPolicy(Qt::StrongFocus);
    auto* const panel = new ReviewPanel(&window);
    ReviewFacts said = facts();
    panel->setFacts("a.png", said);
    QStringList steps;
    connect(panel, &ReviewPanel::classWanted, &window, [&](const QString&, int, const QString& name) {
        steps.append("class " + name);
        said.regionClass = name;
        panel->setFacts("a.png", said);  // as the presenter does at once
    });
    connect(panel, &ReviewPanel::noteWanted, &window, [&](const QString&, const QString& text) {
        steps.append("note " + text);
        said.note = text;
        panel->setFacts("a.png", said);
    });
    connect(panel, &ReviewPanel::editingDone, canvas, [canvas] { canvas->setFocus(); });
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    canvas->setFocus();
    const auto press = [](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), key, modifiers); };
    const auto type = [](const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); };

    panel->editClass();  // L
    QVERIFY(panel->isAncestorOf(QApplication::focusWidget()));
    type("scr");
    press(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), canvas);
    panel->editNote();  // N
    type("two lines,");
    press(Qt::Key_Return);
    type("both kept");
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), canvas);
    panel->editNote();
    type(" or not");
    press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), canvas);
    panel->editClass();
    type("dust");
    press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), canvas);
    panel->editClass();  // taken away
    press(Qt::Key_Delete);
    press(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), canvas);
    QCOMPARE(steps, QStringList({"class scratch", "note two lines,\nboth kept", "class "}));
}

void TestReviewPanel::noteIsGivenUpWithControlEnterAndTakenBackWithEscape()
{
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    ReviewFacts said = facts();
    said.note = "old";
    panel.setFacts("a.png", said);
    QSignalSpy wanted(&panel, &ReviewPanel::noteWanted);
    panel.editNote();
    auto* const note = panel.findChild<QPlainTextEdit*>();
    QTest::keyClicks(note, " and new");
    QTest::keyClick(note, Qt::Key_Escape);
    QCOMPARE(note->toPlainText(), QString("old"));
    QCOMPARE(wanted.size(), 0);
    QTest::keyClicks(note, "er");
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0], QVariantList({"a.png", "older"}));
}

void TestReviewPanel::typedNoteSurvivesNewFactsOfTheSamePart()
{
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setFacts("a.png", facts());
    panel.editNote();
    auto* const note = panel.findChild<QPlainTextEdit*>();
    QTest::keyClicks(note, "half a");
    ReviewFacts judged = facts();
    judged.machine = Verdict::Pass;
    panel.setFacts("a.png", judged);
    QCOMPARE(note->toPlainText(), QString("half a"));
    panel.setFacts("b.png", judged);
    QCOMPARE(note->toPlainText(), QString());
}

void TestReviewPanel::whatIsTypedIsGivenUpForThePartItWasTypedOver_data()
{
    QTest::addColumn<bool>("typesNote");
    QTest::addColumn<QString>("nextPart");
    QTest::addColumn<int>("nextRegion");
    QTest::addColumn<QVariantList>("given");
    QTest::newRow("note, next part") << true << "b.png" << 2 << QVariantList {"a.png", "burr"};
    QTest::newRow("note, next region") << true << "a.png" << 1 << QVariantList {};
    QTest::newRow("class, next part") << false << "b.png" << 0 << QVariantList {"a.png", 2, "burr"};
    QTest::newRow("class, next region") << false << "a.png" << 1 << QVariantList {"a.png", 2, "burr"};
    QTest::newRow("class, same region") << false << "a.png" << 2 << QVariantList {};
}

/// The tool bar's buttons and a shortcut don't take the focus.
void TestReviewPanel::whatIsTypedIsGivenUpForThePartItWasTypedOver()
{
    QFETCH(bool, typesNote);
    QFETCH(QString, nextPart);
    QFETCH(int, nextRegion);
    QFETCH(QVariantList, given);
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setFacts("a.png", facts());
    QSignalSpy notes(&panel, &ReviewPanel::noteWanted), classes(&panel, &ReviewPanel::classWanted);
    QSignalSpy& wanted = typesNote ? notes : classes;
    typesNote ? panel.editNote() : panel.editClass();
    QTest::keyClicks(QApplication::focusWidget(), "burr");
    ReviewFacts next = facts();
    next.region = nextRegion;
    panel.setFacts(nextPart, next);
    QCOMPARE(wanted.size(), given.isEmpty() ? 0 : 1);
    if (!given.isEmpty())
        QCOMPARE(wanted[0], given);
    QCOMPARE(notes.size() + classes.size(), wanted.size());
    const QString left = typesNote ? panel.findChild<QPlainTextEdit*>()->toPlainText() : panel.findChild<QComboBox*>()->currentText();
    QCOMPARE(left, given.isEmpty() ? QString("burr") : QString());
}

void TestReviewPanel::theWheelNeverChoosesAClass()
{
    ReviewPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    ReviewFacts said = facts();
    said.regionClass = "scratch";
    panel.setFacts("a.png", said);
    QSignalSpy wanted(&panel, &ReviewPanel::classWanted);
    panel.editClass();
    auto* const box = panel.findChild<QComboBox*>();
    QWheelEvent wheel(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(box, &wheel);
    QVERIFY(!wheel.isAccepted());  // the panel scrolls
    QCOMPARE(box->currentText(), QString("scratch"));
    QCOMPARE(wanted.size(), 0);
}

void TestReviewPanel::nothingCanBeSaidOfAnUnknownPart()
{
    ReviewPanel panel;
    panel.setFacts({}, {});
    for (const char* const text : {"Accept", "Reject", "Overrule"})
        QVERIFY(!withText<QPushButton>(panel, text)->isEnabled());
    QCOMPARE(panel.stateText(), QString());
}

QTEST_MAIN(TestReviewPanel)
#include "tst_review_panel.moc"
