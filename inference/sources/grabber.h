#pragma once

#include "core/error.h"
#include "sources/frame_rate.h"
#include "sources/mailbox.h"
#include "sources/source.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <variant>

namespace inference::sources {

/// What happens to a source while it is watched.
struct Opened {
    SourceFacts facts;
};
/// Could not be opened, or gives no pictures any more; nothing of it is used until Opened.
struct Lost {
    Error error;
};
/// Opened anew after so long; doesn't come where trying again can't help.
struct Retrying {
    double seconds;
};
struct SizeChanged {
    Size before, now;
};
/// Open, and no picture for so long; once, until one comes or it is lost.
struct Silent {
    double seconds;
};
/// Every picture of a video was handed out; after seek() it goes on.
struct Over { };
/// One picture could not be read; the source goes on. Unless it is live, a frame that says so (Frame::error) comes in the picture's place.
struct PictureProblem {
    Error error;
};
using SourceEvent = std::variant<Opened, Lost, Retrying, SizeChanged, Silent, Over, PictureProblem>;

struct GrabberCounts {
    std::uint64_t received = 0;  ///< pictures that the source gave
    std::uint64_t replaced = 0;  ///< of these, gone because a newer one came before anybody took them
    std::uint64_t lost = 0;      ///< by the transport, over all reconnections
    double framesPerSecond = 0;  ///< received, over the last 2 s
};

/// Waiting times of a Grabber; the defaults keep what is promised: a loss is told within 2 s, a camera is back within 5 s of its return.
struct GrabberTimes {
    /// Before the first, second, ... attempt to open a lost source anew; the last one for all further attempts.
    std::vector<std::chrono::milliseconds> backOff {std::chrono::milliseconds(250), std::chrono::milliseconds(500),
        std::chrono::seconds(1), std::chrono::seconds(2)};
    std::chrono::milliseconds leastSilence {1000};  ///< Silent after this time or five nominal frame times, whichever is longer
    int reopenAfter = 4;  ///< a source that is silent for so many times as long is closed and opened anew
};

/// A thread that opens, reads, closes and reopens a source for as long as it lives, and hands its pictures out through a mailbox:
/// of a live source the newest one, of another one each, in order, the next one when the last was taken. What a source throws ends
/// in an event, never in a crash; trying again is left out where it can't help (SourceUnsupported, BadInput, or a file's error at opening).
/// Every function may be called from any thread but, stop() and the destructor, not from `tell`.
class Grabber {
public:
    using Tell = std::function<void(const SourceEvent& event)>;
    using FramePtr = std::shared_ptr<const Frame>;

    /// Starts at once. `tell` is called on the grabber's thread, one event at a time, and must not throw.
    Grabber(std::unique_ptr<Source> source, Tell tell, GrabberTimes times = {});
    ~Grabber();  ///< as stop()
    Grabber(const Grabber&) = delete;
    Grabber& operator=(const Grabber&) = delete;

    Mailbox<FramePtr>& frames() { return m_frames; }
    GrabberCounts counts() const;

    /// No picture is handed out until resume(). A live source is read on and its pictures dropped, so that the first one after it is new.
    void pause();
    void resume();
    void step();  ///< while paused: one picture
    /// Ends the thread and closes the source, at the latest when the source's present call ends (2 s). Once stopped it stays so.
    void stop();

    /// Runs `what` on the grabber's thread, where the source may be set, triggered and asked; read() is interrupted for it. The future
    /// holds what it threw, and Error(SourceLost) when the source isn't open.
    std::future<void> ask(std::function<void(Source&)> what);
    /// Goes there in a video; what was read before and not taken is dropped. The future holds Error(SourceUnsupported) for other sources.
    std::future<void> seek(double seconds);
    /// The same where one asks anyway: on the grabber's thread, within ask().
    void seekNow(Source& source, double seconds);

private:
    struct Question {
        std::function<void(Source&)> what;
        std::promise<void> answer;
    };
    enum class After { Retry, End };

    void run(const std::stop_token& stop);
    After watch(const std::stop_token& stop);
    void begin();
    void goOn(const std::stop_token& stop);
    void readOne(const std::stop_token& stop);
    void takeUnreadable(const Error& error);
    void take(Frame frame);
    void handOut(const std::stop_token& stop);
    void tellOver(const std::stop_token& stop);
    void noteLost();
    void noteSilence();
    void waitBeforeRetry(const std::stop_token& stop);

    void answerQuestions();
    void refuseQuestions(bool forGood);
    std::stop_token interruption(const std::stop_token& stop);
    void interrupt();
    bool mayHandOut() const;
    void countStep();

    // the grabber's thread
    const std::unique_ptr<Source> m_source;
    const Tell m_tell;
    const GrabberTimes m_times;
    SourceFacts m_facts;  // read by any thread once m_ended is set
    FramePtr m_pending;  // of a source that isn't live: read, and not in the mailbox yet
    Size m_size;
    double m_position = 0;  // Frame::position of the last one, or where a video was sent
    std::uint64_t m_id = 0;
    std::uint64_t m_lostHere = 0;  // of Source::lost() what was counted already
    std::size_t m_failures = 0;
    Clock::time_point m_lastFrame;
    bool m_saidSilent = false;
    bool m_saidOver = false;

    Mailbox<FramePtr> m_frames;

    // any thread
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Question> m_questions;
    std::stop_source m_interruption;
    FrameRate m_rate;
    GrabberCounts m_counts;
    bool m_live = true;  // SourceFacts::live
    bool m_paused = false;
    int m_steps = 0;
    bool m_ended = false;  // nobody answers any more

    std::jthread m_thread;  // last: starts when everything stands
};

}  // namespace inference::sources
