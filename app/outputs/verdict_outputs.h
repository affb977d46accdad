#pragma once

#include "app/outputs/output_queue.h"
#include "app/outputs/output_settings.h"

#include <memory>
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

    /// To each output that wants this verdict. Never blocks; any thread.
    void send(const VerdictRecord& record);

    /// As OutputQueue::finish(), for all of them; finished() comes when the last has ended. Returns at once.
    void finish();

    bool isEmpty() const { return m_entries.empty(); }
    std::vector<OutputStatus> states() const;

signals:
    /// Of one of them: at most every 200 ms for each.
    void changed();
    void finished();

private:
    struct Entry {
        OutputKind kind;
        WantedVerdicts wanted;
        std::unique_ptr<OutputQueue> queue;
    };
    template <typename Settings>
    void add(OutputKind kind, const Settings& settings, const QueueLimits& limits);

    std::vector<Entry> m_entries;  ///< as made; send() reads it from any thread
    std::size_t m_ended = 0;
};

}  // namespace app
