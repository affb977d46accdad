// Source, feed and model together: what is said when something happens to the camera, and that it comes back by itself.

#include "app/live/live_run.h"

#include "../gui/fake_detector.h"
#include "../unit/scripted_source.h"
#include "sources/watched_folder.h"

#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;
using namespace std::chrono_literals;
using scripted::Script;
using scripted::ScriptedSource;

namespace {

/// Changes from pixel to pixel, so that it is neither black nor frozen.
inference::sources::Frame pictureOf(int value)
{
    auto frame = scripted::frameOf(value, 16, 12);
    frame.image.pixels[std::size_t(value)  % frame.image.pixels.size()] ^= 0x3f;
    frame.image.pixels[0] = 250;
    return frame;
}

void addPicture(Script& script, int value)
{
    script.add([value] { return pictureOf(value); });
}

}  // namespace

class TestLiveRun : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void resultsComeWithTheirFrames();
    void aLostCameraIsSaidAndComesBack();
    void whatCannotHelpIsNotTriedAgain();
    void silenceEndsWithAPicture();
    void pauseAndStep();
    void triggersAreParts();
    void theCamerasOwnTriggerIsAsked();
    void anotherSizeIsSaid();
    void blackIsSaidAndEnds();
    void withoutAModelItSaysSo();
    void changedLightIsSaid();
    void everyFileOfAFolderIsJudged();
    void anotherModelGoesOnWithTheSameSource();
    void anotherRunBeginsWhenTheFirstHasLetGo();
    void afterStopNothingIsHeard();
    void settingsAreReadAndRefusalsTold();
    void whatWasReadBeforeASeekIsNotJudged();
    void aSeekThatIsRefusedIsTold();

private:
    void start(TriggerMode trigger = TriggerMode::FreeRun);
    bool waitFor(LiveCondition condition);

    std::shared_ptr<Script> m_script;
    std::shared_ptr<FakeDetector> m_detector;
    std::shared_ptr<inference::Recipe> m_recipe;
    std::unique_ptr<LiveRun> m_run;
    std::mutex m_mutex;
    std::vector<LiveResultPtr> m_results;  // guarded by m_mutex
    std::vector<LiveEvent> m_events;

    std::size_t resultCount()
    {
        const std::lock_guard lock(m_mutex);
        return m_results.size();
    }
    LiveResultPtr result(std::size_t i)
    {
        const std::lock_guard lock(m_mutex);
        return i < m_results.size() ? m_results[i] : nullptr;
    }
    template <typename Event>
    qsizetype heard() const
    {
        return std::ranges::count_if(m_events, [](const LiveEvent& event) { return std::holds_alternative<Event>(event); });
    }
    LiveSetup setup(TriggerMode trigger)
    {
        LiveSetup setup;
        setup.source = std::make_unique<ScriptedSource>(m_script);
        setup.feed.trigger = trigger;
        setup.judged = [this](const LiveResultPtr& one) {
            const std::lock_guard lock(m_mutex);
            m_results.push_back(one);
        };
        return setup;
    }
};

void TestLiveRun::init()
{
    m_script = std::make_shared<Script>();
    m_detector = std::make_shared<FakeDetector>();
    m_recipe = std::make_shared<inference::Recipe>();
    m_recipe->sigma = 0;
    m_results.clear();
    m_events.clear();
    m_run = std::make_unique<LiveRun>();
    m_run->setTools(std::make_shared<const inference::pipeline::Inspector>(m_detector), m_recipe);
    connect(m_run.get(), &LiveRun::happened, this, [this](const LiveEvent& event) { m_events.push_back(event); });
}

void TestLiveRun::cleanup()
{
    m_detector->hold(false);
    m_run.reset();
}

void TestLiveRun::start(TriggerMode trigger)
{
    m_run->start(setup(trigger));
}

bool TestLiveRun::waitFor(LiveCondition condition)
{
    return QTest::qWaitFor([&] { return m_run->status().condition == condition; }, 30000);
}

void TestLiveRun::resultsComeWithTheirFrames()
{
    QSignalSpy ready(m_run.get(), &LiveRun::resultReady);
    start();
    QCOMPARE(m_run->status().condition, LiveCondition::Opening);
    for (int value = 30; value <= 210; value += 30) {
        const std::size_t before = resultCount();
        addPicture(*m_script, value);
        QTRY_VERIFY_WITH_TIMEOUT(resultCount() > before, 30000);
        const auto last = result(before);
        QCOMPARE(int(last->frame()->image.pixels[100]), value);
        QVERIFY(last->judgement);
    }
    QVERIFY(waitFor(LiveCondition::Running));
    QTRY_VERIFY_WITH_TIMEOUT(ready.size() > 0, 30000);
    QVERIFY(m_run->takeResult());
    const LiveStatus status = m_run->status();
    QCOMPARE(status.tally.total(), 7u);
    QCOMPARE(status.camera.received, 7u);
    QCOMPARE(status.facts.name, std::string("scripted"));
    QCOMPARE(heard<inference::sources::Opened>(), 1);
}

void TestLiveRun::aLostCameraIsSaidAndComesBack()
{
    start();
    addPicture(*m_script, 40);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
    QSignalSpy changed(m_run.get(), &LiveRun::statusChanged);
    m_script->opens.push_back([] { throw inference::Error(inference::ErrorCode::SourceUnavailable, {"scripted", "gone"}); });
    m_script->add([]() -> std::optional<inference::sources::Frame> { throw inference::Error(inference::ErrorCode::SourceLost, {"scripted", "ended"}); });
    QVERIFY(waitFor(LiveCondition::Lost));
    QTRY_VERIFY_WITH_TIMEOUT(m_run->status().retrySeconds, 30000);
    QVERIFY(waitFor(LiveCondition::Running));
    QVERIFY(!m_run->status().error);
    addPicture(*m_script, 50);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 2u, 30000);
    QVERIFY(result(1)->frame()->id > result(0)->frame()->id);
    QCOMPARE(heard<inference::sources::Lost>(), 2);  // and the attempt in vain
    QCOMPARE(heard<inference::sources::Opened>(), 2);
}

void TestLiveRun::whatCannotHelpIsNotTriedAgain()
{
    m_script->opens.push_back([] { throw inference::Error(inference::ErrorCode::SourceUnsupported, {"scripted", "aravis"}); });
    start();
    QVERIFY(waitFor(LiveCondition::Lost));
    QCOMPARE(m_run->status().error->code(), inference::ErrorCode::SourceUnsupported);
    QVERIFY(!m_run->status().retrySeconds);
    QVERIFY(m_run->isRunning());
    m_run->stop();
    QVERIFY(waitFor(LiveCondition::Stopped));
}

void TestLiveRun::silenceEndsWithAPicture()
{
    start();
    addPicture(*m_script, 40);
    QVERIFY(waitFor(LiveCondition::Silent));
    QCOMPARE(heard<inference::sources::Silent>(), 1);
    addPicture(*m_script, 50);
    QVERIFY(waitFor(LiveCondition::Running));
}

void TestLiveRun::pauseAndStep()
{
    start();
    addPicture(*m_script, 10);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
    m_run->setPaused(true);
    QVERIFY(waitFor(LiveCondition::Paused));
    for (int value = 20; value <= 60; value += 10)
        addPicture(*m_script, value);
    QTRY_COMPARE_WITH_TIMEOUT(m_run->status().camera.received, 6u, 30000);
    m_run->step();
    addPicture(*m_script, 70);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 2u, 30000);
    QCOMPARE(int(result(1)->frame()->image.pixels[100]), 70);
    QVERIFY(m_run->isPaused());
    addPicture(*m_script, 80);
    QTRY_COMPARE_WITH_TIMEOUT(m_run->status().camera.received, 8u, 30000);
    m_run->setPaused(false);
    QVERIFY(waitFor(LiveCondition::Running));
    addPicture(*m_script, 90);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 3u, 30000);
    QCOMPARE(int(result(2)->frame()->image.pixels[100]), 90);
}

void TestLiveRun::triggersAreParts()
{
    start(TriggerMode::Software);
    addPicture(*m_script, 10);
    QTRY_COMPARE_WITH_TIMEOUT(m_run->status().feed.frames, 1u, 30000);
    QCOMPARE(resultCount(), 0u);
    for (std::size_t part = 1; part <= 3; ++part) {
        m_run->trigger();
        addPicture(*m_script, 20 + int(part));
        QTRY_COMPARE_WITH_TIMEOUT(resultCount(), part, 30000);
        QCOMPARE(result(part - 1)->shot.part, part);
    }
    // While the model works on one, two more come: one of them is missed, and that is said.
    m_detector->hold(true);
    for (int part = 4; part <= 6; ++part) {
        m_run->trigger();
        addPicture(*m_script, 20 + part);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->status().feed.parts, std::uint64_t(part), 30000);
        if (part == 4)
            m_detector->waitForCall(4);
    }
    QCOMPARE(m_run->status().missedParts, 1u);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 5u, 30000);
    QCOMPARE(result(4)->shot.part, 6u);
}

void TestLiveRun::theCamerasOwnTriggerIsAsked()
{
    m_script->facts.triggered = true;
    auto triggered = setup(TriggerMode::Hardware);
    triggered.cameraTrigger = true;
    m_run->start(std::move(triggered));
    QVERIFY(waitFor(LiveCondition::Running));
    m_run->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
    QCOMPARE(int(result(0)->frame()->image.pixels[0]), 77);
    QCOMPARE(result(0)->shot.part, 1u);
    QCOMPARE(m_script->triggers, 1);
}

void TestLiveRun::anotherSizeIsSaid()
{
    start();
    addPicture(*m_script, 40);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
    m_script->add([] { return scripted::frameOf(50, 40, 30); });
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 2u, 30000);
    QCOMPARE(heard<inference::sources::SizeChanged>(), 1);
    QCOMPARE(result(1)->inspection->imageSize, (inference::Size {40, 30}));
}

void TestLiveRun::blackIsSaidAndEnds()
{
    start();
    const auto feedUntil = [this](LiveCondition condition, int value) {
        return QTest::qWaitFor([&] {
            value < 5 ? m_script->addFrame(value, 16, 12) : addPicture(*m_script, value);
            return m_run->status().condition == condition;
        }, 30000);
    };
    QVERIFY(feedUntil(LiveCondition::Black, 1));
    QVERIFY(feedUntil(LiveCondition::Running, 90));
}

void TestLiveRun::withoutAModelItSaysSo()
{
    m_run->setTools(nullptr, m_recipe);
    start();
    addPicture(*m_script, 40);
    QVERIFY(waitFor(LiveCondition::NoModel));
    QCOMPARE(resultCount(), 0u);
    m_run->setTools(std::make_shared<const inference::pipeline::Inspector>(m_detector), m_recipe);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
}

void TestLiveRun::changedLightIsSaid()
{
    m_script->facts.live = false;  // so that each is judged
    auto each = setup(TriggerMode::FreeRun);
    each.feed.everyPicture = true;
    m_run->start(std::move(each));
    // The figures of a picture may be a tenth of a second old; the reference is complete after a hundred good ones.
    int value = 20;
    const auto feed = [&] {
        addPicture(*m_script, value + int(resultCount() % 3));
        return heard<LiveCameraChanged>() > 0;
    };
    QVERIFY(QTest::qWaitFor([&] { return feed() || resultCount() > 150; }, 60000));
    QCOMPARE(heard<LiveCameraChanged>(), 0);
    value = 60;
    QVERIFY(QTest::qWaitFor(feed, 60000));
    QVERIFY(m_run->status().cameraChanged);
    QCOMPARE(m_run->status().tally.fail, 0u);
}

void TestLiveRun::everyFileOfAFolderIsJudged()
{
    QTemporaryDir folder;
    LiveSetup watching = setup(TriggerMode::FreeRun);
    inference::sources::WatchedFolder::Options options;
    options.poll = 10ms;
    watching.source = std::make_unique<inference::sources::WatchedFolder>(folder.path().toStdString(), options);
    watching.feed.everyPicture = true;
    m_run->start(std::move(watching));
    QVERIFY(waitFor(LiveCondition::Running));
    for (int i = 1; i <= 8; ++i) {
        QImage image(20, 16, QImage::Format_Grayscale8);
        image.fill(i * 20);
        QVERIFY(image.save(folder.filePath(QStringLiteral("part %1.png").arg(i))));
    }
    QFile broken(folder.filePath("part 9.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
    broken.close();
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 9u, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(heard<inference::sources::PictureProblem>(), 1, 30000);
    QSet<QString> names;
    for (std::size_t i = 0; i < 9; ++i) {
        const QString name = QString::fromStdString(result(i)->frame()->file.filename().string());
        names.insert(name);
        QCOMPARE(result(i)->shot.part, i + 1);
        QCOMPARE(result(i)->error.has_value(), name == "part 9.png");
        QCOMPARE(bool(result(i)->judgement), name != "part 9.png");
    }
    QCOMPARE(names.size(), 9);
    QCOMPARE(m_run->status().tally.none, 1u);  // a part without a verdict is one too
    QCOMPARE(m_run->status().tally.total(), 9u);
}

void TestLiveRun::anotherModelGoesOnWithTheSameSource()
{
    m_script->facts.live = false;
    LiveSetup each = setup(TriggerMode::FreeRun);
    each.feed.everyPicture = true;
    m_run->start(std::move(each));
    m_detector->hold(true);
    for (int value = 10; value <= 60; value += 10)
        addPicture(*m_script, value);
    m_detector->waitForCall(1);
    const auto first = m_run->inspector();
    m_run->setTools(nullptr, m_recipe);
    const auto second = std::make_shared<const inference::pipeline::Inspector>(m_detector);
    m_run->setTools(second, m_recipe);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 6u, 30000);
    for (std::size_t i = 0; i < 6; ++i) {
        QCOMPARE(result(i)->shot.part, i + 1);
        QCOMPARE(int(result(i)->frame()->image.pixels[100]), 10 * int(i + 1));
        QVERIFY(result(i)->inspector == (i == 0 ? first : second));
    }
    QCOMPARE(m_run->status().tally.total(), 5u);  // of the model that is there
    QTRY_COMPARE_WITH_TIMEOUT(heard<inference::sources::Opened>(), 1, 30000);
}

void TestLiveRun::anotherRunBeginsWhenTheFirstHasLetGo()
{
    m_detector->hold(true);
    start();
    addPicture(*m_script, 40);
    m_detector->waitForCall(1);
    QSignalSpy stopped(m_run.get(), &LiveRun::stopped), started(m_run.get(), &LiveRun::started);
    m_run->stop();  // while it is at its work
    QVERIFY(!m_run->isRunning());
    QCOMPARE(m_run->status().condition, LiveCondition::Stopping);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 30000);
    QCOMPARE(m_run->status().condition, LiveCondition::Stopped);
    QCOMPARE(m_script->closed, 1);
    start();
    QCOMPARE(started.size(), 1);
    addPicture(*m_script, 50);
    QTRY_VERIFY_WITH_TIMEOUT(resultCount() >= 1, 30000);
}

void TestLiveRun::afterStopNothingIsHeard()
{
    start();
    addPicture(*m_script, 40);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 1u, 30000);
    m_run->stop();
    QCOMPARE(m_run->status().condition, LiveCondition::Stopping);
    QVERIFY(!m_run->isRunning());
    QVERIFY(waitFor(LiveCondition::Stopped));
    QCOMPARE(m_script->closed, 1);
    m_run->setPaused(true);
    m_run->step();
    m_run->trigger();
    m_run->seek(1);
    QVERIFY(!m_run->takeResult());
}

void TestLiveRun::settingsAreReadAndRefusalsTold()
{
    QSignalSpy read(m_run.get(), &LiveRun::settingsRead), refused(m_run.get(), &LiveRun::refused), duration(m_run.get(), &LiveRun::durationRead);
    start();
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(duration.size(), 1, 30000);
    QCOMPARE(duration.at(0).at(0).toDouble(), 1.0);
    m_run->set("exposure", 5);  // a source without settings
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 2, 30000);
}

void TestLiveRun::whatWasReadBeforeASeekIsNotJudged()
{
    m_script->facts.live = false;
    LiveSetup each = setup(TriggerMode::FreeRun);
    each.feed.everyPicture = true;
    m_run->start(std::move(each));
    m_detector->hold(true);
    for (int value = 10; value <= 100; value += 10)
        addPicture(*m_script, value);
    m_detector->waitForCall(1);
    // One is with the model, two on their way, one in the mailbox and one read: the source is asked for no more.
    QTRY_COMPARE_WITH_TIMEOUT(m_run->status().camera.received, 5u, 30000);
    {
        const std::lock_guard lock(m_script->mutex);
        m_script->reads.clear();
    }
    m_run->seek(2);  // a picture of 200
    QTRY_COMPARE_WITH_TIMEOUT(m_run->status().camera.received, 6u, 30000);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(), 4u, 30000);
    QCOMPARE(int(result(2)->frame()->image.pixels[100]), 30);
    QCOMPARE(int(result(3)->frame()->image.pixels[0]), 200);
}

void TestLiveRun::aSeekThatIsRefusedIsTold()
{
    class Camera : public inference::sources::Source {
    public:
        void open(const std::stop_token&) override { }
        std::optional<inference::sources::Frame> read(const std::stop_token&) override
        {
            std::this_thread::yield();
            return std::nullopt;
        }
        void close() noexcept override { }
        inference::sources::SourceFacts facts() const override { return {}; }
    };
    LiveSetup other = setup(TriggerMode::FreeRun);
    other.source = std::make_unique<Camera>();
    m_run->start(std::move(other));
    std::vector<inference::Error> refused;
    const QObject here;
    connect(m_run.get(), &LiveRun::refused, &here, [&](const inference::Error& error) { refused.push_back(error); });
    QTRY_COMPARE_WITH_TIMEOUT(heard<inference::sources::Opened>(), 1, 30000);
    m_run->seek(1);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1u, 30000);
    QCOMPARE(refused[0].arguments().at(1), std::string("seek"));
}

QTEST_GUILESS_MAIN(TestLiveRun)
#include "tst_live_run.moc"
