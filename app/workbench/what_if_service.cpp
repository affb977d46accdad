#include "app/workbench/what_if_service.h"

#include "app/common/path_text.h"
#include "pipeline/inspector.h"

#include <chrono>

namespace app {
namespace {

using inference::Error;
using inference::Recipe;
using inference::Verdict;
using inference::pipeline::KeptFigures;
namespace judging = inference::judging;

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostKept = 1000;

/// The verdict and the figures of an image whose maps were made under `recipe`: what judge() says, without its contours.
std::pair<Verdict, judging::PartFigures> judged(const judging::RenderedMaps& maps, inference::Size size, const Recipe& recipe, bool curves)
{
    judging::PartFigures figures = judging::figuresOf(maps, size, recipe, curves);
    const auto verdict = judging::verdictFrom(figures, recipe, recipe);
    return {verdict ? *verdict : judging::judge(maps, size, recipe).verdict, std::move(figures)};
}

/// What a gate makes of a picture that was never measured isn't known, nor what an anchor does without its copy.
bool asksInVain(const Recipe& recipe, bool measured, bool placeable)
{
    return (!measured && recipe.gate.asks()) || (!placeable && recipe.usedAnchor());
}

bool asksInVain(const Recipe& recipe, const inference::Inspection& inspection)
{
    return asksInVain(recipe, inspection.picture.has_value(), inspection.grey != nullptr);
}

/// What a thread may meet, as one of ours.
Error errorOf(const std::exception& error)
{
    if (const auto* const ours = dynamic_cast<const Error*>(&error))
        return *ours;
    if (dynamic_cast<const std::bad_alloc*>(&error))
        return Error(inference::ErrorCode::OutOfMemory);
    return Error(inference::ErrorCode::Internal, {error.what()});
}

}  // namespace

/// A part that its figures don't tell all of.
struct WhatIfService::Undecided {
    StoredPart part;
    std::optional<Verdict> before;  ///< told all the same
    bool bare = false;              ///< it has no figures
};

/// Collects the answer and tells how far it has come, a few times a second.
class WhatIfService::Collector {
public:
    Collector(WhatIfService& service, qint64 total)
        : m_service(service)
        , m_total(total)
    {
    }

    void add(const StoredPart& part, Verdict before, Verdict after, float score)
    {
        if (before != after)
            answer.flips.append({part.image, pathText(part.path), part.label, before, after, std::max(0.0, double(score))});
        ++answer.parts;
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

WhatIfService::WhatIfService(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<app::WhatIf>();
    qRegisterMetaType<QList<app::GoldenVerdict>>();
    qRegisterMetaType<inference::Error>("inference::Error");
    qRegisterMetaType<inference::Recipe>("inference::Recipe");
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

WhatIfService::~WhatIfService()
{
    cancel();
    m_thread.request_stop();
    m_thread.join();
}

void WhatIfService::setArchive(Archive archive)
{
    const std::scoped_lock lock(m_mutex);
    m_archive = std::move(archive);
    m_archiveKnown = true;
    m_kept.clear();
    m_running.request_stop();
    m_changed.notify_all();
}

void WhatIfService::keep(const std::string& image, const JudgedPart& judged)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_archive || image.empty() || !judged.figures || m_kept.size() >= mostKept)
        return;
    m_kept.push_back({image, judged.recipe, judged.figures});
    m_changed.notify_all();
}

void WhatIfService::ask(const Recipe& before, const Recipe& after)
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_question = Question {++m_asked, before, after, {}};
    m_wanted = true;
    m_changed.notify_all();
}

void WhatIfService::cancel()
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_question.reset();
    m_wanted = false;
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
    while (m_changed.wait(lock, stop, [this] { return m_archiveKnown && (m_question || m_golden || !m_kept.empty()); }) && !stop.stop_requested()) {
        const Archive archive = m_archive;
        const std::deque<Kept> kept = std::exchange(m_kept, {});
        const auto question = std::exchange(m_question, {});
        m_running = question ? question->stop : std::stop_source();
        lock.unlock();
        answerGolden(archive);
        write(kept, archive);
        if (question)
            answer(*question, archive);
        lock.lock();
    }
}

History& WhatIfService::history(const Archive& archive)
{
    if (!m_history || m_historyOf != archive) {
        m_history.reset();
        m_history.emplace(archive->history);
        m_historyOf = archive;
    }
    return *m_history;
}

void WhatIfService::write(const std::deque<Kept>& kept, const Archive& archive)
{
    if (!archive || kept.empty())
        return;
    try {
        std::vector<StoredSummary> summaries;
        for (const Kept& one : kept)
            if (const auto id = history(archive).idOf({one.image, archive->setup}))
                summaries.push_back({*id, inference::pipeline::bytesOf(*one.figures, *one.made)});
        if (!summaries.empty())
            history(archive).putSummaries(inference::pipeline::figuresSummary, summaries);
    } catch (const std::exception& error) {
        // They are made again when they are asked for.
        qWarning("figures: %s", error.what());
        m_history.reset();
    }
}

void WhatIfService::answer(const Question& question, const Archive& archive)
{
    try {
        WhatIf found;
        found.hasHistory = archive != nullptr;
        emit answered(archive ? judgeAll(question, archive) : found);
    } catch (const inference::Cancelled&) {
        // Another question has come, nobody wants to know any more, or it is another history that is to be asked.
        const std::scoped_lock lock(m_mutex);
        if (m_wanted && !m_question && question.number == m_asked)
            m_question = Question {question.number, question.before, question.after, {}};
    } catch (const std::exception& error) {
        m_history.reset();
        emit failed(errorOf(error));
    }
}

WhatIf WhatIfService::judgeAll(const Question& question, const Archive& archive)
{
    const auto start = Clock::now();
    const std::stop_token stop = question.stop.get_token();
    History& store = history(archive);
    qint64 total = 0;
    for (const StoredSetup& setup : store.setups())
        if (setup.setup == archive->setup)
            total = setup.inspections;
    Collector collector(*this, total);

    std::vector<Undecided> undecided;
    for (StoredPart& part : store.partsWithoutSummary(archive->setup, inference::pipeline::figuresSummary))
        undecided.push_back({std::move(part), {}, true});
    inference::pipeline::FiguresReader reader;
    store.streamSummaries(archive->setup, inference::pipeline::figuresSummary, [&](const StoredPart& part, std::span<const std::byte> bytes) {
        try {
            const KeptFigures kept = reader.read(bytes);
            if (const bool measured = kept.figures.picture.has_value(), placeable = kept.figures.placement || !kept.made->usedAnchor();
                asksInVain(question.before, measured, placeable) || asksInVain(question.after, measured, placeable)) {
                ++collector.answer.unmeasured;
                return;
            }
            // What was seen in other tiles tells nothing of these.
            const auto was = question.before.tileSide == question.after.tileSide ? judging::verdictFrom(kept.figures, *kept.made, question.before) : std::nullopt;
            const judging::MovedLimits moved(*kept.made, question.after);
            const auto is = moved.verdict(kept.figures);
            if (was && is && (was == is || moved.hasSameRegions())) {  // else the score that goes with a flip isn't known
                collector.add(part, *was, *is, judging::combinedRegionScore(kept.figures, question.after));
                ++collector.answer.byFigures;
            } else {
                undecided.push_back({part, was, false});
            }
        } catch (const Error&) {
            undecided.push_back({part, {}, true});
        }
    }, stop);
    judgeEvidence(undecided, question, archive, collector);
    collector.answer.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return std::move(collector.answer);
}

/// What figures can't tell. Parts that had none have some afterwards.
void WhatIfService::judgeEvidence(const std::vector<Undecided>& undecided, const Question& question, const Archive& archive, Collector& collector)
{
    std::vector<StoredSummary> made;
    InspectionSetup earlier = archive->setup;
    earlier.views = inference::pipeline::viewsName(question.before.tileSide);
    for (const Undecided& one : undecided) {
        answerGolden(archive);
        if (question.stop.stop_requested()) {
            keepMade(made, archive);
            throw inference::Cancelled();
        }
        try {
            const auto inspection = history(archive).find({one.part.image, archive->setup});
            const auto before = question.before.tileSide == question.after.tileSide ? inspection : history(archive).find({one.part.image, earlier});
            if (inspection && before)
                judgeEvidence(one, *before, *inspection, question, collector, made);
            else if (inspection)
                ++collector.answer.otherwiseCut;
        } catch (const Error& error) {
            if (error.code() == inference::ErrorCode::BaselineMismatch)
                ++collector.answer.unfit;
            else if (error.code() == inference::ErrorCode::EvidenceCorrupt)
                ++collector.answer.unreadable;
            else
                throw;
        }
        if (made.size() >= 64)
            keepMade(made, archive);
    }
    keepMade(made, archive);
}

void WhatIfService::judgeEvidence(const Undecided& one, const inference::Inspection& before, const inference::Inspection& inspection, const Question& question,
                                  Collector& collector, std::vector<StoredSummary>& made)
{
    if (asksInVain(question.before, before) || asksInVain(question.after, inspection)) {
        ++collector.answer.unmeasured;
        return;
    }
    const inference::Size size = inspection.imageSize;
    const auto maps = judging::renderMaps(inspection, question.after);
    const auto [is, figures] = judged(maps, size, question.after, one.bare);
    std::optional<Verdict> was = one.before;
    if (!was && &before == &inspection && judging::renderAlike(question.before, question.after))
        was = judged(maps, size, question.before, false).first;
    if (!was)
        was = judged(judging::renderMaps(before, question.before), size, question.before, false).first;
    collector.add(one.part, *was, is, judging::combinedRegionScore(figures, question.after));
    if (one.bare)
        made.push_back({one.part.id, inference::pipeline::bytesOf(figures, question.after)});
}

/// They spare time only: it isn't worth failing for.
void WhatIfService::keepMade(std::vector<StoredSummary>& made, const Archive& archive)
{
    try {
        if (!made.empty())
            history(archive).putSummaries(inference::pipeline::figuresSummary, made);
    } catch (const Error& error) {
        qWarning("figures: %s", error.what());
    }
    made.clear();
}

bool WhatIfService::isGoldenWaiting()
{
    const std::scoped_lock lock(m_mutex);
    return m_golden.has_value();
}

/// Whoever asked waits to save a recipe: there is an answer whatever happens.
void WhatIfService::answerGolden(const Archive& archive)
{
    while (isGoldenWaiting()) {
        std::unique_lock lock(m_mutex);
        if (m_archive != archive)
            return;  // asked again of the one that has come
        const Recipe recipe = *std::exchange(m_golden, {});
        lock.unlock();
        QList<GoldenVerdict> verdicts;
        try {
            if (archive)
                verdicts = goldenVerdicts(recipe, archive);
        } catch (const inference::Cancelled&) {
            continue;  // a newer question
        } catch (const std::exception& error) {
            qWarning("golden parts: %s", error.what());
            m_history.reset();
        }
        for (auto part = recipe.golden.begin() + verdicts.size(); part != recipe.golden.end(); ++part)
            verdicts.append({*part, {}});
        emit goldenJudged(verdicts, recipe);
    }
}

QList<GoldenVerdict> WhatIfService::goldenVerdicts(const Recipe& recipe, const Archive& archive)
{
    QList<GoldenVerdict> verdicts;
    for (const inference::GoldenPart& part : recipe.golden) {
        if (isGoldenWaiting() || m_thread.get_stop_token().stop_requested())
            throw inference::Cancelled();
        std::optional<Verdict> now;
        try {
            if (const auto inspection = history(archive).find({part.image, archive->setup}); inspection && !asksInVain(recipe, *inspection))
                now = judging::judge(*inspection, recipe).verdict;
        } catch (const Error& error) {
            // Of a picture that the recipe can't judge there is no verdict: that one is unchecked, not all.
            if (error.code() != inference::ErrorCode::EvidenceCorrupt && error.code() != inference::ErrorCode::BaselineMismatch)
                throw;
        }
        verdicts.append({part, now});
    }
    return verdicts;
}

}  // namespace app
