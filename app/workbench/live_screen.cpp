#include "app/workbench/live_screen.h"

#include "app/workbench/picture.h"
#include "core/error.h"

#include <new>
#include <utility>

namespace app {
namespace {

/// Null for a frame that can't be painted: the inspector says why.
std::shared_ptr<const widgets::CanvasPyramid> pictureOf(const inference::Image& image, const std::stop_token& stop)
{
    try {
        return widgets::CanvasPyramid::build(makePicture(image).image, {}, stop);
    } catch (const inference::Error&) {
        return nullptr;
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

}  // namespace

LiveScreen::LiveScreen(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

LiveScreen::~LiveScreen()
{
    m_thread.request_stop();
    m_thread.join();
}

void LiveScreen::setMode(Mode mode)
{
    const std::lock_guard lock(m_mutex);
    m_mode = mode;
    m_wanted.reset();
    m_expected.reset();
}

void LiveScreen::setHeld(bool held)
{
    const std::lock_guard lock(m_mutex);
    m_held = held;
    m_wanted.reset();
    m_expected.reset();
}

void LiveScreen::offer(const LiveFrame& frame)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_held || m_mode != Mode::Smooth)
            return;
        m_wanted = {frame, nullptr};
    }
    m_changed.notify_all();
}

void LiveScreen::offer(const LiveResultPtr& result)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_held || m_mode != Mode::Locked)
            return;
    }
    want({result->frame(), result});
}

void LiveScreen::expect(const LiveFrame& frame)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_held || m_mode != Mode::Locked)
            return;
        m_expected = frame;
    }
    m_changed.notify_all();
}

void LiveScreen::show(const LiveResultPtr& result)
{
    want({result->frame(), result});
}

void LiveScreen::want(Wanted wanted)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = std::move(wanted);
    }
    m_changed.notify_all();
}

void LiveScreen::clear()
{
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_wanted.reset();
    m_expected.reset();
    m_ready.reset();
}

std::optional<ScreenFrame> LiveScreen::take()
{
    std::optional<ScreenFrame> frame;
    {
        const std::lock_guard lock(m_mutex);
        frame = std::exchange(m_ready, std::nullopt);
    }
    m_changed.notify_all();
    return frame;
}

/// As m_made, unless it is there already.
void LiveScreen::make(const LiveFrame& frame, const std::stop_token& stop)
{
    if (m_made && m_made->frame == frame)
        return;
    auto picture = pictureOf(frame->image, stop);
    m_made = picture ? std::optional(ScreenFrame {std::move(picture), frame, nullptr}) : std::nullopt;
}

void LiveScreen::loop(const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point next;
    while (!stop.stop_requested()) {
        Wanted wanted;
        LiveFrame expected;
        std::uint64_t generation = 0;
        {
            std::unique_lock lock(m_mutex);
            const auto hasWork = [this] { return m_expected || (m_wanted && !m_ready); };
            // A frame is chosen last, so that it is as new as can be.
            m_changed.wait_until(lock, stop, next, [this] { return m_expected != nullptr; });
            if (!m_changed.wait(lock, stop, hasWork))
                return;
            generation = m_generation;
            expected = std::exchange(m_expected, nullptr);
            if (!expected)
                wanted = *std::exchange(m_wanted, std::nullopt);
        }
        if (expected) {
            make(expected, stop);
            continue;
        }
        next = Clock::now() + leastInterval;
        make(wanted.frame, stop);
        if (!m_made)
            continue;
        ScreenFrame frame = *std::exchange(m_made, std::nullopt);
        frame.result = std::move(wanted.result);
        {
            const std::lock_guard lock(m_mutex);
            if (generation != m_generation)
                continue;
            m_ready = std::move(frame);
        }
        emit ready();
    }
}

}  // namespace app
