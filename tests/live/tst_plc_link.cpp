// The line's end of the link: what a PLC asks for is wanted, what is judged is told, and the settings decide whether anybody can call.
#include "app/plc/plc_link.h"

#include "modbus_client.h"

#include <QSignalSpy>
#include <QtTest>

#include <atomic>

using namespace app;

namespace {

PlcSettings settingsOn(int port)
{
    PlcSettings settings;
    settings.enabled = true;
    settings.listen = QStringLiteral("127.0.0.1:%1").arg(port);
    return settings;
}

PlcResult failOf(std::uint64_t part)
{
    PlcResult result;
    result.part = part;
    result.verdict = inference::Verdict::Fail;
    return result;
}

}  // namespace

class TestPlcLink : public QObject {
    Q_OBJECT

private slots:
    void itIsOffAtFirst();
    void aPartIsWantedAndTold();
    void aPartIsWantedAtOnce();
    void aRecipeIsChosenAndTold();
    void whileNobodyCanCallNothingIsTold();
    void aPartThatDoesNotComeIsForgotten();
    void aLineThatStopsForgetsItsPart();
    void theHeartBeats();
    void aTakenPortIsSaidAndTriedAgain();
    void otherSettingsKeepTheCallers();
    void fieldsAreChecked_data();
    void fieldsAreChecked();
    void settingsAreKept();
};

void TestPlcLink::itIsOffAtFirst()
{
    PlcLink link;
    link.setSettings({});
    QVERIFY(!link.state().on);
    PlcSettings wrong = settingsOn(0);
    wrong.listen = "nowhere";
    link.setSettings(wrong);
    QVERIFY(!link.state().problem);
    QVERIFY(link.state().callers.empty());
}

void TestPlcLink::aPartIsWantedAndTold()
{
    PlcLink link;
    QSignalSpy wanted(&link, &PlcLink::partWanted);
    QSignalSpy changed(&link, &PlcLink::changed);
    link.setSettings(settingsOn(0));
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    QCOMPARE(plc.status(), plc::ready | plc::running);
    const auto before = PlcLink::Clock::now();
    QVERIFY(plc.write(plcTrigger));
    QCOMPARE(plc.status(), plc::busy | plc::running);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).toULongLong(), 1u);
    const auto when = wanted.at(0).at(1).value<PlcLink::Clock::time_point>();
    QVERIFY(when >= before && when <= PlcLink::Clock::now());
    link.told(failOf(12), 1);
    QCOMPARE(plc.status(), plc::done | plc::fail | plc::running);
    QCOMPARE(plc.read().value()[plc::part + 1], 12);
    QTRY_COMPARE(link.state().counts.triggers, 1u);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(link.state().line.done);
    QCOMPARE(link.state().callers.size(), 1u);
}

/// Whatever the window does: nobody turns the event loop here.
void TestPlcLink::aPartIsWantedAtOnce()
{
    PlcLink link;
    std::atomic<quint64> wanted = 0, forgotten = 0;
    connect(&link, &PlcLink::partWanted, &link, [&](quint64 asked) { wanted = asked; }, Qt::DirectConnection);
    connect(&link, &PlcLink::partForgotten, &link, [&](quint64 asked) { forgotten = asked; }, Qt::DirectConnection);
    link.setSettings(settingsOn(0));
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    QVERIFY(plc.write(plcTrigger));
    QCOMPARE(wanted.load(), 1u);
    QVERIFY(plc.write(plcAcknowledge));  // gives it up
    QCOMPARE(forgotten.load(), 1u);
    QVERIFY(plc.write(plcTrigger));
    QCOMPARE(wanted.load(), 2u);
    QCOMPARE(forgotten.load(), 1u);
}

void TestPlcLink::aRecipeIsChosenAndTold()
{
    PlcLink link;
    QSignalSpy wanted(&link, &PlcLink::recipeWanted);
    link.setSettings(settingsOn(0));
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    for (int turn = 0; turn < 3; ++turn)
        QCOMPARE(modbus_write_register(plc.context(), plc::recipe, 5), 1);
    QCOMPARE(plc.status(), plc::running | plc::changing);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().value<quint16>(), 5);
    link.setRecipeInUse(5);
    const quint64 choice = wanted.front().at(1).toULongLong();
    QVERIFY(link.isChoosing(choice));
    link.tellRecipe(choice, PlcRecipeReason::None);
    QCOMPARE(plc.status(), plc::running | plc::ready);
    QCOMPARE(plc.read().value()[plc::recipeInUse], 5);
}

void TestPlcLink::whileNobodyCanCallNothingIsTold()
{
    PlcLink link;
    link.setLine(PlcCondition::Running, false);
    link.told(failOf(1), 0);
    link.told(failOf(2), 0);
    QCOMPARE(link.state().counts.overruns, 0u);
    QVERIFY(!link.state().line.done);
}

void TestPlcLink::aPartThatDoesNotComeIsForgotten()
{
    PlcLink link;
    QSignalSpy forgotten(&link, &PlcLink::partForgotten);
    PlcSettings settings = settingsOn(0);
    settings.limitMs = PlcSettings::leastLimitMs;
    link.setSettings(settings);
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    QVERIFY(plc.write(plcTrigger));
    QTRY_COMPARE(forgotten.size(), 1);
    QCOMPARE(plc.status(), plc::done | plc::noVerdict | plc::running);
    QCOMPARE(plc.read().value()[plc::reason], std::uint16_t(PlcReason::Late));
    link.told(failOf(1), 1);
    QCOMPARE(plc.status(), plc::done | plc::noVerdict | plc::running);
}

void TestPlcLink::aLineThatStopsForgetsItsPart()
{
    PlcLink link;
    QSignalSpy forgotten(&link, &PlcLink::partForgotten);
    link.setSettings(settingsOn(0));
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    QVERIFY(plc.write(plcTrigger));
    link.setLine(PlcCondition::Lost, true);
    QCOMPARE(forgotten.size(), 1);
    QCOMPARE(plc.status(), unsigned(plc::done | plc::noVerdict));
    link.setLine(PlcCondition::Stopped, true);
    QCOMPARE(forgotten.size(), 1);
}

void TestPlcLink::theHeartBeats()
{
    PlcLink link;
    link.setSettings(settingsOn(0));
    const ModbusClient plc(link.state().address.port);
    const auto first = plc.read().value()[plc::heartbeat];
    QTRY_VERIFY(plc.read().value()[plc::heartbeat] >= first + 2);
}

void TestPlcLink::aTakenPortIsSaidAndTriedAgain()
{
    auto first = std::make_unique<PlcLink>();
    first->setSettings(settingsOn(0));
    const int port = first->state().address.port;
    PlcLink second;
    second.setSettings(settingsOn(port));
    QCOMPARE(second.state().problem.value(), EADDRINUSE);
    QCOMPARE(second.state().address.port, port);
    first.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!second.state().problem, 30'000);
    QVERIFY(ModbusClient(port).read());
}

void TestPlcLink::otherSettingsKeepTheCallers()
{
    PlcLink link;
    PlcSettings settings = settingsOn(0);
    link.setSettings(settings);
    link.setLine(PlcCondition::Running, true);
    const ModbusClient plc(link.state().address.port);
    QVERIFY(plc.write(plcTrigger));
    settings.acknowledged = false;
    settings.limitMs = 200;
    link.setSettings(settings);
    link.told(failOf(1), 1);
    QCOMPARE(plc.status(), plc::ready | plc::done | plc::fail | plc::running);
    QSignalSpy forgotten(&link, &PlcLink::partForgotten);
    QVERIFY(plc.write(0));
    QVERIFY(plc.write(plcTrigger));
    settings.enabled = false;
    link.setSettings(settings);
    QVERIFY(!plc.read());
    QCOMPARE(forgotten.size(), 1);  // nobody will ask what became of it
}

void TestPlcLink::fieldsAreChecked_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("only");
    QTest::addColumn<int>("problem");  // -1: none
    QTest::newRow("every network") << "0.0.0.0:502" << "" << -1;
    QTest::newRow("of one PLC") << "192.168.0.5:1502" << "192.168.0.10" << -1;
    QTest::newRow("IPv6") << "[::]:1502" << "fe80::1" << -1;
    QTest::newRow("nothing") << "" << "" << int(PlcProblem::NoAddress);
    QTest::newRow("a name") << "line-3:1502" << "" << int(PlcProblem::AddressInvalid);
    QTest::newRow("no port") << "0.0.0.0" << "" << int(PlcProblem::AddressInvalid);
    QTest::newRow("short") << "0.0.0.0:1502" << "192.168.10" << int(PlcProblem::PeerInvalid);
    QTest::newRow("octal") << "0.0.0.0:1502" << "192.168.0.010" << int(PlcProblem::PeerInvalid);
    QTest::newRow("everybody's") << "0.0.0.0:1502" << "255.255.255.255" << int(PlcProblem::PeerInvalid);
    QTest::newRow("nobody's") << "0.0.0.0:1502" << "0.0.0.0" << int(PlcProblem::PeerInvalid);
    QTest::newRow("with a scope") << "0.0.0.0:1502" << "fe80::1%eth0" << int(PlcProblem::PeerInvalid);
    QTest::newRow("a PLC's name") << "0.0.0.0:1502" << "plc-7" << int(PlcProblem::PeerInvalid);
}

void TestPlcLink::fieldsAreChecked()
{
    QFETCH(const QString, listen);
    QFETCH(const QString, only);
    QFETCH(const int, problem);
    PlcSettings settings;
    settings.listen = listen;
    settings.only = only;
    const auto found = problemOf(settings);
    QCOMPARE(found ? int(*found) : -1, problem);
}

void TestPlcLink::settingsAreKept()
{
    PlcSettings settings = settingsOn(1502);
    settings.only = "192.168.0.10";
    settings.acknowledged = false;
    settings.limitMs = 750;
    settings.recipes = "/recipes of the line";
    QCOMPARE(plcSettings(toMap(settings)), settings);
    QCOMPARE(plcSettings({}), PlcSettings());
    QCOMPARE(plcSettings({{"plc_limit_ms", 1}}).limitMs, PlcSettings::leastLimitMs);
    QCOMPARE(plcSettings({{"plc_limit_ms", "soon"}}).limitMs, PlcSettings().limitMs);
}

QTEST_GUILESS_MAIN(TestPlcLink)
#include "tst_plc_link.moc"
