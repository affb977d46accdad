#pragma once

#include "app/live/live_result.h"
#include "widgets/recent_verdicts.h"

#include <QObject>

#include <deque>
#include <mutex>

namespace app {

/// The last results that a person may want to look at again, with their frames: every part, and of free run what didn't pass, one a second
/// while the verdict stays the same. Bounded by number and by memory. add() and clear() on any thread; all else on the GUI thread.
class RecentResults : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 12;
    static constexpr std::size_t mostBytes = std::size_t(128) << 20;  ///< of pixels; at least one is kept

    using QObject::QObject;

    void add(const LiveResultPtr& result);
    void clear();
    QList<widgets::RecentVerdicts::Item> items() const;
    LiveResultPtr find(quint64 number) const;

signals:
    /// There is something new, or nothing any more. Emitted on the thread that brought it about: connect queued.
    void changed();

private:
    struct Kept {
        LiveResultPtr result;
        widgets::RecentVerdicts::Item item;
    };
    bool isWanted(const LiveResult& result) const;

    mutable std::mutex m_mutex;
    std::deque<Kept> m_kept;  // newest first
};

}  // namespace app
