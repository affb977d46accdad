// A blind review: which parts it is of, what is said and kept, and how far people agree.
#include "app/workbench/blind_review_dialog.h"
#include "app/workbench/blind_review_presenter.h"
#include "app/workbench/tsv_table.h"
#include "review_bench.h"
#include "widgets/canvas.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <set>

using namespace app;
using inference::Verdict;
using With = BlindComparison::With;

class TestBlindReview : public QObject, private ReviewBench {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void onlyPartsThatOthersDecidedAreShown();
    void asManyAsAskedByChance();
    void comparesWithPeopleAndMachine();
    void latestWordOfEachPersonCounts();
    void differingIsToldOfEachPart_data();
    void differingIsToldOfEachPart();
    void wholeReviewByKeyboard();
    void whatWasSaidIsKeptAndNoStep();
    void verdictsGivenLaterAreNotCompared();
    void onePersonIsOneName();
    void endedEarlyFiguresAreHeldBack();
    void endedOnAPartThatWasJudgedIsLeftTheOthers();
    void otherWindowsAreHiddenMeanwhile();
    void replacedFileIsNotShown();
    void nothingCanBeSaidOfAPictureThatIsNotSeen();
    void sentencesSayWhyThereIsNothingToJudge();

private:
    int row(const char* name) const { return m_session->rowOf(m_folder->path(name)); }
    void say(const char* name, const char* who, Verdict verdict) { m_desk->judgeBlind(m_session->part(row(name)).image, who, verdict); }
};

void TestBlindReview::init()
{
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("dark.png", 5);
    m_folder->write("grey.png", 20);
    m_folder->write("light.png", 240);
    m_folder->write("white.png", 250);
    m_folder->write("white copy.png", 250);
    restart();
}

void TestBlindReview::cleanup()
{
    finish();
    close();
    m_folder.reset();
}

void TestBlindReview::onlyPartsThatOthersDecidedAreShown()
{
    QVERIFY(blindRows(*m_session, BlindParts::Decided, "Ben").empty());
    QCOMPARE(blindRows(*m_session, BlindParts::All, "Ben").size(), std::size_t(4));  // a copy of a file is no other part
    m_desk->accept(row("dark.png"));
    m_desk->reject(row("white.png"));
    QCOMPARE(blindRows(*m_session, BlindParts::Decided, "Ben").size(), std::size_t(2));
    QVERIFY(blindRows(*m_session, BlindParts::Decided, "Anna").empty());
    QCOMPARE(blindRows(*m_session, BlindParts::All, "Anna").size(), std::size_t(2));
    say("dark.png", "Ben", Verdict::Fail);
    QCOMPARE(blindRows(*m_session, BlindParts::Decided, "Ben").size(), std::size_t(1));
    QCOMPARE(blindRows(*m_session, BlindParts::Decided, "Cleo").size(), std::size_t(2));
    // it decides nothing
    QCOMPARE(m_session->part(row("dark.png")).review.human, std::optional(Verdict::Pass));
}

void TestBlindReview::asManyAsAskedByChance()
{
    const std::vector<int> rows {1, 2, 3, 4, 5, 6, 7, 8};
    std::mt19937 random(7);
    std::set<std::vector<int>> orders;
    for (int i = 0; i < 20; ++i) {
        std::vector<int> all = drawn(rows, 0, random);
        orders.insert(all);
        std::ranges::sort(all);
        QCOMPARE(all, rows);
    }
    QVERIFY(orders.size() > 15);
    std::set<int> seen;
    for (int i = 0; i < 50; ++i) {
        const std::vector<int> three = drawn(rows, 3, random);
        QCOMPARE(three.size(), std::size_t(3));
        seen.insert(three.begin(), three.end());
    }
    QCOMPARE(seen.size(), rows.size());
    QCOMPARE(drawn(rows, 100, random).size(), rows.size());
    QVERIFY(drawn({}, 3, random).empty());
}

void TestBlindReview::comparesWithPeopleAndMachine()
{
    // Anna as the machine says; Ben otherwise on one of four.
    m_desk->accept(row("dark.png"));
    m_desk->accept(row("grey.png"));
    m_desk->reject(row("light.png"));
    m_desk->reject(row("white.png"));
    for (const char* const good : {"dark.png", "grey.png", "light.png"})
        say(good, "Ben", Verdict::Pass);
    say("white.png", "Ben", Verdict::Fail);
    const BlindOutcome outcome = blindOutcome(*m_session, "Ben");
    QCOMPARE(outcome.judged, 4);
    QCOMPARE(outcome.undecided, 0);
    QCOMPARE(outcome.differing, QStringList {m_folder->path("light.png")});
    QCOMPARE(outcome.compared.size(), std::size_t(2));
    QCOMPARE(outcome.compared[0].with, With::Person);
    QCOMPARE(outcome.compared[0].name, QString("Anna"));
    QCOMPARE(outcome.compared[0].same, (inference::evaluation::Share {3, 4}));
    // Fleiss: 5 of 8 words are "pass"; chance (25 + 9) / 64, found 3 / 4.
    QVERIFY(outcome.compared[0].kappa && std::abs(*outcome.compared[0].kappa - (0.75 - 34.0 / 64) / (1 - 34.0 / 64)) < 1e-12);
    QCOMPARE(outcome.compared[1].with, With::Machine);
    QCOMPARE(outcome.compared[1].same, (inference::evaluation::Share {3, 4}));
    QCOMPARE(blindOutcome(*m_session, "Cleo"), BlindOutcome {});
}

void TestBlindReview::latestWordOfEachPersonCounts()
{
    const int dark = row("dark.png");
    m_desk->accept(dark);
    say("dark.png", "Ben", Verdict::Fail);
    say("dark.png", "Cleo", Verdict::Pass);
    say("dark.png", "Ben", Verdict::Pass);
    QCOMPARE(m_session->part(dark).review.blind.size(), std::size_t(2));
    // Anna judges her own part blind, otherwise than before: her blind word is what others are held against.
    say("dark.png", "Anna", Verdict::Fail);
    const BlindOutcome anna = blindOutcome(*m_session, "Anna");
    QCOMPARE(anna.compared.size(), std::size_t(4));  // Ben, Cleo, herself before, the machine
    QCOMPARE(anna.compared[2].with, With::OwnBefore);
    QCOMPARE(anna.compared[2].same, (inference::evaluation::Share {0, 1}));
    const BlindOutcome ben = blindOutcome(*m_session, "Ben");
    QCOMPARE(ben.compared[0].name, QString("Anna"));
    QCOMPARE(ben.compared[0].same.count, std::size_t(0));
    QCOMPARE(ben.compared[1].same.count, std::size_t(1));
}

void TestBlindReview::differingIsToldOfEachPart_data()
{
    QTest::addColumn<int>("human");
    QTest::addColumn<int>("machine");
    QTest::addColumn<QList<int>>("blind");
    QTest::addColumn<int>("differs");
    constexpr int none = -1, pass = int(Verdict::Pass), review = int(Verdict::Review), fail = int(Verdict::Fail);
    QTest::newRow("nobody") << pass << fail << QList<int> {} << none;
    QTest::newRow("as the person") << pass << fail << QList<int> {pass} << 0;
    QTest::newRow("not as the person") << pass << fail << QList<int> {fail} << 1;
    QTest::newRow("as the machine") << none << fail << QList<int> {fail} << 0;
    QTest::newRow("not as the machine") << none << pass << QList<int> {fail} << 1;
    QTest::newRow("the machine asks") << none << review << QList<int> {fail} << none;
    QTest::newRow("no machine, among each other") << none << none << QList<int> {pass, fail} << 1;
    QTest::newRow("one of three") << pass << pass << QList<int> {pass, pass, fail} << 1;
}

void TestBlindReview::differingIsToldOfEachPart()
{
    QFETCH(int, human);
    QFETCH(int, machine);
    QFETCH(QList<int>, blind);
    QFETCH(int, differs);
    const auto verdict = [](int value) { return value < 0 ? std::optional<Verdict>() : std::optional(Verdict(value)); };
    ReviewState state;
    state.human = verdict(human);
    for (const int said : blind)
        state.blind.push_back({std::to_string(state.blind.size()), Verdict(said), {}});
    QCOMPARE(blindDiffers(state, verdict(machine)), differs < 0 ? std::optional<bool>() : std::optional(differs == 1));
}

void TestBlindReview::wholeReviewByKeyboard()
{
    m_desk->accept(row("dark.png"));
    m_desk->reject(row("white.png"));
    m_desk->reject(row("light.png"));
    BlindReviewPresenter presenter(*m_session, *m_desk);
    presenter.showWindow();
    BlindReviewDialog& window = *presenter.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.page(), BlindReviewDialog::Page::Setup);
    QVERIFY(!window.startButton().isEnabled());
    QTest::keyClicks(&window.reviewerField(), " Ben ");
    QVERIFY(window.startButton().isEnabled());
    QVERIFY2(window.availableText().startsWith("3 "), qPrintable(window.availableText()));
    QTest::keyClick(&window.reviewerField(), Qt::Key_Return);
    QCOMPARE(window.page(), BlindReviewDialog::Page::Parts);
    QVERIFY(window.canvas().mark().empty());
    const auto said = [this] {
        int count = 0;
        for (int i = 0; i < m_session->count(); ++i)
            count += i != row("white copy.png") && !m_session->part(i).review.blind.empty();
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(window.goodButton().isEnabled(), benchTimeout);
    QTest::keyClick(&window, Qt::Key_A);
    QCOMPARE(said(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(window.goodButton().isEnabled(), benchTimeout);
    QTest::keyClick(&window, Qt::Key_Backspace);
    QVERIFY(window.goodButton().font().bold());
    QTRY_VERIFY_WITH_TIMEOUT(window.goodButton().isEnabled(), benchTimeout);
    QTest::keyClick(&window, Qt::Key_R);
    QCOMPARE(said(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(window.skipButton().isEnabled(), benchTimeout);
    QTest::keyClick(&window, Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(window.notGoodButton().isEnabled(), benchTimeout);
    QTest::keyClick(&window, Qt::Key_R);
    QCOMPARE(said(), 2);
    QCOMPARE(window.page(), BlindReviewDialog::Page::Outcome);
    QVERIFY2(window.outcomeText().startsWith("Ben has judged 2 "), qPrintable(window.outcomeText()));
    QCOMPARE(window.table().model()->rowCount(), 2);
    QCOMPARE(window.table().model()->index(0, 0).data().toString(), QString("Anna"));
    // what is left can be gone on with
    window.moreButton().click();
    QVERIFY2(window.availableText().startsWith("1 "), qPrintable(window.availableText()));
    window.startButton().click();
    QTest::keyClick(&window, Qt::Key_Escape);  // ends the judging, not the window
    QCOMPARE(window.page(), BlindReviewDialog::Page::Outcome);
    QVERIFY(window.isVisible());
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

void TestBlindReview::whatWasSaidIsKeptAndNoStep()
{
    const int dark = row("dark.png");
    m_desk->accept(dark);
    say("dark.png", "Ben", Verdict::Fail);
    say("dark.png", "Ben", Verdict::Pass);
    m_session->undoStack().undo();  // Anna's own last step
    QVERIFY(!m_session->part(dark).review.human);
    QCOMPARE(m_session->part(dark).review.blind.size(), std::size_t(1));
    const std::string image = m_session->part(dark).image;
    QTRY_COMPARE_WITH_TIMEOUT(m_history->pending(), qsizetype(0), benchTimeout);
    QSignalSpy read(m_history.get(), &HistoryService::statesRead);
    m_history->requestStates({image});
    QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), benchTimeout);
    const auto states = read.last()[1].value<QList<PartState>>();
    QCOMPARE(states.front().review, m_session->part(dark).review);
    const BlindVerdict& ben = states.front().review.blind.front();
    QCOMPARE(ben.operatorName, std::string("Ben"));
    QCOMPARE(ben.human, Verdict::Pass);
    QCOMPARE(ben.held, std::optional(Verdict::Pass));
    QCOMPARE(ben.heldOperator, std::string("Anna"));
    QVERIFY(!ben.utc.empty());
}

/// What is decided when it is known what was said blind is no second opinion.
void TestBlindReview::verdictsGivenLaterAreNotCompared()
{
    m_desk->accept(row("white.png"));  // over the machine, which fails it
    say("white.png", "Ben", Verdict::Fail);
    say("dark.png", "Ben", Verdict::Pass);
    const auto with = [this](const char* name) -> std::optional<inference::evaluation::Share> {
        for (const BlindComparison& one : blindOutcome(*m_session, "Ben").compared)
            if (one.name == name)
                return one.same;
        return std::nullopt;
    };
    QCOMPARE(with("Anna"), std::optional(inference::evaluation::Share {0, 1}));
    m_desk->reject(row("white.png"));
    m_desk->accept(row("dark.png"));
    QCOMPARE(with("Anna"), std::optional(inference::evaluation::Share {0, 1}));
    QVERIFY(blindOutcome(*m_session, "Ben").differing.isEmpty());  // by now they say the same
}

void TestBlindReview::onePersonIsOneName()
{
    m_desk->accept(row("dark.png"));
    say("grey.png", "Ben  Miller", Verdict::Pass);
    QCOMPARE(knownName(*m_session, " anna ", "Anna"), QString("Anna"));
    m_desk->setOperatorName("root");
    QCOMPARE(knownName(*m_session, "ANNA", "root"), QString("Anna"));
    QCOMPARE(knownName(*m_session, "ben miller", "root"), QString("Ben  Miller"));
    QCOMPARE(knownName(*m_session, "  Cleo   Ray ", "root"), QString("Cleo Ray"));
}

void TestBlindReview::endedEarlyFiguresAreHeldBack()
{
    BlindReviewDialog window;
    BlindOutcome outcome;
    outcome.judged = 2;
    outcome.compared = {{With::Person, "Anna", {1, 2}, 0.0}};
    outcome.differing = {"a.png"};
    window.show();
    window.showOutcome("Ben", outcome, 3);
    QVERIFY(!window.table().isVisible() && !window.differingButton().isVisible());
    QVERIFY2(window.outcomeText().contains("3 part(s) of this series are left"), qPrintable(window.outcomeText()));
    window.revealButton().click();
    QVERIFY(window.table().isVisible() && window.differingButton().isVisible() && !window.revealButton().isVisible());
    QCOMPARE(window.table().model()->rowCount(), 1);
    window.showOutcome("Ben", outcome, 0);
    QVERIFY(window.table().isVisible());
}

/// Whoever went back to look once more has not judged less.
void TestBlindReview::endedOnAPartThatWasJudgedIsLeftTheOthers()
{
    BlindReviewPresenter presenter(*m_session, *m_desk);
    presenter.showWindow();
    BlindReviewDialog& window = *presenter.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.partsField().setCurrentIndex(1);
    window.reviewerField().setText("Ben");
    window.startButton().click();
    for (int i = 0; i < 2; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(window.goodButton().isEnabled(), benchTimeout);
        QTest::keyClick(&window, Qt::Key_A);
    }
    window.backButton().click();
    window.stopButton().click();
    QVERIFY2(window.outcomeText().contains("2 part(s) of this series are left"), qPrintable(window.outcomeText()));
}

void TestBlindReview::otherWindowsAreHiddenMeanwhile()
{
    QWidget other;
    other.show();
    QVERIFY(QTest::qWaitForWindowExposed(&other));
    BlindReviewPresenter presenter(*m_session, *m_desk);
    presenter.showWindow();
    BlindReviewDialog& window = *presenter.window();
    QVERIFY(other.isVisible());
    window.partsField().setCurrentIndex(1);
    window.reviewerField().setText("Ben");
    window.startButton().click();
    QVERIFY(other.isMinimized());
    window.stopButton().click();
    QVERIFY(other.isVisible() && !other.isMinimized());
}

void TestBlindReview::replacedFileIsNotShown()
{
    BlindReviewPresenter presenter(*m_session, *m_desk);
    presenter.showWindow();
    BlindReviewDialog& window = *presenter.window();
    window.partsField().setCurrentIndex(1);
    window.reviewerField().setText("Ben");
    for (const char* const name : {"dark.png", "grey.png", "light.png", "white.png", "white copy.png"})
        m_folder->write(name, 100);
    window.startButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(window.skipButton().isEnabled(), benchTimeout);
    QVERIFY(!window.canvas().hasPicture());
    QVERIFY2(window.canvas().accessibleDescription().contains("holds another picture now"), qPrintable(window.canvas().accessibleDescription()));
    QVERIFY(!window.goodButton().isEnabled());
}

void TestBlindReview::nothingCanBeSaidOfAPictureThatIsNotSeen()
{
    BlindReviewPresenter presenter(*m_session, *m_desk);
    presenter.showWindow();
    BlindReviewDialog& window = *presenter.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.partsField().setCurrentIndex(1);
    window.reviewerField().setText("Ben");
    for (const char* const name : {"dark.png", "grey.png", "light.png", "white.png", "white copy.png"})
        QVERIFY(QFile::remove(m_folder->path(name)));
    window.startButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(window.skipButton().isEnabled(), benchTimeout);
    QVERIFY(!window.canvas().hasPicture());
    QVERIFY(!window.goodButton().isEnabled() && !window.notGoodButton().isEnabled());
    QTest::keyClick(&window, Qt::Key_A);
    QCOMPARE(blindRows(*m_session, BlindParts::All, "Ben").size(), std::size_t(4));
    for (int i = 0; i < 4; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(window.skipButton().isEnabled(), benchTimeout);
        window.skipButton().click();
    }
    QCOMPARE(window.page(), BlindReviewDialog::Page::Outcome);
    QVERIFY(!window.differingButton().isEnabled());
}

void TestBlindReview::sentencesSayWhyThereIsNothingToJudge()
{
    BlindReviewDialog window;
    window.showSetup({});
    window.setAvailable(3, 3, 0);
    QVERIFY(window.availableText().startsWith("Say who judges"));
    window.reviewerField().setText("Ben");
    window.setAvailable(0, 0, 0);
    QVERIFY(window.availableText().startsWith("No parts are open"));
    window.setAvailable(0, 5, 0);
    QVERIFY(window.availableText().contains("accept and reject parts first"));
    window.partsField().setCurrentIndex(1);
    window.setAvailable(0, 5, 0);
    QCOMPARE(window.availableText(), QString("Ben has judged every part that is open."));
    QVERIFY(!window.startButton().isEnabled());
    window.setAvailable(0, 5, 5);
    QVERIFY2(window.availableText().startsWith("5 part(s) have not been read"), qPrintable(window.availableText()));
    window.setAvailable(9, 9, 0);
    window.mostField().setValue(4);
    window.setAvailable(9, 9, 0);
    QVERIFY2(window.availableText().startsWith("4 "), qPrintable(window.availableText()));
    QVERIFY(window.startButton().isEnabled());
}

QTEST_MAIN(TestBlindReview)
#include "tst_blind_review.moc"
