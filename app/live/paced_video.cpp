#include "app/live/paced_video.h"

#include "core/error.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace app {
namespace {

using inference::sources::Frame;
using namespace std::chrono_literals;

constexpr auto longestWait = 250ms;  // of one read()

/// Seconds between two pictures; a file that claims more is not believed. Below what a grabber takes for silence.
double longestStep(double rate)
{
    return rate > 0 ? std::clamp(4 / rate, 0.9, 60.0) : 0.9;
}

}  // namespace

PacedVideo::PacedVideo(std::filesystem::path file, bool loop)
    : m_video(std::move(file), loop)
{
}

void PacedVideo::open(const std::stop_token& stop)
{
    m_pending.reset();
    m_position.reset();
    m_video.open(stop);
}

/// As long after the last picture as in the video; a frame time where it doesn't say, as from its end to its start.
PacedVideo::Clock::time_point PacedVideo::dueTime(double position)
{
    const auto now = Clock::now();
    const std::optional<double> last = std::exchange(m_position, position);
    if (!last)
        return now;
    const double rate = m_video.facts().framesPerSecond;
    double step = position - *last;
    if (!(step > 0))
        step = rate > 0 ? 1 / rate : 0;
    step = std::min(step, longestStep(rate));
    return std::max(now, m_due + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(step)));
}

std::optional<Frame> PacedVideo::read(const std::stop_token& stop)
{
    if (!m_pending) {
        m_pending = m_video.read(stop);
        if (!m_pending)
            return std::nullopt;
        m_due = dueTime(m_pending->position);
    }
    std::mutex mutex;
    std::unique_lock lock(mutex);
    const auto until = std::min(m_due, Clock::now() + longestWait);
    std::condition_variable_any().wait_until(lock, stop, until, [] { return false; });
    if (stop.stop_requested())
        throw inference::Cancelled();
    const auto now = Clock::now();
    if (now < m_due)
        return std::nullopt;
    m_pending->exposed = now;
    return std::exchange(m_pending, std::nullopt);
}

void PacedVideo::close() noexcept
{
    m_pending.reset();
    m_video.close();
}

inference::sources::SourceFacts PacedVideo::facts() const
{
    auto facts = m_video.facts();
    facts.live = true;
    return facts;
}

void PacedVideo::seek(double seconds)
{
    m_video.seek(seconds);
    m_pending.reset();
    m_position.reset();
}

}  // namespace app
