#include "core/error.h"
#include "sources/v4l2.h"
#include "sources/v4l2_pixels.h"

#include <QImage>
#include <QtTest>

using namespace inference;
using namespace inference::sources;

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

QByteArray jpeg(int value)
{
    QImage picture(16, 8, QImage::Format_RGB888);
    picture.fill(QColor(value, value, value));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!picture.save(&buffer, "jpg", 95))
        qFatal("no JPEG");
    return bytes;
}

Image imageOf(const char* format, int width, int height, int stride, const QByteArray& bytes)
{
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    return imageOfV4l2(format, width, height, stride, raw, "x");
}

}  // namespace

/// Without a camera: what a machine that has none says, and what becomes of a camera's bytes.
class TestSourcesV4l2 : public QObject {
    Q_OBJECT

private slots:
    void noCameraIsAnEmptyList();
    void whatIsNoCamera_data();
    void whatIsNoCamera();
    void formatIsChosen_data();
    void formatIsChosen();
    void pixels_data();
    void pixels();
    void damagedPixels_data();
    void damagedPixels();
    void jpegWithPaddingBehind();
};

void TestSourcesV4l2::noCameraIsAnEmptyList()
{
    QTemporaryDir folder;
    QVERIFY(v4l2Devices(folder.path().toStdString()).empty());
    QVERIFY(v4l2Devices(folder.filePath("absent").toStdString()).empty());
    // Names like those of cameras: a file, a folder, a link to nothing, a device of another kind.
    QFile file(folder.filePath("video0"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(QDir(folder.path()).mkdir("video1"));
    std::filesystem::create_symlink("/nowhere", folder.filePath("video2").toStdString());
    std::filesystem::create_symlink("/dev/null", folder.filePath("video3").toStdString());
    std::filesystem::create_symlink("/dev/null", folder.filePath("video99999999999").toStdString());
    QVERIFY(v4l2Devices(folder.path().toStdString()).empty());
    for (const V4l2Device& device : v4l2Devices())  // of this machine, if there is one
        QVERIFY(!device.name.empty() && !device.modes.empty());
}

void TestSourcesV4l2::whatIsNoCamera_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");
    QTest::newRow("absent") << "/dev/video-absent"
                            << "No such file or directory";
    QTest::newRow("another device") << "/dev/null"
                                    << "not-a-camera";
    QTest::newRow("folder") << "/dev"
                            << "Is a directory";
}

void TestSourcesV4l2::whatIsNoCamera()
{
    QFETCH(QString, file);
    QFETCH(QString, reason);
    V4l2Camera camera(file.toStdString());
    try {
        camera.open({});
        QFAIL("opened");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::SourceUnavailable);
        QCOMPARE(error.arguments(), (std::vector<std::string> {file.toStdString(), reason.toStdString()}));
    }
    QCOMPARE(codeOf([&] { camera.read({}); }), ErrorCode::SourceLost);
    QCOMPARE(codeOf([&] { camera.settings(); }), ErrorCode::SourceLost);
    QCOMPARE(codeOf([&] { camera.set("gain", 1); }), ErrorCode::SourceLost);
}

void TestSourcesV4l2::formatIsChosen_data()
{
    QTest::addColumn<std::string>("wanted");
    QTest::addColumn<std::vector<std::string>>("offered");
    QTest::addColumn<QString>("chosen");
    using Names = std::vector<std::string>;
    const std::string any;
    QTest::newRow("the first that is read") << any << Names {"H264", "GREY", "YUYV"} << "YUYV";
    QTest::newRow("as wanted") << std::string("GREY") << Names {"MJPG", "GREY"} << "GREY";
    QTest::newRow("wanted and not offered") << std::string("YUYV") << Names {"MJPG", "GREY"} << "source_unsupported: x, pixel-format:YUYV";
    QTest::newRow("wanted and not read") << std::string("H264") << Names {"H264", "GREY"} << "source_unsupported: x, pixel-format:H264";
    QTest::newRow("none that is read") << any << Names {"H264", "HEVC"} << "source_unsupported: x, pixel-format:H264, HEVC";
    QTest::newRow("none at all") << any << Names {} << "source_unavailable: x, no-stream";
}

void TestSourcesV4l2::formatIsChosen()
{
    QFETCH(std::string, wanted);
    QFETCH(std::vector<std::string>, offered);
    QString chosen;
    try {
        chosen = QString::fromStdString(chosenV4l2Format(wanted, offered, "x"));
    } catch (const Error& error) {
        chosen = QString::fromStdString(error.what());
    }
    QTEST(chosen, "chosen");
}

void TestSourcesV4l2::pixels_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QByteArray>("bytes");  // of 2 x 2
    QTest::addColumn<int>("channels");
    QTest::addColumn<QList<int>>("first");  // samples of the first pixel
    QTest::addColumn<QList<int>>("last");
    const auto row = [](const char* format, int stride, const char* hex, int channels, const QList<int>& first,
                         const QList<int>& last) {
        QTest::addRow("%s, %d", format, stride)
            << QByteArray(format) << stride << QByteArray::fromHex(hex) << channels << first << last;
    };
    // Television range: 16 is black, 235 white; 255 at most.
    row("YUYV", 0,
        "1080eb80"
        "eb801080",
        3, {0, 0, 0}, {0, 0, 0});
    row("YUYV", 6,
        "1080eb80eeee"
        "1080eb80",
        3, {0, 0, 0}, {255, 255, 255});
    row("UYVY", 0,
        "80108010"
        "801080eb",
        3, {0, 0, 0}, {255, 255, 255});
    row("NV12", 0,
        "10eb"
        "10eb"
        "8080",
        3, {0, 0, 0}, {255, 255, 255});
    row("RGB3", 0,
        "010203040506"
        "070809"
        "0a0b0c",
        3, {1, 2, 3}, {10, 11, 12});
    row("BGR3", 0,
        "010203040506"
        "070809"
        "0a0b0c",
        3, {3, 2, 1}, {12, 11, 10});
    row("GREY", 0, "01020304", 1, {1}, {4});
    row("GREY", 3, "0102ee0304", 1, {1}, {4});
    row("Y16 ", 0, "0102030405060708", 1, {0x01, 0x02}, {0x07, 0x08});
}

void TestSourcesV4l2::pixels()
{
    QFETCH(QByteArray, format);
    QFETCH(int, stride);
    QFETCH(QByteArray, bytes);
    QFETCH(int, channels);
    QFETCH(QList<int>, first);
    QFETCH(QList<int>, last);
    const Image image = imageOf(format.constData(), 2, 2, stride, bytes);
    QCOMPARE(image.channels, channels);
    QCOMPARE(QSize(image.width, image.height), QSize(2, 2));
    QCOMPARE(QList<int>(image.pixels.begin(), image.pixels.begin() + first.size()), first);
    QCOMPARE(QList<int>(image.pixels.end() - last.size(), image.pixels.end()), last);
    QCOMPARE(codeOf([&] { imageOf(format.constData(), 2, 2, stride, bytes.chopped(1)); }), ErrorCode::ImageTruncated);
    QCOMPARE(codeOf([&] { imageOf(format.constData(), 100'000, 100'000, 0, bytes); }), ErrorCode::ImageTooLarge);
    QCOMPARE(codeOf([&] { imageOf(format.constData(), 0, 2, 0, bytes); }), ErrorCode::ImageTruncated);
}

void TestSourcesV4l2::damagedPixels_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("cut JPEG") << QByteArray("MJPG") << jpeg(90).chopped(10) << int(ErrorCode::ImageTruncated);
    QTest::newRow("no JPEG") << QByteArray("MJPG") << QByteArray("hello, camera\xff\xd9")
                             << int(ErrorCode::ImageCorrupt);
    QTest::newRow("nothing") << QByteArray("MJPG") << QByteArray() << int(ErrorCode::ImageTruncated);
    QTest::newRow("zeros") << QByteArray("MJPG") << QByteArray(100, 0) << int(ErrorCode::ImageTruncated);
    QTest::newRow("odd") << QByteArray("YUYV") << QByteArray(100, 0) << int(ErrorCode::ImageCorrupt);
    QTest::newRow("unknown") << QByteArray("H264") << QByteArray(100, 0) << int(ErrorCode::SourceUnsupported);
}

void TestSourcesV4l2::damagedPixels()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QCOMPARE(codeOf([&] { imageOf(format.constData(), 3, 3, 0, bytes); }), ErrorCode(code));
}

void TestSourcesV4l2::jpegWithPaddingBehind()
{
    const Image image = imageOf("MJPG", 16, 8, 0, jpeg(90) + QByteArray(1000, 0));
    QCOMPARE(QSize(image.width, image.height), QSize(16, 8));
    QCOMPARE(image.channels, 3);
    for (const std::uint8_t sample : image.pixels)
        QVERIFY(qAbs(sample - 90) <= 2);
}

QTEST_GUILESS_MAIN(TestSourcesV4l2)
#include "tst_sources_v4l2.moc"
