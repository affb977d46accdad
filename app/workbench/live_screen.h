#pragma once

#include "app/live/live_result.h"
#include "widgets/canvas_frame.h"

#include <QObject>

#include <array>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace app {

/// A frame ready to be painted.
struct ScreenFrame {
    std::shared_ptr<const widgets::CanvasPyramid> picture;        ///< null where the frame has an error instead
    std::shared_ptr<const widgets::PaintedPicture> painted;  ///< for the view said last; null: none was said
    LiveFrame frame;
    LiveResultPtr result;  ///< of this very frame; null where it is shown without having been judged
};

/// Makes frames ready for the canvas on a thread of its own: the newest only, and the next one when the window has taken the last. Nothing
/// queues up before a window that is slower than the camera. Any thread may offer; all else is for the GUI thread.
class LiveScreen : public QObject {
    Q_OBJECT

public:
    enum class Mode {
        Smooth,  ///< every frame as it comes
        Locked,  ///< judged frames only
    };
    /// Not faster than that: what nobody sees costs the model time.
    static constexpr std::chrono::milliseconds leastInterval {30};
    /// What is expected isn't made at once: just then the window paints the frame before, and the model's input is made.
    static constexpr std::chrono::milliseconds expectedAfter {40};

    explicit LiveScreen(QObject* parent = nullptr);
    ~LiveScreen() override;

    void setMode(Mode mode);
    /// Frames are painted for it here, so that the window's thread needn't.
    void setView(const widgets::ViewTransform& view, QRgb background);
    /// While held nothing new is made ready.
    void setHeld(bool held);
    void offer(const LiveFrame& frame);       ///< shown in mode Smooth
    void offer(const LiveResultPtr& result);  ///< shown in mode Locked
    /// The model has begun with it: in mode Locked it is made ready meanwhile, so that it is seen at once with its verdict.
    void expect(const LiveFrame& frame);
    /// Whatever the mode, and while held: what the person wants to look at.
    void show(const LiveResultPtr& result);
    /// What waits is of a run that has ended.
    void clear();

    std::optional<ScreenFrame> take();
    /// Where the result's frame was expected and is made already, there is nothing to wait for: it is handed over here, and what was on its
    /// way before it is dropped. (Mode Locked, not while held.)
    std::optional<ScreenFrame> takeMade(const LiveResultPtr& result);

signals:
    /// Something waits; not said again until it has been taken. Emitted on the screen's thread: connect queued.
    void ready();

private:
    struct Wanted {
        LiveFrame frame;
        LiveResultPtr result;
    };
    using Clock = std::chrono::steady_clock;
    void loop(const std::stop_token& stop);
    Clock::time_point due() const;
    bool waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    void want(Wanted wanted);
    std::optional<ScreenFrame> takeMade(const LiveFrame& frame);
    std::optional<ScreenFrame> made(const LiveFrame& frame, const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Mode m_mode = Mode::Smooth;          // guarded by m_mutex, as all that follows
    bool m_held = false;
    widgets::ViewTransform m_view;
    QRgb m_background = 0;
    std::optional<Wanted> m_wanted;
    LiveFrame m_expected;
    Clock::time_point m_expectedFrom;
    Clock::time_point m_next;            // nothing is made ready before
    std::optional<ScreenFrame> m_ready;
    std::uint64_t m_generation = 0;      // counts clear()
    std::uint64_t m_overtaken = 0;       // counts takeMade()
    // The two that were expected last: the model begins with the next frame before the window has heard of the last one's verdict.
    std::array<std::optional<ScreenFrame>, 2> m_made;
    std::jthread m_thread;
};

}  // namespace app
