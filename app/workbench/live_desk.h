#pragma once

#include "app/live/live_run.h"
#include "app/live/record_maker.h"
#include "app/live/recorder.h"
#include "app/outputs/verdict_outputs.h"
#include "app/plc/plc_link.h"
#include "app/workbench/recent_results.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace app {

/// Where each verdict of a run goes: to the line's PLC, into the history and onto the disk, to the line's outputs, and to the last results at hand. The calls
/// of a run come on its threads and never wait. GUI thread, but for the functions that sinks() gives.
class LiveDesk : public QObject {
    Q_OBJECT

public:
    explicit LiveDesk(std::filesystem::path history, QObject* parent = nullptr);
    ~LiveDesk() override;

    Recorder& recorder() { return m_recorder; }
    RecentResults& recent() { return m_recent; }
    PlcLink& plc() { return m_plc; }
    /// How the outputs of the run fare; empty: none is on.
    std::vector<OutputStatus> outputs() const;

    void setRecording(const RecorderOptions& options) { m_recorder.setOptions(options); }
    /// Begins a run: what the setup's `judged` and `seen` are to call.
    void begin(const RunFacts& facts, const OutputSettings& outputs, LiveSetup& setup);
    /// Of the run that is there, if any: from the next verdict on.
    void setOutputs(const OutputSettings& settings);
    /// Another model is about to go on with the same source. Its run begins with its first result: what the model before still has in hand
    /// belongs to the run before.
    void change(const RunFacts& facts);
    /// The run has ended, and none of these is called any more; outputs deliver what waits, for a moment.
    void end();
    /// What is said of a result since begin().
    VerdictRecord recordOf(const LiveResult& result) const;

signals:
    void outputsChanged();
    /// As VerdictOutputs::ended(); the next run may have begun by then.
    void outputEnded(app::OutputKind kind, const app::OutputState& state);

private:
    struct Run {
        RunFacts facts;
        std::uint64_t before = 0;  ///< results since begin() that came before its first
    };
    void take(const LiveResultPtr& result, VerdictOutputs& outputs);
    void beginRunOf(const LiveResult& result);

    Recorder m_recorder;
    RecentResults m_recent;
    PlcLink m_plc;
    QPointer<VerdictOutputs> m_outputs;  ///< of the run; goes by itself when it has finished
    mutable std::mutex m_mutex;
    std::vector<Run> m_runs;      ///< guarded by m_mutex; since begin(), the present one last
    std::deque<RunFacts> m_next;  ///< guarded by m_mutex; of models that have given no result yet
    std::optional<RecordMaker> m_maker;  ///< of the present run; the inspector's thread, while one is there
};

}  // namespace app
