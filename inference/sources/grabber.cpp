#include "sources/grabber.h"

#include <algorithm>
#include <new>
#include <utility>

namespace inference::sources {
namespace {

/// Of one file or one picture: the source goes on. Files and images come first in the list of codes.
bool isOfOnePicture(ErrorCode code)
{
    return code <= ErrorCode::ImageUnsupported || code == ErrorCode::OutOfMemory;
}

bool retryHelps(ErrorCode code, bool wasOpen)
{
    if (code == ErrorCode::SourceUnsupported || code == ErrorCode::BadInput)
        return false;
    return wasOpen || !isOfOnePicture(code);
}

}  // namespace

Grabber::Grabber(std::unique_ptr<Source> source, Tell tell, GrabberTimes times)
    : m_source(std::move(source))
    , m_tell(std::move(tell))
    , m_times(std::move(times))
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Grabber::~Grabber()
{
    stop();
}

void Grabber::stop()
{
    m_thread.request_stop();
    interrupt();
    if (m_thread.joinable())
        m_thread.join();
}

void Grabber::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const After after = watch(stop);
        m_source->close();
        if (after == After::End)
            break;
        waitBeforeRetry(stop);
    }
    refuseQuestions(true);
}

/// Opens the source and reads until it is lost or `stop` is asked for.
Grabber::After Grabber::watch(const std::stop_token& stop)
{
    bool open = false;
    const auto lost = [&](const Error& error) {
        m_tell(Lost {error});
        return retryHelps(error.code(), open) ? After::Retry : After::End;
    };
    try {
        m_source->open(stop);
        open = true;
        begin();
        while (!stop.stop_requested())
            goOn(stop);
        return After::End;
    } catch (const Cancelled&) {
        return stop.stop_requested() ? After::End : After::Retry;
    } catch (const Error& error) {
        return lost(error);
    } catch (const std::bad_alloc&) {
        return lost(Error(ErrorCode::SourceLost, {m_facts.name, "memory"}));
    } catch (const std::exception& error) {
        return lost(Error(ErrorCode::Internal, {error.what()}));
    } catch (...) {
        return lost(Error(ErrorCode::Internal, {"unknown exception"}));
    }
}

void Grabber::begin()
{
    m_facts = m_source->facts();
    {
        const std::lock_guard lock(m_mutex);
        m_live = m_facts.live;
    }
    m_position = 0;
    m_lostHere = 0;
    m_lastFrame = Clock::now();
    m_saidSilent = m_saidOver = false;
    m_tell(Opened {m_facts});
}

void Grabber::goOn(const std::stop_token& stop)
{
    answerQuestions();
    if (m_pending)
        handOut(stop);
    else if (m_source->isOver())
        tellOver(stop);
    else
        readOne(stop);
}

void Grabber::readOne(const std::stop_token& stop)
{
    if (!m_facts.live) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return !m_paused || m_steps > 0 || !m_questions.empty(); });
        if (stop.stop_requested() || !m_questions.empty())
            return;
    }
    std::optional<Frame> frame;
    try {
        frame = m_source->read(interruption(stop));
    } catch (const Cancelled&) {
        return;  // a question, or the end
    } catch (const Error& error) {
        if (!isOfOnePicture(error.code()))
            throw;
        m_lastFrame = Clock::now();
        m_tell(PictureProblem {error});
        if (!m_facts.live && error.code() != ErrorCode::FileMissing)  // gone before its turn, or renamed: it was no part
            takeUnreadable(error);
        return;
    }
    noteLost();
    if (frame)
        take(std::move(*frame));
    else
        noteSilence();
}

/// Where every picture counts, one that can't be read isn't passed over: whoever waits for it is told in its turn.
void Grabber::takeUnreadable(const Error& error)
{
    Frame frame;
    frame.exposed = Clock::now();
    frame.file = error.file();
    frame.position = m_position;
    frame.error = error;
    take(std::move(frame));
}

void Grabber::take(Frame frame)
{
    const auto now = Clock::now();
    m_lastFrame = now;
    m_saidSilent = m_saidOver = false;
    m_failures = 0;
    frame.id = ++m_id;
    const Size size = frame.image.size();
    if (m_facts.live && m_size != Size {} && size != m_size)
        m_tell(SizeChanged {m_size, size});
    m_size = size;
    m_position = frame.position;
    {
        const std::lock_guard lock(m_mutex);
        ++m_counts.received;
        m_rate.note(now);
    }
    auto shared = std::make_shared<const Frame>(std::move(frame));
    if (!m_facts.live) {
        m_pending = std::move(shared);
    } else if (mayHandOut()) {
        m_frames.put(std::move(shared));
        countStep();
    }
}

void Grabber::handOut(const std::stop_token& stop)
{
    const std::stop_token interrupted
        = interruption(stop);  // before the look at m_paused: a pause() after it interrupts
    if (!mayHandOut()) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return !m_paused || m_steps > 0 || !m_questions.empty(); });
    } else if (m_frames.putWhenEmpty(m_pending, interrupted)) {
        m_pending.reset();
        countStep();
    }
}

void Grabber::tellOver(const std::stop_token& stop)
{
    if (!m_saidOver) {
        if (!m_frames.waitUntilEmpty(interruption(stop)))
            return;
        m_saidOver = true;
        m_tell(Over {});
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return !m_questions.empty(); });
}

/// What the transport lost leaves a gap in the ids.
void Grabber::noteLost()
{
    const std::uint64_t lost = m_source->lost();
    if (lost <= m_lostHere)
        return;
    m_id += lost - m_lostHere;
    const std::lock_guard lock(m_mutex);
    m_counts.lost += lost - std::exchange(m_lostHere, lost);
}

void Grabber::noteSilence()
{
    if (!m_facts.live || m_facts.triggered)
        return;
    using Seconds = std::chrono::duration<double>;
    const double frameTime = m_facts.framesPerSecond > 0 ? 1 / m_facts.framesPerSecond : 0;
    const double limit = std::max(Seconds(m_times.leastSilence).count(), 5 * frameTime);
    const double silence = Seconds(Clock::now() - m_lastFrame).count();
    if (silence >= limit * m_times.reopenAfter)
        throw Error(ErrorCode::SourceSilent, {m_facts.name, std::to_string(int(silence + 0.5))});
    if (silence >= limit && !std::exchange(m_saidSilent, true))
        m_tell(Silent {silence});
}

void Grabber::waitBeforeRetry(const std::stop_token& stop)
{
    if (stop.stop_requested())
        return;
    const auto& backOff = m_times.backOff;
    const auto wait
        = backOff.empty() ? std::chrono::milliseconds(0) : backOff[std::min(m_failures++, backOff.size() - 1)];
    m_tell(Retrying {std::chrono::duration<double>(wait).count()});
    const auto until = Clock::now() + wait;
    while (!stop.stop_requested() && Clock::now() < until) {
        refuseQuestions(false);
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, stop, until, [this] { return !m_questions.empty(); });
    }
}

}  // namespace inference::sources
