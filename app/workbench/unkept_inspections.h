#pragma once

#include "app/store/history_service.h"
#include "app/workbench/inspection_worker.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace app {

class ArchiveAccess;

/// Inspections that couldn't be kept, until they can: in the order in which they were made. Confined to one thread.
class UnkeptInspections {
public:
    using Clock = std::chrono::steady_clock;

    /// 43 KB each at the published size. Of more than these the oldest is given up: it is inspected again when it is opened next.
    static constexpr std::size_t most = 2048;

    struct One {
        std::shared_ptr<const InspectionArchive> archive;
        std::string image;  ///< SHA-256
        std::shared_ptr<const inference::Inspection> inspection;
    };

    explicit UnkeptInspections(RetryTimes retry)
        : m_retry(retry)
    {
    }

    bool isEmpty() const { return m_waiting.empty(); }
    void add(One one);
    /// When the next try is due; each pause is twice as long as the one before.
    Clock::time_point due() const { return m_due; }
    /// Keeping works again: there is no need to wait.
    void hurry() { m_due = {}; }
    /// Tries one after the other up to the first that fails, and answers why. Nothing: all are kept.
    std::optional<inference::Error> retry(ArchiveAccess& access);

private:
    const RetryTimes m_retry;
    std::deque<One> m_waiting;
    std::chrono::milliseconds m_pause {};
    Clock::time_point m_due;
};

}  // namespace app
