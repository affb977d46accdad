#include "app/workbench/live_desk.h"

#include <memory>
#include <utility>

namespace app {

LiveDesk::LiveDesk(std::filesystem::path history, QObject* parent)
    : QObject(parent)
    , m_recorder(std::move(history))
{
}

LiveDesk::~LiveDesk() = default;

std::vector<OutputStatus> LiveDesk::outputs() const
{
    return m_outputs ? m_outputs->states() : std::vector<OutputStatus>();
}

void LiveDesk::begin(const RunFacts& facts, const OutputSettings& outputs, LiveSetup& setup)
{
    m_facts = facts;
    m_recent.clear();
    m_recorder.beginRun(facts);
    m_outputs = new VerdictOutputs(outputs, {}, this);
    connect(m_outputs, &VerdictOutputs::changed, this, &LiveDesk::outputsChanged);
    setup.seen = [this, seen = std::move(setup.seen)](const LiveFrame& frame) {
        if (seen)
            seen(frame);
        m_recorder.noteFrame(frame);
    };
    // The inspector's thread alone calls this, so the maker needs no lock.
    setup.judged = [this, maker = std::make_shared<RecordMaker>(facts), sender = m_outputs.get()](const LiveResultPtr& result) {
        VerdictRecord record = maker->recordOf(*result);
        record.file = m_recorder.note(result, record);
        sender->send(record);
        m_recent.add(result);
    };
}

void LiveDesk::end()
{
    m_recorder.endRun();
    if (!m_outputs)
        return;
    // It may try for seconds to deliver what waits, and the next run may have begun by then.
    connect(m_outputs, &VerdictOutputs::finished, m_outputs, &QObject::deleteLater);
    m_outputs->finish();
}

VerdictRecord LiveDesk::recordOf(const LiveResult& result) const
{
    VerdictRecord record = RecordMaker(m_facts).recordOf(result);
    record.number = result.number;
    return record;
}

}  // namespace app
