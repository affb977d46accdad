#include "widgets/part_arranger.h"

#include <utility>

namespace widgets {

PartArranger::PartArranger(QObject* parent) : QObject(parent)
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

PartArranger::~PartArranger()
{
    m_jobStop.request_stop();
}

void PartArranger::start(std::vector<Part> parts, const PartWish& wish, quint64 list)
{
    cancel();
    m_busy = true;
    m_jobStop = std::stop_source();
    std::optional<Job> old = Job{std::move(parts), wish, list, m_id, m_jobStop.get_token()};
    const std::lock_guard lock(m_mutex);
    std::swap(old, m_next);
    m_wake.notify_one();
}

void PartArranger::cancel()
{
    m_jobStop.request_stop();
    m_busy = false;
    ++m_id;
}

void PartArranger::run(const std::stop_token& stop)
{
    PartNameRanks names;
    quint64 list = 0;
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            job = *std::exchange(m_next, std::nullopt);
        }
        if (std::exchange(list, job.list) != job.list)
            names.clear();
        PartArrangement arrangement = arrange(job.parts, job.wish, names, job.stop);
        if (job.stop.stop_requested())
            continue;
        QMetaObject::invokeMethod(
            this, [this, id = job.id, arrangement = std::move(arrangement), size = int(job.parts.size())] { finish(id, arrangement, size); },
            Qt::QueuedConnection);
    }
}

void PartArranger::finish(quint64 id, const PartArrangement& arrangement, int size)
{
    if (id != m_id)
        return;
    m_busy = false;
    emit arranged(arrangement, size);
}

}  // namespace widgets
