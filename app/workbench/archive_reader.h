#pragma once

#include "app/workbench/bounded_channel.h"
#include "app/workbench/inspection_worker.h"

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace app {

class ArchiveAccess;

/// Reads what archives keep for whoever asks, from whatever thread: a history is confined to one, so it has one of its own here.
class ArchiveReader {
public:
    using Answer = std::shared_ptr<const inference::Inspection>;

    ArchiveReader();
    ~ArchiveReader();

    /// What is kept of an image (SHA-256); null when nothing is. Waits for the disk; any thread, callers take turns. Throws
    /// inference::Error as History::find() does.
    Answer find(const std::string& image, const InspectionArchive& archive);

private:
    using Task = std::packaged_task<Answer(ArchiveAccess& access)>;

    std::mutex m_turn;
    BoundedChannel<Task> m_tasks {1};
    std::jthread m_thread;
};

}  // namespace app
