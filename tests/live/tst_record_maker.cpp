// What is kept of a result, and how it is called.

#include "app/live/record_maker.h"
#include "app/live/recording_name.h"
#include "app/store/utc_text.h"
#include "live_tools.h"
#include "pipeline/recipe_file.h"

using namespace live_tools;
using namespace std::chrono_literals;
using inference::Verdict;

namespace {

constexpr std::chrono::system_clock::time_point moment {1795702503123ms};  // 2026-11-26 14:15:03.123 UTC

}  // namespace

class TestRecordMaker : public QObject {
    Q_OBJECT

private slots:
    void aRecordIsOfItsResult();
    void whatCouldNotBeJudgedHasItsError();
    void verdictsAreCountedWithoutAGap();
    void theExposureIsTheWallClocksLessWhatHasPassed();
    void aRecipeIsHashedOnce();
    void runIdsDiffer();
    void triggersHaveStableNames_data();
    void triggersHaveStableNames();
    void recordingsAreCalledByTimeNumberAndVerdict_data();
    void recordingsAreCalledByTimeNumberAndVerdict();
    void namesOfOthersAreNotOurs_data();
    void namesOfOthersAreNotOurs();
    void namesSortByTime();
};

void TestRecordMaker::aRecordIsOfItsResult()
{
    RunFacts of = facts();
    of.trigger = TriggerMode::Hardware;
    RecordMaker maker(of);
    auto result = resultOf(frameOf(41), Verdict::Review);
    result->shot.part = 7;
    result->latencyMs = 12.5;
    auto recipe = std::make_shared<inference::Recipe>();
    recipe->name = "gear";
    recipe->mmPerPixel = 0.25;
    result->recipe = recipe;
    inference::Judgement judgement = *result->judgement;
    judgement.defects.resize(2);
    judgement.defects[1].area = 9;
    judgement.defects[1].contours.resize(3);
    result->judgement = std::make_shared<const inference::Judgement>(judgement);
    const VerdictRecord record = maker.recordOf(*result);
    QCOMPARE(record.run, of.run);
    QCOMPARE(record.number, 1u);
    QCOMPARE(record.part, 7u);
    QCOMPARE(record.frame, 41u);
    QCOMPARE(record.source, std::string("camera"));
    QCOMPARE(record.trigger, std::string("hardware"));
    QVERIFY(record.verdict == Verdict::Review && record.error.empty());
    QCOMPARE(record.score, 0.041);
    QCOMPARE(record.defects.size(), 2u);
    QCOMPARE(record.defects[1].area, 9.0);
    QVERIFY(record.defects[1].contours.empty());
    QVERIFY((record.image == inference::Size {32, 24}));
    QCOMPARE(record.mmPerPixel, 0.25);
    QCOMPARE(record.latencyMs, 12.5);
    QCOMPARE(record.recipe, std::string("gear"));
    QCOMPARE(record.recipeHash, inference::pipeline::recipeHash(*recipe));
    QCOMPARE(record.model, of.model);
    QVERIFY(record.file.empty());
}

void TestRecordMaker::whatCouldNotBeJudgedHasItsError()
{
    RecordMaker maker(facts());
    const VerdictRecord record = maker.recordOf(*resultOf(frameOf(1), std::nullopt));
    QVERIFY(!record.verdict);
    QCOMPARE(record.error, std::string(inference::codeName(inference::ErrorCode::OutOfMemory)));
    QCOMPARE(record.score, 0.0);
}

void TestRecordMaker::verdictsAreCountedWithoutAGap()
{
    RecordMaker maker(facts());
    for (std::uint64_t i = 1; i <= 3; ++i) {
        auto result = resultOf(frameOf(10 * i));
        result->number = 100 * i;
        QCOMPARE(maker.recordOf(*result).number, i);
    }
}

void TestRecordMaker::theExposureIsTheWallClocksLessWhatHasPassed()
{
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(1));
    frame->exposed -= 90s;
    RecordMaker maker(facts());
    const auto before = std::chrono::system_clock::now();
    const auto exposed = maker.recordOf(*resultOf(frame)).exposed;
    const auto after = std::chrono::system_clock::now();
    QVERIFY(exposed >= before - 90s - 5s && exposed <= after - 90s);
}

void TestRecordMaker::aRecipeIsHashedOnce()
{
    RecordMaker maker(facts());
    auto result = resultOf(frameOf(1));
    const auto recipe = std::make_shared<inference::Recipe>();
    result->recipe = recipe;
    const std::string hash = maker.recordOf(*result).recipeHash;
    recipe->sigma = 3;  // nobody does that: it shows that the same one isn't looked at again
    QCOMPARE(maker.recordOf(*result).recipeHash, hash);
    result->recipe = std::make_shared<const inference::Recipe>(*recipe);
    QCOMPARE(maker.recordOf(*result).recipeHash, inference::pipeline::recipeHash(*recipe));
}

void TestRecordMaker::runIdsDiffer()
{
    const std::string one = makeRunId(), other = makeRunId();
    QVERIFY(one != other);
    QVERIFY2(QRegularExpression("^\\d{8}T\\d{9}Z-[0-9a-f]{8}$").match(QString::fromStdString(one)).hasMatch(), one.c_str());
}

void TestRecordMaker::triggersHaveStableNames_data()
{
    QTest::addColumn<int>("trigger");
    QTest::addColumn<QString>("key");
    int number = 0;
    for (const char* const key : {"free", "interval", "part", "software", "hardware"})
        QTest::newRow(key) << number++ << QString(key);
}

void TestRecordMaker::triggersHaveStableNames()
{
    QFETCH(int, trigger);
    QTEST(QString(triggerKey(TriggerMode(trigger))), "key");
}

void TestRecordMaker::recordingsAreCalledByTimeNumberAndVerdict_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("stem");
    QTest::newRow("pass") << 1 << 0 << "14.15.03.123_000001_pass";
    QTest::newRow("review") << 12 << 1 << "14.15.03.123_000012_review";
    QTest::newRow("fail") << 999999 << 2 << "14.15.03.123_999999_fail";
    QTest::newRow("error, and seven digits") << 1234567 << -1 << "14.15.03.123_1234567_error";
}

void TestRecordMaker::recordingsAreCalledByTimeNumberAndVerdict()
{
    QFETCH(int, number);
    QFETCH(int, verdict);
    QFETCH(QString, stem);
    VerdictRecord record;
    record.number = std::uint64_t(number);
    record.exposed = moment;
    if (verdict >= 0)
        record.verdict = Verdict(verdict);
    const RecordingName name = recordingName(record);
    QCOMPARE(name.day, std::string("2026-11-26"));
    QCOMPARE(QString::fromStdString(name.stem), stem);
    QVERIFY(isRecordingDay(name.day) && isRecordingStem(name.stem) && isRecordingStem(name.stem + "-2"));
    QVERIFY(recordingKeyOf(moment) < name.key() && name.key() < recordingKeyOf(moment + 1ms));
}

void TestRecordMaker::namesOfOthersAreNotOurs_data()
{
    QTest::addColumn<QString>("name");
    for (const char* const name : {"", "a", "14.15.03.123_000012", "14.15.03.123_000012_", "14.15.03.123_000012_good", "14.15.03.123_000012_fail.png",
                                   "14.15.03.123_00012_fail", "14:15:03.123_000012_fail", "14.15.03.123_000012_fail-", "14.15.03.123_000012_fail-b",
                                   "14.15.03.123_0000x12_fail", "x14.15.03.123_000012_fail", "14.15.03.123_000012_failed", "../../../../etc/passwd"})
        QTest::newRow(name) << QString(name);
}

void TestRecordMaker::namesOfOthersAreNotOurs()
{
    QFETCH(QString, name);
    QVERIFY(!isRecordingStem(name.toStdString()));
    QVERIFY(!isRecordingDay(name.toStdString()));
    QVERIFY(!isNeighbourName(name.toStdString()));
}

void TestRecordMaker::namesSortByTime()
{
    std::string last;
    for (const int offset : {-50, -3, -1}) {
        const std::string name = neighbourName(offset);
        QVERIFY(isNeighbourName(name));
    }
    QCOMPARE(neighbourName(-2), std::string("-02.png"));
    QCOMPARE(neighbourName(1), std::string("+01.png"));
    for (int i = 0; i < 5; ++i) {
        VerdictRecord record;
        record.number = std::uint64_t(10 - i);  // of another run
        record.exposed = moment + i * 23h;
        const std::string key = recordingName(record).key();
        QVERIFY(last < key);
        last = key;
    }
}

QTEST_APPLESS_MAIN(TestRecordMaker)
#include "tst_record_maker.moc"
