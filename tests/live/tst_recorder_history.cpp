// Every verdict comes into the history, in order, whatever happens to the pictures and to the history.

#include "app/store/history.h"
#include "app/store/live_log.h"
#include "live_tools.h"

#include <QImage>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>

using namespace live_tools;
using namespace std::chrono_literals;
using inference::Verdict;

class TestRecorderHistory : public QObject {
    Q_OBJECT

private slots:
    void everyVerdictInOrder();
    void aKeptPictureBringsItsEvidence();
    void evidenceOfAnotherModelIsNotKept();
    void aPictureThatCouldNotBeWrittenHasNoPath();
    void aPartsOwnFileIsReferenced();
    void aPartsFileThatHasChangedIsNot();
    void aHistoryThatComesLateGetsAll();
    void aFullDiskIsSaidOnceAndLosesNothing();
    void whatIsTooMuchToWaitIsCounted();
    void whatWasTooMuchIsLoggedWhenItWorksAgain();
    void whatWaitsIsWrittenAtTheEnd();
};

void TestRecorderHistory::everyVerdictInOrder()
{
    Place place;
    place.options.results = RecordedResults::Fails;
    std::vector<LiveRow> expected;
    {
        Run run(place);
        const std::optional<Verdict> verdicts[] {Verdict::Pass, Verdict::Fail, Verdict::Review, std::nullopt};
        for (std::uint64_t i = 1; i <= 600; ++i) {
            const auto result = resultOf(frameOf(i % 250 + 1), verdicts[i % 4]);
            VerdictRecord record = run.maker.recordOf(*result);
            record.file = run.recorder.note(result, record);
            expected.push_back(liveRow(record));
        }
    }
    LiveLog log(place.history.path);
    auto rows = log.page({}, 1000);
    std::ranges::reverse(rows);
    QCOMPARE(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].id, qint64(i) + 1);
        QCOMPARE(rows[i].image.empty(), expected[i].path.empty());
        rows[i].id = 0;
        rows[i].image.clear();
        QVERIFY(rows[i] == expected[i]);
    }
    QVERIFY((log.counts() == LiveCounts {150, 150, 150, 150}));
}

void TestRecorderHistory::aKeptPictureBringsItsEvidence()
{
    Place place;
    Run run(place);
    const LiveFrame frame = frameOf(33);
    const auto result = resultOf(frame);
    const fs::path picture = run.recorder.note(result, run.maker.recordOf(*result));
    run.recorder.waitUntilWritten();
    History history(place.history.path);
    const std::string image = inference::pipeline::sha256OfFile(picture);
    const auto known = history.imageOf(stampOf(picture));  // so that the file isn't even read
    QVERIFY(known && *known == image);
    const auto found = history.find({image, store_tools::setup()});
    QVERIFY(found && store_tools::same(*found, *result->inspection));
    LiveLog log(place.history.path);
    const LiveRow row = log.page({}, 1).at(0);
    QCOMPARE(row.image, image);
    QCOMPARE(row.path, picture);
}

void TestRecorderHistory::evidenceOfAnotherModelIsNotKept()
{
    Place place;
    Run run(place);
    auto result = resultOf(frameOf(33));
    result->inspector = std::make_shared<const inference::pipeline::Inspector>(nullptr);  // of before the switch
    const fs::path picture = run.recorder.note(result, run.maker.recordOf(*result));
    run.recorder.waitUntilWritten();
    QVERIFY(fs::exists(picture));
    History history(place.history.path);
    QCOMPARE(history.counts().inspections, 0);
    QCOMPARE(LiveLog(place.history.path).page({}, 1).at(0).image, inference::pipeline::sha256OfFile(picture));
}

void TestRecorderHistory::aPictureThatCouldNotBeWrittenHasNoPath()
{
    Place place;
    store_tools::write(place.folder, "a file stands in its place");
    Run run(place);
    QVERIFY(!run.judge(1).empty());
    run.recorder.waitUntilWritten();
    const LiveRow row = LiveLog(place.history.path).page({}, 1).at(0);
    QVERIFY(row.path.empty() && row.image.empty());
    QVERIFY(run.recorder.state().error.has_value());
}

void TestRecorderHistory::aPartsOwnFileIsReferenced()
{
    Place place;
    place.options.before = place.options.after = 3;
    place.options.folder.clear();
    const fs::path file = fs::path(place.temporary.path().toStdString()) / "part 1.png";
    QImage picture(20, 10, QImage::Format_RGB888);
    picture.fill(QColor(90, 20, 30));
    QVERIFY(picture.save(QString::fromStdString(file.string())));
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(1));
    frame->image = inference::imaging::decode(file);
    frame->file = file;
    Run run(place, facts(true));
    run.recorder.noteFrame(frame);
    const auto result = resultOf(frame);
    QCOMPARE(run.recorder.note(result, run.maker.recordOf(*result)), file);
    QCOMPARE(run.judge(LiveFrame(frame), Verdict::Pass), file);
    run.recorder.waitUntilWritten();
    QVERIFY(!fs::exists(place.folder));
    History history(place.history.path);
    const auto found = history.find({inference::pipeline::sha256OfFile(file), store_tools::setup()});
    QVERIFY(found && store_tools::same(*found, *result->inspection));
    QCOMPARE(history.imageOf(stampOf(file)).value_or(""), inference::pipeline::sha256OfFile(file));
    const auto rows = LiveLog(place.history.path).page({}, 5);
    QVERIFY(rows[1].path == file && !rows[1].image.empty());
    QVERIFY(rows[0].path == file && rows[0].image.empty());  // passes aren't recorded
}

void TestRecorderHistory::aPartsFileThatHasChangedIsNot()
{
    Place place;
    const fs::path file = fs::path(place.temporary.path().toStdString()) / "part 1.png";
    QImage picture(20, 10, QImage::Format_RGB888);
    picture.fill(QColor(90, 20, 30));
    QVERIFY(picture.save(QString::fromStdString(file.string())));
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(1));
    frame->image = inference::imaging::decode(file);
    frame->file = file;
    picture.fill(QColor(90, 20, 31));
    QVERIFY(picture.save(QString::fromStdString(file.string())));
    Run run(place, facts(true));
    QCOMPARE(run.judge(LiveFrame(frame)), file);
    run.recorder.waitUntilWritten();
    QCOMPARE(History(place.history.path).counts().inspections, 0);
    const LiveRow row = LiveLog(place.history.path).page({}, 1).at(0);
    QVERIFY(row.path == file && row.image.empty());
    QCOMPARE(run.recorder.state().dropped, 1u);
}

void TestRecorderHistory::aHistoryThatComesLateGetsAll()
{
    Place place;
    const fs::path history = place.folder.parent_path() / "late" / "history.db";
    place.history.path = history;
    place.tools.historyRetry = {1ms, 5ms};
    Run run(place);
    QSignalSpy failed(&run.recorder, &Recorder::historyFailed), recovered(&run.recorder, &Recorder::historyRecovered);
    const fs::path picture = run.judge(1);
    run.judge(2, Verdict::Pass);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
    QCOMPARE(errorIn(failed[0][0]).code(), inference::ErrorCode::FileMissing);
    QVERIFY(run.recorder.state().historyError.has_value());
    prepareHistory(history);
    run.recorder.waitUntilWritten();
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30000);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!run.recorder.state().historyError);
    const auto rows = LiveLog(history).page({}, 5);
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[1].image, inference::pipeline::sha256OfFile(picture));
    QCOMPARE(History(history).counts().inspections, 1);
}

void TestRecorderHistory::aFullDiskIsSaidOnceAndLosesNothing()
{
    Place place;
    place.options.results = RecordedResults::Nothing;
    place.tools.historyRetry = {1ms, 5ms};
    Run run(place);
    QSignalSpy failed(&run.recorder, &Recorder::historyFailed), recovered(&run.recorder, &Recorder::historyRecovered);
    run.judge(1);
    run.recorder.waitUntilWritten();
    {
        const FullDisk full(1000);
        for (std::uint64_t id = 2; id <= 50; ++id)
            run.judge(id);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
    }
    run.recorder.waitUntilWritten();
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30000);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(errorIn(failed[0][0]).code(), inference::ErrorCode::WriteFailed);
    const auto rows = LiveLog(place.history.path).page({}, 100);
    QCOMPARE(rows.size(), 50u);
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].number, 50 - i);
    QCOMPARE(run.recorder.state().lostVerdicts, 0u);
}

void TestRecorderHistory::whatIsTooMuchToWaitIsCounted()
{
    LiveHistory history("/nonexistent/history.db", {1h, 1h}, {});
    LiveRow row;
    for (std::size_t i = 1; i <= LiveHistory::most + 10; ++i) {
        row.number = i;
        history.note(row);
    }
    QCOMPARE(history.waiting(), LiveHistory::most);
    QCOMPARE(history.lost(), 10u);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString("^%1 verdicts").arg(LiveHistory::most + 10)));  // at its end
}

void TestRecorderHistory::whatWasTooMuchIsLoggedWhenItWorksAgain()
{
    Place place;
    place.history.path = place.folder.parent_path() / "late.db";
    QSemaphore failed, recovered;
    LiveHistory history(place.history.path, {1ms, 5ms}, [&](const auto& error) { (error ? failed : recovered).release(); });
    LiveRow row;
    row.run = "run";
    for (std::size_t i = 1; i <= LiveHistory::most + 10; ++i) {
        row.number = i;
        history.note(row);
    }
    QVERIFY(failed.tryAcquire(1, 30000));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression("^10 verdicts"));
    prepareHistory(place.history.path);
    QVERIFY(recovered.tryAcquire(1, 30000));
    history.waitUntilWritten();
    QCOMPARE(history.lost(), 10u);
}

void TestRecorderHistory::whatWaitsIsWrittenAtTheEnd()
{
    Place place;
    const fs::path history = place.folder.parent_path() / "late.db";
    place.history.path = history;
    place.tools.historyRetry = {1h, 1h};
    {
        Run run(place);
        QSignalSpy failed(&run.recorder, &Recorder::historyFailed);
        run.judge(1);
        run.judge(2);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
        prepareHistory(history);
    }
    QCOMPARE(LiveLog(history).page({}, 5).size(), 2u);
}

QTEST_GUILESS_MAIN(TestRecorderHistory)
#include "tst_recorder_history.moc"
