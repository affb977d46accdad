#pragma once

#include "app/live/live_shot.h"
#include "app/live/part_trigger.h"
#include "sources/picture_health.h"

#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace app {

using LiveFrames = inference::sources::Mailbox<LiveFrame>;

/// What a source's pictures say of it and of the trigger, for display.
struct FeedState {
    std::uint64_t frames = 0;  ///< that went through
    std::uint64_t parts = 0;   ///< triggers
    bool black = false;        ///< the newest picture is
    bool frozen = false;       ///< the same picture again and again; never of files, which may be copies
    PartTrigger::State part = PartTrigger::State::Moving;  ///< of TriggerMode::Part
    bool knowsEmpty = false;
    std::uint64_t clockJumps = 0;  ///< of this computer's clock, or of the camera's
    double lastJump = 0;           ///< seconds, signed
    double position = 0;           ///< of a video, seconds
};

/// Between the source and the model, on a thread of its own: each picture is shown and remembered, its health is looked at, and the
/// trigger picks those that are judged. Any thread may call.
class LiveFeed {
public:
    struct Options {
        TriggerMode trigger = TriggerMode::FreeRun;
        std::chrono::milliseconds interval {1000};  ///< of TriggerMode::Interval
        PartTrigger::Limits part;
        /// Of a source that waits for its reader: each picture is one part, and the next is taken when the model has taken this one.
        bool everyPicture = false;
    };
    struct Sinks {
        std::shared_ptr<LiveShots> shots;
        std::function<void(const LiveFrame& frame)> seen;  ///< each, on the feed's thread; must not block
    };
    /// The health of the pictures is looked at that often.
    static constexpr std::chrono::milliseconds healthEvery {100};
    static constexpr double leastJump = 2;  ///< seconds

    /// Starts at once; takes from `frames`, which must outlive it.
    LiveFeed(LiveFrames& frames, const Options& options, Sinks sinks);
    ~LiveFeed();
    LiveFeed(const LiveFeed&) = delete;
    LiveFeed& operator=(const LiveFeed&) = delete;

    FeedState state() const;
    /// The first picture exposed from now on is a part. (TriggerMode::Software.)
    void trigger();
    /// Somebody asks for a part, and wants to know it again by this number. TriggerMode::Software: the first picture exposed from `when` on is the part; who
    /// asked before isn't waited for any more. TriggerMode::Hardware: a camera is told to take a picture, one for each call; with number 0 for those that nobody
    /// wants to know again.
    void ask(std::uint64_t number, inference::sources::Clock::time_point when);
    /// Nobody wants to know it again.
    void forgetAsked(std::uint64_t number);
    void takeAsEmpty();
    void forgetEmpty();
    void setPartLimits(const PartTrigger::Limits& limits);

private:
    using Clock = inference::sources::Clock;
    void loop(const std::stop_token& stop);
    void look(const LiveFrame& frame, const std::stop_token& stop);
    bool isWanted(const LiveFrame& frame);
    bool isTriggered(const LiveFrame& frame);
    std::uint64_t takeAsked(const LiveFrame& frame);
    bool isNewPart(const LiveFrame& frame);
    void handOn(const LiveFrame& frame, const std::stop_token& stop);
    void lookAtHealth(const LiveFrame& frame);
    void lookAtClocks(const LiveFrame& frame);
    void noteJump(double seconds);

    LiveFrames& m_frames;
    const Options m_options;
    const Sinks m_sinks;

    // the feed's thread
    inference::sources::PictureHealth m_health;
    std::optional<inference::PictureFigures> m_figures;  // of the picture at m_healthAt
    Clock::time_point m_healthAt;
    std::optional<Clock::time_point> m_lastShot;  // of TriggerMode::Interval
    std::optional<double> m_wallLead;             // seconds that the wall clock is ahead of the steady one
    std::optional<Clock::time_point> m_lastExposed;

    mutable std::mutex m_mutex;
    FeedState m_state;                               // guarded by m_mutex
    PartTrigger m_part;                              // guarded by m_mutex
    std::optional<Clock::time_point> m_triggeredAt;  // guarded by m_mutex
    struct Asked {
        std::uint64_t number;
        Clock::time_point when;
    };
    std::deque<Asked> m_asked;                       // guarded by m_mutex

    std::jthread m_thread;  // last
};

}  // namespace app
