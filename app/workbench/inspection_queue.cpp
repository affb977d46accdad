#include "app/workbench/inspection_queue.h"

namespace app {

InspectionQueue::InspectionQueue(QObject* parent)
    : QObject(parent)
{
    connect(&m_worker, &InspectionWorker::finished, this, &InspectionQueue::take, Qt::QueuedConnection);
    connect(&m_worker, &InspectionWorker::notKept, this, &InspectionQueue::notKept, Qt::QueuedConnection);
    connect(&m_worker, &InspectionWorker::keptAgain, this, &InspectionQueue::keptAgain, Qt::QueuedConnection);
    m_report.setSingleShot(true);
    m_report.setInterval(60);
    connect(&m_report, &QTimer::timeout, this, [this] { emit progressed(m_done, m_total, shareUnderWay()); });
    connect(&m_worker, &InspectionWorker::underWay, this, [this](quint64 id, double share) {
        if (const auto job = m_underWay.find(id); job != m_underWay.end() && job->part >= 0) {
            job->share = share;
            reportSoon();
        }
    }, Qt::QueuedConnection);
}

InspectionQueue::~InspectionQueue()
{
    abandon();
}

void InspectionQueue::setInspector(std::shared_ptr<const inference::pipeline::Inspector> inspector)
{
    m_inspector = std::move(inspector);
    startNext();
}

void InspectionQueue::enqueue(int part, const QString& path)
{
    if (m_waiting.contains(part))
        return;
    if (!isRunning())
        m_done = m_total = 0;
    m_waiting.insert(part, path);
    m_order.push_back(part);
    ++m_total;
    startNext();
    reportSoon();
}

void InspectionQueue::prioritise(int part)
{
    if (m_waiting.contains(part))
        m_order.push_front(part);
}

void InspectionQueue::cancel()
{
    const auto waiting = m_waiting.keys();
    m_waiting.clear();
    m_order.clear();
    for (UnderWay& job : m_underWay)
        job.stop.request_stop();
    m_total -= int(waiting.size());
    for (const int part : waiting)
        emit cancelled(part);
    reportSoon();
}

void InspectionQueue::abandon()
{
    m_waiting.clear();
    m_order.clear();
    for (UnderWay& job : m_underWay) {
        job.stop.request_stop();
        job.part = -1;
    }
    m_done = m_total = 0;
    reportSoon();
}

void InspectionQueue::reportSoon()
{
    if (!m_report.isActive())
        m_report.start();
}

double InspectionQueue::shareUnderWay() const
{
    double share = 0;
    for (const UnderWay& job : m_underWay)
        share += job.part >= 0 ? job.share : 0;
    return share;
}

void InspectionQueue::startNext()
{
    while (m_inspector && m_underWay.size() < InspectionWorker::depthFor(*m_inspector) && !m_order.empty()) {
        const int part = m_order.front();
        m_order.pop_front();
        const auto waiting = m_waiting.find(part);
        if (waiting == m_waiting.end())
            continue;
        const quint64 id = ++m_lastId;
        const std::stop_source stop;
        m_worker.submit({id, waiting.value(), m_inspector, m_archive, stop.get_token()});
        m_underWay.insert(id, {part, stop, m_archive});
        m_waiting.erase(waiting);
        emit started(part);
    }
}

void InspectionQueue::take(const InspectionOutcome& outcome)
{
    const UnderWay job = m_underWay.take(outcome.id);
    startNext();
    if (job.part < 0)
        return;
    ++m_done;
    if (const auto* inspection = std::get_if<std::shared_ptr<const inference::Inspection>>(&outcome.result))
        emit inspected(job.part, {outcome.image, *inspection, outcome.known, outcome.kept ? job.archive : nullptr});
    else if (const auto* error = std::get_if<inference::Error>(&outcome.result))
        emit failed(job.part, *error);
    else
        emit cancelled(job.part);
    reportSoon();
}

}  // namespace app
