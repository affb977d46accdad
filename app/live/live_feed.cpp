#include "app/live/live_feed.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace app {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

namespace {

constexpr auto lostAfter = 1s;
constexpr std::size_t mostAsked = 64;  // of a camera that takes no pictures though it is told to

}  // namespace

LiveFeed::LiveFeed(LiveFrames& frames, const Options& options, Sinks sinks)
    : m_frames(frames)
    , m_options(options)
    , m_sinks(std::move(sinks))
    , m_part(options.part)
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

LiveFeed::~LiveFeed()
{
    m_thread.request_stop();
    m_thread.join();
}

FeedState LiveFeed::state() const
{
    const std::lock_guard lock(m_mutex);
    FeedState state = m_state;
    state.part = m_part.state();
    state.knowsEmpty = m_part.knowsEmpty();
    return state;
}

void LiveFeed::trigger()
{
    const std::lock_guard lock(m_mutex);
    if (!m_triggeredAt)
        m_triggeredAt = Clock::now();
}

void LiveFeed::ask(std::uint64_t number, Clock::time_point when)
{
    const std::lock_guard lock(m_mutex);
    if (m_options.trigger != TriggerMode::Hardware || m_asked.size() == mostAsked)
        m_asked.clear();
    m_asked.push_back({number, when});
}

void LiveFeed::forgetAsked(std::uint64_t number)
{
    const std::lock_guard lock(m_mutex);
    for (Asked& one : m_asked)
        if (one.number == number)
            one.number = 0;  // a camera's picture of it is still to come
    if (m_options.trigger != TriggerMode::Hardware)
        std::erase_if(m_asked, [](const Asked& one) { return one.number == 0; });
}

void LiveFeed::takeAsEmpty()
{
    const std::lock_guard lock(m_mutex);
    m_part.takeAsEmpty();
}

void LiveFeed::forgetEmpty()
{
    const std::lock_guard lock(m_mutex);
    m_part.forgetEmpty();
}

void LiveFeed::setPartLimits(const PartTrigger::Limits& limits)
{
    const std::lock_guard lock(m_mutex);
    m_part.setLimits(limits);
}

void LiveFeed::loop(const std::stop_token& stop)
{
    while (const auto frame = m_frames.take(stop))
        look(*frame, stop);
}

void LiveFeed::look(const LiveFrame& frame, const std::stop_token& stop)
{
    lookAtClocks(frame);
    if (m_sinks.seen)
        m_sinks.seen(frame);
    // In free run the model takes the newest frame, which needn't wait for a look at its health: the figures of one before do.
    const bool figuresFirst = !m_figures || m_options.everyPicture || m_options.trigger != TriggerMode::FreeRun;
    if (figuresFirst)
        lookAtHealth(frame);
    handOn(frame, stop);
    if (!figuresFirst)
        lookAtHealth(frame);
}

void LiveFeed::handOn(const LiveFrame& frame, const std::stop_token& stop)
{
    const std::uint64_t asked = takeAsked(frame);
    const bool wanted = isWanted(frame) || asked > 0;
    LiveShot shot {frame, 0, asked, m_figures};
    {
        const std::lock_guard lock(m_mutex);
        ++m_state.frames;
        m_state.position = frame->position;
        if (wanted && (m_options.everyPicture || m_options.trigger != TriggerMode::FreeRun))
            shot.part = ++m_state.parts;
    }
    if (!wanted)
        return;
    if (m_options.everyPicture)
        m_sinks.shots->putWhenEmpty(shot, stop);
    else
        m_sinks.shots->put(std::move(shot));
}

bool LiveFeed::isWanted(const LiveFrame& frame)
{
    if (m_options.everyPicture)
        return true;
    switch (m_options.trigger) {
    case TriggerMode::FreeRun:
    case TriggerMode::Hardware: return true;
    case TriggerMode::Interval:
        if (m_lastShot && frame->exposed - *m_lastShot < m_options.interval)
            return false;
        // From when it was due, so that the rate is kept although no picture comes at just that moment; not a row of them after a pause.
        m_lastShot = m_lastShot && frame->exposed - *m_lastShot < 2 * m_options.interval ? *m_lastShot + m_options.interval : frame->exposed;
        return true;
    case TriggerMode::Part: return isNewPart(frame);
    case TriggerMode::Software: return isTriggered(frame);
    }
    return false;
}

bool LiveFeed::isTriggered(const LiveFrame& frame)
{
    const std::lock_guard lock(m_mutex);
    if (!m_triggeredAt || frame->exposed < *m_triggeredAt)
        return false;
    m_triggeredAt.reset();
    return true;
}

/// The number of who asked for this picture; 0: nobody.
std::uint64_t LiveFeed::takeAsked(const LiveFrame& frame)
{
    const std::lock_guard lock(m_mutex);
    if (m_asked.empty() || (m_options.trigger != TriggerMode::Hardware && m_asked.front().when > frame->exposed))
        return 0;
    // A camera that is told to take each picture sends them in that order. When one was exposed is only known so well, so that a time alone would give a part
    // the picture of the one before; but a picture that hasn't come for so long was lost.
    while (m_asked.size() > 1 && m_asked.front().when + lostAfter < frame->exposed)
        m_asked.pop_front();
    const std::uint64_t number = m_asked.front().number;
    m_asked.pop_front();
    return number;
}

bool LiveFeed::isNewPart(const LiveFrame& frame)
{
    if (frame->image.empty())
        return false;
    const CellPicture cells = cellsOf(frame->image);
    const std::lock_guard lock(m_mutex);
    return m_part.look(cells, frame->exposed);
}

/// Hashing each of sixty pictures a second would cost a quarter of a core.
void LiveFeed::lookAtHealth(const LiveFrame& frame)
{
    const auto now = Clock::now();
    if ((m_figures && now - m_healthAt < healthEvery) || frame->image.empty())
        return;
    m_healthAt = now;
    const auto signs = m_health.look(frame->image);
    m_figures = signs.figures;
    const std::lock_guard lock(m_mutex);
    m_state.black = signs.black;
    m_state.frozen = signs.frozen && frame->file.empty();
}

/// The wall clock may be set while the steady one runs on; a camera's clock may say a time that can't be.
void LiveFeed::lookAtClocks(const LiveFrame& frame)
{
    const auto now = Clock::now();
    const double lead = Seconds(std::chrono::system_clock::now().time_since_epoch()).count() - Seconds(now.time_since_epoch()).count();
    if (m_wallLead && std::abs(lead - *m_wallLead) >= leastJump)
        noteJump(lead - *m_wallLead);
    m_wallLead = lead;
    const double ahead = Seconds(frame->exposed - now).count();
    const double back = m_lastExposed ? Seconds(*m_lastExposed - frame->exposed).count() : 0;
    if (ahead >= leastJump)
        noteJump(ahead);
    else if (back >= leastJump)
        noteJump(-back);
    m_lastExposed = frame->exposed;
}

void LiveFeed::noteJump(double seconds)
{
    const std::lock_guard lock(m_mutex);
    ++m_state.clockJumps;
    m_state.lastJump = seconds;
}

}  // namespace app
