// What is chosen: kept and read back, checked, and made into the source that it means.
#include "../unit/mjpeg_server.h"
#include "../unit/scripted_source.h"
#include "app/live/source_choice.h"
#include "app/live/source_with_settings.h"
#include "app/live/v4l2_lists.h"
#include "source_tools.h"

#include <QtTest>

using namespace app;
using namespace inference::sources;
using inference::Error;
using inference::ErrorCode;
using inference::Size;
using Kind = SourceChoice::Kind;
using Pace = SourceChoice::Pace;
using source_tools::choiceOf;
using source_tools::oneOf;

namespace {

ErrorCode codeOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

/// Nothing in it is as in a new choice.
SourceChoice everythingChosen(Kind kind)
{
    SourceChoice choice = choiceOf(kind);
    choice.v4l2 = {"/dev/video3", "HD Webcam", "YUYV", {1280, 720}, 29.97, 5000, -3};
    choice.stream = {"rtsp://camera/stream", 2500, 900};
    choice.video = {"/data/a b.mp4", true, Pace::EveryPicture};
    choice.folder = {"/data/in", true, 750};
    choice.genicam = {"Basler-1", "acA1920", "Mono12", 1234.5, 6, 41.6, 8996, SourceChoice::Trigger::Hardware, "Line3"};
    return choice;
}

/// Counts what is set, in order, and what it was open for.
class SettableSource : public Source {
public:
    struct Log {
        QStringList calls;
        bool failsOnce = false;
    };
    explicit SettableSource(Log& log)
        : m_log(log)
    {
    }
    void open(const std::stop_token&) override { m_log.calls << "open"; }
    std::optional<Frame> read(const std::stop_token&) override
    {
        m_log.calls << "read";
        return std::nullopt;
    }
    void close() noexcept override { m_log.calls << "close"; }
    SourceFacts facts() const override { return {"settable", {}, 0, {}, true, false}; }
    double set(const std::string& key, double value) override
    {
        if (std::exchange(m_log.failsOnce, false))
            throw Error(ErrorCode::SourceLost, {"settable", "ended"});
        m_log.calls << QString("%1=%2").arg(QString::fromStdString(key)).arg(value);
        return value;
    }

private:
    Log& m_log;
};

V4l2Device webcam()
{
    return {"/dev/video0", "Webcam", "usb-1",
        {{"YUYV", {640, 480}, {15, 30}}, {"YUYV", {1280, 720}, {10}}, {"MJPG", {640, 480}, {30}}, {"MJPG", {1920, 1080}, {30, 60}},
            {"YUYV", {640, 480}, {5}}}};
}

}  // namespace

class TestSourceChoice : public QObject {
    Q_OBJECT

private slots:
    void mapGivesTheChoiceBack_data();
    void mapGivesTheChoiceBack();
    void mapHoldsNoSecret_data();
    void mapHoldsNoSecret();
    void strangeMapsAreBounded();
    void gaps_data();
    void gaps();
    void names_data();
    void names();
    void liveIsWhatDoesNotWait();
    void settingsAreSetOnceBeforeTheFirstPicture();
    void settingsThatFailCloseTheSource();
    void listsDependOnWhatWasChosen();
    void makesEachKind_data();
    void makesEachKind();
    void everyPictureOfAVideoComesAtOnce();
    void videoAtItsSpeedTakesItsTime();
    void videoAtItsSpeedCanBeInterrupted();
    void videoAtItsSpeedGoesToATime();
    void streamGivesPictures();
    void camerasThatAreNotThere_data();
    void camerasThatAreNotThere();

private:
    QTemporaryDir m_folder;
};

void TestSourceChoice::mapGivesTheChoiceBack_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::newRow("new") << SourceChoice();
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder, Kind::Genicam})
        QTest::addRow("kind %d", int(kind)) << everythingChosen(kind);
    SourceChoice software = choiceOf(Kind::Genicam);
    software.genicam.trigger = SourceChoice::Trigger::Software;
    software.genicam.gain = 0;
    QTest::newRow("a gain of 0 is chosen") << software;
}

void TestSourceChoice::mapGivesTheChoiceBack()
{
    QFETCH(SourceChoice, choice);
    QVERIFY(fromMap(toMap(choice)) == choice);
    // Through a settings file, where everything is text.
    QVariantMap texts;
    for (const auto& [key, value] : toMap(choice).asKeyValueRange())
        texts.insert(key, value.toString());
    QVERIFY(fromMap(texts) == choice);
}

void TestSourceChoice::mapHoldsNoSecret_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("kept");
    QTest::newRow("nothing secret") << "http://host:8080/video" << "http://host:8080/video";
    QTest::newRow("user and password") << "rtsp://me:s3cret@host/a/b" << "rtsp://host/a/b";
    QTest::newRow("query") << "http://host/video?token=s3cret" << "http://host/video";
    QTest::newRow("fragment") << "http://host/video#s3cret" << "http://host/video";
    QTest::newRow("no address") << "s3cret" << "";
    QTest::newRow("an @ in the password") << "rtsp://me:s3@cret@host/a" << "rtsp://host/a";
    QTest::newRow("a / in the password") << "rtsp://me:s3/cret@host/a" << "";
}

void TestSourceChoice::mapHoldsNoSecret()
{
    QFETCH(QString, address);
    QFETCH(QString, kept);
    SourceChoice choice = choiceOf(Kind::Stream);
    choice.stream.address = address;
    const QVariantMap map = toMap(choice);
    QCOMPARE(map.value("stream_address").toString(), kept);
    for (const QVariant& value : map)
        QVERIFY2(!value.toString().contains("s3") && !value.toString().contains("cret"), qPrintable(value.toString()));
    QVERIFY(!displayName(choice).contains("s3"));
    QCOMPARE(fromMap(map).stream.address, kept);
}

void TestSourceChoice::strangeMapsAreBounded()
{
    const QVariantMap map {{"kind", "teapot"}, {"stream_open_ms", -5}, {"stream_read_ms", 1e9}, {"folder_poll_ms", 0}, {"v4l2_width", -1},
        {"v4l2_height", 480}, {"v4l2_fps", -30}, {"v4l2_exposure", "nan"}, {"genicam_gain", "much"}, {"genicam_exposure", "inf"},
        {"video_pace", 7}, {"video_file", QString(100'000, 'x')}, {"genicam_trigger", QVariantList {1, 2}}};
    const SourceChoice choice = fromMap(map);
    QCOMPARE(choice.kind, Kind::V4l2);
    QCOMPARE(choice.stream.openMs, 100);
    QCOMPARE(choice.stream.readMs, 60'000);
    QCOMPARE(choice.folder.pollMs, 50);
    QVERIFY(choice.v4l2.size == Size {});
    QCOMPARE(choice.v4l2.framesPerSecond, 0.0);
    QVERIFY(!choice.v4l2.exposure && !choice.genicam.gain && !choice.genicam.exposure);
    QVERIFY(choice.video == SourceChoice::Video());
    QVERIFY(choice.genicam == SourceChoice::Genicam());
    QVERIFY(fromMap({}) == SourceChoice());
}

void TestSourceChoice::gaps_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<std::optional<SourceGap>>("gap");
    using Gap = std::optional<SourceGap>;
    const auto device = hasAravis() ? SourceGap::Device : SourceGap::Aravis;
    QTest::newRow("no V4L2 camera") << choiceOf(Kind::V4l2) << Gap(SourceGap::Device);
    QTest::newRow("no address") << choiceOf(Kind::Stream) << Gap(SourceGap::Address);
    QTest::newRow("no video") << choiceOf(Kind::VideoFile) << Gap(SourceGap::File);
    QTest::newRow("no folder") << choiceOf(Kind::WatchedFolder) << Gap(SourceGap::Folder);
    QTest::newRow("no GenICam camera") << choiceOf(Kind::Genicam) << Gap(device);
    QTest::newRow("no form of an address") << source_tools::streamChoice("file:///etc/passwd") << Gap(SourceGap::AddressForm);
    QTest::newRow("not ASCII") << source_tools::streamChoice("http://höst/") << Gap(SourceGap::AddressForm);
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder})
        QTest::addRow("whole, kind %d", int(kind)) << everythingChosen(kind) << Gap();
    QTest::newRow("whole, GenICam") << everythingChosen(Kind::Genicam) << (hasAravis() ? Gap() : Gap(SourceGap::Aravis));
}

void TestSourceChoice::gaps()
{
    QFETCH(SourceChoice, choice);
    QFETCH(std::optional<SourceGap>, gap);
    QVERIFY(checked(choice) == gap);
}

void TestSourceChoice::names_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<QString>("name");
    SourceChoice unnamed = everythingChosen(Kind::V4l2);
    unnamed.v4l2.name.clear();
    QTest::newRow("V4L2") << everythingChosen(Kind::V4l2) << "HD Webcam";
    QTest::newRow("V4L2 without a name") << unnamed << "/dev/video3";
    QTest::newRow("stream") << source_tools::streamChoice("rtsp://me:pw@host/stream?x=1") << "rtsp://host/stream";
    QTest::newRow("video") << everythingChosen(Kind::VideoFile) << "a b.mp4";
    QTest::newRow("folder") << everythingChosen(Kind::WatchedFolder) << "/data/in";
    QTest::newRow("GenICam") << everythingChosen(Kind::Genicam) << "acA1920";
    for (const Kind kind : {Kind::V4l2, Kind::Stream, Kind::VideoFile, Kind::WatchedFolder, Kind::Genicam})
        QTest::addRow("nothing chosen, kind %d", int(kind)) << choiceOf(kind) << "";
}

void TestSourceChoice::names()
{
    QFETCH(SourceChoice, choice);
    QFETCH(QString, name);
    QCOMPARE(displayName(choice), name);
}

void TestSourceChoice::liveIsWhatDoesNotWait()
{
    QVERIFY(isLive(choiceOf(Kind::V4l2)) && isLive(choiceOf(Kind::Stream)) && isLive(choiceOf(Kind::Genicam)));
    QVERIFY(!isLive(choiceOf(Kind::WatchedFolder)));
    QVERIFY(isLive(source_tools::videoChoice("x", Pace::AtItsSpeed)));
    QVERIFY(!isLive(source_tools::videoChoice("x", Pace::EveryPicture)));
    QVERIFY(!isTriggered(choiceOf(Kind::Genicam)));
    QVERIFY(isTriggered(everythingChosen(Kind::Genicam)));
    QVERIFY(!isTriggered(everythingChosen(Kind::V4l2)));  // what was chosen for another kind
}

void TestSourceChoice::settingsAreSetOnceBeforeTheFirstPicture()
{
    SettableSource::Log log;
    SourceWithSettings source(std::make_unique<SettableSource>(log), {{"exposure", 5000}, {"gain", 2.5}});
    source.open({});
    source.read({});
    source.close();
    source.open({});  // the camera itself sets again what it was set to last
    QCOMPARE(log.calls, QStringList({"open", "exposure=5000", "gain=2.5", "read", "close", "open"}));
}

void TestSourceChoice::settingsThatFailCloseTheSource()
{
    SettableSource::Log log;
    log.failsOnce = true;
    SourceWithSettings source(std::make_unique<SettableSource>(log), {{"exposure", 5000}});
    QCOMPARE(codeOf([&] { source.open({}); }), ErrorCode::SourceLost);
    QCOMPARE(log.calls, QStringList({"open", "close"}));
    source.open({});
    QCOMPARE(log.calls.last(), QString("exposure=5000"));
}

void TestSourceChoice::listsDependOnWhatWasChosen()
{
    const V4l2Device device = webcam();
    using Texts = std::vector<std::string>;
    using Sizes = std::vector<Size>;
    using Rates = std::vector<double>;
    QCOMPARE(firstFormat(device), std::string("MJPG"));
    QCOMPARE(formatsOf(device), (Texts {"YUYV", "MJPG"}));
    QVERIFY(sizesOf(device, "YUYV") == (Sizes {{1280, 720}, {640, 480}}));
    QVERIFY(sizesOf(device, "") == (Sizes {{1920, 1080}, {640, 480}}));  // MJPG
    QVERIFY(sizesOf(device, "NV12").empty());
    QVERIFY(ratesOf(device, "YUYV", {640, 480}) == (Rates {30, 15, 5}));
    QVERIFY(ratesOf(device, "", {1920, 1080}) == (Rates {60, 30}));
    QVERIFY(ratesOf(device, "YUYV", {}) == (Rates {30, 15, 10, 5}));
    QVERIFY(ratesOf(device, "YUYV", {1, 1}).empty());
    QCOMPARE(firstFormat({}), std::string());
}

void TestSourceChoice::makesEachKind_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<int>("first");
    const QString video = source_tools::writtenVideo(m_folder, 3, 20);
    source_tools::writePicture(m_folder.filePath("part.png"), 77);
    QTest::newRow("video, every picture") << source_tools::videoChoice(video, Pace::EveryPicture) << 0;
    QTest::newRow("video, at its speed") << source_tools::videoChoice(video, Pace::AtItsSpeed) << 0;
    QTest::newRow("folder") << source_tools::folderChoice(m_folder.path(), true) << 77;
}

void TestSourceChoice::makesEachKind()
{
    QFETCH(SourceChoice, choice);
    QFETCH(int, first);
    const auto source = makeSource(choice);
    source->open({});
    QCOMPARE(source->facts().live, isLive(choice));
    const auto frame = oneOf(*source);
    QVERIFY(frame);
    QCOMPARE(numbered::numberOf(frame->image), first);
}

void TestSourceChoice::everyPictureOfAVideoComesAtOnce()
{
    const auto source = makeSource(source_tools::videoChoice(source_tools::writtenVideo(m_folder, 20, 1), Pace::EveryPicture));
    source->open({});
    const auto began = Clock::now();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(numbered::numberOf(oneOf(*source).value().image), i);
    QVERIFY(!oneOf(*source) && source->isOver());
    QVERIFY(Clock::now() - began < std::chrono::seconds(10));  // it is 20 s long
}

void TestSourceChoice::videoAtItsSpeedTakesItsTime()
{
    // 40 ms apart, over and over; the first one comes at once.
    const auto source = makeSource(source_tools::videoChoice(source_tools::writtenVideo(m_folder, 5, 25), Pace::AtItsSpeed, true));
    source->open({});
    const auto began = Clock::now();
    for (int i = 0; i < 12; ++i) {
        const auto frame = oneOf(*source);
        QVERIFY(frame);
        QCOMPARE(numbered::numberOf(frame->image), i % 5);
        // Late it may be, when the machine is busy; never early.
        QVERIFY2(frame->exposed - began >= i * std::chrono::milliseconds(40) - std::chrono::milliseconds(1), qPrintable(QString::number(i)));
    }
    QVERIFY(!source->isOver());
}

void TestSourceChoice::videoAtItsSpeedCanBeInterrupted()
{
    const auto source = makeSource(source_tools::videoChoice(source_tools::writtenVideo(m_folder, 2, 0.5), Pace::AtItsSpeed));
    source->open({});
    QVERIFY(oneOf(*source));
    QVERIFY(!source->read({}));  // due in 2 s; a read waits for a quarter of one
    QVERIFY(!source->isOver());
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(source->read(stop.get_token()), inference::Cancelled);
    const auto second = oneOf(*source);  // it wasn't lost
    QVERIFY(second);
    QCOMPARE(numbered::numberOf(second->image), 1);
    QVERIFY(!source->read({}));
    QVERIFY(source->isOver());
}

void TestSourceChoice::videoAtItsSpeedGoesToATime()
{
    const auto source = makeSource(source_tools::videoChoice(source_tools::writtenVideo(m_folder, 30, 10), Pace::AtItsSpeed));
    source->open({});
    QVERIFY(oneOf(*source));
    auto* const seekable = dynamic_cast<Seekable*>(source.get());
    QVERIFY(seekable);
    QCOMPARE(seekable->duration(), 3.0);
    const auto began = Clock::now();
    seekable->seek(2.5);
    QCOMPARE(numbered::numberOf(oneOf(*source).value().image), 25);
    QVERIFY(Clock::now() - began < std::chrono::seconds(2));  // at once, not when the 2.5 s have passed
    QCOMPARE(numbered::numberOf(oneOf(*source).value().image), 26);
}

void TestSourceChoice::streamGivesPictures()
{
    MjpegServer server;
    auto choice = source_tools::streamChoice("http://me:s3cret@" + server.host() + "/video?token=1");
    const auto source = makeSource(choice);
    source->open({});
    QVERIFY(oneOf(*source));
    QVERIFY(server.asked);  // the password went there
    QCOMPARE(source->facts().name, "http://" + server.host() + "/video");
    source->close();

    server.manner = MjpegServer::Manner::NoAnswer;
    choice.stream.openMs = 300;
    const auto began = Clock::now();
    QCOMPARE(codeOf([&] { makeSource(choice)->open({}); }), ErrorCode::SourceUnavailable);
    QVERIFY(Clock::now() - began < std::chrono::seconds(4));  // the default is 4 s
}

void TestSourceChoice::camerasThatAreNotThere_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<ErrorCode>("code");
    SourceChoice v4l2 = everythingChosen(Kind::V4l2);
    v4l2.v4l2.file = "/dev/no-such-video";
    SourceChoice genicam = everythingChosen(Kind::Genicam);
    genicam.genicam.id = "no such camera";
    QTest::newRow("V4L2") << v4l2 << ErrorCode::SourceUnavailable;
    QTest::newRow("V4L2, none chosen") << choiceOf(Kind::V4l2) << ErrorCode::SourceUnavailable;
    QTest::newRow("GenICam") << genicam << (hasAravis() ? ErrorCode::SourceUnavailable : ErrorCode::SourceUnsupported);
    QTest::newRow("video") << source_tools::videoChoice("/no/such.mp4", Pace::AtItsSpeed) << ErrorCode::FileMissing;
    QTest::newRow("folder") << source_tools::folderChoice("/no/such", false) << ErrorCode::SourceUnavailable;
    QTest::newRow("address") << source_tools::streamChoice("nonsense") << ErrorCode::SourceUnsupported;
}

void TestSourceChoice::camerasThatAreNotThere()
{
    QFETCH(SourceChoice, choice);
    QFETCH(ErrorCode, code);
    QCOMPARE(codeOf([&] { makeSource(choice)->open({}); }), code);
}

QTEST_GUILESS_MAIN(TestSourceChoice)
#include "tst_source_choice.moc"
