#include "app/workbench/main_actions.h"
#include "app/workbench/review_presenter.h"
#include "review_bench.h"
#include "widgets/defect_table.h"
#include "widgets/review_panel.h"

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

using namespace app;
using inference::Label;
using inference::Verdict;

class TestReviewDesk : public QObject, private ReviewBench {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void decisionsAreSeenAtOnceAndKept();
    void overruleIsTheOppositeOfTheMachine_data();
    void overruleIsTheOppositeOfTheMachine();
    void everyStepCanBeUndoneAndTheLogKeepsBoth();
    void classIsAnchoredToThePlaceOfTheRegion();
    void dotInARingIsToldFromTheRing_data();
    void dotInARingIsToldFromTheRing();
    void classIsTakenAwayWhereverItsPeakWas();
    void classesAreThoseOfTheOpenParts();
    void copiesOfAnImageShareWhatIsSaid();
    void labelsOfManyAreCountedAndOneStep();
    void verdictBeforeTheMachinesIsLoggedWithoutOne();
    void verdictBeforeTheMachinesCantOverruleIt();
    void changedFileHasNoneOfTheOldReviews();
    void otherFolderForgetsTheSteps();
    void answersOlderThanTheLastWordAreIgnored();
    void reviewsAreReadOnceTheLogCanBeOpened();
    void whatIsTypedGoesToThePartItWasTypedOver();
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
    close();
    m_folder.reset();
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
    const std::vector regions {region};
    m_desk->setClass(white, regions, 0, "scratch");
    const ReviewState& said = m_session->part(white).review;
    QCOMPARE(classOf(0, regions, said), std::string("scratch"));
    inference::Defect other = region;  // found anew under other limits, a little smaller
    other.peakAt = {region.peakAt.x + 0.5, region.peakAt.y};
    other.box = {region.peakAt.x - 1, region.peakAt.y - 1, 3, 3};
    QCOMPARE(classOf(0, std::vector {other}, said), std::string("scratch"));
    other.box.x += 10;
    QCOMPARE(classOf(0, std::vector {other}, said), std::string());
    QCOMPARE(m_desk->classes(), QStringList {"scratch"});
    m_desk->setClass(white, regions, 0, {});
    QCOMPARE(classOf(0, regions, said), std::string());
    QCOMPARE(m_desk->classes(), QStringList());
}

namespace {

inference::Defect regionWith(const inference::Rect& box, const inference::Point& peak)
{
    inference::Defect region;
    region.box = box;
    region.peakAt = peak;
    return region;
}

}  // namespace

void TestReviewDesk::dotInARingIsToldFromTheRing_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<QString>("ring");
    QTest::addColumn<QString>("dot");
    QTest::newRow("peak of the ring") << 2.0 << 50.0 << "named" << "";
    QTest::newRow("peak of the dot") << 50.0 << 50.0 << "" << "named";
    QTest::newRow("in the dot's box, before its peak moved") << 51.0 << 49.0 << "" << "named";
    QTest::newRow("in the ring's box alone") << 98.0 << 3.0 << "named" << "";
    QTest::newRow("peak of the ring within the dot's box") << 54.0 << 54.0 << "" << "named";
    QTest::newRow("outside") << 200.0 << 50.0 << "" << "";
}

void TestReviewDesk::dotInARingIsToldFromTheRing()
{
    QFETCH(double, x);
    QFETCH(double, y);
    const std::vector regions {regionWith({0, 0, 100, 100}, {2, 50}), regionWith({45, 45, 10, 10}, {50, 50})};
    ReviewState review;
    review.regions = {{{x, y}, "named", {}}};
    QTEST(QString::fromStdString(classOf(0, regions, review)), "ring");
    QTEST(QString::fromStdString(classOf(1, regions, review)), "dot");
}

void TestReviewDesk::classIsTakenAwayWhereverItsPeakWas()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    const ReviewState& said = m_session->part(white).review;
    const std::vector first {regionWith({0, 0, 20, 20}, {3, 3})}, later {regionWith({0, 0, 20, 20}, {9, 9})};
    m_desk->setClass(white, first, 0, "scratch");
    m_desk->setClass(white, later, 0, {});
    QCOMPARE(classOf(0, later, said), std::string());
    QVERIFY(said.regions.empty());
    m_session->undoStack().undo();
    QCOMPARE(classOf(0, later, said), std::string("scratch"));
    m_desk->setClass(white, later, 0, "dent");
    QCOMPARE(classOf(0, first, said), std::string("dent"));
    QCOMPARE(said.regions.size(), 1u);
    m_session->undoStack().undo();
    QCOMPARE(classOf(0, later, said), std::string("scratch"));
    QCOMPARE(said.regions.size(), 1u);
}

void TestReviewDesk::classesAreThoseOfTheOpenParts()
{
    const int dark = m_session->rowOf(m_folder->path("dark.png")), white = m_session->rowOf(m_folder->path("white.png"));
    const std::vector regions {regionWith({0, 0, 5, 5}, {1, 1}), regionWith({10, 10, 5, 5}, {11, 11})};
    QSignalSpy changed(m_desk.get(), &ReviewDesk::classesChanged);
    m_desk->setClass(white, regions, 0, "scratch");  // the copy has it too
    m_desk->setClass(dark, regions, 0, "Dent");
    m_desk->setClass(dark, regions, 1, "scratch");
    QCOMPARE(m_desk->classes(), QStringList({"Dent", "scratch"}));
    QCOMPARE(changed.size(), 2);
    m_desk->setClass(white, regions, 0, {});
    QCOMPARE(m_desk->classes(), QStringList({"Dent", "scratch"}));
    m_desk->setClass(dark, regions, 1, {});
    QCOMPARE(m_desk->classes(), QStringList {"Dent"});
    m_session->open({m_folder->path("white.png")});
    QCOMPARE(m_desk->classes(), QStringList());
}

void TestReviewDesk::copiesOfAnImageShareWhatIsSaid()
{
    m_desk->accept(m_session->rowOf(m_folder->path("white.png")));
    QCOMPARE(m_session->part(m_session->rowOf(m_folder->path("white copy.png"))).review.human, std::optional(Verdict::Pass));
}

void TestReviewDesk::labelsOfManyAreCountedAndOneStep()
{
    QList<int> rows(m_session->count());
    std::iota(rows.begin(), rows.end(), 0);
    QCOMPARE(m_desk->setLabel({rows.first()}, Label::Good), 1);
    const auto carry = [&](Label label) { return std::ranges::count_if(rows, [&](int row) { return m_session->part(row).label == label; }); };
    const qsizetype had = carry(Label::Good);  // a copy of it has the label too
    const int steps = m_session->undoStack().count();
    QCOMPARE(m_desk->setLabel(rows, Label::Good), int(rows.size() - had));
    QCOMPARE(carry(Label::Good), rows.size());
    QCOMPARE(m_session->undoStack().count(), steps + 1);
    QCOMPARE(m_desk->setLabel(rows, Label::Good), 0);  // no step for nothing
    QCOMPARE(m_session->undoStack().count(), steps + 1);
    m_session->undoStack().undo();
    QCOMPARE(carry(Label::Good), had);
}

void TestReviewDesk::verdictBeforeTheMachinesIsLoggedWithoutOne()
{
    const auto slow = std::make_shared<FakeDetector>();
    slow->hold(true);
    auto other = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(slow));
    other->clipSha256 = "another";  // so that nothing of it is known
    m_session->setModel(other, evenRecipe());
    const int white = m_session->rowOf(m_folder->path("white.png"));
    QVERIFY(!m_session->part(white).image.empty());
    m_desk->reject(white);
    finish();
    ReviewLog log(m_folder->history());
    const auto rows = log.rowsOf(m_session->part(white).image);
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].kind, std::string("reject"));
    const auto payload = QJsonDocument::fromJson(QByteArray::fromStdString(rows[0].payload)).object();
    QVERIFY(payload.value("machine").isNull() && payload.value("score").isNull());
    QCOMPARE(payload.value("human").toString(), QString("fail"));
    slow->hold(false);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    m_desk->accept(white);  // now against the machine, which says fail
    finish();
    const auto then = log.rowsOf(m_session->part(white).image);
    QCOMPARE(then.back().kind, std::string("overrule"));
    QVERIFY(QByteArray::fromStdString(then.back().payload).contains("\"machine\":\"fail\""));
}

void TestReviewDesk::verdictBeforeTheMachinesCantOverruleIt()
{
    const auto slow = std::make_shared<FakeDetector>();
    slow->hold(true);
    auto other = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(slow));
    other->clipSha256 = "another";
    m_session->setModel(other, evenRecipe());
    const int white = m_session->rowOf(m_folder->path("white.png"));
    m_desk->overrule(white);
    QVERIFY(!m_session->part(white).review.human);
    QCOMPARE(m_history->pending(), qsizetype(0));
    slow->hold(false);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
}

void TestReviewDesk::changedFileHasNoneOfTheOldReviews()
{
    const int dark = m_session->rowOf(m_folder->path("dark.png"));
    m_desk->accept(dark);
    m_desk->setLabel({dark}, Label::Good);
    m_desk->reject(m_session->rowOf(m_folder->path("white.png")));
    const std::string before = m_session->part(dark).image;
    m_folder->write("dark.png", 90);
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    QVERIFY(m_session->part(dark).image != before);
    QVERIFY(!m_session->part(dark).review.human);
    QCOMPARE(m_session->part(dark).label, Label::None);
    QVERIFY(!m_session->partOfImage(before));
    // A file that has become a copy of another shares what was said of that.
    m_folder->write("dark.png", 250);
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    QCOMPARE(m_session->part(dark).review.human, std::optional(Verdict::Fail));
}

void TestReviewDesk::otherFolderForgetsTheSteps()
{
    m_desk->reject(m_session->rowOf(m_folder->path("dark.png")));
    QVERIFY(m_session->undoStack().canUndo());
    m_session->open({m_folder->path("white.png")});
    QVERIFY(!m_session->undoStack().canUndo());
    m_session->undoStack().undo();
    finish();
    QCOMPARE(ReviewLog(m_folder->history()).rows(), 1);
}

void TestReviewDesk::answersOlderThanTheLastWordAreIgnored()
{
    const int dark = m_session->rowOf(m_folder->path("dark.png"));
    const PartRecord& part = m_session->part(dark);
    m_desk->reject(dark);
    QSignalSpy read(m_history.get(), &HistoryService::statesRead);
    // As when it was made before the key was pressed, and delivered after.
    emit m_history->statesRead(1, {PartState {part.image, {}, Label::None}});
    QCOMPARE(part.review.human, std::optional(Verdict::Fail));
    QTRY_VERIFY_WITH_TIMEOUT(read.size() >= 2, benchTimeout);  // it is asked anew
    QCOMPARE(part.review.human, std::optional(Verdict::Fail));
}

void TestReviewDesk::reviewsAreReadOnceTheLogCanBeOpened()
{
    m_desk->reject(m_session->rowOf(m_folder->path("dark.png")));
    finish();
    m_desk.reset();
    m_history.reset();
    // A file where the folder belongs.
    const std::filesystem::path blocked = m_folder->home("data").toStdString();
    QVERIFY(QFile(m_folder->home("data")).open(QIODevice::WriteOnly));
    Session session;
    HistoryService history(blocked / "history.db", {std::chrono::hours(1), std::chrono::hours(1)});
    ReviewDesk desk(session, history);
    QSignalSpy refused(&history, &HistoryService::requestFailed), opened(&history, &HistoryService::opened);
    history.start();
    session.setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    session.open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session) && !refused.isEmpty(), benchTimeout);
    const PartRecord& part = session.part(session.rowOf(m_folder->path("dark.png")));
    QVERIFY(!part.review.human);
    std::filesystem::remove(blocked);
    std::filesystem::create_directory(blocked);
    for (const char* const name : {"history.db", "history.db-wal", "review-tip"})
        if (const auto from = m_folder->history().parent_path() / name; std::filesystem::exists(from))
            std::filesystem::copy_file(from, blocked / name);
    history.retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(part.review.human, std::optional(Verdict::Fail), benchTimeout);
    QCOMPARE(opened.size(), 1);
}

void TestReviewDesk::whatIsTypedGoesToThePartItWasTypedOver()
{
    QWidget window;
    MainActions actions(&window);
    widgets::ReviewPanel panel(&window);
    widgets::DefectTable table;
    ReviewPresenter presenter(*m_session, *m_desk, panel, table, actions);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const int dark = m_session->rowOf(m_folder->path("dark.png")), white = m_session->rowOf(m_folder->path("white.png"));
    QSignalSpy judged(m_session.get(), &Session::currentJudged);
    m_session->setCurrent(white);
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty() && judged.last()[0].value<JudgedCurrent>().part == white, benchTimeout);
    const auto judgement = judged.last()[0].value<JudgedCurrent>().judgement;
    table.setDefects(judgement->defects);
    table.selectRow(0);
    panel.editClass();
    QTest::keyClicks(QApplication::focusWidget(), "burr");
    m_session->setCurrent(dark);
    QCOMPARE(classOf(0, judgement->defects, m_session->part(white).review), std::string("burr"));
    QCOMPARE(m_desk->classes(), QStringList {"burr"});
    panel.editNote();
    QTest::keyClicks(QApplication::focusWidget(), "dust");
    m_session->setCurrent(white);
    QCOMPARE(m_session->part(dark).review.note, std::string("dust"));
    QCOMPARE(m_session->part(white).review.note, std::string());
}

QTEST_MAIN(TestReviewDesk)
#include "tst_review_desk.moc"
