#pragma once

#include "app/live/live_status.h"
#include "app/live/score_sentinel.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace app {

/// What is watched, and how.
struct LiveSetup {
    std::unique_ptr<inference::sources::Source> source;
    LiveFeed::Options feed;
    bool cameraTrigger = false;  ///< trigger() and askForPart() ask the camera for a picture instead of waiting for the next one
    /// Each picture, on the feed's thread, and each result, on the inspector's; neither must block. They are let go of, behind the window,
    /// when nothing calls them any more.
    std::function<void(const LiveFrame& frame)> seen;
    std::function<void(const LiveResultPtr& result)> judged;
    /// Each frame that the model begins with, on the inspector's thread: time to make it ready for the screen.
    std::function<void(const LiveFrame& frame)> begun;
};

/// A thing of which the person hears at once and that he can read again later.
struct LiveClockJump {
    double seconds;
};
struct LiveCameraChanged { };
struct LiveScoresChanged { };
using LiveEvent = std::variant<inference::sources::Opened, inference::sources::Lost, inference::sources::Retrying, inference::sources::SizeChanged,
    inference::sources::Silent, inference::sources::Over, inference::sources::PictureProblem, LiveClockJump, LiveCameraChanged, LiveScoresChanged>;

/// The live view without its window: source, feed and inspector, started and stopped together. Never waits: what ends takes its time on a
/// thread of its own. GUI thread.
class LiveRun : public QObject {
    Q_OBJECT

public:
    explicit LiveRun(QObject* parent = nullptr);
    ~LiveRun() override;  ///< waits for what ends

    /// Only while stopped: what ends must have let go of its source.
    void start(LiveSetup setup);
    void stop();
    bool isRunning() const { return m_engine != nullptr; }

    const std::shared_ptr<const inference::pipeline::Inspector>& inspector() const { return m_inspector; }
    void setRecipe(std::shared_ptr<const inference::Recipe> recipe);
    /// Both at once. Source, feed and trigger go on, no part is lost or judged twice, and verdicts are counted anew from the new model's first
    /// one on (LiveResult::inspector tells whose it is).
    void setTools(std::shared_ptr<const inference::pipeline::Inspector> inspector, std::shared_ptr<const inference::Recipe> recipe);

    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    void step();     ///< while paused: one picture
    void trigger();  ///< of TriggerMode::Software
    /// Likewise, for somebody who wants to know the part again, now and not when the window has time: LiveFeed::ask(). Any thread; the run outlives the call.
    void askForPart(std::uint64_t number, inference::sources::Clock::time_point when);
    void forgetAskedPart(std::uint64_t number);
    void takeAsEmpty();
    void forgetEmpty();
    void setPartLimits(const PartTrigger::Limits& limits);
    void seek(double seconds);
    /// Sets it on the running source; settingsRead() follows, also after a refusal.
    void set(const std::string& key, double value);

    LiveStatus status() const;
    LiveResultPtr takeResult();

signals:
    void started();
    void stopped();
    /// At least ten times a second while something runs, and at once when the condition changes.
    void statusChanged();
    void happened(const app::LiveEvent& event);
    void resultReady();
    /// What the source can be set to; comes after it was opened.
    void settingsRead(const std::vector<inference::sources::Setting>& settings);
    /// The source refused what set(), seek(), trigger() or askForPart() asked for.
    void refused(const inference::Error& error);
    void durationRead(double seconds);  ///< of a video

private:
    struct Engine;
    struct Watch;
    enum class Link : std::uint8_t { Opening, Open, Lost };

    void end();
    void takeEvent(std::uint64_t engine, const inference::sources::SourceEvent& event);
    void apply(const inference::sources::Opened& opened);
    void apply(const inference::sources::Lost& lost);
    void apply(const inference::sources::Retrying& retrying);
    void apply(const inference::sources::Silent& silent);
    void apply(const inference::sources::Over& over);
    void apply(const inference::sources::SizeChanged&) { }     // only said
    void apply(const inference::sources::PictureProblem&) { }  // likewise
    void readSource();
    void ask(std::function<void(inference::sources::Source&)> what);
    void askOf(Engine& engine, std::function<void(inference::sources::Source&)> what);
    void tick();
    LiveCondition condition(const LiveStatus& status) const;

    std::unique_ptr<Engine> m_engine;
    std::mutex m_askMutex;
    Engine* m_asked = nullptr;  ///< guarded by m_askMutex; the same, for other threads
    std::jthread m_ending;
    bool m_isEnding = false;
    std::uint64_t m_engineNumber = 0;
    std::shared_ptr<const inference::pipeline::Inspector> m_inspector;
    std::shared_ptr<const inference::Recipe> m_recipe;
    QTimer m_tick;
    bool m_paused = false;

    // of the engine
    Link m_link = Link::Opening;
    LiveStatus m_told;  // what comes by events
    std::optional<std::uint64_t> m_silentSince;  // GrabberCounts::received when it became silent
    bool m_over = false;
    std::uint64_t m_reads = 0;  // of the source's settings: only the answer to the last is told
    std::uint64_t m_jumps = 0;
    bool m_cameraChanged = false, m_scoresChanged = false;  // said
};

}  // namespace app

Q_DECLARE_METATYPE(app::LiveEvent)
