#include "app/live/live_run.h"

#include "judging/judge.h"

#include <mutex>
#include <utility>

namespace app {

using namespace std::chrono_literals;
using namespace inference::sources;

namespace {

constexpr auto tickEvery = 100ms;

}  // namespace

/// What the results say, gathered on the inspector's thread.
struct LiveRun::Watch {
    std::mutex mutex;
    VerdictTally tally;
    DriftSentinel camera;
    ScoreSentinel scores;
    std::weak_ptr<const inference::pipeline::Inspector> inspector;  // of what is counted
    bool cameraChanged = false, scoresChanged = false;

    void look(const LiveResult& result)
    {
        const std::lock_guard lock(mutex);
        if (inspector.lock() != result.inspector) {
            inspector = result.inspector;
            tally = {};
            forgetReference();
        }
        if (!result.judgement) {
            ++tally.none;
            return;
        }
        switch (result.judgement->verdict) {
        case inference::Verdict::Pass: ++tally.pass; break;
        case inference::Verdict::Review: ++tally.review; break;
        case inference::Verdict::Fail: ++tally.fail; break;
        }
        if (result.judgement->verdict != inference::Verdict::Pass)
            return;
        if (result.shot.figures)
            cameraChanged = camera.look(*result.shot.figures).changed;
        scoresChanged = scores.look(result.judgement->score);
    }

    /// Another recipe scores otherwise, as another model does: there is a new reference.
    void forgetScores()
    {
        const std::lock_guard lock(mutex);
        forgetReference();
    }

private:
    void forgetReference()
    {
        scores = {};
        scoresChanged = false;
    }
};

/// What runs, in the order in which it was built: what takes from another goes first.
struct LiveRun::Engine {
    Engine(LiveSetup given, std::uint64_t number_, Grabber::Tell tell)
        : number(number_)
        , setup(std::move(given))
        , inspector(shots, [this](const LiveResultPtr& result) {
            watch.look(*result);
            if (setup.judged)
                setup.judged(result);
        }, [this](const LiveFrame& frame) {
            if (setup.begun)
                setup.begun(frame);
        })
        , grabber(std::move(setup.source), std::move(tell))
        , feed(grabber.frames(), setup.feed, {shots, setup.seen})
    {
    }

    const std::uint64_t number;
    LiveSetup setup;
    Watch watch;
    const std::shared_ptr<LiveShots> shots = std::make_shared<LiveShots>();
    LiveInspector inspector;
    Grabber grabber;
    LiveFeed feed;
};

LiveRun::LiveRun(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<LiveEvent>();
    m_tick.setInterval(tickEvery);
    connect(&m_tick, &QTimer::timeout, this, &LiveRun::tick);
}

LiveRun::~LiveRun()
{
    blockSignals(true);  // whoever hears them may be going too
    end();
    if (m_ending.joinable())
        m_ending.join();
}

void LiveRun::start(LiveSetup setup)
{
    Q_ASSERT(!m_engine && !m_isEnding);
    m_link = Link::Opening;
    m_told = {};
    m_silentSince.reset();
    m_over = m_paused = m_cameraChanged = m_scoresChanged = false;
    m_jumps = 0;
    const std::uint64_t number = ++m_engineNumber;
    m_engine = std::make_unique<Engine>(std::move(setup), number, [this, number](const SourceEvent& event) {
        // On the grabber's thread, which ends before this object does.
        QMetaObject::invokeMethod(this, [this, number, event] { takeEvent(number, event); }, Qt::QueuedConnection);
    });
    connect(&m_engine->inspector, &LiveInspector::resultReady, this, &LiveRun::resultReady, Qt::QueuedConnection);
    m_engine->inspector.setTools(m_inspector, m_recipe);
    {
        const std::lock_guard lock(m_askMutex);
        m_asked = m_engine.get();
    }
    m_tick.start();
    emit started();
    emit statusChanged();
}

void LiveRun::stop()
{
    end();
}

void LiveRun::end()
{
    if (!m_engine)
        return;
    {
        const std::lock_guard lock(m_askMutex);
        m_asked = nullptr;
    }
    m_tick.stop();
    disconnect(&m_engine->inspector, nullptr, this, nullptr);
    if (m_ending.joinable())
        m_ending.join();  // has ended: start() waits for it
    m_isEnding = true;
    m_ending = std::jthread([this, engine = std::move(m_engine)]() mutable {
        engine.reset();
        QMetaObject::invokeMethod(this, [this] {
            m_isEnding = false;
            emit stopped();
            emit statusChanged();
        }, Qt::QueuedConnection);
    });
    emit statusChanged();
}

void LiveRun::setTools(std::shared_ptr<const inference::pipeline::Inspector> inspector, std::shared_ptr<const inference::Recipe> recipe)
{
    m_inspector = std::move(inspector);
    m_recipe = std::move(recipe);
    if (m_engine)
        m_engine->inspector.setTools(m_inspector, m_recipe);
}

void LiveRun::setRecipe(std::shared_ptr<const inference::Recipe> recipe)
{
    const bool scoresMove = !m_recipe || !inference::judging::renderAlike(*m_recipe, *recipe) || !inference::judging::scoreAlike(*m_recipe, *recipe);
    m_recipe = std::move(recipe);
    if (!m_engine)
        return;
    m_engine->inspector.setRecipe(m_recipe);
    if (scoresMove)
        m_engine->watch.forgetScores();
}

void LiveRun::setPaused(bool paused)
{
    if (!m_engine || m_paused == paused)
        return;
    m_paused = paused;
    paused ? m_engine->grabber.pause() : m_engine->grabber.resume();
    m_silentSince.reset();
    emit statusChanged();
}

void LiveRun::step()
{
    if (m_engine && m_paused)
        m_engine->grabber.step();
}

void LiveRun::trigger()
{
    if (!m_engine)
        return;
    if (m_engine->setup.cameraTrigger)
        askForPart(0, Clock::now());
    else
        m_engine->feed.trigger();
}

void LiveRun::askForPart(std::uint64_t number, Clock::time_point when)
{
    const std::lock_guard lock(m_askMutex);
    if (!m_asked)
        return;
    m_asked->feed.ask(number, when);
    if (m_asked->setup.cameraTrigger)
        askOf(*m_asked, [](Source& source) { source.trigger(); });
}

void LiveRun::forgetAskedPart(std::uint64_t number)
{
    const std::lock_guard lock(m_askMutex);
    if (m_asked)
        m_asked->feed.forgetAsked(number);
}

void LiveRun::takeAsEmpty()
{
    if (m_engine)
        m_engine->feed.takeAsEmpty();
}

void LiveRun::forgetEmpty()
{
    if (m_engine)
        m_engine->feed.forgetEmpty();
}

void LiveRun::setPartLimits(const PartTrigger::Limits& limits)
{
    if (m_engine)
        m_engine->feed.setPartLimits(limits);
}

void LiveRun::seek(double seconds)
{
    if (!m_engine)
        return;
    m_over = false;
    ask([grabber = &m_engine->grabber, seconds](Source& source) { grabber->seekNow(source, seconds); });
}

void LiveRun::set(const std::string& key, double value)
{
    ask([key, value](Source& source) { source.set(key, value); });
    readSource();
}

void LiveRun::ask(std::function<void(Source&)> what)
{
    if (m_engine)
        askOf(*m_engine, std::move(what));
}

/// Runs on the grabber's thread; what it throws is told. Nobody waits for the answer.
void LiveRun::askOf(Engine& engine, std::function<void(Source&)> what)
{
    engine.grabber.ask([this, what = std::move(what)](Source& source) {
        try {
            what(source);
        } catch (const inference::Error& error) {
            QMetaObject::invokeMethod(this, [this, error] { emit refused(error); }, Qt::QueuedConnection);
            throw;
        }
    });
}

void LiveRun::readSource()
{
    ask([this, read = ++m_reads](Source& source) {
        std::vector<Setting> settings = source.settings();
        const auto* const video = dynamic_cast<const Seekable*>(&source);
        const double duration = video ? video->duration() : 0;
        QMetaObject::invokeMethod(this, [this, read, duration, settings = std::move(settings)] {
            if (read != m_reads)
                return;  // a newer one is on its way: a field under the hand isn't turned back
            emit settingsRead(settings);
            if (duration > 0)
                emit durationRead(duration);
        }, Qt::QueuedConnection);
    });
}

void LiveRun::takeEvent(std::uint64_t engine, const SourceEvent& event)
{
    if (!m_engine || m_engine->number != engine)
        return;  // of one that has been stopped
    std::visit([this](const auto& what) { apply(what); }, event);
    emit statusChanged();
    std::visit([this](const auto& what) { emit happened(what); }, event);
}

void LiveRun::apply(const Opened& opened)
{
    m_link = Link::Open;
    m_told.facts = opened.facts;
    m_told.error.reset();
    m_told.retrySeconds.reset();
    m_silentSince.reset();
    m_over = false;
    readSource();
}

void LiveRun::apply(const Lost& lost)
{
    m_link = Link::Lost;
    m_told.error = lost.error;
    m_told.retrySeconds.reset();
}

void LiveRun::apply(const Retrying& retrying)
{
    m_told.retrySeconds = retrying.seconds;
}

void LiveRun::apply(const Silent&)
{
    m_silentSince = m_engine->grabber.counts().received;
}

void LiveRun::apply(const Over&)
{
    m_over = true;
}

void LiveRun::tick()
{
    const LiveStatus now = status();
    if (now.feed.clockJumps != m_jumps) {
        m_jumps = now.feed.clockJumps;
        emit happened(LiveClockJump {now.feed.lastJump});
    }
    if (std::exchange(m_cameraChanged, now.cameraChanged) != now.cameraChanged && now.cameraChanged)
        emit happened(LiveCameraChanged {});
    if (std::exchange(m_scoresChanged, now.scoresChanged) != now.scoresChanged && now.scoresChanged)
        emit happened(LiveScoresChanged {});
    emit statusChanged();
}

LiveStatus LiveRun::status() const
{
    if (!m_engine) {
        LiveStatus status;
        status.condition = m_isEnding ? LiveCondition::Stopping : LiveCondition::Stopped;
        return status;
    }
    LiveStatus status = m_told;
    status.camera = m_engine->grabber.counts();
    status.judged = m_engine->inspector.figures();
    status.feed = m_engine->feed.state();
    if (m_engine->setup.feed.trigger != TriggerMode::FreeRun)
        status.missedParts = status.judged.passedOver;
    {
        const std::lock_guard lock(m_engine->watch.mutex);
        status.tally = m_engine->watch.tally;
        status.cameraChanged = m_engine->watch.cameraChanged;
        status.scoresChanged = m_engine->watch.scoresChanged;
    }
    status.condition = condition(status);
    return status;
}

LiveCondition LiveRun::condition(const LiveStatus& status) const
{
    if (m_link != Link::Open)
        return m_link == Link::Lost ? LiveCondition::Lost : LiveCondition::Opening;
    if (m_over)
        return LiveCondition::Over;
    if (m_paused)
        return LiveCondition::Paused;
    if (m_silentSince && *m_silentSince == status.camera.received)
        return LiveCondition::Silent;
    if (status.feed.black)
        return LiveCondition::Black;
    if (status.feed.frozen)
        return LiveCondition::Frozen;
    return m_inspector ? LiveCondition::Running : LiveCondition::NoModel;
}

LiveResultPtr LiveRun::takeResult()
{
    return m_engine ? m_engine->inspector.takeResult() : nullptr;
}

}  // namespace app
