#include "numbered_pictures.h"
#include "scripted_source.h"
#include "sources/video_file.h"

#include <opencv2/videoio.hpp>

#include <QtTest>

using namespace scripted;

namespace {

constexpr int pictures = 40;

/// A video of numbered pictures.
std::filesystem::path written(const QTemporaryDir& folder, const QString& name, const char* codec, double perSecond = 10)
{
    const QString path = folder.filePath(name);
    cv::VideoWriter writer(path.toStdString(), cv::CAP_FFMPEG,
        cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]), perSecond, cv::Size(320, 64));
    for (int i = 0; i < pictures; ++i)
        writer.write(numbered::picture(i));
    return path.toStdString();
}

QList<int> numbersOf(VideoFile& video, int most = 1000)
{
    QList<int> numbers;
    while (numbers.size() < most) {
        const auto frame = video.read({});
        if (!frame)
            break;
        numbers << numbered::numberOf(frame->image);
    }
    return numbers;
}

/// A file that stalls: FFmpeg's reading is broken off as often as is said.
struct Stalls {
    int passed = 0;  ///< first, this many of its questions are answered as usual
    int left = 0;
    bool operator()() { return left > 0 && passed-- <= 0 && left-- > 0; }
};

QList<int> counted(int first, int last)
{
    QList<int> numbers;
    for (int i = first; i <= last; ++i)
        numbers << i;
    return numbers;
}

}  // namespace

class TestSourcesVideoFile : public QObject {
    Q_OBJECT

private slots:
    void everyPictureInOrderAndTheEnd_data();
    void everyPictureInOrderAndTheEnd();
    void seekReachesEachPicture_data();
    void seekReachesEachPicture();
    void loopBeginsAgain();
    void aStopWhereTheLoopBeginsAgainLosesNothing();
    void aReadThatTakesTooLongIsNotTheEnd();
    void goesOnBehindTheLastPictureAfterAStall_data();
    void goesOnBehindTheLastPictureAfterAStall();
    void aSoughtPictureComesAfterAStall();
    void theRestThatStaysAwayIsTold();
    void picturesAreTurnedAsTheFileSays_data();
    void picturesAreTurnedAsTheFileSays();
    void factsAndPositions();
    void filesThatAreNoVideo_data();
    void filesThatAreNoVideo();
    void truncatedFileGivesWhatItHas();
    void coloursAreRgb();
    void aGrabberHandsOutEveryPicture();

private:
    QTemporaryDir m_folder;
};

void TestSourcesVideoFile::everyPictureInOrderAndTheEnd_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("codec");
    QTest::addColumn<double>("perSecond");
    QTest::newRow("Motion JPEG") << "jpeg.avi" << QByteArray("MJPG") << 10.0;
    QTest::newRow("MPEG-4") << "mpeg4.mp4" << QByteArray("mp4v") << 10.0;
    QTest::newRow("Matroska") << "ffv1.mkv" << QByteArray("FFV1") << 10.0;
    QTest::newRow("uncompressed") << "raw.avi" << QByteArray(4, '\0') << 10.0;
    QTest::newRow("transport stream") << "mpeg2.ts" << QByteArray("MPG2") << 25.0;  // a seek lands on the key picture behind, or on none
    QTest::newRow("not ASCII") << QString::fromUtf8("Teile 零件 %03d.avi") << QByteArray("MJPG") << 10.0;
}

void TestSourcesVideoFile::everyPictureInOrderAndTheEnd()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, codec);
    QFETCH(double, perSecond);
    VideoFile video(written(m_folder, name, codec.constData(), perSecond));
    video.open({});
    QVERIFY(!video.isOver());
    QCOMPARE(numbersOf(video), counted(0, pictures - 1));
    QVERIFY(video.isOver());
    QVERIFY(!video.read({}));
    video.open({});  // from its start
    QCOMPARE(numbersOf(video, 2), counted(0, 1));
}

void TestSourcesVideoFile::seekReachesEachPicture_data()
{
    everyPictureInOrderAndTheEnd_data();
}

void TestSourcesVideoFile::seekReachesEachPicture()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, codec);
    QFETCH(double, perSecond);
    VideoFile video(written(m_folder, name, codec.constData(), perSecond));
    video.open({});
    for (const int target : {7, 39, 0, 23, 24, 1, 38}) {
        video.seek(target / perSecond);
        const auto frame = video.read({});
        QVERIFY2(frame, qPrintable(QString::number(target)));
        QCOMPARE(numbered::numberOf(frame->image), target);
        QVERIFY(qAbs(frame->position - target / perSecond) < 1e-6);
    }
    QCOMPARE(numbersOf(video), counted(39, 39));
    QVERIFY(video.isOver());
    video.seek(1e9);  // the last one
    QVERIFY(!video.isOver());
    QCOMPARE(numbersOf(video), counted(39, 39));
    video.seek(-5);
    QCOMPARE(numbersOf(video, 2), counted(0, 1));
}

void TestSourcesVideoFile::loopBeginsAgain()
{
    VideoFile video(written(m_folder, "loop.avi", "MJPG"), true);
    video.open({});
    QCOMPARE(numbersOf(video, pictures * 2 + 3), counted(0, pictures - 1) + counted(0, pictures - 1) + counted(0, 2));
    QVERIFY(!video.isOver());
}

/// Whenever it comes: before the last picture is waited for, or while the file is opened anew.
void TestSourcesVideoFile::aStopWhereTheLoopBeginsAgainLosesNothing()
{
    VideoFile video(written(m_folder, "stopped.avi", "MJPG"), true);
    video.open({});
    QCOMPARE(numbersOf(video, pictures), counted(0, pictures - 1));
    for (int round = 0; round < 20; ++round) {
        std::stop_source stop;
        const std::jthread asks([&stop] { stop.request_stop(); });
        std::optional<Frame> frame;
        try {
            frame = video.read(stop.get_token());
        } catch (const Cancelled&) {
            frame = video.read({});
        }
        QVERIFY(frame);
        QCOMPARE(numbered::numberOf(frame->image), 0);
        QCOMPARE(numbersOf(video, pictures - 1), counted(1, pictures - 1));
    }
}

void TestSourcesVideoFile::aReadThatTakesTooLongIsNotTheEnd()
{
    VideoFile video(written(m_folder, "slow.avi", "MJPG"), true, std::chrono::milliseconds(0));
    video.open({});
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!video.read({}));
        QVERIFY(!video.isOver());
    }
}

void TestSourcesVideoFile::goesOnBehindTheLastPictureAfterAStall_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("codec");
    QTest::addColumn<int>("passed");
    for (const int passed : {0, 1}) {
        QTest::addRow("Motion JPEG, %d", passed) << "jpeg.avi" << QByteArray("MJPG") << passed;
        QTest::addRow("Matroska, %d", passed) << "ffv1.mkv" << QByteArray("FFV1") << passed;
        QTest::addRow("uncompressed, %d", passed) << "raw.avi" << QByteArray(4, '\0') << passed;
        QTest::addRow("transport stream, %d", passed) << "mpeg2.ts" << QByteArray("MPG2") << passed;
    }
}

/// Wherever it stalls, twice in a row, no picture is missing and none comes twice.
void TestSourcesVideoFile::goesOnBehindTheLastPictureAfterAStall()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, codec);
    QFETCH(int, passed);
    Stalls stalls;
    VideoFile video(written(m_folder, name, codec.constData(), 25), false, VideoFile::timeout, std::ref(stalls));
    video.open({});
    stalls = {passed, 2};
    QList<int> numbers;
    int nothing = 0;
    for (;;) {
        const auto frame = video.read({});
        if (video.isOver())
            break;
        if (frame) {
            numbers << numbered::numberOf(frame->image);
            stalls = {passed, 2};
        } else {
            ++nothing;
        }
    }
    QCOMPARE(numbers, counted(0, pictures - 1));
    QVERIFY(nothing > 0);
}

void TestSourcesVideoFile::aSoughtPictureComesAfterAStall()
{
    Stalls stalls;
    VideoFile video(written(m_folder, "sought.avi", "\0\0\0\0"), false, VideoFile::timeout, std::ref(stalls));
    video.open({});
    video.seek(3.0);
    stalls.left = 1;
    QVERIFY(!video.read({}) && stalls.left == 0);
    QVERIFY(!video.read({}) && !video.isOver());  // goes back there
    QCOMPARE(numbersOf(video), counted(30, pictures - 1));
}

void TestSourcesVideoFile::theRestThatStaysAwayIsTold()
{
    const auto path = written(m_folder, "stalled.avi", "\0\0\0\0");
    Stalls stalls;
    VideoFile video(path, false, VideoFile::timeout, std::ref(stalls));
    video.open({});
    QCOMPARE(numbersOf(video, 24), counted(0, 23));
    double last = 2.3;
    stalls.left = 1000;
    std::optional<Error> told;
    while (!told) {
        QVERIFY(!video.isOver());
        try {
            if (const auto frame = video.read({}))  // had been read before
                last = frame->position;
        } catch (const Error& error) {
            told = error;
        }
    }
    QCOMPARE(told->code(), ErrorCode::FileUnreadable);
    QVERIFY(told->arguments() == std::vector {"rest:" + std::to_string(int(last))});
    QVERIFY(told->file() == path);
    QVERIFY(video.isOver() && !video.read({}));  // once
    stalls.left = 0;
    video.seek(last);
    QCOMPARE(numbersOf(video), counted(int(std::lround(last * 10)), pictures - 1));
}

void TestSourcesVideoFile::picturesAreTurnedAsTheFileSays_data()
{
    QTest::addColumn<QList<int>>("matrix");  // a, b, c, d: x' = a x + c y, y' = b x + d y
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QPoint>("bright");  // what was drawn at the left
    QTest::newRow("upright") << QList {1, 0, 0, 1} << QSize(320, 64) << QPoint(10, 32);
    QTest::newRow("clockwise") << QList {0, 1, -1, 0} << QSize(64, 320) << QPoint(32, 10);
    QTest::newRow("upside down") << QList {-1, 0, 0, -1} << QSize(320, 64) << QPoint(310, 32);
    QTest::newRow("counterclockwise") << QList {0, -1, 1, 0} << QSize(64, 320) << QPoint(32, 310);
    QTest::newRow("mirrored") << QList {-1, 0, 0, 1} << QSize(320, 64) << QPoint(310, 32);
}

void TestSourcesVideoFile::picturesAreTurnedAsTheFileSays()
{
    QFETCH(QList<int>, matrix);
    QFETCH(QSize, size);
    QFETCH(QPoint, bright);
    const auto path = written(m_folder, "turned.mp4", "mp4v");
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    // The matrix of the track's header: 16.16 fixed point, every third number is of another kind.
    const QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf("tkhd") + 44;
    QCOMPARE(bytes.mid(at, 8), QByteArray("\0\1\0\0\0\0\0\0", 8));
    for (int i = 0; i < 4; ++i) {
        const qint32 number = qToBigEndian(qint32(matrix[i] * 65536));
        QVERIFY(file.seek(at + 4 * (i + i / 2)) && file.write(reinterpret_cast<const char*>(&number), 4) == 4);
    }
    file.close();
    VideoFile video(path);
    video.open({});
    QCOMPARE(video.facts().size, (Size {size.width(), size.height()}));
    QVERIFY(video.read({}));
    const auto frame = video.read({});  // number 1: bright at the left, dark otherwise
    QVERIFY(frame);
    const Image& image = frame->image;
    QCOMPARE(image.size(), (Size {size.width(), size.height()}));
    for (const QPoint end : {QPoint(10, 32), QPoint(310, 32), QPoint(32, 10), QPoint(32, 310)})
        if (end.x() < image.width && end.y() < image.height)
            QCOMPARE(image.row(end.y())[end.x() * image.channels] > 127, end == bright);
}

void TestSourcesVideoFile::factsAndPositions()
{
    const auto path = written(m_folder, "facts.avi", "MJPG");
    VideoFile video(path);
    video.open({});
    QCOMPARE(QString::fromStdString(video.facts().name), QString("facts.avi"));
    QCOMPARE(video.facts().size.width, 320);
    QCOMPARE(video.facts().size.height, 64);
    QCOMPARE(video.facts().framesPerSecond, 10.0);
    QVERIFY(!video.facts().live);
    QCOMPARE(video.duration(), pictures / 10.0);
    for (int i = 0; i < 5; ++i) {
        const auto frame = video.read({});
        QVERIFY(qAbs(frame->position - i / 10.0) < 1e-6);
        QVERIFY(frame->file == path);
    }
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(video.read(stop.get_token()), Cancelled);
    video.close();
    QVERIFY_EXCEPTION_THROWN(video.read({}), Error);
    QVERIFY_EXCEPTION_THROWN(video.seek(0), Error);
}

void TestSourcesVideoFile::filesThatAreNoVideo_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::FileEmpty);
    QTest::newRow("text") << QByteArray("not a video at all\n").repeated(100) << int(ErrorCode::FileUnreadable);
    QTest::newRow("noise") << QByteArray::fromHex("9f3a00ff7251").repeated(1000) << int(ErrorCode::FileUnreadable);
    QTest::newRow("damaged header") << QByteArray("RIFF\xff\xff\xff\x7f"
                                                  "AVI LIST\0\0\0\0hdrl",
        24) << int(ErrorCode::FileUnreadable);
    QTest::newRow("playlist") << QByteArray("\n#EXTM3U\n#EXTINF:1,\n/etc/passwd\n") << int(ErrorCode::FileUnreadable);
    QTest::newRow("session description") << QByteArray("v=0\nm=video 5000 RTP/AVP 96\n")
                                         << int(ErrorCode::FileUnreadable);
    QTest::newRow("concatenation") << QByteArray("\xEF\xBB\xBF"
                                                 "ffconcat version 1.0\nfile other.avi\n")
                                   << int(ErrorCode::FileUnreadable);
}

void TestSourcesVideoFile::filesThatAreNoVideo()
{
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    const QString path = m_folder.filePath("broken.avi");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    const auto codeOf = [](const QString& name) {
        try {
            VideoFile(name.toStdString()).open({});
        } catch (const Error& error) {
            return error.file() == name.toStdString() ? int(error.code()) : -2;
        }
        return -1;
    };
    QCOMPARE(codeOf(path), code);
    QCOMPARE(codeOf(m_folder.filePath("absent.avi")), int(ErrorCode::FileMissing));
    QCOMPARE(codeOf(m_folder.path()), int(ErrorCode::FileUnreadable));
}

void TestSourcesVideoFile::truncatedFileGivesWhatItHas()
{
    const auto path = written(m_folder, "short.avi", "MJPG");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    VideoFile video(path);
    video.open({});
    const QList<int> numbers = numbersOf(video);
    QVERIFY2(numbers.size() > 10 && numbers.size() < 30, qPrintable(QString::number(numbers.size())));
    QCOMPARE(numbers.first(15), counted(0, 14));
    QVERIFY(video.isOver());
}

void TestSourcesVideoFile::coloursAreRgb()
{
    const QString path = m_folder.filePath("red.mkv");
    {
        cv::VideoWriter writer(
            path.toStdString(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('F', 'F', 'V', '1'), 10, cv::Size(64, 64));
        writer.write(cv::Mat(64, 64, CV_8UC3, cv::Scalar(10, 40, 220)));
    }
    VideoFile video(path.toStdString());
    video.open({});
    const auto frame = video.read({});
    QVERIFY(frame);
    QCOMPARE(frame->image.channels, 3);
    const std::uint8_t* pixel = frame->image.row(32) + 3 * 32;
    QVERIFY(pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 30);
}

void TestSourcesVideoFile::aGrabberHandsOutEveryPicture()
{
    Listener listener;
    Grabber grabber(std::make_unique<VideoFile>(written(m_folder, "grabbed.avi", "MJPG")), listener.tell());
    for (int i = 0; i < pictures; ++i)
        QCOMPARE(numbered::numberOf(next(grabber)->image), i);
    QVERIFY(listener.waitFor("over"));
    grabber.seek(3.0).get();
    QCOMPARE(numbered::numberOf(next(grabber)->image), 30);
}

QTEST_GUILESS_MAIN(TestSourcesVideoFile)
#include "tst_sources_video_file.moc"
