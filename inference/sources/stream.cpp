#include "sources/stream.h"

#include "core/error.h"
#include "sources/ffmpeg_reader_p.h"
#include "sources/left_behind_p.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace inference::sources {
namespace {

constexpr std::chrono::milliseconds longestWait {250};  // of one read()

}  // namespace

/// What the source and the thread that reads share; it lives as long as either.
struct Stream::Link {
    enum class State { Opening, Running, Ended };

    const std::string address;
    const std::string shown;
    const StreamTimes times;
    std::stop_source unwanted;  ///< nobody reads any more

    std::mutex mutex;
    std::condition_variable_any changed;
    State state = State::Opening;
    bool wasOpen = false;
    Error error {ErrorCode::SourceLost};  ///< once it has ended
    SourceFacts facts;
    std::optional<Frame> newest;
    std::uint64_t replaced = 0;

    Link(std::string full, std::string asShown, StreamTimes timeouts)
        : address(std::move(full))
        , shown(std::move(asShown))
        , times(timeouts)
    {
        facts.name = shown;
    }

    void run();
    void readAll(FfmpegReader& reader);
    void put(Frame frame);
    void end(Error why);
};

void Stream::Link::put(Frame frame)
{
    {
        const std::lock_guard lock(mutex);
        replaced += newest.has_value();
        newest = std::move(frame);
    }
    changed.notify_all();
}

void Stream::Link::end(Error why)
{
    {
        const std::lock_guard lock(mutex);
        state = State::Ended;
        error = std::move(why);
    }
    changed.notify_all();
}

/// On the thread of its own.
void Stream::Link::run()
{
    try {
        FfmpegReader reader;
        reader.open(address, {true, times.open, times.read}, unwanted.get_token());
        {
            const std::lock_guard lock(mutex);
            facts.size = reader.size();
            facts.framesPerSecond = reader.framesPerSecond();
            state = State::Running;
            wasOpen = true;
        }
        changed.notify_all();
        readAll(reader);
    } catch (FfmpegReader::Failure failure) {
        end(Error(
            ErrorCode::SourceUnavailable, {shown, failure == FfmpegReader::Failure::Timeout ? "timeout" : "refused"}));
    } catch (const Cancelled&) {
        end(Error(ErrorCode::SourceLost, {shown, "ended"}));  // nobody hears it
    } catch (const std::bad_alloc&) {
        end(Error(ErrorCode::SourceLost, {shown, "memory"}));
    } catch (const std::exception&) {
        end(Error(ErrorCode::SourceLost, {shown, "ended"}));
    }
}

void Stream::Link::readAll(FfmpegReader& reader)
{
    while (auto picture = reader.read(unwanted.get_token())) {
        Frame frame;
        frame.exposed = Clock::now();
        frame.image = std::move(picture->image);
        put(std::move(frame));
    }
    end(Error(ErrorCode::SourceLost, {shown, reader.timedOut() ? "timeout" : "ended"}));
}

Stream::Stream(std::string address, StreamTimes times)
    : m_address(std::move(address))
    , m_shown(shownAddress(m_address))
    , m_times(times)
{
}

Stream::~Stream()
{
    close();
}

void Stream::open(const std::stop_token& stop)
{
    close();
    if (!isStreamAddress(m_address))
        throw Error(ErrorCode::SourceUnsupported, {m_shown, "address"});
    m_link = std::make_shared<Link>(m_address, m_shown, m_times);
    LeftBehind::instance().run([link = m_link] { link->run(); });

    std::unique_lock lock(m_link->mutex);
    // FFmpeg's own timeout comes first; this one is for a resolver that hangs.
    const bool told = m_link->changed.wait_for(
        lock, stop, m_times.open + std::chrono::seconds(1), [this] { return m_link->state != Link::State::Opening; });
    if (told && m_link->wasOpen)
        return;
    Error error = told ? m_link->error : Error(ErrorCode::SourceUnavailable, {m_shown, "timeout"});
    lock.unlock();
    close();
    if (stop.stop_requested())
        throw Cancelled();
    throw error;
}

std::optional<Frame> Stream::read(const std::stop_token& stop)
{
    if (!m_link)
        throw Error(ErrorCode::SourceLost, {m_shown, "not-open"});
    std::unique_lock lock(m_link->mutex);
    m_link->changed.wait_for(
        lock, stop, longestWait, [this] { return m_link->newest || m_link->state == Link::State::Ended; });
    if (stop.stop_requested())
        throw Cancelled();
    if (m_link->newest)
        return std::exchange(m_link->newest, std::nullopt);
    if (m_link->state == Link::State::Ended)
        throw Error(m_link->error);
    return std::nullopt;
}

void Stream::close() noexcept
{
    if (m_link)
        m_link->unwanted.request_stop();
    m_link.reset();
}

SourceFacts Stream::facts() const
{
    SourceFacts facts;
    facts.name = m_shown;
    if (m_link) {
        const std::lock_guard lock(m_link->mutex);
        facts = m_link->facts;
    }
    return facts;
}

std::uint64_t Stream::lost() const
{
    if (!m_link)
        return 0;
    const std::lock_guard lock(m_link->mutex);
    return m_link->replaced;
}

}  // namespace inference::sources
