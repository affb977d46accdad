#pragma once

#include "widgets/part_arrangement.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace widgets {

/// arrange() off the GUI thread, for lists so long that sorting them would be felt. The newest wish wins: once start() or
/// cancel() has returned, nothing older is signalled. GUI thread; the destructor stops and joins.
class PartArranger : public QObject {
    Q_OBJECT

public:
    explicit PartArranger(QObject* parent = nullptr);
    ~PartArranger() override;

    /// `list` names the list that `parts` are a growing copy of: keys of names are kept while it stays the same.
    void start(std::vector<Part> parts, const PartWish& wish, quint64 list);
    void cancel();
    bool isBusy() const { return m_busy; }

signals:
    /// `size`: how many parts the copy had.
    void arranged(const widgets::PartArrangement& arrangement, int size);

private:
    struct Job {
        std::vector<Part> parts;
        PartWish wish;
        quint64 list = 0;
        quint64 id = 0;
        std::stop_token stop;
    };

    void run(const std::stop_token& stop);
    void finish(quint64 id, const PartArrangement& arrangement, int size);

    // GUI thread
    quint64 m_id = 0;
    bool m_busy = false;
    std::stop_source m_jobStop{std::nostopstate};

    // both, under the mutex
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Job> m_next;

    std::jthread m_thread;  ///< last: joined before anything it uses goes
};

}  // namespace widgets
