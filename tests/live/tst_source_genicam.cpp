// A chosen GenICam camera: Aravis' own, as a process on 127.0.0.1.
#include "app/live/source_test.h"

#include <QProcess>
#include <QtTest>

using namespace app;
using namespace inference::sources;
using inference::ErrorCode;
using Trigger = SourceChoice::Trigger;

namespace {

/// The camera of tests/unit/fake_gv_camera.cpp.
class GvCamera {
public:
    GvCamera()
    {
        m_process.start(FAKE_GV_CAMERA, QStringList());
        if (!m_process.waitForReadyRead(10'000))
            qFatal("Aravis' fake camera does not start");
    }
    ~GvCamera()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

SourceChoice gvChoice(Trigger trigger = Trigger::FreeRun)
{
    SourceChoice choice;
    choice.kind = SourceChoice::Kind::Genicam;
    choice.genicam.id = "127.0.0.1";  // by its id it may be sought through a network card, where there is one
    choice.genicam.trigger = trigger;
    return choice;
}

double valueOf(const SourceTestResult& result, const char* key)
{
    const auto found = std::ranges::find(result.settings, key, &Setting::key);
    return found == result.settings.end() ? -1 : found->value;
}

}  // namespace

class TestSourceGenicam : public QObject {
    Q_OBJECT

private slots:
    void whatIsChosenIsSet();
    void freeRunIsMeasured();
    void softwareTriggerIsFiredOnce();
    void hardwareTriggerIsWaitedFor();
    void whatTheCameraDoesNotHave_data();
    void whatTheCameraDoesNotHave();

private:
    GvCamera m_camera;
};

void TestSourceGenicam::whatIsChosenIsSet()
{
    SourceChoice choice = gvChoice();
    choice.genicam.exposure = 12'345;
    choice.genicam.gain = 3;
    choice.genicam.packetSize = 1000;
    choice.genicam.pixelFormat = "Mono8";
    const auto source = makeSource(choice);
    source->open({});
    QCOMPARE(source->facts().pixelFormat, std::string("Mono8"));
    for (const Setting& setting : source->settings())
        if (setting.key == "exposure")
            QCOMPARE(setting.value, 12'345.0);
        else if (setting.key == "gain")
            QCOMPARE(setting.value, 3.0);
        else if (setting.key == "packet_size")
            QCOMPARE(setting.value, 1000.0);
    source->set("exposure", 20'000);  // by a person, while it runs
    source->close();
    source->open({});
    for (const Setting& setting : source->settings())
        if (setting.key == "exposure")
            QCOMPARE(setting.value, 20'000.0);
}

void TestSourceGenicam::freeRunIsMeasured()
{
    const auto result = testSource(gvChoice(), {});
    QVERIFY2(!result.error, result.error ? result.error->what() : "");
    qInfo("%d pictures of %d x %d, %.2f per second of %.2f", result.pictures, result.size.width, result.size.height, result.framesPerSecond,
        result.facts.framesPerSecond);
    QCOMPARE(result.size.width, 512);
    QVERIFY(result.pictures > 1 && result.framesPerSecond > 0);
    QVERIFY(!result.pixelFormats.empty());
    QCOMPARE(result.triggerLines, (std::vector<std::string> {"Line0"}));
    QVERIFY(valueOf(result, "exposure") > 0 && valueOf(result, "packet_size") >= 576);
    QVERIFY(!result.waitsForTrigger);
}

void TestSourceGenicam::softwareTriggerIsFiredOnce()
{
    const auto result = testSource(gvChoice(Trigger::Software), {});
    QVERIFY2(!result.error, result.error ? result.error->what() : "");
    QCOMPARE(result.pictures, 1);
    QVERIFY(result.facts.triggered && !result.waitsForTrigger && !result.picture.empty());
    QCOMPARE(result.framesPerSecond, 0.0);
}

void TestSourceGenicam::hardwareTriggerIsWaitedFor()
{
    SourceTestLimits limits;
    limits.trigger = std::chrono::milliseconds(200);
    const auto result = testSource(gvChoice(Trigger::Hardware), {}, limits);
    QVERIFY2(!result.error, result.error ? result.error->what() : "");
    QVERIFY(result.waitsForTrigger && result.picture.empty());
    QCOMPARE(result.size.width, 512);
}

void TestSourceGenicam::whatTheCameraDoesNotHave_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<ErrorCode>("code");
    SourceChoice choice = gvChoice();
    choice.genicam.id = "no such camera";
    QTest::newRow("it isn't there") << choice << ErrorCode::SourceUnavailable;
    choice = gvChoice();
    choice.genicam.pixelFormat = "Mono12Packed";
    QTest::newRow("format") << choice << ErrorCode::SourceUnsupported;
    choice = gvChoice(Trigger::Hardware);
    choice.genicam.line = "no such line";
    QTest::newRow("input") << choice << ErrorCode::SourceUnsupported;
}

void TestSourceGenicam::whatTheCameraDoesNotHave()
{
    QFETCH(SourceChoice, choice);
    QFETCH(ErrorCode, code);
    const auto result = testSource(choice, {});
    QVERIFY(result.error);
    QCOMPARE(result.error->code(), code);
}

QTEST_GUILESS_MAIN(TestSourceGenicam)
#include "tst_source_genicam.moc"
