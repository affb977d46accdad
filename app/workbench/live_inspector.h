#pragma once

#include "core/error.h"
#include "judging/judge.h"
#include "pipeline/inspector.h"
#include "sources/frame.h"
#include "sources/frame_rate.h"
#include "sources/mailbox.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace app {

using LiveFrame = std::shared_ptr<const inference::sources::Frame>;
using LiveFrames = inference::sources::Mailbox<LiveFrame>;

/// What the model says of one frame: heat and outlines belong to this picture and to no other.
struct LiveResult {
    LiveFrame frame;
    std::shared_ptr<const inference::Recipe> recipe;  ///< by which it was judged
    std::shared_ptr<const inference::Inspection> inspection;
    std::shared_ptr<const inference::judging::RenderedMaps> maps;
    std::shared_ptr<const inference::Judgement> judgement;
    std::optional<inference::Error> error;  ///< set: there is no judgement
    double latencyMs = 0;  ///< from exposure to verdict
};

/// How it goes, for display.
struct LiveFigures {
    double judgedPerSecond = 0;
    double latencyMs = 0;          ///< of the last result
    std::uint64_t judged = 0;
    std::uint64_t passedOver = 0;  ///< frames that a newer one replaced before the model was free
};

/// Judges the newest frame there is, on a thread of its own; what came meanwhile is passed over and nothing queues, neither before
/// the model nor behind it: of results too only the newest waits. GUI thread API.
class LiveInspector : public QObject {
    Q_OBJECT

public:
    explicit LiveInspector(std::shared_ptr<LiveFrames> frames, QObject* parent = nullptr);
    ~LiveInspector() override;

    /// From the next frame on. No inspector: frames are left alone until there is one.
    void setInspector(std::shared_ptr<const inference::pipeline::Inspector> inspector);
    void setRecipe(std::shared_ptr<const inference::Recipe> recipe);

    /// The newest result that nobody has taken; null: none.
    std::shared_ptr<const LiveResult> takeResult();
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
    bool waitForTools(const std::stop_token& stop);
    Tools tools();
    static LiveResult judge(const LiveFrame& frame, const Tools& tools, const std::stop_token& stop);
    void put(LiveResult result);

    const std::shared_ptr<LiveFrames> m_frames;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Tools m_tools;                                ///< guarded by m_mutex
    std::shared_ptr<const LiveResult> m_result;   ///< guarded by m_mutex
    inference::sources::FrameRate m_rate;         ///< guarded by m_mutex
    LiveFigures m_figures;                        ///< guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace app
