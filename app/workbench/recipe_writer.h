#pragma once

#include "core/error.h"
#include "core/recipe.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace app {

/// Writes recipe files on a thread of its own, so that nobody waits for the disk while a limit is dragged. In the order in which
/// they are given; of several that wait for one file only the newest is written. GUI thread, its signals too.
class RecipeWriter : public QObject {
    Q_OBJECT

public:
    using Path = std::filesystem::path;

    explicit RecipeWriter(QObject* parent = nullptr);
    /// Writes what waits.
    ~RecipeWriter() override;

    /// Makes the folder where there is none. Once it is written, and only then, `obsolete` are removed.
    void write(const Path& file, const inference::Recipe& recipe, const std::vector<Path>& obsolete = {});
    void remove(const Path& file);
    /// Waits until everything is done and has been told, what is asked for on being told too.
    void flush();

signals:
    void written(const std::filesystem::path& file, const inference::Recipe& recipe);
    void failed(const std::filesystem::path& file, const inference::Error& error);

private:
    struct Job {
        Path file;                                ///< empty: only removes
        inference::Recipe recipe;
        std::vector<Path> obsolete;
        std::optional<inference::Error> error {};  ///< of a job that is done
    };

    void put(Job job);
    void loop(const std::stop_token& stop);
    static void work(Job& job);
    void tell();

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_waiting;  ///< guarded by m_mutex
    std::deque<Job> m_done;     ///< guarded by m_mutex; not told yet
    bool m_working = false;     ///< guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace app
