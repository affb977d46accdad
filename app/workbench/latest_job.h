#pragma once

#include <QElapsedTimer>
#include <QMetaObject>
#include <QObject>

#include <functional>
#include <stop_token>
#include <thread>

namespace app {

/// One piece of work behind the window, on a thread of its own that makes way for the others. A newer one takes the place of one
/// under way: that is asked to stop, ends behind it, and nothing of it is heard any more. GUI thread, but for its Voice. A member of its owner.
class LatestJob {
public:
    /// How the work speaks to the GUI thread.
    class Voice {
    public:
        /// `task` is run there, unless the job was cancelled or another has begun by then.
        template <typename Task>
        void tell(Task task) const
        {
            QMetaObject::invokeMethod(m_job->m_owner, [job = m_job, wish = m_wish, task = std::move(task)] {
                if (wish == job->m_wish)
                    task();
            }, Qt::QueuedConnection);
        }
        /// The same as the last word: the job isn't running any more when `task` is.
        template <typename Task>
        void end(Task task) const
        {
            tell([job = m_job, task = std::move(task)] {
                job->m_running = false;
                task();
            });
        }

    private:
        friend class LatestJob;
        Voice(LatestJob* job, quint64 wish)
            : m_job(job)
            , m_wish(wish)
        {
        }
        LatestJob* m_job;
        quint64 m_wish;
    };
    /// Must end() on every way out but a stop; throws nothing.
    using Work = std::function<void(const Voice& voice, const std::stop_token& stop)>;

    explicit LatestJob(QObject* owner)
        : m_owner(owner)
    {
    }

    void start(Work work);
    /// At once; the thread ends behind it. False: nothing was running.
    bool cancel();
    bool isRunning() const { return m_running; }

private:
    QObject* m_owner;
    quint64 m_wish = 0;
    bool m_running = false;
    std::jthread m_thread;  ///< stops and is waited for when the owner goes
};

/// Progress is told at most every 60 ms, and at its end. One thread.
class ProgressPace {
public:
    bool isTime(bool last = false)
    {
        constexpr qint64 every = 60;
        if (m_told.isValid() && m_told.elapsed() < every && !last)
            return false;
        m_told.start();
        return true;
    }

private:
    QElapsedTimer m_told;
};

}  // namespace app
