#pragma once

#include "app/live/live_result.h"
#include "pipeline/inspector.h"
#include "sources/frame_rate.h"

#include <QObject>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// How it goes, for display.
struct LiveFigures {
    double judgedPerSecond = 0;
    double latencyMs = 0;          ///< of the last result
    std::uint64_t judged = 0;
    std::uint64_t passedOver = 0;  ///< frames that a newer one replaced before the model was free
};

/// Judges the newest frame there is, on a thread of its own; what came meanwhile is passed over and nothing queues, neither before
/// the model nor behind it: of results too only the newest waits. In free run a frame that has waited is left for the next one where that
/// is due so soon that hardly a verdict is lost by it: what is judged is then as new as it can be. GUI thread API.
class LiveInspector : public QObject {
    Q_OBJECT

public:
    /// Hears of every result, also of those that nobody takes, on the inspector's thread, after it has been offered: the next frame
    /// waits until it returns, so it must not block.
    using Listener = std::function<void(const LiveResultPtr& result)>;

    /// Hears of each frame when the model begins with it, likewise.
    using Begin = std::function<void(const LiveFrame& frame)>;

    explicit LiveInspector(std::shared_ptr<LiveShots> shots, Listener listener = {}, Begin begin = {}, QObject* parent = nullptr);
    ~LiveInspector() override;

    /// From the next frame on. No inspector: frames are left alone until there is one, and a part's waits.
    void setInspector(std::shared_ptr<const inference::pipeline::Inspector> inspector);
    void setRecipe(std::shared_ptr<const inference::Recipe> recipe);
    /// Both at once: no frame is inspected by the one model and judged by the recipe of the other.
    void setTools(std::shared_ptr<const inference::pipeline::Inspector> inspector, std::shared_ptr<const inference::Recipe> recipe);

    /// The newest result that nobody has taken; null: none.
    LiveResultPtr takeResult();
    LiveFigures figures();

signals:
    /// A result waits. Not said again until it has been taken; emitted on the inspector's thread: connect queued.
    void resultReady();

private:
    struct Tools {
        std::shared_ptr<const inference::pipeline::Inspector> inspector;
        std::shared_ptr<const inference::Recipe> recipe;
    };

    void loop(const std::stop_token& stop);
    std::optional<LiveShot> nextShot(const std::stop_token& stop);
    std::optional<Tools> waitForTools(const std::stop_token& stop);
    Tools tools();
    static LiveResult judge(const LiveShot& shot, const Tools& tools, const std::stop_token& stop);
    void put(LiveResult result);

    const std::shared_ptr<LiveShots> m_shots;
    const Listener m_listener;
    const Begin m_begin;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Tools m_tools;                                ///< guarded by m_mutex
    LiveResultPtr m_result;                      ///< guarded by m_mutex
    inference::sources::FrameRate m_rate;         ///< guarded by m_mutex
    LiveFigures m_figures;                        ///< guarded by m_mutex
    // the inspector's thread
    inference::sources::Clock::duration m_judging {};   // how long the last one took
    LiveFrame m_last;                                   // judged last
    std::jthread m_thread;
};

}  // namespace app
