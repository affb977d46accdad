#include "app/outputs/verdict_outputs.h"

#include <algorithm>
#include <utility>

namespace app {

VerdictOutputs::VerdictOutputs(const OutputSettings& settings, QueueLimits limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
{
    setSettings(settings);
}

VerdictOutputs::~VerdictOutputs()
{
    finish();
}

void VerdictOutputs::setSettings(const OutputSettings& settings)
{
    if (m_finishing || settings == m_settings)
        return;
    const OutputSettings before = std::exchange(m_settings, settings);
    follow(OutputKind::Csv, before.csv, settings.csv);
    follow(OutputKind::Webhook, before.webhook, settings.webhook);
    follow(OutputKind::Mqtt, before.mqtt, settings.mqtt);
    emit changed();
}

template <typename Settings>
void VerdictOutputs::follow(OutputKind kind, Settings before, const Settings& now)
{
    if (before == now)
        return;
    before.wanted = now.wanted;
    if (const auto entry = std::ranges::find(m_entries, kind, &Entry::kind); entry != m_entries.end()) {
        const std::lock_guard lock(m_mutex);
        if (before == now) {
            entry->wanted = now.wanted;
            return;
        }
        entry->queue->finish();
        m_leaving.push_back(std::move(entry->queue));
        m_entries.erase(entry);
    }
    add(kind, now);
}

template <typename Settings>
void VerdictOutputs::add(OutputKind kind, const Settings& settings)
{
    if (!settings.enabled || problemOf(settings))
        return;
    auto queue = std::make_unique<OutputQueue>([settings] { return makeOutput(settings); }, m_limits);
    connect(queue.get(), &OutputQueue::changed, this, &VerdictOutputs::changed);
    connect(queue.get(), &OutputQueue::finished, this, [this, kind, one = queue.get()] { takeEnd(kind, one); });
    ++m_running;
    const std::lock_guard lock(m_mutex);
    m_entries.push_back({kind, settings.wanted, std::move(queue)});
}

void VerdictOutputs::takeEnd(OutputKind kind, const OutputQueue* queue)
{
    emit ended(kind, queue->state());
    const auto left = std::ranges::find_if(m_leaving, [queue](const auto& one) { return one.get() == queue; });
    if (left != m_leaving.end()) {
        left->release()->deleteLater();  // it is its signal that is heard
        m_leaving.erase(left);
    }
    if (--m_running == 0 && m_finishing)
        emit finished();
}

void VerdictOutputs::send(const VerdictRecord& record)
{
    MessagePtr message;  // one for all
    const std::lock_guard lock(m_mutex);
    for (const Entry& entry : m_entries) {
        if (!isWanted(record, entry.wanted))
            continue;
        if (!message)
            message = std::make_shared<const VerdictMessage>(verdictMessage(record));
        entry.queue->send(message);
    }
}

void VerdictOutputs::finish()
{
    if (std::exchange(m_finishing, true))
        return;
    if (m_running == 0)
        QMetaObject::invokeMethod(this, &VerdictOutputs::finished, Qt::QueuedConnection);
    for (const Entry& entry : m_entries)
        entry.queue->finish();
}

std::vector<OutputStatus> VerdictOutputs::states() const
{
    std::vector<OutputStatus> states;
    states.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        states.push_back({entry.kind, entry.queue->state()});
    return states;
}

}  // namespace app
