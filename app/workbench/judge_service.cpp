#include "app/workbench/judge_service.h"

#include <algorithm>
#include <chrono>

namespace app {
namespace {

using inference::judging::RenderedMaps;

float greatest(const inference::AnomalyMap& map)
{
    return map.empty() ? 0.0f : *std::ranges::max_element(map.values);
}

JudgedPart summary(int part, const JudgeService::Inspection& inspection, const inference::Judgement& judgement, const RenderedMaps& maps)
{
    return {part, inspection, judgement.verdict, judgement.score, int(judgement.defects.size()), greatest(maps.blended)};
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

void JudgeService::judge(int part, Inspection inspection, const inference::Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.emplace_back(part, std::move(inspection));
    m_recipe = recipe;
    m_changed.notify_all();
}

void JudgeService::judgeAll(std::deque<std::pair<int, Inspection>> parts, const inference::Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting = std::move(parts);
    m_recipe = recipe;
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
        const auto [part, inspection] = m_waiting.front();
        const inference::Recipe recipe = m_recipe;
        const quint64 generation = m_generation;
        m_waiting.pop_front();
        lock.unlock();
        const RenderedMaps maps = inference::judging::renderMaps(*inspection, recipe);
        const JudgedPart judgedPart = summary(part, inspection, inference::judging::judge(maps, inspection->imageSize, recipe), maps);
        lock.lock();
        if (readyOf != m_generation)
            ready.clear();
        readyOf = m_generation;
        if (generation == m_generation)
            ready.append(judgedPart);
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
    const bool sameMaps = m_keptMaps && m_keptFor == inspection && m_keptRecipe.alpha == recipe.alpha && m_keptRecipe.sigma == recipe.sigma;
    if (!sameMaps)
        m_keptMaps = std::make_shared<const RenderedMaps>(inference::judging::renderMaps(*inspection, recipe));
    m_keptFor = inspection;
    m_keptRecipe = recipe;
    auto judgement = std::make_shared<const inference::Judgement>(inference::judging::judge(*m_keptMaps, inspection->imageSize, recipe));
    emit currentJudged({part, inspection, recipe, m_keptMaps, judgement, greatest(m_keptMaps->blended)});
}

}  // namespace app
