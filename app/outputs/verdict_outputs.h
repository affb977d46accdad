#pragma once

#include "app/outputs/output_queue.h"
#include "app/outputs/output_settings.h"

#include <memory>
#include <mutex>
#include <vector>

namespace app {

/// An output of a run, and how it fares.
struct OutputStatus {
    OutputKind kind = OutputKind::Csv;
    OutputState state;
};

/// The outputs of a run: each enabled one whose fields are right, with a queue of its own, so that none waits for another. GUI thread API, but for
/// send().
class VerdictOutputs : public QObject {
    Q_OBJECT

public:
    explicit VerdictOutputs(const OutputSettings& settings, QueueLimits limits = {}, QObject* parent = nullptr);
    /// Waits for all queues at once, as OutputQueue's does for its own.
    ~VerdictOutputs() override;

    /// Holds from the next verdict on. An output that is turned off, or on with other fields, hears of no more; what waits for it is tried as
    /// after finish(). Nothing changes after that.
    void setSettings(const OutputSettings& settings);

    /// To each output that wants this verdict. Never blocks; any thread.
    void send(const VerdictRecord& record);

    /// As OutputQueue::finish(), for all of them; finished() comes when the last has ended. Returns at once.
    void finish();

    bool isEmpty() const { return m_entries.empty(); }
    /// Of those that are on.
    std::vector<OutputStatus> states() const;

signals:
    /// Of one of them: at most every 200 ms for each.
    void changed();
    /// One of them, because it was turned off or because all have to; what became of its verdicts is final.
    void ended(app::OutputKind kind, const app::OutputState& state);
    void finished();

private:
    struct Entry {
        OutputKind kind;
        WantedVerdicts wanted;
        std::unique_ptr<OutputQueue> queue;
    };
    template <typename Settings>
    void follow(OutputKind kind, Settings before, const Settings& now);
    template <typename Settings>
    void add(OutputKind kind, const Settings& settings);
    void takeEnd(OutputKind kind, const OutputQueue* queue);

    const QueueLimits m_limits;
    OutputSettings m_settings;
    std::mutex m_mutex;
    std::vector<Entry> m_entries;  ///< changed on the GUI thread alone, guarded by m_mutex for send()
    std::vector<std::unique_ptr<OutputQueue>> m_leaving;  ///< turned off; each until it has ended
    std::size_t m_running = 0;     ///< of both, those that haven't ended
    bool m_finishing = false;
};

}  // namespace app
