// Newest frame wins, and what is said of a frame is said of no other.

#include "app/live/live_inspector.h"

#include "fake_detector.h"

#include <QSignalSpy>
#include <QtTest>

using namespace app;
using namespace std::chrono_literals;
using inference::sources::Frame;

namespace {

/// A frame whose brightness is its number.
LiveShot shotOf(std::uint64_t id)
{
    auto frame = std::make_shared<Frame>();
    frame->image = inference::makeImage(32, 24, 1);
    std::ranges::fill(frame->image.pixels, std::uint8_t(id));
    frame->id = id;
    frame->exposed = inference::sources::Clock::now();
    return {std::move(frame), id};
}

/// What FakeDetector makes of that brightness: the same probability everywhere.
float probabilityOf(std::uint64_t id)
{
    return 1 / (1 + std::exp(-(float(id) / 255 * 8 - 4)));
}

}  // namespace

class TestLiveInspector : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aResultIsOfItsFrame();
    void framesThatCameMeanwhileArePassedOver();
    void aWaitingFrameIsLeftForTheNextOne();
    void aPartIsNeverLeftForTheNextOne();
    void noFrameIsLostWhereNoneFollows();
    void onlyTheNewestResultWaits();
    void theListenerHearsOfEachResult();
    void withoutAModelFramesAreLeftAlone();
    void aPartWaitsForTheNextModel();
    void aMovedLimitHoldsFromTheNextFrameOn();
    void framesAreLookedAtInTiles();
    void aFrameThatLightLetDownIsNotPassed();
    void aFrameThatCannotBeJudgedSaysWhy();
    void itEndsInTheMiddleOfItsWork();

private:
    /// Judges frame 1, which takes so long that the next frame, 50 ms after it, is worth waiting for; frame 2 waits then, and is `age` old.
    void judgeSlowly(std::chrono::milliseconds age, std::uint64_t part);
    /// Waits for the result of frame `id`; null when another came.
    std::shared_ptr<const LiveResult> resultOf(std::uint64_t id);

    std::shared_ptr<LiveShots> m_shots;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<LiveInspector> m_inspector;
    std::shared_ptr<inference::Recipe> m_recipe;
};

void TestLiveInspector::init()
{
    m_shots = std::make_shared<LiveShots>();
    m_detector = std::make_shared<FakeDetector>();
    m_inspector = std::make_unique<LiveInspector>(m_shots);
    m_recipe = std::make_shared<inference::Recipe>();
    m_recipe->sigma = 0;
    m_inspector->setRecipe(m_recipe);
    m_inspector->setInspector(std::make_shared<const inference::pipeline::Inspector>(m_detector));
}

void TestLiveInspector::cleanup()
{
    m_detector->hold(false);
    m_inspector.reset();
}

std::shared_ptr<const LiveResult> TestLiveInspector::resultOf(std::uint64_t id)
{
    std::shared_ptr<const LiveResult> result;
    if (!QTest::qWaitFor([&] { return (result = m_inspector->takeResult()) != nullptr; }, 30000) || result->frame()->id != id)
        return nullptr;
    return result;
}

void TestLiveInspector::aResultIsOfItsFrame()
{
    for (std::uint64_t id = 20; id <= 240; id += 20) {
        const LiveShot shot = shotOf(id);
        m_shots->put(shot);
        const auto result = resultOf(id);
        QVERIFY(result);
        QCOMPARE(result->frame(), shot.frame);
        QCOMPARE(result->shot.part, id);
        QVERIFY(std::abs(result->maps->blended.at(5, 5) - probabilityOf(id)) < 0.01f);  // the heat is this frame's
        QCOMPARE(result->judgement->verdict == inference::Verdict::Fail, probabilityOf(id) >= 0.6f);
        QVERIFY(result->latencyMs > 0 && !result->error);
    }
}

void TestLiveInspector::framesThatCameMeanwhileArePassedOver()
{
    m_detector->hold(true);
    m_shots->put(shotOf(10));
    m_detector->waitForCall(1);
    for (std::uint64_t id = 11; id <= 60; ++id)
        m_shots->put(shotOf(id));
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, 2u, 30000);
    QVERIFY(resultOf(60));
    QCOMPARE(m_detector->calls(), 2);
    QCOMPARE(m_inspector->figures().passedOver, 49u);  // 11 to 59
}

void TestLiveInspector::judgeSlowly(std::chrono::milliseconds age, std::uint64_t part)
{
    const auto shot = [part](std::uint64_t id, inference::sources::Clock::time_point exposed) {
        LiveShot made = shotOf(id);
        auto frame = std::make_shared<Frame>(*made.frame);
        frame->exposed = exposed;
        return LiveShot {std::move(frame), part == 0 ? 0 : part + id, {}};
    };
    m_detector->hold(true);
    const auto begun = inference::sources::Clock::now();
    m_shots->put(shot(1, begun));
    m_detector->waitForCall(1);
    QTest::qSleep(600);  // ten times the wait that frame 2 may cost
    const auto second = inference::sources::Clock::now() - age;
    m_shots->put(shot(2 + std::uint64_t((second - begun) / 50ms) - 1, second));
    m_detector->hold(false);
}

void TestLiveInspector::aWaitingFrameIsLeftForTheNextOne()
{
    judgeSlowly(10ms, 0);
    m_shots->put([] { LiveShot shot = shotOf(99); shot.part = 0; return shot; }());
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, 2u, 30000);
    QVERIFY(resultOf(99));
    QCOMPARE(m_inspector->figures().passedOver, 1u);
}

void TestLiveInspector::aPartIsNeverLeftForTheNextOne()
{
    judgeSlowly(10ms, 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, 2u, 30000);
    QCOMPARE(m_inspector->figures().passedOver, 0u);
    m_shots->put(shotOf(99));
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, 3u, 30000);
}

void TestLiveInspector::noFrameIsLostWhereNoneFollows()
{
    judgeSlowly(10ms, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, 2u, 30000);
    QCOMPARE(m_inspector->figures().passedOver, 0u);
}

void TestLiveInspector::onlyTheNewestResultWaits()
{
    QSignalSpy ready(m_inspector.get(), &LiveInspector::resultReady);
    for (std::uint64_t id = 1; id <= 3; ++id) {
        m_shots->put(shotOf(id));
        QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, id, 30000);
    }
    QCOMPARE(ready.size(), 1);  // nobody has taken one
    QVERIFY(resultOf(3));
    QVERIFY(!m_inspector->takeResult());
    m_shots->put(shotOf(4));
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, 30000);
}

void TestLiveInspector::theListenerHearsOfEachResult()
{
    std::vector<std::uint64_t> numbers, frames;  // read when the inspector has ended
    m_inspector = std::make_unique<LiveInspector>(m_shots, [&](const LiveResultPtr& result) {
        numbers.push_back(result->number);
        frames.push_back(result->frame()->id);
    });
    m_inspector->setRecipe(m_recipe);
    m_inspector->setInspector(std::make_shared<const inference::pipeline::Inspector>(m_detector));
    for (std::uint64_t id = 11; id <= 14; ++id) {
        m_shots->put(shotOf(id));
        QTRY_COMPARE_WITH_TIMEOUT(m_inspector->figures().judged, id - 10, 30000);
    }
    m_inspector.reset();
    QCOMPARE(numbers, (std::vector<std::uint64_t> {1, 2, 3, 4}));
    QCOMPARE(frames, (std::vector<std::uint64_t> {11, 12, 13, 14}));
}

void TestLiveInspector::withoutAModelFramesAreLeftAlone()
{
    m_inspector->setInspector(nullptr);
    for (std::uint64_t id = 1; id <= 3; ++id)
        m_shots->put(shotOf(id));
    QTRY_VERIFY_WITH_TIMEOUT(m_shots->replaced() > 0, 30000);
    QCOMPARE(m_detector->calls(), 0);
    m_inspector->setInspector(std::make_shared<const inference::pipeline::Inspector>(m_detector));
    QVERIFY(QTest::qWaitFor([&] {
        m_shots->put(shotOf(9));
        const auto result = m_inspector->takeResult();
        return result && result->frame()->id == 9;
    }, 30000));
}

void TestLiveInspector::aPartWaitsForTheNextModel()
{
    const auto model = std::make_shared<const inference::pipeline::Inspector>(m_detector);
    for (std::uint64_t id = 1; id <= 100; ++id) {
        m_inspector->setTools(nullptr, m_recipe);
        m_shots->put(shotOf(id));  // is taken while there is none, now and then
        m_inspector->setTools(model, m_recipe);
        QVERIFY(resultOf(id));
    }
}

void TestLiveInspector::aMovedLimitHoldsFromTheNextFrameOn()
{
    m_shots->put(shotOf(150));  // 0.67
    QCOMPARE(resultOf(150)->judgement->verdict, inference::Verdict::Fail);
    const auto lenient = std::make_shared<inference::Recipe>(*m_recipe);
    lenient->rule.failLimit = 0.9f;
    lenient->rule.reviewLimit = 0.8f;
    m_inspector->setRecipe(lenient);
    m_shots->put(shotOf(151));
    const auto result = resultOf(151);
    QVERIFY(result);
    QCOMPARE(result->recipe, std::shared_ptr<const inference::Recipe>(lenient));
    QCOMPARE(result->judgement->verdict, inference::Verdict::Pass);
}

void TestLiveInspector::framesAreLookedAtInTiles()
{
    const auto wide = [](std::uint64_t id) {
        LiveShot shot = shotOf(id);
        auto frame = std::make_shared<Frame>(*shot.frame);
        frame->image = inference::makeImage(80, 40, 1);
        for (int y = 0; y < frame->image.height; ++y)
            std::fill_n(frame->image.row(y) + 48, 32, std::uint8_t(250));  // bright at the right alone
        shot.frame = frame;
        return shot;
    };
    m_shots->put(wide(1));
    const auto whole = resultOf(1);
    QVERIFY(whole && whole->judgement->verdict == inference::Verdict::Pass);
    m_inspector->setInspector(std::make_shared<const inference::pipeline::Inspector>(m_detector, 32));
    m_shots->put(wide(2));
    const auto tiled = resultOf(2);
    QVERIFY(tiled && !tiled->error);
    QCOMPARE(tiled->inspection->views.size(), std::size_t(6));
    QCOMPARE(tiled->maps->blended.size(), (inference::Size {70, 35}));
    QCOMPARE(tiled->judgement->verdict, inference::Verdict::Fail);
    QVERIFY(tiled->judgement->defects.front().centroid.x > 48);
}

void TestLiveInspector::aFrameThatLightLetDownIsNotPassed()
{
    const auto frameOf = [](std::uint64_t id, int grey) {
        LiveShot shot = shotOf(id);
        auto frame = std::make_shared<Frame>(*shot.frame);
        frame->image = inference::makeImage(60, 40, 1);
        std::ranges::fill(frame->image.pixels, std::uint8_t(grey));
        shot.frame = frame;
        return shot;
    };
    inference::Recipe recipe = *m_recipe;
    recipe.gate.leastBrightness = 30;
    m_inspector->setRecipe(std::make_shared<const inference::Recipe>(recipe));
    m_shots->put(frameOf(1, 60));
    const auto light = resultOf(1);
    QVERIFY(light && light->judgement->verdict == inference::Verdict::Pass);
    m_shots->put(frameOf(2, 10));
    const auto dark = resultOf(2);
    QVERIFY(dark && dark->judgement->verdict == inference::Verdict::Review);
    QCOMPARE(dark->judgement->pictureFaults.size(), std::size_t(1));
    QCOMPARE(dark->judgement->pictureFaults.front().value, 10.0);
}

void TestLiveInspector::aFrameThatCannotBeJudgedSaysWhy()
{
    auto empty = std::make_shared<Frame>();
    empty->id = 7;
    m_shots->put({empty, 7});
    const auto result = resultOf(7);
    QVERIFY(result && result->error && !result->judgement);
    QCOMPARE(result->error->code(), inference::ErrorCode::BadInput);
    m_shots->put(shotOf(8));  // and the next is judged
    QVERIFY(resultOf(8)->judgement);
}

void TestLiveInspector::itEndsInTheMiddleOfItsWork()
{
    m_detector->hold(true);
    m_shots->put(shotOf(1));
    m_detector->waitForCall(1);
    m_inspector.reset();  // returns, although the detector was held
    QVERIFY(true);
}

QTEST_GUILESS_MAIN(TestLiveInspector)
#include "tst_live_inspector.moc"
