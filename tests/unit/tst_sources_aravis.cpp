#include "scripted_source.h"
#include "sources/aravis.h"
#include "sources/device_clock.h"
#include "sources/genicam_pixels.h"

#include <arv.h>

#include <QtTest>

using namespace scripted;
using namespace std::chrono_literals;

namespace {

/// The camera of fake_gv_camera.cpp.
class GvCamera {
public:
    GvCamera() { start(); }
    ~GvCamera() { kill(); }
    void start()
    {
        m_process.start(FAKE_GV_CAMERA, QStringList());
        if (!m_process.waitForReadyRead(10'000))
            qFatal("Aravis' fake camera does not start");
    }
    void kill()
    {
        m_process.kill();  // no good-bye: as a cable that is pulled
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

constexpr const char* gvId = "Aravis-Fake-GV01";

std::optional<Frame> oneOf(Source& source)
{
    for (int i = 0; i < 40; ++i)
        if (auto frame = source.read({}))
            return frame;
    return std::nullopt;
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

ErrorCode codeOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

std::optional<Setting> settingOf(Source& source, const std::string& key)
{
    for (const Setting& setting : source.settings())
        if (setting.key == key)
            return setting;
    return std::nullopt;
}

}  // namespace

class TestSourcesAravis : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void pixels_data();
    void pixels();
    void pixelsThatAreRefused();
    void bayerRedIsRed_data();
    void bayerRedIsRed();
    void deviceTimeBecomesOurs();
    void deviceClockThatJumps();
    void camerasAreListed();
    void pictures_data();
    void pictures();
    void settingsAreKept();
    void softwareTriggerGivesOnePicture();
    void hardwareTriggerWaitsForItsLine();
    void whatCameraOrProgramDoNotHave();
    void gigECameraKilledAndBack();
};

void TestSourcesAravis::initTestCase()
{
    QVERIFY(hasAravis());
    arv_enable_interface("Fake");
}

void TestSourcesAravis::pixels_data()
{
    QTest::addColumn<quint32>("code");
    QTest::addColumn<int>("padding");
    QTest::addColumn<QByteArray>("bytes");  // of 2 x 2
    QTest::addColumn<int>("channels");
    QTest::addColumn<QList<int>>("samples");
    const auto row
        = [](const char* name, quint32 code, int padding, const char* hex, int channels, const QList<int>& samples) {
              QTest::newRow(name) << code << padding << QByteArray::fromHex(hex) << channels << samples;
          };
    row("Mono8", 0x01080001, 0, "01020304", 1, {1, 2, 3, 4});
    row("Mono8 with padding", 0x01080001, 2, "0102eeee0304", 1, {1, 2, 3, 4});
    row("Mono10", 0x01100003, 0, "0000ff0300020100", 1, {0, 65535, 0x8020, 64});
    row("Mono12", 0x01100005, 0, "0000ff0f00080100", 1, {0, 65535, 0x8008, 16});
    row("Mono12 with rubbish above", 0x01100005, 0, "00f0ff0f00080100", 1, {0, 65535, 0x8008, 16});
    row("Mono14", 0x01100025, 0, "0000ff3f00200100", 1, {0, 65535, 0x8002, 4});
    row("Mono16", 0x01100007, 0, "0000ffff34120100", 1, {0, 65535, 0x1234, 1});
    row("RGB8", 0x02180014, 0, "0102030405060708090a0b0c", 3, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    row("BGR8", 0x02180015, 0, "0102030405060708090a0b0c", 3, {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10});
}

void TestSourcesAravis::pixels()
{
    QFETCH(quint32, code);
    QFETCH(int, padding);
    QFETCH(QByteArray, bytes);
    QFETCH(int, channels);
    QFETCH(QList<int>, samples);
    std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    const Image image = imageOfGenicam(code, 2, 2, padding, raw, "x");
    QCOMPARE(image.channels, channels);
    QList<int> found;
    for (std::size_t i = 0; i < image.pixels.size(); i += image.bytesPerChannel) {
        std::uint16_t value = image.pixels[i];
        if (image.bytesPerChannel == 2)
            std::memcpy(&value, &image.pixels[i], 2);
        found << value;
    }
    QCOMPARE(found, samples);
    raw.pop_back();
    QCOMPARE(codeOf([&] { imageOfGenicam(code, 2, 2, padding, raw, "x"); }), ErrorCode::ImageTruncated);
}

void TestSourcesAravis::pixelsThatAreRefused()
{
    const std::vector<std::uint8_t> some(100);
    QCOMPARE(
        codeOf([&] { imageOfGenicam(0x010c0006, 2, 2, 0, some, "x"); }), ErrorCode::SourceUnsupported);  // Mono12Packed
    QCOMPARE(codeOf([&] { imageOfGenicam(0x01080001, 0, 2, 0, some, "x"); }), ErrorCode::ImageTruncated);
    QCOMPARE(codeOf([&] { imageOfGenicam(0x01080001, -3, -3, 0, some, "x"); }), ErrorCode::ImageTruncated);
    QCOMPARE(codeOf([&] { imageOfGenicam(0x01080001, 1'000'000, 1'000'000, 0, some, "x"); }), ErrorCode::ImageTooLarge);
    QVERIFY(isReadPixelFormat("BayerRG8") && isReadPixelFormat("Mono12") && !isReadPixelFormat("Mono12Packed")
        && !isReadPixelFormat(""));
}

void TestSourcesAravis::bayerRedIsRed_data()
{
    QTest::addColumn<quint32>("code");
    QTest::addColumn<int>("redAt");  // in the 2 x 2 cell: 0 1 / 2 3
    QTest::newRow("BayerRG8") << 0x01080009u << 0;
    QTest::newRow("BayerGR8") << 0x01080008u << 1;
    QTest::newRow("BayerGB8") << 0x0108000Au << 2;
    QTest::newRow("BayerBG8") << 0x0108000Bu << 3;
}

void TestSourcesAravis::bayerRedIsRed()
{
    QFETCH(quint32, code);
    QFETCH(int, redAt);
    std::vector<std::uint8_t> mosaic(8 * 8, 0);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            mosaic[std::size_t(8 * y + x)] = (y % 2 * 2 + x % 2) == redAt ? 200 : 0;
    const Image image = imageOfGenicam(code, 8, 8, 0, mosaic, "x");
    const std::uint8_t* pixel = image.row(4) + 3 * 4;
    QCOMPARE((QList<int> {pixel[0], pixel[1], pixel[2]}), (QList<int> {200, 0, 0}));
}

void TestSourcesAravis::deviceTimeBecomesOurs()
{
    DeviceClock clock;
    const Clock::time_point start {1000s};
    // The device began at 5 s; pictures every 100 ms arrive 10 ms, then 40 ms, then 10 ms later.
    QCOMPARE(clock.exposed(5'000'000'000, start + 10ms), start + 10ms);
    QCOMPARE(clock.exposed(5'100'000'000, start + 140ms), start + 110ms);
    QCOMPARE(clock.exposed(5'200'000'000, start + 210ms), start + 210ms);
    // 5 ms: the difference of the clocks is less than thought.
    QCOMPARE(clock.exposed(5'300'000'000, start + 305ms), start + 305ms);
    QCOMPARE(clock.exposed(5'400'000'000, start + 410ms), start + 405ms);
}

void TestSourcesAravis::deviceClockThatJumps()
{
    DeviceClock clock;
    const Clock::time_point start {1000s};
    clock.exposed(5'000'000'000, start);
    QCOMPARE(clock.exposed(4'000'000'000, start + 100ms), start + 100ms);  // back
    QCOMPARE(clock.exposed(4'100'000'000, start + 200ms), start + 200ms);
    QCOMPARE(clock.exposed(4'100'000'000, start + 300ms), start + 300ms);  // stands still
    QCOMPARE(clock.exposed(0, start + 400ms), start + 400ms);              // says nothing
    QCOMPARE(clock.exposed(9'000'000'000'000, start + 500ms), start + 500ms);
    QCOMPARE(
        clock.exposed(9'000'001'000'000, start + 1600ms), start + 1600ms);  // more than a second late: a new beginning
    QCOMPARE(clock.exposed(9'000'101'000'000, start + 1710ms), start + 1700ms);
    QCOMPARE(clock.exposed(~0ull, start + 1800ms), start + 1800ms);
}

void TestSourcesAravis::camerasAreListed()
{
    GvCamera camera;
    bool fake = false, gigE = false;
    for (const GenicamDevice& device : genicamDevices()) {
        fake |= device.id == "Fake_1" && device.protocol == "Fake";
        gigE |= device.id == gvId && device.protocol == "GigEVision" && device.address == "127.0.0.1"
            && device.serial == "GV01";
    }
    QVERIFY(fake && gigE);
}

void TestSourcesAravis::pictures_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    QTest::newRow("as it is set") << "" << 1 << 1;
    QTest::newRow("Mono8") << "Mono8" << 1 << 1;
    QTest::newRow("Mono16") << "Mono16" << 1 << 2;
    QTest::newRow("RGB8") << "RGB8" << 3 << 1;
    QTest::newRow("BayerRG8") << "BayerRG8" << 3 << 1;
}

void TestSourcesAravis::pictures()
{
    QFETCH(QString, format);
    QFETCH(int, channels);
    QFETCH(int, bytes);
    GenicamOptions options;
    options.pixelFormat = format.toStdString();
    GenicamCamera camera("Fake_1", options);
    camera.open({});
    QVERIFY(camera.facts().live && !camera.facts().triggered);
    QCOMPARE(camera.facts().size.width, 512);
    Clock::time_point last;
    for (int i = 0; i < 3; ++i) {
        const auto frame = oneOf(camera);
        QVERIFY(frame);
        QCOMPARE(frame->image.channels, channels);
        QCOMPARE(frame->image.bytesPerChannel, bytes);
        QVERIFY(frame->image.size() == camera.facts().size);
        QVERIFY(frame->exposed > last && frame->exposed <= Clock::now());
        last = frame->exposed;
    }
}

void TestSourcesAravis::settingsAreKept()
{
    GvCamera process;
    GenicamCamera camera(gvId);
    camera.open({});
    QVERIFY(oneOf(camera));
    for (const char* key : {"exposure", "gain", "fps", "width", "height", "packet_size"}) {
        const auto setting = settingOf(camera, key);
        QVERIFY2(setting, key);
        QVERIFY2(setting->least <= setting->value && setting->value <= setting->greatest, key);
    }
    QCOMPARE(camera.set("exposure", 12345), 12345.0);
    QCOMPARE(settingOf(camera, "exposure")->value, 12345.0);
    const auto gain = settingOf(camera, "gain");
    QCOMPARE(camera.set("gain", 1e12), gain->greatest);
    QCOMPARE(camera.set("width", 256), 256.0);
    QCOMPARE(camera.set("height", 128), 128.0);
    QCOMPARE(camera.set("packet_size", 1500), 1500.0);
    auto frame = oneOf(camera);
    QVERIFY(frame);
    QCOMPARE(frame->image.width, 256);
    QCOMPARE(frame->image.height, 128);
    QCOMPARE(camera.facts().size.width, 256);
    QCOMPARE(codeOf([&] { camera.set("colour", 1); }), ErrorCode::SourceUnsupported);
    QCOMPARE(codeOf([&] { camera.set("gain", NAN); }), ErrorCode::BadInput);
    QVERIFY(oneOf(camera));
    // A camera that was away and forgot.
    camera.close();
    process.kill();
    process.start();
    camera.open({});
    QCOMPARE(settingOf(camera, "exposure")->value, 12345.0);
    frame = oneOf(camera);
    QVERIFY(frame && frame->image.width == 256);
}

void TestSourcesAravis::softwareTriggerGivesOnePicture()
{
    GvCamera process;
    GenicamOptions options;
    options.trigger = GenicamOptions::Trigger::Software;
    Listener listener;
    Grabber grabber(std::make_unique<GenicamCamera>(gvId, options), listener.tell());
    QVERIFY(listener.waitFor("opened"));
    QVERIFY(!scripted::next(grabber, 300ms));
    for (int i = 1; i <= 3; ++i) {
        const auto began = Clock::now();
        grabber.ask([](Source& source) { source.trigger(); }).get();
        const auto frame = scripted::next(grabber);
        QVERIFY(frame);
        QCOMPARE(frame->id, std::uint64_t(i));
        qInfo("triggered: a picture after %.0f ms", 1000 * secondsSince(began));
    }
    QVERIFY(!scripted::next(grabber, 300ms));
    QCOMPARE(listener.heard().size(), std::size_t(1));
}

void TestSourcesAravis::hardwareTriggerWaitsForItsLine()
{
    GvCamera process;
    GenicamOptions options;
    options.trigger = GenicamOptions::Trigger::Hardware;
    GenicamCamera camera(gvId, options);
    camera.open({});
    QVERIFY(camera.facts().triggered);
    QCOMPARE(camera.triggerLines(), (std::vector<std::string> {"Line0"}));
    QVERIFY(!camera.read({}));  // nothing is wired to it
    QCOMPARE(codeOf([&] { camera.trigger(); }), ErrorCode::SourceUnsupported);
    options.line = "no such line";
    QCOMPARE(codeOf([&] { GenicamCamera("Fake_1", options).open({}); }), ErrorCode::SourceUnsupported);
}

void TestSourcesAravis::whatCameraOrProgramDoNotHave()
{
    QCOMPARE(codeOf([] { GenicamCamera("no such camera").open({}); }), ErrorCode::SourceUnavailable);
    GenicamOptions packed;
    packed.pixelFormat = "Mono12Packed";
    QCOMPARE(codeOf([&] { GenicamCamera("Fake_1", packed).open({}); }), ErrorCode::SourceUnsupported);
    GenicamCamera camera("Fake_1");
    QCOMPARE(codeOf([&] { camera.read({}); }), ErrorCode::SourceLost);
    camera.open({});
    QCOMPARE(codeOf([&] { camera.trigger(); }), ErrorCode::SourceUnsupported);
    for (const std::string& format : camera.pixelFormats())
        QVERIFY(isReadPixelFormat(format));
    QVERIFY(camera.pixelFormats().size() >= 3);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(camera.read(stop.get_token()), Cancelled);
}

void TestSourcesAravis::gigECameraKilledAndBack()
{
    GvCamera process;
    Listener listener;
    Grabber grabber(std::make_unique<GenicamCamera>(gvId), listener.tell());
    std::uint64_t last = 0;
    for (int i = 0; i < 5; ++i) {
        const auto frame = scripted::next(grabber);
        QVERIFY(frame);
        QVERIFY(frame->id > last);
        last = frame->id;
    }
    auto began = Clock::now();
    process.kill();
    QVERIFY(listener.waitFor("silent"));
    qInfo("killed: silent after %.2f s", secondsSince(began));
    QVERIFY(secondsSince(began) < 2);
    QVERIFY(listener.waitFor("retrying"));
    qInfo("killed: lost after %.2f s", secondsSince(began));
    QVERIFY(listener.waitFor("retrying", 2));
    grabber.frames().clear();
    began = Clock::now();
    process.start();
    const auto frame = scripted::next(grabber);
    qInfo("restarted: a picture after %.2f s", secondsSince(began));
    QVERIFY(frame && frame->id > last);
    QVERIFY(secondsSince(began) < 5);
    began = Clock::now();
    grabber.stop();
    QVERIFY(secondsSince(began) < 2);
}

QTEST_GUILESS_MAIN(TestSourcesAravis)
#include "tst_sources_aravis.moc"
