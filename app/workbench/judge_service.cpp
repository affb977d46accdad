#include "app/workbench/judge_service.h"

#include <chrono>

namespace app {
namespace {

using inference::judging::RenderedMaps;

/// Judges one part; of what is known of it, curves of the same maps are kept.
JudgedPart judgedPart(const JudgeService::Request& request, const std::shared_ptr<const inference::Recipe>& recipe)
{
    namespace judging = inference::judging;
    const RenderedMaps maps = judging::renderMaps(*request.inspection, *recipe);
    inference::Judgement judgement = judging::judge(maps, request.inspection->imageSize, *recipe);
    const bool curvesKnown = request.lastFigures && judging::renderAlike(*request.lastRecipe, *recipe);
    auto figures = judging::figuresOf(maps, request.inspection->imageSize, *recipe, judgement.score, !curvesKnown);
    for (std::size_t zone = 0; curvesKnown && zone < figures.zones.size(); ++zone)
        figures.zones[zone].largestArea = request.lastFigures->zones[zone].largestArea;
    for (inference::Defect& defect : judgement.defects)
        defect.contours.clear();
    const float regionScore = judging::combinedRegionScore(figures, *recipe);
    return {request.part, request.inspection, recipe, std::make_shared<const judging::PartFigures>(std::move(figures)),
            std::make_shared<const std::vector<inference::Defect>>(std::move(judgement.defects)), judgement.verdict, regionScore};
}

}  // namespace

JudgeService::JudgeService(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<app::JudgedCurrent>();
    qRegisterMetaType<QList<app::JudgedPart>>();
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

JudgeService::~JudgeService() = default;

void JudgeService::judgeCurrent(int part, Inspection inspection, const inference::Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_current = Current {part, std::move(inspection), recipe};
    m_changed.notify_all();
}

void JudgeService::forgetCurrent()
{
    const std::scoped_lock lock(m_mutex);
    m_current.reset();
}

void JudgeService::judge(Request request, const inference::Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(request));
    if (!m_recipe || *m_recipe != recipe)
        m_recipe = std::make_shared<const inference::Recipe>(recipe);
    m_changed.notify_all();
}

void JudgeService::judgeAll(std::deque<Request> parts, const inference::Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting = std::move(parts);
    m_recipe = std::make_shared<const inference::Recipe>(recipe);
    ++m_generation;
    m_changed.notify_all();
}

void JudgeService::loop(const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    QList<JudgedPart> ready;
    auto lastSent = Clock::now();
    quint64 readyOf = 0;
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_current || !m_waiting.empty(); })) {
        if (m_current) {
            const Current current = *m_current;
            m_current.reset();
            lock.unlock();
            judgeOnCanvas(current.part, current.inspection, current.recipe);
            lock.lock();
            continue;
        }
        const Request request = std::move(m_waiting.front());
        const auto recipe = m_recipe;
        const quint64 generation = m_generation;
        m_waiting.pop_front();
        lock.unlock();
        JudgedPart one = judgedPart(request, recipe);
        lock.lock();
        if (readyOf != m_generation)
            ready.clear();
        readyOf = m_generation;
        if (generation == m_generation)
            ready.append(std::move(one));
        // The list is told a few times a second, not for each of thousands of parts.
        if (!ready.isEmpty() && (m_waiting.empty() || Clock::now() - lastSent >= std::chrono::milliseconds(60))) {
            lock.unlock();
            emit judged(ready);
            lock.lock();
            ready.clear();
            lastSent = Clock::now();
        }
    }
}

void JudgeService::judgeOnCanvas(int part, const Inspection& inspection, const inference::Recipe& recipe)
{
    const bool sameMaps = m_keptMaps && m_keptFor == inspection && inference::judging::renderAlike(m_keptRecipe, recipe);
    if (!sameMaps)
        m_keptMaps = std::make_shared<const RenderedMaps>(inference::judging::renderMaps(*inspection, recipe));
    m_keptFor = inspection;
    m_keptRecipe = recipe;
    auto judgement = std::make_shared<const inference::Judgement>(inference::judging::judge(*m_keptMaps, inspection->imageSize, recipe));
    emit currentJudged({part, inspection, recipe, m_keptMaps, judgement, inference::greatestValue(m_keptMaps->blended)});
}

}  // namespace app
