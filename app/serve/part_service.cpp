#include "app/serve/part_service.h"

#include "imaging/decode.h"
#include "judging/judge.h"
#include "pipeline/model_feed.h"

#include <QLoggingCategory>

#include <algorithm>
#include <new>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::Inspection;
using inference::pipeline::InferredImage;
using inference::pipeline::Inspector;
using inference::pipeline::PreparedImage;

namespace {

Q_LOGGING_CATEGORY(logServe, "serve")

/// How many pictures are decoded at a time: as many as a run of files does.
int decoders(const inference::Detector& detector, const std::vector<std::shared_ptr<const ServedRecipe>>& recipes)
{
    const bool tiled = std::ranges::any_of(recipes, [](const auto& served) { return served->recipe.tileSide > 0; });
    return inference::pipeline::runThreads(detector.favouredBatch(), tiled, int(std::thread::hardware_concurrency())).decoders;
}

std::vector<std::shared_ptr<const ServedRecipe>> shared(std::vector<ServedRecipe> recipes)
{
    std::vector<std::shared_ptr<const ServedRecipe>> all;
    for (ServedRecipe& recipe : recipes)
        all.push_back(std::make_shared<const ServedRecipe>(std::move(recipe)));
    return all;
}

PreparedImage prepared(const std::vector<std::uint8_t>& file, const inference::pipeline::Looks& looks, const std::stop_token& stop)
{
    const auto begun = std::chrono::steady_clock::now();
    const inference::Image image = inference::imaging::decodeBytes(file);
    const std::chrono::duration<double, std::milli> decoding = std::chrono::steady_clock::now() - begun;
    PreparedImage prepared = inference::pipeline::prepareImage(image, looks, stop);
    prepared.decodeMs = decoding.count();
    return prepared;
}

}  // namespace

PartService::Place::~Place()
{
    if (!m_service)
        return;
    const std::lock_guard lock(m_service->m_mutex);
    --m_service->m_figures.inside;
}

PartService::PartService(std::shared_ptr<inference::Detector> detector, std::vector<ServedRecipe> recipes, Bounds bounds)
    : m_bounds(bounds)
    , m_recipes(shared(std::move(recipes)))
    , m_decoders(decoders(*detector, m_recipes))
{
    for (const auto& served : m_recipes)
        if (!inspectorFor(served->recipe))
            m_inspectors.push_back(std::make_shared<const Inspector>(detector, served->recipe.tileSide));
    m_model = std::jthread([this](const std::stop_token& stop) { feedModel(stop); });
}

PartService::~PartService()
{
    letGo();
    m_model.join();
}

void PartService::letGo()
{
    m_model.request_stop();
    std::deque<Waiting> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_letGo = true;
        waiting.swap(m_waiting);
    }
    for (Waiting& one : waiting)
        one.answer.set_value(std::nullopt);
}

std::optional<PartService::Place> PartService::enter()
{
    const std::lock_guard lock(m_mutex);
    if (m_figures.inside >= m_bounds.inside) {
        ++m_figures.turnedAway;
        return std::nullopt;
    }
    ++m_figures.inside;
    return Place(*this);
}

std::shared_ptr<const ServedRecipe> PartService::recipe(const std::string& name) const
{
    const auto found = std::ranges::find_if(m_recipes, [&name](const auto& served) { return served->name == name; });
    return found == m_recipes.end() ? nullptr : *found;
}

std::shared_ptr<const Inspector> PartService::inspectorFor(const inference::Recipe& recipe) const
{
    const auto found = std::ranges::find_if(m_inspectors, [&recipe](const auto& inspector) { return inspector->looks().tileSide == recipe.tileSide; });
    return found == m_inspectors.end() ? nullptr : *found;
}

ServedPartPtr PartService::judge(const Place&, std::vector<std::uint8_t> file, std::string name, std::shared_ptr<const ServedRecipe> recipe)
{
    auto part = std::make_shared<ServedPart>();
    part->number = ++m_numbers;
    part->recipe = std::move(recipe);
    part->file = std::move(file);
    ResultRow& row = part->row;
    row.file = name.empty() ? "part " + std::to_string(part->number) : std::move(name);
    try {
        const inference::Recipe& limits = part->recipe->recipe;
        auto inspection = std::make_shared<const Inspection>(inspect(*part, limits));
        row.imageSize = inspection->imageSize;
        row.times = inspection->times;
        row.picture = inspection->picture;
        row.judgement = inference::judging::judge(inference::judging::renderMaps(*inspection, limits), inspection->imageSize, limits);
        part->inspection = std::move(inspection);
    } catch (const Error& error) {
        row.error = error.of(row.file);
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const std::bad_alloc&) {
        row.error = Error(ErrorCode::OutOfMemory, {}, row.file);
    } catch (const std::exception& error) {
        row.error = Error(ErrorCode::Internal, {error.what()}, row.file);
    }
    part->judged = std::chrono::system_clock::now();
    keep(part);
    return part;
}

Inspection PartService::inspect(const ServedPart& part, const inference::Recipe& recipe)
{
    Waiting waiting;
    waiting.inspector = inspectorFor(recipe);
    {
        m_decoders.acquire();
        const std::unique_ptr<std::counting_semaphore<>, void (*)(std::counting_semaphore<>*)> turn(&m_decoders, [](auto* decoders) { decoders->release(); });
        requireStaying();  // what is decoded ends first, but nothing more begins
        waiting.image = prepared(part.file, waiting.inspector->looks(), m_model.get_stop_token());
    }
    auto answer = waiting.answer.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_letGo)
            throw inference::Cancelled();
        m_waiting.push_back(std::move(waiting));
    }
    m_changed.notify_all();
    std::optional<InferredImage> inferred = answer.get();
    if (!inferred)
        throw inference::Cancelled();
    if (const auto* error = std::get_if<Error>(&*inferred))
        throw *error;
    return std::move(std::get<Inspection>(*inferred));
}

void PartService::requireStaying() const
{
    if (m_model.get_stop_token().stop_requested())
        throw inference::Cancelled();
}

std::optional<PartService::Waiting> PartService::nextWaiting(bool wait, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (wait)
        m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); });
    if (m_waiting.empty() || stop.stop_requested())
        return std::nullopt;
    std::optional<Waiting> next(std::move(m_waiting.front()));
    m_waiting.pop_front();
    return next;
}

void PartService::feedModel(const std::stop_token& stop)
{
    inference::pipeline::ModelFeed<Waiting>::Steps steps;
    steps.next = [&](bool wait) { return nextWaiting(wait, stop); };
    steps.image = [](Waiting& waiting) { return &waiting.image; };
    steps.inspector = [](const Waiting& waiting) { return waiting.inspector; };
    steps.stop = [&](const Waiting&) { return stop; };
    steps.done = [](Waiting waiting, std::optional<InferredImage> inferred) { waiting.answer.set_value(std::move(inferred)); };
    while (!stop.stop_requested()) {
        try {
            inference::pipeline::ModelFeed<Waiting>(steps).run();
        } catch (const std::exception& error) {
            qCCritical(logServe, "the model's thread: %s", error.what());  // what it had is without an answer, and says so; the next part has its chance
        }
    }
}

void PartService::keep(const ServedPartPtr& part)
{
    const std::lock_guard lock(m_mutex);
    ++(part->row.error ? m_figures.failed : m_figures.judged);
    m_kept.insert(std::ranges::upper_bound(m_kept, part->number, {}, &ServedPart::number), part);  // some overtake others
    m_keptBytes += part->file.size();
    while (m_kept.size() > 1 && (m_kept.size() > m_bounds.keptParts || m_keptBytes > m_bounds.keptBytes)) {
        m_keptBytes -= m_kept.front()->file.size();
        m_kept.pop_front();
    }
}

ServedPartPtr PartService::kept(std::uint64_t number) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_kept, number, &ServedPart::number);
    return found == m_kept.end() ? nullptr : *found;
}

std::uint64_t PartService::oldestKept() const
{
    const std::lock_guard lock(m_mutex);
    return m_kept.empty() ? 0 : m_kept.front()->number;
}

PartService::Figures PartService::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

}  // namespace app
