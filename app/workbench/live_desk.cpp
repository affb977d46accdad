#include "app/workbench/live_desk.h"

#include <algorithm>
#include <ranges>
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
    {
        const std::lock_guard lock(m_mutex);
        m_runs = {{facts}};
        m_next.clear();
    }
    m_maker.emplace(facts);
    m_recent.clear();
    m_recorder.beginRun(facts);
    m_outputs = new VerdictOutputs(outputs, {}, this);
    connect(m_outputs, &VerdictOutputs::changed, this, &LiveDesk::outputsChanged);
    connect(m_outputs, &VerdictOutputs::ended, this, &LiveDesk::outputEnded);
    setup.seen = [this, seen = std::move(setup.seen)](const LiveFrame& frame) {
        if (seen)
            seen(frame);
        m_recorder.noteFrame(frame);
    };
    setup.judged = [this, sender = m_outputs.get()](const LiveResultPtr& result) { take(result, *sender); };
}

void LiveDesk::setOutputs(const OutputSettings& settings)
{
    if (m_outputs)
        m_outputs->setSettings(settings);
}

void LiveDesk::change(const RunFacts& facts)
{
    const std::lock_guard lock(m_mutex);
    m_next.push_back(facts);
}

/// The inspector's thread.
void LiveDesk::take(const LiveResultPtr& result, VerdictOutputs& outputs)
{
    beginRunOf(*result);
    VerdictRecord record = m_maker->recordOf(*result);
    PlcResult told = plcResult(record);
    told.exposed = result->shot.frame->exposed;
    m_plc.told(told, result->shot.asked);
    record.file = m_recorder.note(result, record);
    outputs.send(record);
    m_recent.add(result);
}

/// Where this is the first result of its model.
void LiveDesk::beginRunOf(const LiveResult& result)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_next, [&](const RunFacts& facts) { return facts.inspector.lock() == result.inspector; });
    if (found == m_next.end())
        return;
    m_runs.push_back({*found, result.number - 1});
    m_next.erase(m_next.begin(), found + 1);
    m_maker.emplace(m_runs.back().facts);
    m_recorder.changeRun(m_runs.back().facts);
    m_recent.clear();  // it would keep the model before in memory
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
    Run run;
    {
        const std::lock_guard lock(m_mutex);
        run = *std::ranges::find_if(m_runs | std::views::reverse, [&](const Run& one) { return result.number > one.before; });
    }
    VerdictRecord record = RecordMaker(run.facts).recordOf(result);
    record.number = result.number - run.before;
    return record;
}

}  // namespace app
