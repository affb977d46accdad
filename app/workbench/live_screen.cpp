#include "app/workbench/live_screen.h"

#include "app/workbench/picture.h"
#include "core/error.h"

#include <new>
#include <utility>

namespace app {

using namespace std::chrono_literals;

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

void LiveScreen::setView(const widgets::ViewTransform& view, QRgb background)
{
    const std::lock_guard lock(m_mutex);
    m_view = view;
    m_background = background;
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
        m_expectedFrom = Clock::now() + expectedAfter;
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
    m_made = {};
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

std::optional<ScreenFrame> LiveScreen::takeMade(const LiveResultPtr& result)
{
    const std::lock_guard lock(m_mutex);
    if (m_held || m_mode != Mode::Locked)
        return std::nullopt;
    std::optional<ScreenFrame> frame = takeMade(result->frame());
    if (!frame)
        return std::nullopt;
    ++m_overtaken;
    m_wanted.reset();
    m_ready.reset();
    frame->result = result;
    return frame;
}

/// Under the lock.
std::optional<ScreenFrame> LiveScreen::takeMade(const LiveFrame& frame)
{
    for (auto& made : m_made)
        if (made && made->frame == frame)
            return std::exchange(made, std::nullopt);
    return std::nullopt;
}

/// The frame, made for the canvas; what was made of it before is used up. None where it can't be painted and doesn't say why.
std::optional<ScreenFrame> LiveScreen::made(const LiveFrame& frame, const std::stop_token& stop)
{
    widgets::ViewTransform view;
    QRgb background = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (auto ready = takeMade(frame))
            return ready;
        view = m_view;
        background = m_background;
    }
    if (frame->error)
        return ScreenFrame {nullptr, nullptr, frame, nullptr};
    const auto picture = pictureOf(frame->image, stop);
    if (!picture)
        return std::nullopt;
    // Another size lies otherwise in the view.
    auto painted = view.imageSize() == picture->size() ? widgets::PaintedPicture::paint(view, picture, background) : nullptr;
    return ScreenFrame {picture, std::move(painted), frame, nullptr};
}

/// When there is something to do next; an hour from now where there is nothing. Under the lock.
LiveScreen::Clock::time_point LiveScreen::due() const
{
    auto at = Clock::now() + 1h;
    if (m_wanted && !m_ready)
        at = m_next;  // chosen last, so that it is as new as can be
    if (m_expected)
        at = std::min(at, m_expectedFrom);
    return at;
}

/// Something to make: nothing but what is expected, or what is wanted. False: stopped. Under the lock.
bool LiveScreen::waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const auto at = due();
        if (at <= Clock::now())
            return true;
        m_changed.wait_until(lock, stop, at, [&] { return due() < at; });
    }
    return false;
}

void LiveScreen::loop(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        Wanted wanted;
        LiveFrame expected;
        std::uint64_t generation = 0, overtaken = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!waitForWork(lock, stop))
                return;
            generation = m_generation;
            overtaken = m_overtaken;
            if (m_wanted && !m_ready && m_next <= Clock::now())
                wanted = *std::exchange(m_wanted, std::nullopt);
            else
                expected = std::exchange(m_expected, nullptr);
        }
        const auto begun = Clock::now();
        std::optional<ScreenFrame> frame = made(expected ? expected : wanted.frame, stop);
        {
            const std::lock_guard lock(m_mutex);
            if (generation != m_generation)
                continue;
            if (expected) {
                m_made[0] = std::exchange(m_made[1], std::move(frame));
                continue;
            }
            if (!frame || overtaken != m_overtaken)
                continue;
            frame->result = std::move(wanted.result);
            m_ready = std::move(frame);
            m_next = begun + leastInterval;
        }
        emit ready();
    }
}

}  // namespace app
