// What of a camera's pictures is judged, and what they say of the camera.

#include "app/live/live_feed.h"

#include <QtTest>

using namespace app;
using namespace std::chrono_literals;
using inference::sources::Clock;
using inference::sources::Frame;

namespace {

std::shared_ptr<Frame> frameOf(std::uint64_t id, int value = -1)
{
    auto frame = std::make_shared<Frame>();
    frame->image = inference::makeImage(64, 48, 1);
    for (std::size_t i = 0; i < frame->image.pixels.size(); ++i)
        frame->image.pixels[i] = std::uint8_t(value >= 0 ? value : int(id * 7 + i * 13) % 200 + 20);
    frame->id = id;
    frame->exposed = Clock::now();
    return frame;
}

/// A feed whose shots a test takes.
struct Fed {
    explicit Fed(const LiveFeed::Options& options)
        : feed(frames, options, {shots, [this](const LiveFrame& frame) {
            const std::lock_guard lock(mutex);
            seen.push_back(frame->id);
        }})
    {
    }
    /// Goes through the feed wholly before this returns.
    void put(std::shared_ptr<Frame> frame)
    {
        const auto before = feed.state().frames;
        frames.put(std::move(frame));
        // A matter of microseconds: the event loop's waits would cost more.
        for (const auto end = Clock::now() + 30s; feed.state().frames == before && Clock::now() < end;)
            std::this_thread::yield();
    }
    std::vector<std::uint64_t> seenIds()
    {
        const std::lock_guard lock(mutex);
        return seen;
    }

    std::mutex mutex;
    std::vector<std::uint64_t> seen;
    LiveFrames frames;
    const std::shared_ptr<LiveShots> shots = std::make_shared<LiveShots>();
    LiveFeed feed;
};

LiveFeed::Options optionsOf(TriggerMode mode)
{
    LiveFeed::Options options;
    options.trigger = mode;
    return options;
}

}  // namespace

class TestLiveFeed : public QObject {
    Q_OBJECT

private slots:
    void freeRunOffersTheNewest();
    void anIntervalLeavesOutWhatLiesBetween();
    void theKeyTakesTheNextPicture();
    void whoAsksKnowsTheirPart();
    void whoAsksATriggeredCameraGetsThatPicture();
    void eachPictureOfTheCamerasInputIsAPart();
    void aPartAtRestIsJudgedOnce();
    void everyPictureWaitsForTheModel();

    void blackAndFrozenAreSaid();
    void aClockThatJumpsIsSaid();
    void itEndsWhileItWaits();
};

void TestLiveFeed::freeRunOffersTheNewest()
{
    Fed fed(optionsOf(TriggerMode::FreeRun));
    for (std::uint64_t id = 1; id <= 5; ++id)
        fed.put(frameOf(id));
    const auto shot = fed.shots->takeNow();
    QVERIFY(shot);
    QCOMPARE(shot->frame->id, 5u);
    QCOMPARE(shot->part, 0u);
    QVERIFY(shot->figures);
    QCOMPARE(fed.shots->replaced(), 4u);
    QCOMPARE(fed.seenIds(), (std::vector<std::uint64_t> {1, 2, 3, 4, 5}));
}

void TestLiveFeed::anIntervalLeavesOutWhatLiesBetween()
{
    LiveFeed::Options options = optionsOf(TriggerMode::Interval);
    options.interval = 100ms;
    Fed fed(options);
    const auto start = Clock::now() - 10s;
    std::vector<std::uint64_t> judged;
    for (std::uint64_t id = 0; id < 32; ++id) {
        auto frame = frameOf(id);
        frame->exposed = start + id * 30ms;
        fed.put(std::move(frame));
        if (const auto shot = fed.shots->takeNow()) {
            judged.push_back(shot->frame->id);
            QCOMPARE(shot->part, judged.size());
        }
    }
    // at 0, 120, 210, 300, 420, ...: the first picture at or after each tenth of a second
    QCOMPARE(judged, (std::vector<std::uint64_t> {0, 4, 7, 10, 14, 17, 20, 24, 27, 30}));
}

void TestLiveFeed::theKeyTakesTheNextPicture()
{
    Fed fed(optionsOf(TriggerMode::Software));
    fed.put(frameOf(1));
    auto before = frameOf(2);  // exposed before the key
    fed.feed.trigger();
    fed.feed.trigger();  // a bounce is no second part
    before->exposed = Clock::now() - 1s;
    fed.put(std::move(before));
    QVERIFY(!fed.shots->takeNow());
    for (std::uint64_t id = 3; id <= 5; ++id)
        fed.put(frameOf(id));
    const auto shot = fed.shots->takeNow();
    QVERIFY(shot);
    QCOMPARE(shot->frame->id, 3u);
    QCOMPARE(shot->part, 1u);
    QCOMPARE(fed.shots->replaced(), 0u);
}

void TestLiveFeed::whoAsksKnowsTheirPart()
{
    Fed fed(optionsOf(TriggerMode::Software));
    const auto asked = Clock::now();
    fed.feed.trigger();
    auto early = frameOf(1);  // of the key alone: exposed before the other asked
    early->exposed = Clock::now() + 1ms;
    fed.feed.ask(41, asked + 1s);
    fed.put(std::move(early));
    auto shot = fed.shots->takeNow();
    QVERIFY(shot);
    QCOMPARE(shot->part, 1u);
    QCOMPARE(shot->asked, 0u);
    auto due = frameOf(2);
    due->exposed = asked + 1s;
    fed.put(std::move(due));
    shot = fed.shots->takeNow();
    QVERIFY(shot);
    QCOMPARE(shot->part, 2u);
    QCOMPARE(shot->asked, 41u);
    fed.put(frameOf(3));
    QVERIFY(!fed.shots->takeNow());

    fed.feed.ask(42, Clock::now());
    fed.feed.forgetAsked(41);  // of an earlier one
    fed.feed.forgetAsked(42);
    fed.put(frameOf(4));
    QVERIFY(!fed.shots->takeNow());
}

/// A camera that is told to take each picture: which one is whose, by the order and by when it was exposed.
void TestLiveFeed::whoAsksATriggeredCameraGetsThatPicture()
{
    Fed fed(optionsOf(TriggerMode::Hardware));
    std::uint64_t id = 0;
    const auto start = Clock::now();
    const auto taken = [&](Clock::time_point exposed) {
        auto frame = frameOf(++id);
        frame->exposed = exposed;
        fed.put(std::move(frame));
        return fed.shots->takeNow().value().asked;
    };
    fed.feed.ask(7, start);
    QCOMPARE(taken(start - 5ms), 7u);  // its clock is behind
    QCOMPARE(taken(start), 0u);        // nobody asked

    fed.feed.ask(0, start + 10ms);  // a person's
    fed.feed.ask(8, start + 20ms);
    QCOMPARE(taken(start + 25ms), 0u);  // on its way while the other was asked for
    QCOMPARE(taken(start + 45ms), 8u);

    fed.feed.ask(9, start + 30ms);
    fed.feed.forgetAsked(9);  // too late, and its picture is still on its way
    fed.feed.ask(10, start + 300ms);
    QCOMPARE(taken(start + 310ms), 0u);
    QCOMPARE(taken(start + 320ms), 10u);

    fed.feed.ask(11, start + 400ms);  // its picture was lost
    fed.feed.ask(12, start + 1500ms);
    QCOMPARE(taken(start + 1501ms), 12u);
    QCOMPARE(taken(start + 1502ms), 0u);
}

void TestLiveFeed::eachPictureOfTheCamerasInputIsAPart()
{
    Fed fed(optionsOf(TriggerMode::Hardware));
    for (std::uint64_t id = 1; id <= 3; ++id) {
        fed.put(frameOf(id));
        QCOMPARE(fed.shots->takeNow().value().part, id);
    }
}

void TestLiveFeed::aPartAtRestIsJudgedOnce()
{
    Fed fed(optionsOf(TriggerMode::Part));
    auto when = Clock::now() - 100s;
    std::uint64_t id = 0;
    const auto show = [&](int left, int pictures) {
        for (int i = 0; i < pictures; ++i) {
            auto frame = frameOf(++id, 40);
            for (int y = 10; y < 40; ++y)
                std::fill_n(frame->image.row(y) + left, 16, std::uint8_t(200));
            frame->exposed = when += 33ms;
            fed.put(std::move(frame));
        }
    };
    for (std::uint64_t part = 1; part <= 3; ++part) {
        for (int left = 0; left < 30; left += 5)
            show(left, 1);
        show(30, 30);
        const auto shot = fed.shots->takeNow();
        QVERIFY(shot);
        QCOMPARE(shot->part, part);
        QCOMPARE(fed.feed.state().part, PartTrigger::State::AtRest);
    }
    QCOMPARE(fed.shots->replaced(), 0u);
    QCOMPARE(fed.feed.state().parts, 3u);
}

void TestLiveFeed::everyPictureWaitsForTheModel()
{
    LiveFeed::Options options;
    options.everyPicture = true;
    Fed fed(options);
    fed.put(frameOf(1));
    fed.frames.put(frameOf(2));
    QTRY_COMPARE_WITH_TIMEOUT(fed.feed.state().parts, 2u, 30000);  // waits: the first hasn't been taken
    QVERIFY(fed.frames.putWhenEmpty(frameOf(3), {}));
    std::vector<std::uint64_t> judged;
    for (int i = 0; i < 3; ++i)
        judged.push_back(fed.shots->take({})->frame->id);
    QCOMPARE(judged, (std::vector<std::uint64_t> {1, 2, 3}));
    QCOMPARE(fed.shots->replaced(), 0u);
}

void TestLiveFeed::blackAndFrozenAreSaid()
{
    Fed fed(optionsOf(TriggerMode::FreeRun));
    std::uint64_t id = 0;
    // The health is looked at ten times a second: pictures go on until it is said.
    const auto until = [&](auto said, int value) {
        return QTest::qWaitFor([&] {
            auto frame = frameOf(value < 0 ? 1 : ++id, value);  // without a value: always the same pixels
            fed.put(std::move(frame));
            return said();
        }, 30000);
    };
    QVERIFY(until([&] { return fed.feed.state().black; }, 1));
    QVERIFY(!fed.feed.state().frozen);
    QVERIFY(until([&] { return fed.feed.state().frozen; }, -1));
    QVERIFY(!fed.feed.state().black);
    QVERIFY(QTest::qWaitFor([&] {
        fed.put(frameOf(++id));
        return !fed.feed.state().frozen;
    }, 30000));
}

void TestLiveFeed::aClockThatJumpsIsSaid()
{
    Fed fed(optionsOf(TriggerMode::FreeRun));
    fed.put(frameOf(1));
    QCOMPARE(fed.feed.state().clockJumps, 0u);
    auto ahead = frameOf(2);
    ahead->exposed += 1h;
    fed.put(std::move(ahead));
    QCOMPARE(fed.feed.state().clockJumps, 1u);
    QVERIFY(std::abs(fed.feed.state().lastJump - 3600) < 5);
    fed.put(frameOf(3));  // and back
    QCOMPARE(fed.feed.state().clockJumps, 2u);
    QVERIFY(std::abs(fed.feed.state().lastJump + 3600) < 5);
    fed.put(frameOf(4));
    QCOMPARE(fed.feed.state().clockJumps, 2u);
}

void TestLiveFeed::itEndsWhileItWaits()
{
    LiveFeed::Options options;
    options.everyPicture = true;
    auto fed = std::make_unique<Fed>(options);
    fed->put(frameOf(1));
    fed->frames.put(frameOf(2));  // waits for the model
    fed.reset();
    QVERIFY(true);
}

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_live_feed.moc"
