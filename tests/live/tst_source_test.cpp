// The test button's work: against sources that are there, that fail, and that hang.
#include "../unit/mjpeg_server.h"
#include "../unit/scripted_source.h"
#include "app/workbench/source_tester.h"
#include "source_tools.h"

#include <QSignalSpy>
#include <QtTest>

#include <latch>

using namespace app;
using namespace inference::sources;
using inference::Error;
using inference::ErrorCode;
using inference::Size;
using Kind = SourceChoice::Kind;
using Pace = SourceChoice::Pace;
using namespace std::chrono_literals;

namespace {

/// A camera by a script of tests/unit/scripted_source.h, whatever is chosen.
SourceMaker scriptedBy(const std::shared_ptr<scripted::Script>& script)
{
    return [script](const SourceChoice&) { return std::make_unique<scripted::ScriptedSource>(script); };
}

/// Waits in open() until it is let go or asked to stop.
class Hanging : public Source {
public:
    std::shared_ptr<std::latch> reached;
    explicit Hanging(std::shared_ptr<std::latch> opening)
        : reached(std::move(opening))
    {
    }
    void open(const std::stop_token& stop) override
    {
        reached->count_down();
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait(lock, stop, [] { return false; });
        throw inference::Cancelled();
    }
    std::optional<Frame> read(const std::stop_token&) override { return std::nullopt; }
    void close() noexcept override { }
    SourceFacts facts() const override { return {}; }
};

}  // namespace

class TestSourceTest : public QObject {
    Q_OBJECT

private slots:
    void streamIsMeasured();
    void videoShowsItsFirstPicture();
    void folderShowsAPictureThatLiesThere_data();
    void folderShowsAPictureThatLiesThere();
    void pictureIsShrunkInItsRatio();
    void sourcesThatFail_data();
    void sourcesThatFail();
    void silentCameraIsAnError();
    void lostInBetweenIsAnError();
    void settingsAndLossesAreTold();
    void hangingServerCanBeCancelledAtOnce();
    void cancelledTestIsNotHeardOf();
    void newerTestWaitsForTheDevice();
    void testerAnswersOnItsOwnThread();

private:
    QTemporaryDir m_folder;
};

void TestSourceTest::streamIsMeasured()
{
    MjpegServer server;  // 50 per second as it goes, never more
    const auto result = testSource(source_tools::streamChoice(server.address()), {});
    QVERIFY(!result.error);
    QCOMPARE(result.facts.name, server.address());
    QVERIFY(result.size == (Size {320, 64}));
    QCOMPARE(result.bits, 8);
    QCOMPARE(result.channels, 3);
    QVERIFY(numbered::numberOf(result.picture) >= 1);
    qInfo("%d pictures, %.1f per second, %d lost", result.pictures, result.framesPerSecond, int(result.lost));
    QVERIFY(result.pictures >= 2 && result.pictures <= 30);
    QVERIFY(result.framesPerSecond > 1 && result.framesPerSecond < 100);
}

void TestSourceTest::videoShowsItsFirstPicture()
{
    const QString video = source_tools::writtenVideo(m_folder, 4, 25);
    for (const Pace pace : {Pace::AtItsSpeed, Pace::EveryPicture}) {
        const auto result = testSource(source_tools::videoChoice(video, pace), {});
        QVERIFY(!result.error);
        QCOMPARE(result.pictures, 1);
        QCOMPARE(numbered::numberOf(result.picture), 0);
        QCOMPARE(result.framesPerSecond, 0.0);  // how fast it is read means nothing
        QCOMPARE(result.facts.framesPerSecond, 25.0);
    }
}

void TestSourceTest::folderShowsAPictureThatLiesThere_data()
{
    QTest::addColumn<bool>("existingToo");
    QTest::newRow("that would be taken") << true;
    QTest::newRow("that would not") << false;
}

void TestSourceTest::folderShowsAPictureThatLiesThere()
{
    QFETCH(bool, existingToo);
    const QTemporaryDir folder;
    SourceTestLimits limits;
    limits.time = 700ms;
    const auto choice = source_tools::folderChoice(folder.path(), existingToo);
    auto result = testSource(choice, {}, limits);
    QVERIFY(!result.error && result.picture.empty() && result.pictures == 0);
    source_tools::writePicture(folder.filePath("part.png"), 12);
    result = testSource(choice, {});
    QVERIFY(!result.error);
    QCOMPARE(numbered::numberOf(result.picture), 12);

    const QTemporaryDir damaged;
    QFile file(damaged.filePath("part.png"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") > 0);
    file.close();
    limits.time = 2000ms;  // some polls: it may be that it is still being written
    result = testSource(source_tools::folderChoice(damaged.path(), existingToo), {}, limits);
    QVERIFY(result.error);
    QCOMPARE(result.error->code(), ErrorCode::ImageUnknownFormat);
}

void TestSourceTest::pictureIsShrunkInItsRatio()
{
    auto script = std::make_shared<scripted::Script>();
    script->addFrame(100, 1920, 1200);
    SourceTestLimits limits;
    limits.pictures = 1;
    const auto result = testSource(source_tools::choiceOf(Kind::V4l2), {}, limits, scriptedBy(script));
    QVERIFY(result.size == (Size {1920, 1200}));
    QCOMPARE(result.channels, 1);
    QVERIFY(result.picture.size() == (Size {640, 400}));
    QCOMPARE(result.picture.channels, 3);
    QCOMPARE(int(result.picture.row(200)[900]), 100);
}

void TestSourceTest::sourcesThatFail_data()
{
    QTest::addColumn<SourceChoice>("choice");
    QTest::addColumn<ErrorCode>("code");
    SourceChoice v4l2 = source_tools::choiceOf(Kind::V4l2);
    v4l2.v4l2.file = "/dev/no-such-video";
    QTest::newRow("V4L2 camera that isn't there") << v4l2 << ErrorCode::SourceUnavailable;
    QTest::newRow("video that isn't there") << source_tools::videoChoice("/no/such.mp4", Pace::EveryPicture) << ErrorCode::FileMissing;
    QTest::newRow("folder that isn't there") << source_tools::folderChoice("/no/such", true) << ErrorCode::SourceUnavailable;
    QTest::newRow("nobody listens") << source_tools::streamChoice("http://127.0.0.1:9/video") << ErrorCode::SourceUnavailable;
}

void TestSourceTest::sourcesThatFail()
{
    QFETCH(SourceChoice, choice);
    QFETCH(ErrorCode, code);
    const auto result = testSource(choice, {});
    QVERIFY(result.error);
    QCOMPARE(result.error->code(), code);
    QVERIFY(result.picture.empty());
}

void TestSourceTest::silentCameraIsAnError()
{
    SourceTestLimits limits;
    limits.time = 50ms;
    const auto result = testSource(source_tools::choiceOf(Kind::V4l2), {}, limits, scriptedBy(std::make_shared<scripted::Script>()));
    QVERIFY(result.error);
    QCOMPARE(result.error->code(), ErrorCode::SourceSilent);
    QCOMPARE(result.facts.name, std::string("scripted"));
}

void TestSourceTest::lostInBetweenIsAnError()
{
    auto script = std::make_shared<scripted::Script>();
    script->addFrame(1);
    script->add([]() -> std::optional<Frame> { throw Error(ErrorCode::SourceLost, {"scripted", "ended"}); });
    const auto result = testSource(source_tools::choiceOf(Kind::V4l2), {}, {}, scriptedBy(script));
    QVERIFY(result.error);
    QCOMPARE(result.error->code(), ErrorCode::SourceLost);
    QCOMPARE(result.pictures, 1);
    QVERIFY(!result.picture.empty());
}

void TestSourceTest::settingsAndLossesAreTold()
{
    auto script = std::make_shared<scripted::Script>();
    for (int i = 0; i < 5; ++i)
        script->addFrame(i);
    SourceTestLimits limits;
    limits.pictures = 3;
    script->opens.push_back([script] {  // its own open() counts from nothing
        const std::lock_guard lock(script->mutex);
        script->lost = 7;
    });
    const auto result = testSource(source_tools::choiceOf(Kind::V4l2), {}, limits, scriptedBy(script));
    QVERIFY(!result.error);
    QCOMPARE(result.pictures, 3);
    QCOMPARE(result.lost, std::uint64_t(7));
    QCOMPARE(script->closed, 0);  // its end closes it
}

void TestSourceTest::hangingServerCanBeCancelledAtOnce()
{
    MjpegServer server;
    server.manner = MjpegServer::Manner::NoAnswer;
    auto choice = source_tools::streamChoice(server.address());
    choice.stream.openMs = 30'000;
    std::stop_source stop;
    std::jthread later([&] { stop.request_stop(); });
    const auto began = Clock::now();
    QVERIFY_EXCEPTION_THROWN(testSource(choice, stop.get_token()), inference::Cancelled);
    QVERIFY(Clock::now() - began < 10s);
}

void TestSourceTest::cancelledTestIsNotHeardOf()
{
    auto reached = std::make_shared<std::latch>(1);
    SourceTester tester([&](const SourceChoice&) { return std::make_unique<Hanging>(reached); });
    QSignalSpy finished(&tester, &SourceTester::finished);
    tester.start(source_tools::choiceOf(Kind::V4l2));
    reached->wait();
    QVERIFY(tester.isRunning());
    tester.cancel();
    QVERIFY(!tester.isRunning());
    QVERIFY(!finished.wait(50));
}

void TestSourceTest::newerTestWaitsForTheDevice()
{
    auto reached = std::make_shared<std::latch>(1);
    auto script = std::make_shared<scripted::Script>();
    script->addFrame(1);
    int made = 0;
    SourceTester tester([&](const SourceChoice&) -> std::unique_ptr<Source> {
        if (++made == 1)
            return std::make_unique<Hanging>(reached);
        return std::make_unique<scripted::ScriptedSource>(script);
    });
    QSignalSpy finished(&tester, &SourceTester::finished);
    tester.start(source_tools::choiceOf(Kind::V4l2));
    reached->wait();
    SourceTestLimits limits;
    limits.pictures = 1;
    tester.start(source_tools::choiceOf(Kind::V4l2), limits);  // ends the first one, and begins when that has let go
    QVERIFY(finished.wait(10'000));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(made, 2);
    QVERIFY(!finished[0][0].value<SourceTestResult>().error);
}

void TestSourceTest::testerAnswersOnItsOwnThread()
{
    SourceTester tester;
    QThread* heard = nullptr;
    connect(&tester, &SourceTester::finished, this, [&] { heard = QThread::currentThread(); });
    QSignalSpy finished(&tester, &SourceTester::finished);
    tester.start(source_tools::videoChoice(source_tools::writtenVideo(m_folder, 2, 25), Pace::EveryPicture));
    QVERIFY(tester.isRunning());
    QVERIFY(finished.wait(10'000));
    QVERIFY(!tester.isRunning());
    QCOMPARE(heard, QThread::currentThread());
    QCOMPARE(numbered::numberOf(finished[0][0].value<SourceTestResult>().picture), 0);
}

QTEST_GUILESS_MAIN(TestSourceTest)
#include "tst_source_test.moc"
