#pragma once

#include "app/live/live_shot.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace app {

/// The last frames that came, so that those before a verdict are still there when it is spoken, which may be many frames later. Holds at most
/// so many frames and so many bytes of pixels, whichever is less; the oldest go first. Thread-safe; a put copies no pixels.
class FrameRing {
public:
    struct Bounds {
        std::size_t frames = 1024;
        std::size_t bytes = std::size_t(512) << 20;  ///< 77 frames of 1920 x 1200 RGB, 233 of them in grey
    };

    FrameRing() = default;
    explicit FrameRing(Bounds bounds)
        : m_bounds(bounds)
    {
    }

    /// The newest one. A frame whose id doesn't count up belongs to another source: what came before is gone.
    void put(LiveFrame frame)
    {
        std::deque<LiveFrame> gone;  // freed outside the lock
        const std::lock_guard lock(m_mutex);
        if (!m_frames.empty() && frame->id <= m_frames.back()->id)
            empty(gone);
        m_bytes += sizeOf(frame);
        m_frames.push_back(std::move(frame));
        shrink(gone);
    }

    /// The last `n` that came before the frame `id`, oldest first; fewer where there aren't as many.
    std::vector<LiveFrame> before(std::uint64_t id, std::size_t n) const
    {
        const std::lock_guard lock(m_mutex);
        const auto end = firstFrom(id);
        return {end - std::ptrdiff_t(std::min(n, std::size_t(end - m_frames.begin()))), end};
    }

    /// The first `n` that came after it, oldest first.
    std::vector<LiveFrame> after(std::uint64_t id, std::size_t n) const
    {
        const std::lock_guard lock(m_mutex);
        const auto begin = firstFrom(id + 1);
        return {begin, begin + std::ptrdiff_t(std::min(n, std::size_t(m_frames.end() - begin)))};
    }

    void setBounds(Bounds bounds)
    {
        std::deque<LiveFrame> gone;
        const std::lock_guard lock(m_mutex);
        m_bounds = bounds;
        shrink(gone);
    }

    void clear()
    {
        std::deque<LiveFrame> gone;
        const std::lock_guard lock(m_mutex);
        empty(gone);
    }

    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_frames.size();
    }
    std::size_t bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    static std::size_t sizeOf(const LiveFrame& frame) { return frame->image.pixels.size(); }
    std::deque<LiveFrame>::const_iterator firstFrom(std::uint64_t id) const
    {
        return std::ranges::lower_bound(m_frames, id, {}, [](const LiveFrame& frame) { return frame->id; });
    }
    void empty(std::deque<LiveFrame>& gone)
    {
        gone.swap(m_frames);
        m_bytes = 0;
    }
    void shrink(std::deque<LiveFrame>& gone)
    {
        while (!m_frames.empty() && (m_frames.size() > m_bounds.frames || m_bytes > m_bounds.bytes)) {
            m_bytes -= sizeOf(m_frames.front());
            gone.push_back(std::move(m_frames.front()));
            m_frames.pop_front();
        }
    }

    mutable std::mutex m_mutex;
    Bounds m_bounds;
    std::deque<LiveFrame> m_frames;  ///< ids count up
    std::size_t m_bytes = 0;
};

}  // namespace app
