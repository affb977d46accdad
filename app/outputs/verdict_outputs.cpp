#include "app/outputs/verdict_outputs.h"

namespace app {

template <typename Settings>
void VerdictOutputs::add(OutputKind kind, const Settings& settings, const QueueLimits& limits)
{
    if (!settings.enabled || problemOf(settings))
        return;
    auto queue = std::make_unique<OutputQueue>([settings] { return makeOutput(settings); }, limits);
    connect(queue.get(), &OutputQueue::changed, this, &VerdictOutputs::changed);
    connect(queue.get(), &OutputQueue::finished, this, [this] {
        if (++m_ended == m_entries.size())
            emit finished();
    });
    m_entries.push_back({kind, settings.wanted, std::move(queue)});
}

VerdictOutputs::VerdictOutputs(const OutputSettings& settings, QueueLimits limits, QObject* parent)
    : QObject(parent)
{
    add(OutputKind::Csv, settings.csv, limits);
    add(OutputKind::Webhook, settings.webhook, limits);
    add(OutputKind::Mqtt, settings.mqtt, limits);
}

VerdictOutputs::~VerdictOutputs()
{
    finish();
}

void VerdictOutputs::send(const VerdictRecord& record)
{
    MessagePtr message;  // one for all
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
    if (m_entries.empty())
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
