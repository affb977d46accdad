#include "app/workbench/what_if_service.h"

#include "app/common/path_text.h"

#include <chrono>
#include <unordered_set>

namespace app {
namespace {

using inference::Error;
using inference::Recipe;
using inference::Verdict;
using inference::pipeline::KeptFigures;
namespace judging = inference::judging;

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostKept = 1000;

struct Verdicts {
    Verdict before;
    Verdict after;
    float score;
};

std::optional<Verdicts> byFigures(const KeptFigures& kept, const Recipe& before, const Recipe& after)
{
    const auto was = judging::verdictFrom(kept.figures, *kept.made, before);
    const auto is = judging::verdictFrom(kept.figures, *kept.made, after);
    if (!was || !is)
        return std::nullopt;
    return Verdicts {*was, *is, judging::combinedRegionScore(kept.figures, after)};
}

Verdicts byEvidence(const inference::Inspection& inspection, const Recipe& before, const Recipe& after)
{
    const judging::RenderedMaps maps = judging::renderMaps(inspection, after);
    const auto is = judging::judge(maps, inspection.imageSize, after);
    const float score = judging::combinedRegionScore(judging::figuresOf(maps, inspection.imageSize, after, is.score, false), after);
    const Verdict was = judging::renderAlike(before, after) ? judging::judge(maps, inspection.imageSize, before).verdict
                                                            : judging::judge(inspection, before).verdict;
    return {was, is.verdict, score};
}

/// Collects the answer and tells how far it has come, a few times a second.
class Collector {
public:
    Collector(WhatIfService& service, qint64 total)
        : m_service(service)
        , m_total(total)
    {
    }

    void add(const StoredPart& part, const Verdicts& verdicts)
    {
        if (verdicts.before != verdicts.after)
            answer.flips.append({part.image, pathText(part.path), part.label, verdicts.before, verdicts.after, std::max(0.0, double(verdicts.score))});
        ++answer.parts;
        tick();
    }
    void tick()
    {
        if (Clock::now() - m_told < std::chrono::milliseconds(60))
            return;
        m_told = Clock::now();
        emit m_service.progressed(answer.parts, m_total);
    }

    WhatIf answer;

private:
    WhatIfService& m_service;
    qint64 m_total;
    Clock::time_point m_told = Clock::now();
};

}  // namespace

WhatIfService::WhatIfService(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<app::WhatIf>();
    qRegisterMetaType<QList<app::GoldenVerdict>>();
    qRegisterMetaType<inference::Error>("inference::Error");
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

WhatIfService::~WhatIfService()
{
    cancel();
    m_thread.request_stop();
    m_thread.join();
}

void WhatIfService::setArchive(std::shared_ptr<const InspectionArchive> archive)
{
    const std::scoped_lock lock(m_mutex);
    m_archive = std::move(archive);
    m_kept.clear();
    m_running.request_stop();
}

void WhatIfService::keep(const std::string& image, const JudgedPart& judged)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_archive || image.empty() || m_kept.size() >= mostKept)
        return;
    m_kept.push_back({image, judged.recipe, judged.figures});
    m_changed.notify_all();
}

void WhatIfService::ask(const Recipe& before, const Recipe& after)
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_question = Question {before, after, {}};
    m_changed.notify_all();
}

void WhatIfService::cancel()
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_question.reset();
}

void WhatIfService::judgeGolden(const Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_golden = recipe;
    m_changed.notify_all();
}

void WhatIfService::loop(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_question || m_golden || !m_kept.empty(); })) {
        const auto archive = m_archive;
        const auto golden = std::exchange(m_golden, {});
        const std::deque<Kept> kept = std::exchange(m_kept, {});
        const auto question = std::exchange(m_question, {});
        m_running = question ? question->stop : std::stop_source();
        lock.unlock();
        if (archive) {
            try {
                write(kept, *archive);
                if (golden)
                    emit goldenJudged(goldenVerdicts(*golden, *archive));
                if (question)
                    emit answered(answer(*question, *archive));
            } catch (const inference::Cancelled&) {
                // Another question has come, or the window has gone.
            } catch (const Error& error) {
                m_history.reset();
                emit failed(error);
            }
        }
        lock.lock();
    }
}

History& WhatIfService::history(const InspectionArchive& archive)
{
    if (!m_history || m_historyPath != archive.history) {
        m_history.reset();
        m_history.emplace(archive.history);
        m_historyPath = archive.history;
    }
    return *m_history;
}

void WhatIfService::write(const std::deque<Kept>& kept, const InspectionArchive& archive)
{
    std::vector<StoredSummary> summaries;
    for (const Kept& one : kept)
        if (const auto id = history(archive).idOf({one.image, archive.setup}))
            summaries.push_back({*id, inference::pipeline::bytesOf(*one.figures, *one.made)});
    if (!summaries.empty())
        history(archive).putSummaries(inference::pipeline::figuresSummary, summaries);
}

WhatIf WhatIfService::answer(const Question& question, const InspectionArchive& archive)
{
    const auto start = Clock::now();
    const std::stop_token stop = question.stop.get_token();
    History& store = history(archive);
    qint64 total = 0;
    for (const StoredSetup& setup : store.setups())
        if (setup.setup == archive.setup)
            total = setup.inspections;
    Collector collector(*this, total);

    // Those that figures can't tell, or that have none, are judged from their evidence.
    std::unordered_set<InspectionId> told;
    std::vector<StoredPart> undecided;
    inference::pipeline::FiguresReader reader;
    store.streamSummaries(archive.setup, inference::pipeline::figuresSummary, [&](const StoredPart& part, std::span<const std::byte> bytes) {
        std::optional<Verdicts> verdicts;
        try {
            verdicts = byFigures(reader.read(bytes), question.before, question.after);
        } catch (const Error&) {
            // As if there were none.
        }
        told.insert(part.id);
        if (verdicts) {
            collector.add(part, *verdicts);
            ++collector.answer.byFigures;
        } else {
            undecided.push_back(part);
        }
    }, stop);
    for (const StoredPart& part : undecided) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        try {
            if (const auto inspection = store.find({part.image, archive.setup}))
                collector.add(part, byEvidence(*inspection, question.before, question.after));
        } catch (const Error& error) {
            if (error.code() != inference::ErrorCode::EvidenceCorrupt)
                throw;
            ++collector.answer.unreadable;
        }
    }
    if (qint64(told.size()) < total)
        store.stream(archive.setup, {[&](const StoredPart& part, const std::shared_ptr<const inference::Inspection>& inspection) {
                                         if (!told.contains(part.id))
                                             collector.add(part, byEvidence(*inspection, question.before, question.after));
                                     },
                                     [&](const StoredPart&, const Error&) { ++collector.answer.unreadable; }}, stop);
    collector.answer.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return std::move(collector.answer);
}

QList<GoldenVerdict> WhatIfService::goldenVerdicts(const Recipe& recipe, const InspectionArchive& archive)
{
    QList<GoldenVerdict> verdicts;
    for (const inference::GoldenPart& part : recipe.golden) {
        std::optional<Verdict> now;
        try {
            if (const auto inspection = history(archive).find({part.image, archive.setup}))
                now = judging::judge(*inspection, recipe).verdict;
        } catch (const Error& error) {
            if (error.code() != inference::ErrorCode::EvidenceCorrupt)
                throw;
        }
        verdicts.append({part, now});
    }
    return verdicts;
}

}  // namespace app
