// Label Next: which parts are shown, what their labels say of all, and that window and session keep together.
#include "app/workbench/label_next_dialog.h"
#include "app/workbench/label_next_presenter.h"
#include "app/workbench/settings.h"
#include "app/workbench/tsv_table.h"
#include "review_bench.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <algorithm>
#include <set>

using namespace app;
using inference::Label;
using inference::evaluation::CountInterval;

class TestLabelNext : public QObject, private ReviewBench {
    Q_OBJECT

private slots:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_config.path()); }
    void init();
    void cleanup();
    void drawsFollowTheHashesOfEachVerdict();
    void drawsGoOnWhenLimitsMove();
    void nearestToTheLimitComeFirst();
    void copiesAndUnreadPartsAreNotDrawn();
    void windowFollowsLabels();
    void shownByKeyboard();
    void choiceIsRemembered();
    void sentencesSayWhatIsWanting();
    void outdatedVerdictsCountNowhere();
    void reportSaysWhatWasDrawn();

private:
    static constexpr int passing = 12, failing = 4;
    int row(int part) const { return m_session->rowOf(m_folder->path(QStringLiteral("%1.png").arg(part, 2, 10, QLatin1Char('0')))); }
    void label(const QStringList& paths, Label label)
    {
        QList<int> rows;
        for (const QString& path : paths)
            rows.append(m_session->rowOf(path));
        m_desk->setLabel(rows, label);
    }
    QTemporaryDir m_config;
};

/// Parts 0 to 11 pass (scores 0.03 to 0.28), 12 to 15 fail (0.93 to 0.97).
void TestLabelNext::init()
{
    Settings().clear();
    m_folder = std::make_unique<BenchFolder>();
    for (int i = 0; i < passing + failing; ++i)
        m_folder->write(QStringLiteral("%1.png").arg(i, 2, 10, QLatin1Char('0')), i < passing ? 20 + 7 * i : 210 + 10 * (i - passing));
    restart();
}

void TestLabelNext::cleanup()
{
    finish();
    close();
    m_folder.reset();
}

void TestLabelNext::drawsFollowTheHashesOfEachVerdict()
{
    const LabelNextAnswer all = labelNext(*m_session, LabelNextFrom::All, 100, 0.01);
    QCOMPARE(all.next.size(), passing + failing);
    std::vector<std::string> images;
    for (const QString& path : all.next)
        images.push_back(m_session->part(m_session->rowOf(path)).image);
    QVERIFY(std::ranges::is_sorted(images));
    const LabelNextAnswer pass = labelNext(*m_session, LabelNextFrom::Pass, 5, 0.01), fail = labelNext(*m_session, LabelNextFrom::Fail, 100, 0.01);
    QCOMPARE(pass.next.size(), 5);
    QCOMPARE(fail.next.size(), failing);
    for (const QString& path : pass.next)
        QVERIFY(m_session->rowOf(path) < passing);
    QVERIFY(labelNext(*m_session, LabelNextFrom::Review, 5, 0.01).next.isEmpty());
    QCOMPARE(pass.audit[0].all, (CountInterval {0, passing}));

    label(pass.next, Label::Good);
    label(fail.next, Label::Good);
    const LabelNextAnswer then = labelNext(*m_session, LabelNextFrom::Pass, 5, 0.01);
    QCOMPARE(then.audit[std::size_t(AuditOf::Pass)].found, (inference::evaluation::Share {0, 5}));
    QCOMPARE(then.audit[std::size_t(AuditOf::Pass)].all, inference::evaluation::countInterval(0, 5, passing));
    QCOMPARE(then.audit[std::size_t(AuditOf::Fail)].found, (inference::evaluation::Share {4, 4}));  // overkill is looked for there
    QCOMPARE(then.audit[std::size_t(AuditOf::Fail)].all, (CountInterval {4, 4}));
    QVERIFY(std::ranges::none_of(then.next, [&](const QString& path) { return pass.next.contains(path); }));
    QCOMPARE(then.unjudged, 0);
}

/// Parts that begin to pass are drawn where their hash stands: without labels they end the sample until they have one.
void TestLabelNext::drawsGoOnWhenLimitsMove()
{
    label(labelNext(*m_session, LabelNextFrom::Pass, 100, 0.01).next, Label::Good);
    QCOMPARE(labelNext(*m_session, LabelNextFrom::Pass, 5, 0.01).audit[0].found.of, std::size_t(passing));
    m_session->changeRecipe(evenRecipe(2, 2));  // everything passes
    QTRY_COMPARE_WITH_TIMEOUT(m_session->counts().all().pass, std::size_t(passing + failing), benchTimeout);
    const LabelNextAnswer moved = labelNext(*m_session, LabelNextFrom::Pass, 100, 0.01);
    QCOMPARE(moved.audit[0].of, std::size_t(passing + failing));
    QCOMPARE(moved.next.size(), failing);
    const std::string first = m_session->part(m_session->rowOf(moved.next.front())).image;
    std::size_t before = 0;
    for (int i = 0; i < passing; ++i)
        before += m_session->part(row(i)).image < first;
    QCOMPARE(moved.audit[0].found.of, before);
    QCOMPARE(moved.audit[0].all.high, std::min<std::size_t>(failing, inference::evaluation::countInterval(0, before, passing + failing).high));
    label(moved.next, Label::Defective);
    const LabelNextAnswer known = labelNext(*m_session, LabelNextFrom::Pass, 100, 0.01);
    QCOMPARE(known.audit[0].all, (CountInterval {failing, failing}));
    QVERIFY(known.next.isEmpty());
}

void TestLabelNext::nearestToTheLimitComeFirst()
{
    const LabelNextAnswer near = labelNext(*m_session, LabelNextFrom::NearLimit, 3, 0.01);  // the limit is 0.6
    QCOMPARE(near.next, (QStringList {m_session->part(row(11)).path, m_session->part(row(12)).path, m_session->part(row(13)).path}));
    label({near.next.front()}, Label::Good);
    QCOMPARE(labelNext(*m_session, LabelNextFrom::NearLimit, 1, 0.01).next, (QStringList {near.next[1]}));
}

void TestLabelNext::copiesAndUnreadPartsAreNotDrawn()
{
    m_folder->write("copy.png", 20);  // of part 0
    Session unread;
    unread.open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(!unread.isListing() && unread.count() == passing + failing + 1, benchTimeout);
    QCOMPARE(labelNext(unread, LabelNextFrom::All, 100, 0.01).unjudged, passing + failing + 1);
    QVERIFY(labelNext(unread, LabelNextFrom::All, 100, 0.01).next.isEmpty());
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->count() == passing + failing + 1 && isSettled(*m_session), benchTimeout);
    for (const LabelNextFrom from : {LabelNextFrom::All, LabelNextFrom::NearLimit}) {
        const LabelNextAnswer answer = labelNext(*m_session, from, 100, 0.01);
        QCOMPARE(answer.next.size(), passing + failing);
        QVERIFY(!answer.next.contains(m_folder->path("00.png")) || !answer.next.contains(m_folder->path("copy.png")));
    }
}

void TestLabelNext::windowFollowsLabels()
{
    Settings settings;
    LabelNextPresenter presenter(*m_session, settings);
    presenter.showWindow();
    LabelNextDialog& window = *presenter.window();
    const auto cell = [&window](int line, int column) { return window.table().model()->index(line, column).data().toString(); };
    QCOMPARE(window.table().model()->rowCount(), 4);
    QCOMPARE(cell(0, 1), QString("12"));
    QCOMPARE(cell(0, 4), QString("–"));
    QVERIFY2(window.stateText().contains("label 12 more"), qPrintable(window.stateText()));
    label(labelNext(*m_session, LabelNextFrom::Pass, 6, 0.01).next, Label::Good);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 2), QString("6"), benchTimeout);
    QCOMPARE(cell(0, 3), QString("0 defective"));
    QCOMPARE(cell(0, 4), countText(inference::evaluation::countInterval(0, 6, 12), 12));
    m_session->undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 2), QString("0"), benchTimeout);
}

void TestLabelNext::shownByKeyboard()
{
    Settings settings;
    LabelNextPresenter presenter(*m_session, settings);
    QSignalSpy wanted(&presenter, &LabelNextPresenter::selectionWanted);
    presenter.showWindow();
    LabelNextDialog& window = *presenter.window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.mostField().setValue(5);
    QCOMPARE(window.showButton().text(), QString("&Show the Next 5"));
    window.showButton().setFocus();
    QTest::keyClick(&window, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    const QStringList first = wanted.front().front().toStringList();
    QCOMPARE(first, labelNext(*m_session, LabelNextFrom::Pass, 5, 0.01).next);
    QVERIFY2(wanted.front().back().toString().contains("pass"), qPrintable(wanted.front().back().toString()));
    label(first, Label::Good);
    QTest::keyClick(&window, Qt::Key_Return);  // the next ones, though the window has not been told of the labels yet
    QCOMPARE(wanted.size(), 2);
    const QStringList second = wanted.back().front().toStringList();
    QCOMPARE(second.size(), 5);
    QVERIFY(std::ranges::none_of(second, [&first](const QString& path) { return first.contains(path); }));
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

void TestLabelNext::choiceIsRemembered()
{
    Settings settings;
    {
        LabelNextPresenter presenter(*m_session, settings);
        presenter.showWindow();
        presenter.window()->fromField().setCurrentIndex(int(LabelNextFrom::NearLimit));
        QVERIFY(!presenter.window()->goalField().isVisible());
        presenter.window()->mostField().setValue(25);
        presenter.window()->goalField().setValue(0.5);
        presenter.window()->close();
    }
    LabelNextPresenter presenter(*m_session, settings);
    presenter.showWindow();
    QCOMPARE(presenter.window()->from(), LabelNextFrom::NearLimit);
    QCOMPARE(presenter.window()->most(), 25);
    QCOMPARE(presenter.window()->goal(), 0.005);
}

void TestLabelNext::sentencesSayWhatIsWanting()
{
    LabelNextDialog window;
    const auto said = [&window](const char* words) { return window.stateText().contains(QLatin1String(words)); };
    window.setAnswer({}, 0);
    QVERIFY(said("open a folder first"));
    QVERIFY(!window.showButton().isEnabled());
    LabelNextAnswer answer;
    answer.unjudged = 3;
    window.setAnswer(answer, 3);
    QVERIFY(said("No part has a verdict yet"));
    window.setAnswer(answer, 9);
    QVERIFY(said("There are none of these parts") && said("3 part(s) without a verdict"));
    auto& pass = answer.audit[0];
    pass = {812, {0, 60}, {0, 38}, 0, 0, {}, 183};
    answer.next = {"a.png"};
    window.setAnswer(answer, 1000);
    QVERIFY2(said("at most 8 of these parts are defective, label 183 more"), qPrintable(window.stateText()));
    QVERIFY(said("G good, B defective") && !said("wait for their turn"));
    pass.waiting = 7;
    answer.gap = "a.png";
    window.setAnswer(answer, 1000);
    QVERIFY2(said("7 labelled part(s) wait for their turn in the draw"), qPrintable(window.stateText()));
    pass.wanting = 0;
    window.setAnswer(answer, 1000);
    QVERIFY(said("It is shown with 95 % confidence that at most 8 of these parts are defective"));
    pass.certain = true;
    window.setAnswer(answer, 1000);
    QVERIFY2(said("It is known that at most 8 of these parts are defective") && !said("95"), qPrintable(window.stateText()));
    pass.certain = false;
    pass.wanting.reset();
    window.setAnswer(answer, 1000);
    QVERIFY(said("More of these parts are known to be defective than the goal allows"));
    pass = {30, {0, 10}, {0, 7}, 0, 0, {}, 20};
    window.setAnswer(answer, 1000);
    QVERIFY2(said("that none of these parts is defective, label 20 more"), qPrintable(window.stateText()));
    window.fromField().setCurrentIndex(int(LabelNextFrom::NearLimit));
    window.setAnswer(answer, 1000);
    QVERIFY(said("tell where it belongs") && !said("wait for"));
    answer.next.clear();
    window.setAnswer(answer, 1000);
    QVERIFY(said("Every part with a verdict has a label"));
}

/// Verdicts of another recipe that can't be told from figures are none.
void TestLabelNext::outdatedVerdictsCountNowhere()
{
    inference::Recipe recipe = evenRecipe();
    recipe.sigma = 3;
    m_session->changeRecipe(recipe);
    QVERIFY(labelNext(*m_session, LabelNextFrom::All, 100, 0.01).unjudged > 0);
    QTRY_COMPARE_WITH_TIMEOUT(labelNext(*m_session, LabelNextFrom::All, 100, 0.01).unjudged, 0, benchTimeout);
}

void TestLabelNext::reportSaysWhatWasDrawn()
{
    QCOMPARE(countText({0, 0}, 0), QString("–"));
    QCOMPARE(countText({0, 12}, 12), QString("–"));
    QCOMPARE(countText({0, 0}, 12), QStringLiteral("0 (0\u00a0%)"));
    QCOMPARE(countText({0, 38}, 812), QStringLiteral("at most 38 (4.7\u00a0%)"));
    QCOMPARE(countText({3, 812}, 812), QStringLiteral("at least 3 (0.36\u00a0%)"));
    QCOMPARE(countText({3, 38}, 812), QStringLiteral("3 to 38 (0.36\u00a0% to 4.7\u00a0%)"));
    QCOMPARE(auditSentence(AuditOf::Pass, {812, {0, 60}, {0, 38}}),
             QStringLiteral("Of 812 parts that pass 60 were drawn by chance and labelled, 0 of them defective. Escapes among all of them: at most 38 (4.7\u00a0%)."));
    QVERIFY(auditSentence(AuditOf::Fail, {60, {2, 20}, {2, 15}}).contains("2 of them good. Overkill"));
}

QTEST_MAIN(TestLabelNext)
#include "tst_label_next.moc"
