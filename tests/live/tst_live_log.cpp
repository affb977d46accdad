// The table of live verdicts: in order, in pages, within its bound.

#include "app/store/live_log.h"
#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "tests/unit/store_tools.h"

using namespace store_tools;
using namespace app;
using inference::ErrorCode;
using inference::Verdict;

namespace {

LiveRow rowOf(quint64 number, const std::string& run = "run")
{
    LiveRow row;
    row.run = run;
    row.number = number;
    row.part = number / 2;
    row.frame = 10 * number;
    row.source = "Käm 1";
    row.trigger = "part";
    row.utc = "2026-11-26T14:15:0" + std::to_string(number % 10) + ".123Z";
    row.verdict = number % 4 == 3 ? std::nullopt : std::optional(Verdict(number % 4));
    row.score = row.verdict ? 0.125 * double(number % 8) : 0;
    row.error = row.verdict ? "" : "out_of_memory";
    row.defects = int(number % 3);
    row.latencyMs = 1.5 * double(number);
    row.recipe = sha(1);
    row.model = sha(2);
    if (number % 2)
        row.path = "/tmp/\xff/p.png";  // paths are bytes
    return row;
}

std::vector<LiveRow> rows(quint64 first, quint64 last, const std::string& run = "run")
{
    std::vector<LiveRow> made;
    for (quint64 number = first; number <= last; ++number)
        made.push_back(rowOf(number, run));
    return made;
}

QString numbers(const std::vector<LiveRow>& page)
{
    QStringList texts;
    for (const LiveRow& row : page)
        texts << QString::number(row.number);
    return texts.join(' ');
}

}  // namespace

class TestLiveLog : public QObject {
    Q_OBJECT

private slots:
    void rowsComeBackAsTheyWere();
    void whatIsWrongWithThePictureIsKept();
    void pagesGoFromTheNewestToTheOldest();
    void onlyWhatIsNewerIsCounted();
    void longLogsAreWalkedInPieces();
    void whoDoesNotWantToKnowIsNotWaitedFor();
    void runsAreListedOnceNewestFirst();
    void whatIsNotWantedIsLeftOut_data();
    void whatIsNotWantedIsLeftOut();
    void theImageComesLater();
    void aVerdictIsThereOnce();
    void theOldestGoBeyondTheBound();
    void allOrNone();
    void secondSchemaIsMigrated();
};

void TestLiveLog::rowsComeBackAsTheyWere()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    const auto put = rows(1, 9);
    QCOMPARE(log.append(put), 0);
    auto page = LiveLog(place.path).page({}, 100);
    QCOMPARE(page.size(), put.size());
    for (std::size_t i = 0; i < put.size(); ++i) {
        LiveRow row = page[page.size() - 1 - i];
        QCOMPARE(row.id, qint64(i + 1));
        row.id = 0;
        QVERIFY(row == put[i]);
    }
}

void TestLiveLog::whatIsWrongWithThePictureIsKept()
{
    using Kind = inference::PictureFault::Kind;
    VerdictRecord record;
    record.verdict = Verdict::Review;
    QCOMPARE(liveRow(record).error, std::string());
    record.pictureFaults = {{Kind::TooDark, 12, 40}, {Kind::OutOfFocus, 3, 90}};
    QCOMPARE(liveRow(record).error, std::string("too_dark"));
    QCOMPARE(liveRow(record).verdict, std::optional(Verdict::Review));
    record.verdict.reset();
    record.error = "out_of_memory";
    QCOMPARE(liveRow(record).error, std::string("out_of_memory"));
}

void TestLiveLog::pagesGoFromTheNewestToTheOldest()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 7));
    const auto first = log.page({}, 3);
    QCOMPARE(numbers(first), QString("7 6 5"));
    const auto second = log.page({}, 3, first.back().id);
    QCOMPARE(numbers(second), QString("4 3 2"));
    QCOMPARE(numbers(log.page({}, 3, second.back().id)), QString("1"));
    QCOMPARE(numbers(log.page({}, 0)), QString());
}

void TestLiveLog::onlyWhatIsNewerIsCounted()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    QCOMPARE(log.newest(), 0);
    log.append(rows(1, 7));
    QCOMPARE(log.newest(), 7);
    LiveFilter filter;
    filter.above = 5;
    QCOMPARE(numbers(log.page(filter, 10)), QString("7 6"));
    QCOMPARE(log.counts(filter).all(), 2);
    filter.result = LiveFilter::Result::Fail;  // 6
    QCOMPARE(log.counts(filter).all(), 1);
    filter.above = 7;
    QCOMPARE(log.counts(filter).all(), 0);
}

void TestLiveLog::longLogsAreWalkedInPieces()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 40'000));
    QCOMPARE(log.counts(), (LiveCounts {10'000, 10'000, 10'000, 10'000}));
    const auto page = log.page({}, 39'000);
    QCOMPARE(page.size(), 39'000u);
    for (std::size_t i = 0; i < page.size(); ++i)
        QCOMPARE(page[i].id, qint64(40'000 - i));
    LiveFilter first;
    first.before = "2026-11-26T14:15:01";
    QCOMPARE(log.counts(first).all(), 4000);  // those at second 0
    QCOMPARE(log.page(first, 5000).back().number, 10u);
}

void TestLiveLog::whoDoesNotWantToKnowIsNotWaitedFor()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 3));
    std::stop_source stop;
    QCOMPARE(log.counts({}, stop.get_token()).all(), 3);
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(log.counts({}, stop.get_token()), inference::Cancelled);
    QVERIFY_EXCEPTION_THROWN(log.page({}, 3, 0, stop.get_token()), inference::Cancelled);
}

void TestLiveLog::runsAreListedOnceNewestFirst()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path, 5);
    QVERIFY(log.runs(10).empty());
    log.append(rows(1, 3, "20261126T120000000Z-a"));
    log.append(rows(1, 2, "20261126T130000000Z-b"));
    const LiveLogRun older {"20261126T120000000Z-a", "Käm 1", "2026-11-26T14:15:01.123Z"}, newer {"20261126T130000000Z-b", "Käm 1", "2026-11-26T14:15:01.123Z"};
    QVERIFY((log.runs(10) == std::vector {newer, older}));
    QVERIFY((log.runs(1) == std::vector {newer}));
    log.append(rows(3, 4, "20261126T130000000Z-b"));  // the oldest two go
    QCOMPARE(log.runs(10).back().utc, std::string("2026-11-26T14:15:03.123Z"));
    log.append(rows(5, 5, "20261126T130000000Z-b"));
    QVERIFY((log.runs(10) == std::vector {newer}));
}

void TestLiveLog::whatIsNotWantedIsLeftOut_data()
{
    QTest::addColumn<QString>("run");
    QTest::addColumn<int>("result");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("found");
    // numbers 1 to 8 of run "a" at seconds 1 to 8, then 1 and 2 of "b"
    using Result = LiveFilter::Result;
    QTest::newRow("run") << "b" << int(Result::Any) << "" << "" << "2 1";
    QTest::newRow("pass") << "" << int(Result::Pass) << "" << "" << "8 4";
    QTest::newRow("review") << "" << int(Result::Review) << "" << "" << "1 5 1";
    QTest::newRow("fail") << "" << int(Result::Fail) << "" << "" << "2 6 2";
    QTest::newRow("error") << "" << int(Result::Error) << "" << "" << "7 3";
    QTest::newRow("from") << "" << int(Result::Any) << "2026-11-26T14:15:06.123Z" << "" << "8 7 6";
    QTest::newRow("before") << "" << int(Result::Any) << "" << "2026-11-26T14:15:02.123Z" << "1 1";
    QTest::newRow("all together") << "a" << int(Result::Fail) << "2026-11-26T14:15:01" << "2026-11-26T14:15:06" << "2";
    QTest::newRow("a run that isn't there") << "x" << int(Result::Any) << "" << "" << "";
    QTest::newRow("no SQL") << "' OR 1 --" << int(Result::Any) << "" << "" << "";
}

void TestLiveLog::whatIsNotWantedIsLeftOut()
{
    QFETCH(QString, run);
    QFETCH(int, result);
    QFETCH(QString, from);
    QFETCH(QString, before);
    QFETCH(QString, found);
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 8, "a"));
    log.append(rows(1, 2, "b"));
    const LiveFilter filter {run.toStdString(), LiveFilter::Result(result), from.toStdString(), before.toStdString()};
    QCOMPARE(numbers(log.page(filter, 100)), found);
    QCOMPARE(log.counts(filter).all(), found.isEmpty() ? 0 : found.split(' ').size());
}

void TestLiveLog::theImageComesLater()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 3));
    log.setImage("run", 2, sha(9), "/kept.png");
    log.setImage("run", 3, {}, {});
    log.setImage("run", 77, sha(9), "/none.png");
    const auto page = log.page({}, 10);
    QCOMPARE(page[1].image, sha(9));
    QCOMPARE(page[1].path, std::filesystem::path("/kept.png"));
    QVERIFY(page[0].image.empty() && page[0].path.empty());
    QCOMPARE(rawValue(place.path, "SELECT count(*) FROM live_verdict WHERE image IS NULL").toInt(), 2);
}

void TestLiveLog::aVerdictIsThereOnce()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 3));
    log.append(rows(2, 4));  // again, after a commit of which nobody heard
    QCOMPARE(numbers(log.page({}, 10)), QString("4 3 2 1"));
}

void TestLiveLog::theOldestGoBeyondTheBound()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path, 5);
    QCOMPARE(log.append(rows(1, 5)), 0);
    QCOMPARE(log.append(rows(6, 7)), 2);
    QCOMPARE(numbers(log.page({}, 10)), QString("7 6 5 4 3"));
    QCOMPARE(log.append(rows(8, 20)), 13);
    QCOMPARE(numbers(log.page({}, 10)), QString("20 19 18 17 16"));
}

void TestLiveLog::allOrNone()
{
    Place place;
    prepareHistory(place.path);
    LiveLog log(place.path);
    log.append(rows(1, 2));
    QCOMPARE(rawSql(place.path, {"CREATE TRIGGER refuse BEFORE INSERT ON live_verdict WHEN NEW.number = 5 BEGIN SELECT RAISE(ABORT, 'no'); END"}), QString());
    QVERIFY(codeOf([&] { log.append(rows(3, 6)); }).has_value());
    QCOMPARE(numbers(log.page({}, 10)), QString("2 1"));
}

void TestLiveLog::secondSchemaIsMigrated()
{
    Place place;
    prepareHistory(place.path, historySteps().first(2));
    QCOMPARE(rawValue(place.path, "PRAGMA user_version").toInt(), 2);
    QCOMPARE(rawSql(place.path, {"INSERT INTO image VALUES (1, '" + QString::fromStdString(sha(1)) + "', NULL)"}), QString());
    const HistoryOpening opening = prepareHistory(place.path);
    QCOMPARE(opening.migratedFrom, 2);
    QVERIFY(opening.backup && opening.backup->filename().string().starts_with("history-v2-"));
    QCOMPARE(rawValue(*opening.backup, "PRAGMA user_version").toInt(), 2);
    QVERIFY(rawValue(*opening.backup, "SELECT count(*) FROM live_verdict").toString().contains("no such table"));
    QCOMPARE(rawValue(place.path, "PRAGMA user_version").toInt(), 3);
    QCOMPARE(History(place.path).counts().images, 1);
    LiveLog log(place.path);
    log.append(rows(1, 2));
    QCOMPARE(numbers(log.page({}, 10)), QString("2 1"));
    QVERIFY(!prepareHistory(place.path).backup);
}

QTEST_APPLESS_MAIN(TestLiveLog)
#include "tst_live_log.moc"
