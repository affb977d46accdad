// What a line and its PLC agree on, step by step, and the numbers in which the PLC reads it.
#include "plc_line.h"

#include <QtTest>

#include <bit>

using namespace app;
using namespace plc_line;
using namespace std::chrono_literals;

namespace {

float floatAt(const PlcRegisters& table, std::size_t at)
{
    return std::bit_cast<float>(std::uint32_t(table[at]) << 16U | table[at + 1]);
}

}  // namespace

class TestPlcHandshake : public QObject {
    Q_OBJECT

private slots:
    void aPartGoesRound();
    void onlyEdgesCount();
    void aTriggerTooManyIsRefused();
    void bothAtOnceAcknowledgeFirst();
    void withoutAcknowledgementTheNextTriggerWillDo();
    void aLateVerdictIsNotTold();
    void theVerdictOfAnotherPartIsNotTold();
    void aLineThatStopsLeavesNoPartOpen_data();
    void aLineThatStopsLeavesNoPartOpen();
    void darknessKeepsTheLineReady();
    void partsThatComeByThemselvesAreTold();
    void whatWasNotReadIsNotAcknowledged();
    void anAcknowledgementWhileBusyGivesThePartUp();
    void aGiveUpThatCrossesTheVerdictIsDoneWithIt();
    void aRefusedTriggerLeavesNoOldVerdict();
    void bitsAreWrittenOneByOne();
    void aVerdictNobodyReadIsAnOverrun();
    void aTriggerForALineThatTriggersItselfIsRefused();
    void theTableIsStable();
    void defectsAreTold();
    void numbersThatDontFitAreBounded();
};

void TestPlcHandshake::aPartGoesRound()
{
    PlcHandshake line = lineThat(true);
    QCOMPARE(word(line), "RL");
    QCOMPARE(set(line, plcTrigger, start), std::optional<std::uint64_t>(1));
    QCOMPARE(word(line), "BL");
    line.take(passOf(7), 1, start);
    QCOMPARE(word(line), "DPL");
    QCOMPARE(set(line, 0, start), std::nullopt);
    QCOMPARE(word(line), "DPL");
    set(line, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");  // what it was stays to be read
    set(line, 0, start);
    QCOMPARE(set(line, plcTrigger, start), std::optional<std::uint64_t>(2));
    QCOMPARE(word(line), "BL");  // and is gone when the next begins
    QCOMPARE(line.counts().triggers, 2u);
}

void TestPlcHandshake::onlyEdgesCount()
{
    PlcHandshake line = lineThat(true);
    QVERIFY(set(line, plcTrigger | plcAcknowledge, start));
    line.take(passOf(1), 1, start);
    // Both are still set: a verdict that was just made isn't acknowledged by that, and no other part begins.
    QVERIFY(!set(line, plcTrigger | plcAcknowledge, start));
    QCOMPARE(word(line), "DPL");
    QCOMPARE(line.counts().refused, 0u);
}

void TestPlcHandshake::aTriggerTooManyIsRefused()
{
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    set(line, 0, start);
    QVERIFY(!set(line, plcTrigger, start));
    QCOMPARE(word(line), "BXL");
    line.take(passOf(1), 1, start);
    set(line, 0, start);
    QVERIFY(!set(line, plcTrigger, start));  // not acknowledged yet
    QCOMPARE(word(line), "DPXL");
    QCOMPARE(line.counts().refused, 2u);
    set(line, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");
}

void TestPlcHandshake::bothAtOnceAcknowledgeFirst()
{
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    line.take(passOf(1), 1, start);
    set(line, 0, start);
    QCOMPARE(set(line, plcTrigger | plcAcknowledge, start), std::optional<std::uint64_t>(2));
    QCOMPARE(word(line), "BL");
}

void TestPlcHandshake::withoutAcknowledgementTheNextTriggerWillDo()
{
    PlcHandshake line = lineThat(true, false);
    set(line, plcTrigger, start);
    line.take(passOf(1), 1, start);
    QCOMPARE(word(line), "RDPL");
    set(line, 0, start);
    QVERIFY(set(line, plcTrigger, start));
    QCOMPARE(word(line), "BL");
}

void TestPlcHandshake::aLateVerdictIsNotTold()
{
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    QCOMPARE(line.awaited(), 1u);
    line.expire(start + 4999ms);
    QCOMPARE(line.awaited(), 1u);
    line.expire(start + 5000ms);
    QCOMPARE(line.awaited(), 0u);
    QCOMPARE(word(line), "DNL");
    QCOMPARE(line.state().result->reason, PlcReason::Late);
    line.take(passOf(1), 1, start);
    QCOMPARE(word(line), "DNL");
    QCOMPARE(line.counts().without, 1u);

    // Nobody looked meanwhile.
    set(line, plcAcknowledge, start);
    set(line, plcTrigger, start);
    line.take(passOf(2), 2, start + 5000ms);
    QCOMPARE(word(line), "DNL");
}

void TestPlcHandshake::theVerdictOfAnotherPartIsNotTold()
{
    PlcHandshake line = lineThat(true);
    line.take(passOf(1), 0, start);  // a person's key
    QCOMPARE(word(line), "RL");
    set(line, plcTrigger, start);
    line.take(passOf(2), 0, start);
    QCOMPARE(word(line), "BL");
    line.expire(start + 5s);
    set(line, plcAcknowledge, start);
    set(line, 0, start);
    set(line, plcTrigger, start + 6s);
    line.take(passOf(3), 1, start);  // of the one before
    QCOMPARE(word(line), "BL");
    line.take(passOf(4), 2, start);
    QCOMPARE(word(line), "DPL");
    QCOMPARE(line.state().result->part, 4u);
}

void TestPlcHandshake::aLineThatStopsLeavesNoPartOpen_data()
{
    QTest::addColumn<int>("condition");
    QTest::addColumn<bool>("asked");
    QTest::newRow("stopped") << int(PlcCondition::Stopped) << true;
    QTest::newRow("camera lost") << int(PlcCondition::Lost) << true;
    QTest::newRow("no picture") << int(PlcCondition::Silent) << true;
    QTest::newRow("paused") << int(PlcCondition::Paused) << true;
    QTest::newRow("no model") << int(PlcCondition::NoModel) << true;
    QTest::newRow("another trigger") << int(PlcCondition::Running) << false;
}

void TestPlcHandshake::aLineThatStopsLeavesNoPartOpen()
{
    QFETCH(const int, condition);
    QFETCH(const bool, asked);
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    line.setLine(PlcCondition(condition), asked);
    QVERIFY(!line.state().busy);
    QVERIFY(line.state().done);
    QVERIFY(!line.state().ready);
    QCOMPARE(line.state().result->reason, PlcReason::Ended);
    set(line, plcAcknowledge, start);
    QCOMPARE(line.state().ready, PlcCondition(condition) == PlcCondition::Running);
}

void TestPlcHandshake::darknessKeepsTheLineReady()
{
    // The next picture may be lit: where pictures come on triggers only, nothing else would tell.
    PlcHandshake line = lineThat(true);
    line.setLine(PlcCondition::Black, true);
    QCOMPARE(word(line), "RL");
    QVERIFY(set(line, plcTrigger, start));
    line.setLine(PlcCondition::Frozen, true);
    QCOMPARE(word(line), "BL");
}

void TestPlcHandshake::partsThatComeByThemselvesAreTold()
{
    PlcHandshake line = lineThat(false);
    QCOMPARE(word(line), "RL");
    line.take(passOf(1), 0, start);
    QCOMPARE(word(line), "DPL");
    set(line, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");
}

void TestPlcHandshake::whatWasNotReadIsNotAcknowledged()
{
    PlcHandshake line = lineThat(false);
    line.take(passOf(1), 0, start);
    line.noteRead();
    line.take(passOf(2), 0, start);  // between the PLC's reading and writing
    line.write(0xFFFF, plcAcknowledge, start);
    QCOMPARE(word(line), "DPOL");
    QCOMPARE(line.state().result->part, 2u);
    line.noteRead();
    line.write(0xFFFF, 0, start);
    line.write(0xFFFF, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");
}

void TestPlcHandshake::anAcknowledgementWhileBusyGivesThePartUp()
{
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    set(line, 0, start);
    set(line, plcAcknowledge, start);  // a PLC that was started again
    QCOMPARE(line.awaited(), 0u);
    QCOMPARE(word(line), "RL");
    line.take(passOf(1), 1, start);
    QCOMPARE(word(line), "RL");
    QCOMPARE(line.counts().without, 1u);
    set(line, 0, start);
    QCOMPARE(set(line, plcTrigger, start), std::optional<std::uint64_t>(2));
}

void TestPlcHandshake::aGiveUpThatCrossesTheVerdictIsDoneWithIt()
{
    PlcHandshake line = lineThat(true);
    set(line, plcTrigger, start);
    line.noteRead();  // busy
    line.take(passOf(1), 1, start);
    line.write(0xFFFF, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");
    line.write(0xFFFF, plcTrigger, start);
    QCOMPARE(word(line), "BL");
}

void TestPlcHandshake::aRefusedTriggerLeavesNoOldVerdict()
{
    PlcHandshake line = lineThat(true, false);
    set(line, plcTrigger, start);
    line.take(passOf(1), 1, start);
    set(line, 0, start);
    line.setLine(PlcCondition::Lost, true);
    QVERIFY(!set(line, plcTrigger, start));
    QCOMPARE(word(line), "X");
}

void TestPlcHandshake::bitsAreWrittenOneByOne()
{
    PlcHandshake line = lineThat(true);
    QVERIFY(line.write(plcTrigger, 0xFFFF, start));
    line.take(passOf(1), 1, start);
    line.noteRead();
    line.write(plcAcknowledge, 0xFFFF, start);
    QCOMPARE(line.state().control, plcTrigger | plcAcknowledge);
    QCOMPARE(word(line), "RPL");
    line.write(plcTrigger, 0, start);
    QCOMPARE(line.state().control, std::uint16_t(plcAcknowledge));
}

void TestPlcHandshake::aVerdictNobodyReadIsAnOverrun()
{
    PlcHandshake line = lineThat(false);
    line.take(passOf(1), 0, start);
    line.take(passOf(2), 0, start);
    QCOMPARE(word(line), "DPOL");
    QCOMPARE(line.state().result->part, 2u);
    QCOMPARE(line.counts().overruns, 1u);
    set(line, plcAcknowledge, start);
    QCOMPARE(word(line), "RPL");

    PlcHandshake told = lineThat(false, false);
    told.take(passOf(1), 0, start);
    told.take(passOf(2), 0, start);
    QCOMPARE(word(told), "RDPL");
}

void TestPlcHandshake::aTriggerForALineThatTriggersItselfIsRefused()
{
    PlcHandshake line = lineThat(false);
    QVERIFY(!set(line, plcTrigger, start));
    QCOMPARE(word(line), "RXL");
}

void TestPlcHandshake::theTableIsStable()
{
    PlcState state;
    state.ready = true;
    state.condition = PlcCondition::Silent;
    state.control = 3;
    state.heartbeat = 65535;
    PlcResult result;
    result.part = 0x12345678;
    result.number = 70000;
    result.verdict = inference::Verdict::Review;
    using Kind = inference::PictureFault::Kind;
    result.faults = {Kind::TooDark, Kind::NotKept};
    result.score = 0.61234;
    result.defects = 12;
    result.failing = 3;
    result.largestPx = 1234.5;
    result.largestMm = 0.25;
    result.latencyMs = 271.4;
    state.result = result;
    const PlcRegisters table = plcRegisters(state);
    QCOMPARE(table.size(), 119u);
    const std::vector<unsigned> expected {3, 1U << 0U | 1U << 4U, 7, 65535, 0x1234, 0x5678, 1, 4464, 2, 0, 1U << 0U | 1U << 6U, 6123, 12, 3};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(unsigned(table[i]), expected[i]);
    QCOMPARE(floatAt(table, 14), 1234.5f);
    QCOMPARE(floatAt(table, 16), 0.25f);
    QCOMPARE(table[18], 271);
    QCOMPARE(table[19], 2);

    const PlcRegisters empty = plcRegisters({});
    QCOMPARE(empty[plc::status], 0);
    QCOMPARE(empty[plc::condition], 1);
    QCOMPARE(empty[plc::verdict], 0);
    QCOMPARE(empty[plc::score], 65535);

    state.result->verdict = inference::Verdict::Pass;
    QCOMPARE(plcRegisters(state)[plc::verdict], 1);
    state.result->verdict = inference::Verdict::Fail;
    QCOMPARE(plcRegisters(state)[plc::verdict], 3);
    QCOMPARE(plcRegisters(state)[plc::status], 1U << 0U | 1U << 5U);
    state.result->verdict.reset();
    state.result->reason = PlcReason::Late;
    QCOMPARE(plcRegisters(state)[plc::verdict], 4);
    QCOMPARE(plcRegisters(state)[plc::reason], 2);
    QCOMPARE(plcRegisters(state)[plc::status], 1U << 0U | 1U << 6U);
}

void TestPlcHandshake::defectsAreTold()
{
    VerdictRecord record;
    record.part = 5;
    record.number = 9;
    record.verdict = inference::Verdict::Fail;
    record.score = 0.9;
    record.mmPerPixel = 0.5;
    record.latencyMs = 12;
    for (int i = 0; i < 10; ++i) {
        inference::Defect defect;
        defect.failing = i < 4;
        defect.zone = i == 0 ? 2 : -1;
        defect.centroid = {100.5 + i, 20.25};
        defect.area = i == 1 ? 400 : 30;
        defect.length = 7;
        defect.peak = 0.75f;
        record.defects.push_back(defect);
    }
    const PlcResult result = plcResult(record);
    QCOMPARE(result.defects, 10u);
    QCOMPARE(result.failing, 4u);
    QCOMPARE(result.largestPx, 400.0);
    QCOMPARE(result.largestMm, 100.0);
    QCOMPARE(result.first.size(), 8u);
    PlcState state;
    state.result = result;
    const PlcRegisters table = plcRegisters(state);
    QCOMPARE(table[20], 3);
    QCOMPARE(table[21], 3);
    QCOMPARE(floatAt(table, 22), 100.5f);
    QCOMPARE(floatAt(table, 24), 20.25f);
    QCOMPARE(floatAt(table, 26), 30.0f);
    QCOMPARE(floatAt(table, 28), 7.0f);
    QCOMPARE(table[30], 7500);
    QCOMPARE(table[32], 3);                 // the second
    QCOMPARE(table[33], 0);
    QCOMPARE(floatAt(table, 38), 400.0f);
    QCOMPARE(table[20 + 7 * 12], 2);        // the eighth
    QCOMPARE(floatAt(table, 22 + 7 * 12), 107.5f);

    record.verdict.reset();
    record.defects.clear();
    QCOMPARE(plcResult(record).reason, PlcReason::Failed);
}

void TestPlcHandshake::numbersThatDontFitAreBounded()
{
    PlcState state;
    PlcResult result = passOf(0x1'0000'0002);
    result.defects = result.failing = 1'000'000;
    result.latencyMs = 1e9;
    result.score = 1.5;
    state.result = result;
    const PlcRegisters table = plcRegisters(state);
    QCOMPARE(table[plc::part], 0);  // of 32 bits the low ones: it goes on from 0
    QCOMPARE(table[plc::part + 1], 2);
    QCOMPARE(table[plc::defects], 65535);
    QCOMPARE(table[plc::failing], 65535);
    QCOMPARE(table[plc::latency], 65535);
    QCOMPARE(table[plc::score], 10000);
}

QTEST_APPLESS_MAIN(TestPlcHandshake)
#include "tst_plc_handshake.moc"
