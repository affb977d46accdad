#include "app/workbench/review_desk.h"
#include "bench_tools.h"

#include <QSignalSpy>

using namespace app;
using inference::Label;
using inference::Verdict;

class TestReviewDesk : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void decisionsAreSeenAtOnceAndKept();
    void overruleIsTheOppositeOfTheMachine_data();
    void overruleIsTheOppositeOfTheMachine();
    void everyStepCanBeUndoneAndTheLogKeepsBoth();
    void classIsAnchoredToThePlaceOfTheRegion();
    void copiesOfAnImageShareWhatIsSaid();

private:
    void finish();
    void restart();

    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<HistoryService> m_history;
    std::unique_ptr<ReviewDesk> m_desk;
};

void TestReviewDesk::init()
{
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("dark.png", 5);
    m_folder->write("white.png", 250);
    m_folder->write("white copy.png", 250);
    restart();
}

void TestReviewDesk::cleanup()
{
    m_desk.reset();
    m_history.reset();
    m_session.reset();
    m_folder.reset();
}

/// As when the program is started anew.
void TestReviewDesk::restart()
{
    m_desk.reset();
    m_history.reset();
    m_session = std::make_unique<Session>();
    m_history = std::make_unique<HistoryService>(m_folder->history());
    m_desk = std::make_unique<ReviewDesk>(*m_session, *m_history);
    m_history->start();
    m_desk->setOperatorName("Anna");
    m_session->setHistory(m_folder->history());
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    QSignalSpy read(m_history.get(), &HistoryService::statesRead);
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), benchTimeout);
    finish();
}

/// Until all that was said is on the disk.
void TestReviewDesk::finish()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_history->pending(), qsizetype(0), benchTimeout);
}

void TestReviewDesk::decisionsAreSeenAtOnceAndKept()
{
    const int dark = m_session->rowOf(m_folder->path("dark.png"));
    m_desk->accept(dark);
    m_desk->setLabel({dark}, Label::Good);
    m_desk->setNote(dark, "clean – 干净");
    QCOMPARE(m_session->part(dark).review.human, std::optional(Verdict::Pass));
    QCOMPARE(m_session->part(dark).review.humanOperator, std::string("Anna"));
    QCOMPARE(m_session->part(dark).label, Label::Good);
    finish();
    restart();
    const PartRecord& part = m_session->part(m_session->rowOf(m_folder->path("dark.png")));
    QTRY_COMPARE_WITH_TIMEOUT(part.review.human, std::optional(Verdict::Pass), benchTimeout);
    QCOMPARE(part.label, Label::Good);
    QCOMPARE(QString::fromStdString(part.review.note), QString("clean – 干净"));
}

void TestReviewDesk::overruleIsTheOppositeOfTheMachine_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("human");
    QTest::newRow("pass becomes fail") << "dark.png" << int(Verdict::Fail);
    QTest::newRow("fail becomes pass") << "white.png" << int(Verdict::Pass);
}

void TestReviewDesk::overruleIsTheOppositeOfTheMachine()
{
    QFETCH(QString, name);
    QFETCH(int, human);
    const int row = m_session->rowOf(m_folder->path(name));
    m_desk->overrule(row);
    QCOMPARE(int(*m_session->part(row).review.human), human);
    finish();
    ReviewLog log(m_folder->history());
    const auto rows = log.rowsOf(m_session->part(row).image);
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].kind, std::string("overrule"));
    QCOMPARE(rows[0].operatorName, std::string("Anna"));
    QVERIFY(!rows[0].utc.empty());
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
}

void TestReviewDesk::everyStepCanBeUndoneAndTheLogKeepsBoth()
{
    const int dark = m_session->rowOf(m_folder->path("dark.png"));
    const PartRecord& part = m_session->part(dark);
    m_desk->reject(dark);
    m_desk->setLabel({dark}, Label::Defective);
    m_desk->setNote(dark, "scratch");
    QUndoStack& undo = m_session->undoStack();
    undo.undo();
    QCOMPARE(part.review.note, std::string());
    undo.undo();
    QCOMPARE(part.label, Label::None);
    undo.undo();
    QVERIFY(!part.review.human);
    undo.redo();
    QCOMPARE(part.review.human, std::optional(Verdict::Fail));
    finish();
    ReviewLog log(m_folder->history());
    QCOMPARE(log.rowsOf(part.image).size(), 7u);
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
}

void TestReviewDesk::classIsAnchoredToThePlaceOfTheRegion()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    const inference::Defect region = m_session->part(white).judged.defects->front();
    m_desk->setClass(white, region, "scratch");
    QCOMPARE(classOf(region, m_session->part(white).review), std::string("scratch"));
    inference::Defect other = region;  // found anew under other limits, a little smaller
    other.box = {region.peakAt.x - 1, region.peakAt.y - 1, 3, 3};
    QCOMPARE(classOf(other, m_session->part(white).review), std::string("scratch"));
    other.box.x += 10;
    QCOMPARE(classOf(other, m_session->part(white).review), std::string());
    QCOMPARE(m_desk->classes(), QStringList {"scratch"});
    m_desk->setClass(white, region, {});
    QCOMPARE(classOf(region, m_session->part(white).review), std::string());
}

void TestReviewDesk::copiesOfAnImageShareWhatIsSaid()
{
    m_desk->accept(m_session->rowOf(m_folder->path("white.png")));
    QCOMPARE(m_session->part(m_session->rowOf(m_folder->path("white copy.png"))).review.human, std::optional(Verdict::Pass));
}

QTEST_MAIN(TestReviewDesk)
#include "tst_review_desk.moc"
