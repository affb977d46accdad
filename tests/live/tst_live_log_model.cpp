// The live log's rows as a table, the filter above it, and the table that is written of it.

#include "app/export/live_log_csv.h"
#include "app/workbench/live_log_filter_bar.h"
#include "app/workbench/live_log_model.h"
#include "app/workbench/live_log_text.h"
#include "app/workbench/tsv_table.h"
#include "live_log_tools.h"
#include "widgets/defect_table_model.h"
#include "widgets/verdict_style.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>

#include <algorithm>
#include <ctime>

using namespace live_log_tools;
using inference::Verdict;

class TestLiveLogModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyColumnSaysItsPart_data();
    void everyColumnSaysItsPart();
    void whatWasNotJudgedHasNoFigures();
    void modelKeepsTheRules();
    void olderRowsAreAskedForOnce();
    void numbersStandToTheRight();
    void errorsAreSaidInWords();
    void countsAreSaidInOneLine();
    void periodsCountBackFromNow_data();
    void periodsCountBackFromNow();
    void chosenRunStays();
    void tableIsWrittenWhole();
    void formulasAreDisarmed();
    void writingThatIsStoppedLeavesNothing();
    void aPlaceThatTakesNoFileIsNamed();
};

void TestLiveLogModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    qputenv("TZ", "UTC-1");  // an hour ahead
    tzset();
}

void TestLiveLogModel::everyColumnSaysItsPart_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("copied");
    QTest::newRow("time") << int(LiveLogModel::TimeColumn) << "2026-11-26 01:06:05.250" << "2026-11-26 01:06:05.250";
    QTest::newRow("verdict") << int(LiveLogModel::VerdictColumn) << "Fail" << "Fail";
    QTest::newRow("score") << int(LiveLogModel::ScoreColumn) << "0.250" << "0.250";
    QTest::newRow("defects") << int(LiveLogModel::DefectsColumn) << "2" << "2";
    QTest::newRow("part") << int(LiveLogModel::PartColumn) << "1006" << "1006";
    QTest::newRow("frame") << int(LiveLogModel::FrameColumn) << "60" << "60";
    QTest::newRow("trigger") << int(LiveLogModel::TriggerColumn) << "part at rest" << "part at rest";
    QTest::newRow("source") << int(LiveLogModel::SourceColumn) << "=1+1" << "'=1+1";
    QTest::newRow("latency") << int(LiveLogModel::LatencyColumn) << "12.3" << "12.3";
    QTest::newRow("error") << int(LiveLogModel::ErrorColumn) << "" << "";
    QTest::newRow("picture") << int(LiveLogModel::PictureColumn) << "p.png" << "/folder/p.png";
}

void TestLiveLogModel::everyColumnSaysItsPart()
{
    QFETCH(int, column);
    LiveLogModel model;
    LiveRow row = rowOf(6);
    row.source = "=1+1";
    row.path = "/folder/p.png";
    model.setRows({row}, false);
    QTEST(model.index(0, column).data().toString(), "shown");
    QTEST(model.index(0, column).data(TsvTable::copyRole).toString(), "copied");
    QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    const QVariant mark = model.index(0, column).data(widgets::DefectTableModel::MarkRole);
    QCOMPARE(mark, column == LiveLogModel::VerdictColumn ? QVariant(int(widgets::Mark::Fail)) : QVariant());
}

void TestLiveLogModel::whatWasNotJudgedHasNoFigures()
{
    LiveLogModel model;
    LiveRow row = rowOf(7);
    row.part = 0;
    model.setRows({row}, false);
    for (const int column : {LiveLogModel::ScoreColumn, LiveLogModel::DefectsColumn, LiveLogModel::PartColumn, LiveLogModel::PictureColumn})
        QCOMPARE(model.index(0, column).data().toString(), QString());
    QCOMPARE(model.index(0, LiveLogModel::VerdictColumn).data().toString(), QString("Error"));
    QCOMPARE(model.index(0, LiveLogModel::VerdictColumn).data(widgets::DefectTableModel::MarkRole).toInt(), int(widgets::Mark::Error));
    QCOMPARE(model.index(0, LiveLogModel::ErrorColumn).data().toString(), QString("not enough memory"));
}

void TestLiveLogModel::modelKeepsTheRules()
{
    LiveLogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(rows(4, 6), true);
    model.appendRows(rows(1, 3), true);
    model.appendRows({}, false);
    model.retranslate();
    QCOMPARE(model.rowCount(), 6);
    model.setRows({}, false);
    QCOMPARE(model.rowCount(), 0);
}

void TestLiveLogModel::olderRowsAreAskedForOnce()
{
    LiveLogModel model;
    QSignalSpy wanted(&model, &LiveLogModel::moreWanted);
    auto page = rows(4, 6);
    std::ranges::reverse(page);
    model.setRows(page, true);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    model.fetchMore({});
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toLongLong(), 4);
    QVERIFY(!model.canFetchMore({}));
    model.noteFailure();
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    model.appendRows(rows(3, 3), false);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.row(3).id, 3);
    QVERIFY(!model.canFetchMore({}));
    model.setRows({}, false);
    QVERIFY(!model.canFetchMore({}));
}

void TestLiveLogModel::numbersStandToTheRight()
{
    LiveLogModel model;
    model.setRows(rows(1, 1), false);
    for (int column = 0; column < model.columnCount(); ++column) {
        const bool number = column == LiveLogModel::ScoreColumn || column == LiveLogModel::DefectsColumn || column == LiveLogModel::PartColumn
            || column == LiveLogModel::FrameColumn || column == LiveLogModel::LatencyColumn;
        const int side = number ? Qt::AlignRight : Qt::AlignLeft;
        QVERIFY(model.index(0, column).data(Qt::TextAlignmentRole).toInt() & side);
        QVERIFY(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & side);
    }
}

void TestLiveLogModel::errorsAreSaidInWords()
{
    QCOMPARE(liveErrorText("answer_not_finite"), QString("the model gave no number"));
    QCOMPARE(liveErrorText("out_of_focus"), QString("the picture is out of focus"));
    QCOMPARE(liveErrorText("from_the_future"), QString("from_the_future"));
    QCOMPARE(liveErrorText(""), QString());
    QCOMPARE(triggerText("free"), QString("all the time"));
    QCOMPARE(momentText("nonsense"), QString("nonsense"));
}

void TestLiveLogModel::countsAreSaidInOneLine()
{
    QCOMPARE(countsText({3, 2, 1, 4}), QString("Verdicts: 10 · 3 pass · 2 review · 1 fail · 4 not judged"));
}

void TestLiveLogModel::periodsCountBackFromNow_data()
{
    using Period = LiveLogFilterBar::Period;
    QTest::addColumn<int>("period");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("before");
    QTest::newRow("any time") << int(Period::Any) << "" << "";
    QTest::newRow("last hour") << int(Period::LastHour) << "2026-11-26T13:15:03.123Z" << "";
    QTest::newRow("today") << int(Period::Today) << "2026-11-25T23:00:00.000Z" << "";
    QTest::newRow("last 7 days") << int(Period::LastWeek) << "2026-11-19T14:15:03.123Z" << "";
    QTest::newRow("between") << int(Period::Between) << "2026-11-24T07:00:00.000Z" << "2026-11-24T15:30:00.000Z";
}

void TestLiveLogModel::periodsCountBackFromNow()
{
    QFETCH(int, period);
    LiveLogFilterBar bar;
    bar.setBounds(QDateTime({2026, 11, 24}, {8, 0}), QDateTime({2026, 11, 24}, {16, 30}));
    bar.setPeriod(LiveLogFilterBar::Period(period));
    const LiveFilter filter = bar.filter(localTime("2026-11-26T14:15:03.123Z"));
    QTEST(QString::fromStdString(filter.from), "from");
    QTEST(QString::fromStdString(filter.before), "before");
    QCOMPARE(bar.narrows(), period > 0);
    bar.clear();
    QVERIFY(!bar.narrows());
}

void TestLiveLogModel::chosenRunStays()
{
    LiveLogFilterBar bar;
    QSignalSpy changed(&bar, &LiveLogFilterBar::changed);
    bar.setRuns({{"b", "Camera 2", "2026-11-26T14:15:03.123Z"}, {"a", "Camera 1", "2026-11-25T14:15:03.123Z"}});
    bar.setRun("a");
    QCOMPARE(bar.filter().run, std::string("a"));
    bar.setRuns({{"c", "Camera 2", "2026-11-26T15:15:03.123Z"}});
    QCOMPARE(bar.filter().run, std::string("a"));
    bar.setRuns({{"c", "Camera 2", "2026-11-26T15:15:03.123Z"}, {"a", "Camera 1", "2026-11-25T14:15:03.123Z"}});
    QCOMPARE(bar.filter().run, std::string("a"));
    bar.clear();
    QCOMPARE(bar.filter().run, std::string());
    QCOMPARE(changed.count(), 0);
}

void TestLiveLogModel::tableIsWrittenWhole()
{
    const LogPlace place;
    place.append(rows(1, 4500));
    LiveLog log(place.path);
    LiveFilter filter;
    filter.result = LiveFilter::Result::Error;
    const auto file = place.folder.filePath("log.csv").toStdString();
    qint64 done = 0, total = 0;
    QCOMPARE(writeLiveLogCsv(log, filter, file, [&](qint64 rows, qint64 all) { done = rows, total = all; }, {}), 1125);
    QCOMPARE(done, 1125);
    QCOMPARE(total, 1125);
    QFile written(QString::fromStdString(file));
    QVERIFY(written.open(QFile::ReadOnly));
    const QList<QByteArray> lines = written.readAll().split('\n');
    QCOMPARE(lines.size(), 1127);  // header, rows, nothing behind the last
    QCOMPARE(lines.first(), QByteArray(liveLogCsvHeader.data(), liveLogCsvHeader.size()) + '\r');
    QCOMPARE(lines.at(1), QByteArray("2026-11-26T02:59:05.250Z,20261126T000000000Z-a,4499,5499,44990,Camera 1,part,error,out_of_memory,,,12.34,")
                 + store_tools::sha(1).c_str() + ',' + store_tools::sha(2).c_str() + ",,\r");
    QCOMPARE(writeLiveLogCsv(log, {}, file, {}, {}), 4500);  // 2 pages and a piece
}

void TestLiveLogModel::formulasAreDisarmed()
{
    LiveRow row = rowOf(5);
    row.source = "=HYPERLINK(\"x\",\"y\")";
    row.part = 0;
    const std::string line = liveLogCsvLine(row);
    QVERIFY2(line.find(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",") != std::string::npos, line.c_str());
    QVERIFY2(line.find(",5,,50,") != std::string::npos, line.c_str());
    QVERIFY2(line.find(",review,,0.250000,2,12.34,") != std::string::npos, line.c_str());
}

void TestLiveLogModel::writingThatIsStoppedLeavesNothing()
{
    const LogPlace place;
    place.append(rows(1, 2500));
    LiveLog log(place.path);
    const auto file = place.folder.filePath("log.csv").toStdString();
    std::stop_source stop;
    QVERIFY_EXCEPTION_THROWN(writeLiveLogCsv(log, {}, file, [&](qint64, qint64) { stop.request_stop(); }, stop.get_token()), inference::Cancelled);
    for (const auto& entry : std::filesystem::directory_iterator(place.folder.path().toStdString()))
        QVERIFY2(entry.path().filename().string().starts_with("history") || entry.path().filename() == "review-tip", entry.path().c_str());
}

void TestLiveLogModel::aPlaceThatTakesNoFileIsNamed()
{
    const LogPlace place;
    LiveLog log(place.path);
    const auto file = place.folder.filePath("no such folder/log.csv").toStdString();
    try {
        writeLiveLogCsv(log, {}, file, {}, {});
        QFAIL("it was written");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), inference::ErrorCode::WriteFailed);
        QCOMPARE(error.file(), std::filesystem::path(file));
    }
}

QTEST_MAIN(TestLiveLogModel)
#include "tst_live_log_model.moc"
