#include "app/workbench/judge_service.h"

#include "app/store/archive_access.h"

#include <chrono>
#include <utility>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;
using inference::judging::RenderedMaps;

/// Whether both recipes find a part where the other does: limits and polygons move, the part does not.
bool foundAlike(const inference::Recipe& before, const inference::Recipe& now)
{
    return now.usedAnchor() && before.anchor == now.anchor;
}

/// A part is not looked for where it was found before.
RenderedMaps mapsOf(const JudgeService::Request& request, const inference::Recipe& recipe)
{
    const bool found = request.figuresBefore && foundAlike(*request.recipeBefore, recipe);
    return found ? inference::judging::renderMaps(*request.inspection, recipe, request.figuresBefore->placement)
                 : inference::judging::renderMaps(*request.inspection, recipe);
}

JudgedPart judgedPart(const JudgeService::Request& request, const JudgeService::Recipe& recipe)
{
    namespace judging = inference::judging;
    const inference::Size size = request.inspection->imageSize;
    const RenderedMaps maps = mapsOf(request, *recipe);
    inference::Judgement judgement = judging::judge(maps, size, *recipe, false);
    auto figures = judging::figuresOf(maps, size, *recipe, judgement.score, true);
    judgement.defects.shrink_to_fit();
    JudgedPart judged {request.part, request.answer, size, recipe, {}, {}, judgement.verdict, judging::combinedRegionScore(figures, *recipe),
                      judgement.score, {}, false};
    judged.figures = std::make_shared<const judging::PartFigures>(std::move(figures));
    judged.defects = std::make_shared<const std::vector<inference::Defect>>(std::move(judgement.defects));
    return judged;
}

JudgedPart withoutVerdict(const JudgeService::Request& request, const JudgeService::Recipe& recipe)
{
    JudgedPart judged;
    judged.part = request.part;
    judged.answer = request.answer;
    judged.recipe = recipe;
    return judged;
}

JudgedPart lostPart(const JudgeService::Request& request, const JudgeService::Recipe& recipe)
{
    JudgedPart lost = withoutVerdict(request, recipe);
    lost.lost = true;
    return lost;
}

/// Runs `judge` and turns what it throws into an outcome: this is the one place where the window's judging is caught.
template <typename Judge>
JudgedPart outcomeOf(const JudgeService::Request& request, const JudgeService::Recipe& recipe, Judge&& judge)
{
    JudgedPart failed = withoutVerdict(request, recipe);
    try {
        return judge();
    } catch (const Error& error) {
        failed.error = std::make_shared<const Error>(error);
    } catch (const std::bad_alloc&) {
        failed.error = std::make_shared<const Error>(ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        failed.error = std::make_shared<const Error>(ErrorCode::Internal, std::vector<std::string> {error.what()});
    }
    return failed;
}

/// The evidence out of the archive where it isn't in memory; false when it isn't there either.
bool fetch(JudgeService::Request& request, ArchiveAccess& archive)
{
    if (!request.inspection && request.archive)
        request.inspection = archive.find(request.image, *request.archive);
    return request.inspection != nullptr;
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

void JudgeService::judgeCurrent(Request request, const Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_current = Current {std::move(request), recipe};
    m_changed.notify_all();
}

void JudgeService::forgetCurrent()
{
    const std::scoped_lock lock(m_mutex);
    m_current.reset();
}

void JudgeService::judge(Request request, const Recipe& recipe)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(request));
    m_recipe = recipe;
    m_changed.notify_all();
}

void JudgeService::forgetList()
{
    std::deque<Request> gone;  // freed outside the lock
    const std::scoped_lock lock(m_mutex);
    std::swap(gone, m_waiting);
    ++m_generation;
}

std::size_t JudgeService::listed()
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting.size();
}

void JudgeService::loop(const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    ArchiveAccess archive;
    QList<JudgedPart> ready;
    auto lastSent = Clock::now();
    quint64 readyOf = 0;
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_current || !m_waiting.empty(); })) {
        if (m_current) {
            const Current current = std::move(*m_current);
            m_current.reset();
            lock.unlock();
            judgeOnCanvas(current.request, current.recipe, archive);
            lock.lock();
            continue;
        }
        Request request = std::move(m_waiting.front());
        const Recipe recipe = m_recipe;
        const quint64 generation = m_generation;
        m_waiting.pop_front();
        lock.unlock();
        JudgedPart one = outcomeOf(request, recipe, [&] {
            return fetch(request, archive) ? judgedPart(request, recipe) : lostPart(request, recipe);
        });
        lock.lock();
        if (readyOf != m_generation)
            ready.clear();
        readyOf = m_generation;
        if (generation == m_generation)
            ready.append(std::move(one));
        // The list is told a few times a second, not for each of thousands of parts.
        if (!ready.isEmpty() && (m_waiting.empty() || Clock::now() - lastSent >= std::chrono::milliseconds(60))) {
            lock.unlock();
            emit judged(std::exchange(ready, {}));
            lock.lock();
            lastSent = Clock::now();
        }
    }
}

JudgeService::Kept JudgeService::kept(const Request& request, const Recipe& recipe)
{
    namespace judging = inference::judging;
    auto maps = std::make_shared<const RenderedMaps>(mapsOf(request, *recipe));
    const double score = judging::scoreOf(*maps, *recipe);
    auto peaks = judging::zonePeaks(*maps, recipe->zones.size());
    return {request.answer, recipe, request.inspection->imageSize, std::move(maps), score, std::move(peaks)};
}

void JudgeService::judgeOnCanvas(Request request, const Recipe& recipe, ArchiveAccess& archive)
{
    namespace judging = inference::judging;
    try {
        if (!m_kept || m_kept->answer != request.answer || !judging::renderAlike(*m_kept->recipe, *recipe)) {
            m_kept.reset();  // before the next maps are made: both would be in memory
            if (!fetch(request, archive)) {
                emit judged({lostPart(request, recipe)});
                return;
            }
            m_kept = kept(request, recipe);
        } else if (!judging::scoreAlike(*m_kept->recipe, *recipe)) {
            m_kept->score = judging::scoreOf(*m_kept->maps, *recipe);
        }
        m_kept->recipe = recipe;
        auto judgement = std::make_shared<const inference::Judgement>(judging::judge(*m_kept->maps, m_kept->size, *recipe, m_kept->score, true));
        emit currentJudged({request.part, request.answer, m_kept->size, *recipe, m_kept->maps, judgement, m_kept->zonePeaks});
    } catch (const std::exception& error) {
        // The same part, on the list, says why.
        qWarning("the part on the canvas can't be judged: %s", error.what());
    }
}

}  // namespace app
