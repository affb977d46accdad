#pragma once

#include "app/live/live_run.h"
#include "app/live/record_maker.h"
#include "app/live/recorder.h"
#include "app/outputs/verdict_outputs.h"
#include "app/workbench/recent_results.h"

#include <QObject>
#include <QPointer>

namespace app {

/// Where each verdict of a run goes: into the history and onto the disk, to the line's outputs, and to the last results at hand. The calls
/// of a run come on its threads and never wait. GUI thread, but for the functions that sinks() gives.
class LiveDesk : public QObject {
    Q_OBJECT

public:
    explicit LiveDesk(std::filesystem::path history, QObject* parent = nullptr);
    ~LiveDesk() override;

    Recorder& recorder() { return m_recorder; }
    RecentResults& recent() { return m_recent; }
    /// How the outputs of the run fare; empty: none is on.
    std::vector<OutputStatus> outputs() const;

    void setRecording(const RecorderOptions& options) { m_recorder.setOptions(options); }
    /// Begins a run: what the setup's `judged` and `seen` are to call.
    void begin(const RunFacts& facts, const OutputSettings& outputs, LiveSetup& setup);
    /// The run has ended, and none of these is called any more; outputs deliver what waits, for a moment.
    void end();
    /// What is said of a result of the present run, or the last.
    VerdictRecord recordOf(const LiveResult& result) const;

signals:
    void outputsChanged();

private:
    RunFacts m_facts;
    Recorder m_recorder;
    RecentResults m_recent;
    QPointer<VerdictOutputs> m_outputs;  ///< of the run; goes by itself when it has finished
};

}  // namespace app
