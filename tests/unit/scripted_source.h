#pragma once

#include "core/error.h"
#include "sources/grabber.h"

#include <deque>
#include <mutex>

/// A source that does what it was told beforehand, and a listener to what a Grabber says of it.
namespace scripted {

using namespace inference;
using namespace inference::sources;

inline Frame frameOf(int value, int width = 4, int height = 3)
{
    Frame frame {makeImage(width, height, 1), 0, Clock::now(), {}, 0};
    std::ranges::fill(frame.image.pixels, std::uint8_t(value));
    return frame;
}

/// Shared with the test, which may add to it while the source runs.
struct Script {
    std::mutex mutex;
    SourceFacts facts {"scripted", {4, 3}, 0, "Mono8", true, false};
    std::deque<std::function<void()>> opens;                  ///< of one open() each, may throw; none left: opens
    std::deque<std::function<std::optional<Frame>()>> reads;  ///< of one read() each, may throw
    std::uint64_t lost = 0;
    bool endless = true;  ///< nothing left to read is silence; false: the end
    int opened = 0, closed = 0, triggers = 0;

    void add(std::function<std::optional<Frame>()> read)
    {
        const std::lock_guard lock(mutex);
        reads.push_back(std::move(read));
    }
    void addFrame(int value, int width = 4, int height = 3)
    {
        add([=] { return frameOf(value, width, height); });
    }
};

class ScriptedSource : public Source, public Seekable {
public:
    explicit ScriptedSource(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }
    void open(const std::stop_token&) override
    {
        std::function<void()> act;
        {
            const std::lock_guard lock(m_script->mutex);
            ++m_script->opened;
            m_script->lost = 0;
            if (!m_script->opens.empty()) {
                act = m_script->opens.front();
                m_script->opens.pop_front();
            }
        }
        if (act)
            act();
    }
    std::optional<Frame> read(const std::stop_token& stop) override
    {
        std::function<std::optional<Frame>()> act;
        {
            const std::lock_guard lock(m_script->mutex);
            if (!m_script->reads.empty()) {
                act = m_script->reads.front();
                m_script->reads.pop_front();
            }
        }
        if (act)
            return act();
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, stop, std::chrono::milliseconds(2), [] { return false; });
        if (stop.stop_requested())
            throw Cancelled();
        return std::nullopt;
    }
    bool isOver() const override
    {
        const std::lock_guard lock(m_script->mutex);
        return !m_script->endless && m_script->reads.empty();
    }
    void close() noexcept override
    {
        const std::lock_guard lock(m_script->mutex);
        ++m_script->closed;
    }
    SourceFacts facts() const override { return m_script->facts; }
    std::uint64_t lost() const override
    {
        const std::lock_guard lock(m_script->mutex);
        return m_script->lost;
    }
    void trigger() override
    {
        ++m_script->triggers;
        m_script->addFrame(77);
    }
    double duration() const override { return 1; }
    void seek(double seconds) override { m_script->addFrame(int(seconds * 100)); }

private:
    std::shared_ptr<Script> m_script;
};

/// What a Grabber told, as words: "opened", "lost source_lost", "retrying", "size 4x3 8x6", "silent", "over", "problem image_truncated".
class Listener {
public:
    void hear(const SourceEvent& event)
    {
        const std::lock_guard lock(m_mutex);
        m_heard.push_back(wordOf(event));
        m_changed.notify_all();
    }
    Grabber::Tell tell()
    {
        return [this](const SourceEvent& event) { hear(event); };
    }
    /// Waits until `word` was heard `times` times; false when it doesn't come within ten seconds.
    bool waitFor(const std::string& word, int times = 1)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(
            lock, std::chrono::seconds(10), [&] { return std::ranges::count(m_heard, word) >= times; });
    }
    std::vector<std::string> heard() const
    {
        const std::lock_guard lock(m_mutex);
        return m_heard;
    }

    static std::string wordOf(const SourceEvent& event)
    {
        struct Words {
            std::string operator()(const Opened&) const { return "opened"; }
            std::string operator()(const Lost& lost) const
            {
                return "lost " + std::string(codeName(lost.error.code()));
            }
            std::string operator()(const Retrying&) const { return "retrying"; }
            std::string operator()(const SizeChanged& change) const
            {
                return "size " + text(change.before) + ' ' + text(change.now);
            }
            std::string operator()(const Silent&) const { return "silent"; }
            std::string operator()(const Over&) const { return "over"; }
            std::string operator()(const PictureProblem& problem) const
            {
                return "problem " + std::string(codeName(problem.error.code()));
            }
            static std::string text(Size size)
            {
                return std::to_string(size.width) + 'x' + std::to_string(size.height);
            }
        };
        return std::visit(Words(), event);
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_heard;
};

/// The next picture, or nothing within ten seconds.
inline Grabber::FramePtr next(Grabber& grabber, std::chrono::milliseconds within = std::chrono::seconds(10))
{
    std::stop_source giveUp;
    const std::jthread clock([&](const std::stop_token& taken) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, taken, within, [] { return false; });
        if (!taken.stop_requested())
            giveUp.request_stop();
    });
    return grabber.frames().take(giveUp.get_token()).value_or(nullptr);
}

}  // namespace scripted
