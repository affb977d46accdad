#include "app/live/live_inspector.h"

#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::sources::Clock;

namespace {

/// Younger than that a frame is new.
constexpr auto fresh = std::chrono::milliseconds(2);

/// From one frame to the next, as these two say; none where they don't follow each other.
std::optional<Clock::duration> intervalBetween(const LiveFrame& first, const LiveFrame& second)
{
    if (!first || second->id <= first->id || second->exposed <= first->exposed)
        return std::nullopt;
    const Clock::duration interval = (second->exposed - first->exposed) / std::int64_t(second->id - first->id);
    return interval > Clock::duration::zero() ? std::optional(interval) : std::nullopt;
}

}  // namespace

LiveInspector::LiveInspector(std::shared_ptr<LiveShots> shots, Listener listener, Begin begin, QObject* parent)
    : QObject(parent)
    , m_shots(std::move(shots))
    , m_listener(std::move(listener))
    , m_begin(std::move(begin))
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

LiveInspector::~LiveInspector()
{
    m_thread.request_stop();
    m_thread.join();
}

void LiveInspector::setInspector(std::shared_ptr<const inference::pipeline::Inspector> inspector)
{
    setTools(std::move(inspector), tools().recipe);
}

void LiveInspector::setRecipe(std::shared_ptr<const inference::Recipe> recipe)
{
    setTools(tools().inspector, std::move(recipe));
}

void LiveInspector::setTools(std::shared_ptr<const inference::pipeline::Inspector> inspector, std::shared_ptr<const inference::Recipe> recipe)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tools = {std::move(inspector), std::move(recipe)};
    }
    m_changed.notify_all();
}

LiveResultPtr LiveInspector::takeResult()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_result, nullptr);
}

LiveFigures LiveInspector::figures()
{
    const std::lock_guard lock(m_mutex);
    LiveFigures figures = m_figures;
    figures.judgedPerSecond = m_rate.at(Clock::now());
    figures.passedOver += m_shots->replaced();
    return figures;
}

void LiveInspector::loop(const std::stop_token& stop)
{
    // Not before there is a model: a frame that waited for one would be an old one.
    while (waitForTools(stop)) {
        const auto shot = nextShot(stop);
        if (!shot)
            return;
        // Those of this moment, not those of when the waiting began. A part waits for a model that is switched.
        const std::optional<Tools> now = shot->part > 0 ? waitForTools(stop) : tools();
        if (!now || !now->inspector)
            continue;
        if (m_begin)
            m_begin(shot->frame);
        const auto begun = Clock::now();
        try {
            put(judge(*shot, *now, stop));
            m_judging = Clock::now() - begun;
            m_last = shot->frame;
        } catch (const inference::Cancelled&) {
            return;
        }
    }
}

std::optional<LiveShot> LiveInspector::nextShot(const std::stop_token& stop)
{
    auto shot = m_shots->take(stop);
    if (!shot || shot->part != 0)
        return shot;
    const auto interval = intervalBetween(m_last, shot->frame);
    const auto now = Clock::now();
    if (!interval || now - shot->frame->exposed < fresh)
        return shot;
    const auto due = shot->frame->exposed + ((now - shot->frame->exposed) / *interval + 1) * *interval;
    // At most a tenth of the verdicts is given for it. Cameras aren't punctual: an interval longer.
    if (due - now > m_judging / 10)
        return shot;
    if (auto newer = m_shots->take(stop, due + *interval)) {
        const std::lock_guard lock(m_mutex);
        ++m_figures.passedOver;
        return newer;
    }
    return shot;
}

/// Nothing when stopped.
std::optional<LiveInspector::Tools> LiveInspector::waitForTools(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [this] { return m_tools.inspector && m_tools.recipe; }))
        return std::nullopt;
    return m_tools;
}

LiveInspector::Tools LiveInspector::tools()
{
    const std::lock_guard lock(m_mutex);
    return m_tools;
}

LiveResult LiveInspector::judge(const LiveShot& shot, const Tools& tools, const std::stop_token& stop)
{
    const auto begun = Clock::now();
    LiveResult result;
    result.shot = shot;
    result.recipe = tools.recipe;
    result.inspector = tools.inspector;
    try {
        if (shot.frame->error)
            throw Error(*shot.frame->error);
        const auto prepared = inference::pipeline::prepareImage(shot.frame->image, tools.inspector->looks(), stop);
        const auto inspection = std::make_shared<const inference::Inspection>(tools.inspector->infer(prepared, stop));
        const auto maps = std::make_shared<const inference::judging::RenderedMaps>(inference::judging::renderMaps(*inspection, *tools.recipe));
        result.judgement = std::make_shared<const inference::Judgement>(inference::judging::judge(*maps, inspection->imageSize, *tools.recipe));
        result.inspection = inspection;
        result.maps = maps;
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const Error& error) {
        result.error = error;
    } catch (const std::bad_alloc&) {
        result.error = Error(ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        result.error = Error(ErrorCode::Internal, {error.what()});
    }
    const auto judged = Clock::now();
    result.latencyMs = std::chrono::duration<double, std::milli>(judged - shot.frame->exposed).count();
    result.judgingMs = std::chrono::duration<double, std::milli>(judged - begun).count();
    return result;
}

void LiveInspector::put(LiveResult result)
{
    LiveResultPtr ready;
    {
        const std::lock_guard lock(m_mutex);
        m_rate.note(Clock::now());
        result.number = ++m_figures.judged;
        m_figures.latencyMs = result.latencyMs;
        ready = std::make_shared<const LiveResult>(std::move(result));
    }
    bool waited = false;
    {
        const std::lock_guard lock(m_mutex);
        waited = m_result != nullptr;
        m_result = ready;
    }
    // The window first: what it shows ages.
    if (!waited)
        emit resultReady();
    if (m_listener)
        m_listener(ready);
}

}  // namespace app
