// What the line hears of the live view: a PLC that asks, outputs, parts that could not be judged.
#include "../unit/mjpeg_server.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/trigger_form.h"
#include "live_bench.h"
#ifdef WORKBENCH_TEST_MODBUS
#include "modbus_client.h"
#endif

using namespace app;
using namespace source_tools;
using inference::sources::Clock;

class TestLiveTold : public QObject, private LiveBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
#ifdef WORKBENCH_TEST_MODBUS
    void aPlcAsksForPartsAndReadsVerdicts();
#endif
    void aFileThatIsNoPictureIsToldAsAPart();
    void outputsFollowTheFormWhileItRuns();
};

#ifdef WORKBENCH_TEST_MODBUS
void TestLiveTold::aPlcAsksForPartsAndReadsVerdicts()
{
    PlcSettings plcSettings;
    plcSettings.enabled = true;
    plcSettings.listen = "127.0.0.1:0";
    m_presenter->desk().plc().setSettings(plcSettings);
    const ModbusClient plc(m_presenter->desk().plc().state().address.port);
    QCOMPARE(plc.status(), 0u);
    QCOMPARE(plc.read().value()[plc::condition], std::uint16_t(PlcCondition::Stopped));

    MjpegServer camera;
    TriggerChoice trigger;
    trigger.mode = TriggerMode::Software;
    window().trigger().setChoice(trigger);
    start(streamChoice(camera.address()));
    for (std::uint16_t part = 1; part <= 3; ++part) {
        QTRY_COMPARE_WITH_TIMEOUT(plc.status() & (plc::ready | plc::running), unsigned(plc::ready | plc::running), longTime);
        QVERIFY(plc.write(plcTrigger));
        QTRY_VERIFY_WITH_TIMEOUT(plc.status() & plc::done, longTime);
        const PlcRegisters table = plc.read().value();
        QVERIFY(!(table[plc::status] & plc::noVerdict));
        QVERIFY(table[plc::verdict] >= 1 && table[plc::verdict] <= 3);
        QCOMPARE(table[plc::part + 1], part);
        QCOMPARE(judged(), std::uint64_t(part));
        QVERIFY(plc.write(plcAcknowledge));
        QVERIFY(plc.write(0));
    }
    // A part of the person's is kept and told to the other outputs, but isn't the PLC's.
    QTest::keyClick(&window(), Qt::Key_T);
    QTRY_COMPARE_WITH_TIMEOUT(judged(), 4u, longTime);
    QCOMPARE(plc.status() & plc::done, 0u);
    QCOMPARE(plc.read().value()[plc::part + 1], 3);

    // The model hangs, and the line is stopped.
    m_detector->hold(true);
    QTRY_VERIFY(plc.status() & plc::ready);
    QVERIFY(plc.write(plcTrigger));
    QVERIFY(plc.status() & plc::busy);
    window().actions().stop->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(plc.status() & plc::done, longTime);
    QCOMPARE(plc.read().value()[plc::reason], std::uint16_t(PlcReason::Ended));
    m_detector->hold(false);
    QCOMPARE(m_presenter->desk().plc().state().counts.triggers, 4u);
}
#endif

void TestLiveTold::aFileThatIsNoPictureIsToldAsAPart()
{
    OutputSettings outputs;
    outputs.csv = {true, WantedVerdicts::Fail, m_folder->filePath("verdicts.csv")};
    window().findChild<OutputSettingsForm*>()->setSettings(outputs);
    const QString folder = m_folder->filePath("parts");
    QVERIFY(QDir().mkpath(folder));
    start(folderChoice(folder, false));
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Running, longTime);
    QFile bad(folder + "/part_17.jpg");
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("no picture") > 0);
    bad.close();
    QVERIFY(shows("NOT JUDGED"));
    QCOMPARE(window().banner().content().title, QString("Part 1"));
    QVERIFY(window().banner().content().sentence.contains("part_17.jpg"));
    QVERIFY(!window().actions().snapshot->isEnabled());
    const LiveRow row = rows().at(0);
    QVERIFY(!row.verdict);
    QCOMPARE(row.part, 1u);
    QCOMPARE(row.error, std::string("image_unknown_format"));
    QCOMPARE(pathText(row.path), bad.fileName());
    const auto table = [&] {
        QFile file(outputs.csv.file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(table().contains(",none,image_unknown_format,"), longTime);
}

void TestLiveTold::outputsFollowTheFormWhileItRuns()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 0, longTime);
    auto* const form = window().findChild<OutputSettingsForm*>();
    OutputSettings settings;
    settings.csv = {true, WantedVerdicts::All, m_folder->filePath("verdicts.csv")};
    form->setSettings(settings);
    emit form->settled();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(settings.csv.file).size() > 1000, longTime);
    settings.csv.enabled = false;
    form->setSettings(settings);
    emit form->settled();
    QVERIFY(m_presenter->desk().outputs().empty());
    QVERIFY(m_presenter->run().isRunning());
}

QTEST_MAIN(TestLiveTold)
#include "tst_live_told.moc"
