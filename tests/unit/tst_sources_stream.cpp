#include "mjpeg_server.h"
#include "rtsp_server.h"
#include "scripted_source.h"
#include "sources/stream.h"

#include <opencv2/videoio.hpp>

#include <QtTest>

using namespace scripted;
using namespace std::chrono_literals;

namespace {

/// All that the process writes to stderr while it lives.
class StandardError {
public:
    StandardError()
    {
        m_before = dup(2);
        if (!m_file.open())
            qFatal("no temporary file");
        dup2(m_file.handle(), 2);
    }
    ~StandardError() { restore(); }
    QByteArray restore()
    {
        if (m_before >= 0) {
            dup2(m_before, 2);
            ::close(m_before);
            m_before = -1;
        }
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    QTemporaryFile m_file;
    int m_before = -1;
};

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

class TestSourcesStream : public QObject {
    Q_OBJECT

private slots:
    void addresses_data();
    void addresses();
    void otherAddressesAreNotOpened();
    void picturesComeNewestFirst();
    void serversThatGiveNothing_data();
    void serversThatGiveNothing();
    void rtspGivesPicturesAndItsEnd();
    void killedAndRestarted();
    void stalledServerIsToldInTime();
    void changedResolutionIsTold();
    void garbageEndsInNoCrashAndRecovers();
    void passwordsStayHidden();
    void stopEndsAtOnce();
};

void TestSourcesStream::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("shown");  // "?": none
    const auto row
        = [](const char* address, const char* shown) { QTest::newRow(address) << QString(address) << QString(shown); };
    row("http://camera/video", "http://camera/video");
    row("RTSP://10.0.0.7:554/live", "RTSP://10.0.0.7:554/live");
    row("rtsps://[fe80::1]:322/x", "rtsps://[fe80::1]:322/x");
    row("https://camera", "https://camera");
    row("rtsp://me:s3cret@camera/live?key=s3cret#s3cret", "rtsp://camera/live");
    row("rtsp://me:s3@cret@camera/live", "rtsp://camera/live");
    row("http://camera?user=me&pwd=s3cret", "http://camera");
    row("rtsp://10.0.0.7:554/user=admin&password=s3cret&channel=1&stream=0.sdp?real_stream", "rtsp://10.0.0.7:554/");
    row("rtsp://camera/live/ch1;user=me/s3cret/x", "rtsp://camera/live/");
    row("http://me:s3/cret@camera/live", "?");
    row("http://me:s3?cret@camera/live", "http://me:s3");
    row("file:///etc/passwd", "?");
    row("/dev/video0", "?");
    row("concat:http://a|b", "?");
    row("ftp://camera/video", "?");
    row("http://", "?");
    row("http:///video", "?");
    row("http://:80/video", "?");
    row("http://camera/a b", "?");
    row("http://camera/\n", "?");
    row("udp://camera:1", "?");
    row(" http://camera", "?");
    row("", "?");
    QTest::newRow("longest") << QString("http://c/") + QString(2048 - 9, 'x')
                             << QString("http://c/") + QString(2048 - 9, 'x');
    QTest::newRow("too long") << QString("http://c/") + QString(2048 - 8, 'x') << "?";
}

void TestSourcesStream::addresses()
{
    QFETCH(QString, address);
    QFETCH(QString, shown);
    QCOMPARE(QString::fromStdString(shownAddress(address.toStdString())), shown);
    QCOMPARE(isStreamAddress(address.toStdString()), shown != "?");
}

void TestSourcesStream::otherAddressesAreNotOpened()
{
    QTemporaryDir folder;
    const std::string file = folder.filePath("a.avi").toStdString();
    for (const std::string& address :
        {file, "file://" + file, std::string("; touch x |"), std::string("v4l2:///dev/video0")}) {
        try {
            Stream(address).open({});
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::SourceUnsupported);
            QCOMPARE(error.arguments(), (std::vector<std::string> {"?", "address"}));
        }
    }
}

void TestSourcesStream::picturesComeNewestFirst()
{
    MjpegServer server;
    Stream stream(server.address());
    const auto began = Clock::now();
    stream.open({});
    qInfo("opened in %.2f s", secondsSince(began));
    QCOMPARE(stream.facts().name, server.address());
    QCOMPARE(stream.facts().size.width, 320);
    std::optional<Frame> frame;
    int last = -1;
    for (int i = 0; i < 200 && (!frame || last < 100); ++i) {
        frame = stream.read({});
        if (frame) {
            const int number = numbered::numberOf(frame->image);
            QVERIFY(number > last);
            last = number;
        }
    }
    QVERIFY(frame);
    const int age = server.number - numbered::numberOf(frame->image);
    QVERIFY2(age <= 2, qPrintable(QString::number(age)));
    std::this_thread::sleep_for(200ms);  // a slow reader: ten pictures later
    frame = stream.read({});
    QVERIFY(frame && server.number - numbered::numberOf(frame->image) <= 2);
    QVERIFY(stream.lost() >= 5);
}

void TestSourcesStream::serversThatGiveNothing_data()
{
    QTest::addColumn<int>("manner");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not found") << int(MjpegServer::Manner::NotFound) << "refused";
    QTest::newRow("text") << int(MjpegServer::Manner::Text) << "refused";
    QTest::newRow("no answer") << int(MjpegServer::Manner::NoAnswer) << "timeout";
    QTest::newRow("no picture") << int(MjpegServer::Manner::Stall) << "timeout";
    QTest::newRow("nobody there") << -1 << "refused";
}

void TestSourcesStream::serversThatGiveNothing()
{
    QFETCH(int, manner);
    QFETCH(QString, reason);
    MjpegServer server;
    if (manner < 0)
        server.kill();
    else
        server.manner = MjpegServer::Manner(manner);
    const auto began = Clock::now();
    try {
        Stream(server.address(), {1000ms, 1000ms}).open({});
        QFAIL("opened");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::SourceUnavailable);
        QCOMPARE(error.arguments(), (std::vector<std::string> {server.address(), reason.toStdString()}));
    }
    QVERIFY(secondsSince(began) < 2.5);
}

void TestSourcesStream::rtspGivesPicturesAndItsEnd()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("numbered.ts");
    {
        cv::VideoWriter writer(
            path.toStdString(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('M', 'P', 'G', '2'), 25, cv::Size(320, 64));
        QVERIFY(writer.isOpened());
        for (int i = 0; i < 300; ++i)
            writer.write(numbered::picture(i));
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    RtspServer server(file.readAll());
    Stream stream(server.address());
    const auto began = Clock::now();
    stream.open({});
    qInfo("opened in %.2f s", secondsSince(began));
    QCOMPARE(stream.facts().name, server.address());
    int last = -1, pictures = 0;
    try {
        for (int i = 0; i < 1000; ++i)
            if (const auto frame = stream.read({})) {
                QCOMPARE(frame->image.width, 320);
                QVERIFY2(numbered::numberOf(frame->image) > last,
                    qPrintable(QString("%1 after %2").arg(numbered::numberOf(frame->image)).arg(last)));
                last = numbered::numberOf(frame->image);
                ++pictures;
            }
        QFAIL("the stream doesn't end");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::SourceLost);
        QCOMPARE(error.arguments(), (std::vector<std::string> {server.address(), "timeout"}));
    }
    QVERIFY2(pictures > 5 && last > 250, qPrintable(QString("%1 pictures, the last one %2").arg(pictures).arg(last)));
}

void TestSourcesStream::killedAndRestarted()
{
    MjpegServer server;
    Listener listener;
    Grabber grabber(std::make_unique<Stream>(server.address()), listener.tell());
    QVERIFY(scripted::next(grabber));
    auto began = Clock::now();
    server.kill();
    QVERIFY(listener.waitFor("lost source_lost"));
    qInfo("killed: told after %.2f s", secondsSince(began));
    QVERIFY(secondsSince(began) < 2);
    QVERIFY(listener.waitFor("retrying", 3));  // it is away for a while
    grabber.frames().clear();
    began = Clock::now();
    server.start();
    QVERIFY(scripted::next(grabber));
    qInfo("restarted: a picture after %.2f s", secondsSince(began));
    QVERIFY(secondsSince(began) < 5);
}

void TestSourcesStream::stalledServerIsToldInTime()
{
    MjpegServer server;
    Listener listener;
    Grabber grabber(std::make_unique<Stream>(server.address()), listener.tell());
    QVERIFY(scripted::next(grabber));
    auto began = Clock::now();
    server.manner = MjpegServer::Manner::Stall;
    QVERIFY(listener.waitFor("silent"));
    qInfo("stalled: silent after %.2f s", secondsSince(began));
    QVERIFY(listener.waitFor("lost source_lost"));
    qInfo("stalled: lost after %.2f s", secondsSince(began));
    QVERIFY(secondsSince(began) < 2.5);
    grabber.frames().clear();
    began = Clock::now();
    server.manner = MjpegServer::Manner::Good;
    QVERIFY(scripted::next(grabber));
    qInfo("goes on: a picture after %.2f s", secondsSince(began));
    QVERIFY(secondsSince(began) < 5);
}

void TestSourcesStream::changedResolutionIsTold()
{
    MjpegServer server;
    Listener listener;
    Grabber grabber(std::make_unique<Stream>(server.address()), listener.tell());
    QVERIFY(scripted::next(grabber));
    server.width = 640;
    QVERIFY(listener.waitFor("size 320x64 640x64"));
    Grabber::FramePtr frame;
    for (int i = 0; i < 50 && !(frame && frame->image.width == 640); ++i)
        frame = scripted::next(grabber);
    QCOMPARE(frame->image.width, 640);
    QVERIFY(server.number - numbered::numberOf(frame->image) <= 3);
}

void TestSourcesStream::garbageEndsInNoCrashAndRecovers()
{
    StandardError quiet;  // FFmpeg complains of each picture
    MjpegServer server;
    Listener listener;
    Grabber grabber(std::make_unique<Stream>(server.address()), listener.tell());
    QVERIFY(scripted::next(grabber));
    server.manner = MjpegServer::Manner::Garbage;
    QVERIFY(listener.waitFor("lost source_lost"));
    server.manner = MjpegServer::Manner::Good;
    grabber.frames().clear();
    QVERIFY(scripted::next(grabber));
}

void TestSourcesStream::passwordsStayHidden()
{
    StandardError written;
    QStringList said;
    MjpegServer server;
    const std::string address = "http://me:s3cret@" + server.host() + "/video?token=s3cret";
    {
        Stream stream(address, {1000ms, 1000ms});
        stream.open({});
        while (!stream.read({})) { }
        said << QString::fromStdString(stream.facts().name);
        server.kill();
        try {
            for (int i = 0; i < 1000; ++i)
                stream.read({});
        } catch (const Error& error) {
            said << error.what();
        }
        try {
            stream.open({});
        } catch (const Error& error) {
            said << error.what();
        }
    }
    server.manner = MjpegServer::Manner::NotFound;
    server.start();
    try {
        Stream(address, {1000ms, 1000ms}).open({});
    } catch (const Error& error) {
        said << error.what();
    }
    said << written.restore();
    QCOMPARE(said.size(), 5);
    QVERIFY(server.asked);
    QVERIFY2(!said.join('\n').contains("s3cret") && !said.join('\n').contains("bWU6"), qPrintable(said.join('\n')));
}

void TestSourcesStream::stopEndsAtOnce()
{
    MjpegServer server;
    server.manner = MjpegServer::Manner::NoAnswer;
    Listener listener;
    Grabber grabber(std::make_unique<Stream>(server.address(), StreamTimes {1500ms, 1500ms}), listener.tell());
    std::this_thread::sleep_for(50ms);  // it is opening now, most likely; either way the end comes soon
    const auto began = Clock::now();
    grabber.stop();
    QVERIFY(secondsSince(began) < 0.5);
}

QTEST_GUILESS_MAIN(TestSourcesStream)
#include "tst_sources_stream.moc"
