#include "app/workbench/inspection_worker.h"

#include "app/store/archive_access.h"
#include "app/store/settled_file.h"
#include "app/workbench/unkept_inspections.h"
#include "core/detector.h"
#include "imaging/decode.h"
#include "imaging/picture_figures.h"
#include "pipeline/model_feed.h"

#include <algorithm>
#include <filesystem>

namespace app {
namespace {

using inference::Cancelled;
using inference::Error;
using inference::ErrorCode;

/// Runs a stage and turns what it throws into a value: this is the one place where the window's inspections are caught.
template <typename Result, typename Stage>
Result resultOf(const std::filesystem::path& file, Stage&& stage)
{
    try {
        return stage();
    } catch (const Cancelled&) {
        return InspectionCancelled {};
    } catch (const Error& error) {
        return error.of(file);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, {}, file);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()}, file);
    }
}

/// More than any model asks for at once.
constexpr int greatestDepth = 256;

/// The processor's model itself uses every core.
int preparers()
{
    return std::clamp(int(std::thread::hardware_concurrency()) / 2, 1, 8);
}

std::filesystem::path filePath(const QString& path)
{
    return path.toStdU16String();
}

}  // namespace

InspectionWorker::InspectionWorker(QObject* parent, RetryTimes retry)
    : QObject(parent)
    , m_preparers(preparers(), greatestDepth, [] {
        return [archive = std::make_shared<ArchiveAccess>()](InspectionRequest request, const std::stop_token&) { return prepare(std::move(request), *archive); };
    })
    , m_answered(greatestDepth)
    , m_unkept(std::make_unique<UnkeptInspections>(retry))
{
    qRegisterMetaType<app::InspectionOutcome>();
    m_keeper = std::jthread([this](const std::stop_token& stop) { keepLoop(stop); });
    m_model = std::jthread([this](const std::stop_token& stop) { inferLoop(stop); });
}

InspectionWorker::~InspectionWorker() = default;

int InspectionWorker::depthFor(const inference::pipeline::Inspector& inspector)
{
    const int together = inspector.together();
    return together == 1 || inspector.looks().tileSide > 0 ? depth : std::min(3 * together, greatestDepth);
}

void InspectionWorker::submit(InspectionRequest request)
{
    m_preparers.push(std::move(request), {});
}

namespace {

bool isWhole(const inference::Inspection& known)
{
    return known.picture && known.grey;
}

/// The same with the figures and the grey copy of its picture, which weren't kept once; as it was where they can't be had.
std::shared_ptr<const inference::Inspection> measured(const std::shared_ptr<const inference::Inspection>& known, const std::filesystem::path& file)
{
    try {
        auto whole = std::make_shared<inference::Inspection>(*known);
        const inference::Image image = inference::imaging::decode(file);
        whole->picture = inference::imaging::figuresOf(image);
        whole->grey = inference::imaging::greyCopyOf(image);
        return whole;
    } catch (const std::exception& error) {
        qWarning("brightness, focus and grey copy of a picture: %s", error.what());
        return known;
    }
}

}  // namespace

InspectionWorker::Prepared InspectionWorker::prepare(InspectionRequest request, ArchiveAccess& archive)
{
    const auto file = filePath(request.path);
    Prepared prepared {std::move(request), {}, InspectionCancelled {}};
    const InspectionRequest& wanted = prepared.request;
    // Hashed and decoded apart: evidence under the hash of other bytes would be wrong for ever.
    const auto read = [&]() -> decltype(Prepared::picture) {
        prepared.image = archive.imageOf(file, wanted.archive.get(), wanted.stop);
        if (wanted.archive)
            if (const auto known = archive.find(prepared.image, *wanted.archive)) {
                if (isWhole(*known))
                    return known;
                const auto whole = measured(known, file);
                prepared.measured = isWhole(*whole);
                return whole;
            }
        return inference::pipeline::prepareImage(file, wanted.inspector->looks(), wanted.stop);
    };
    prepared.picture = resultOf<decltype(Prepared::picture)>(file, [&] { return readSettled(file, read); });
    return prepared;
}

void InspectionWorker::inferLoop(const std::stop_token& stop)
{
    using inference::pipeline::PreparedImage;
    inference::pipeline::ModelFeed<Prepared>::Steps steps;
    steps.next = [&](bool wait) { return wait ? m_preparers.pop(stop) : stop.stop_requested() ? std::nullopt : m_preparers.tryPop(); };
    steps.image = [](Prepared& prepared) { return prepared.request.stop.stop_requested() ? nullptr : std::get_if<PreparedImage>(&prepared.picture); };
    steps.inspector = [](const Prepared& prepared) { return prepared.request.inspector; };
    steps.stop = [](const Prepared& prepared) { return prepared.request.stop; };
    steps.done = [&](Prepared prepared, std::optional<inference::pipeline::InferredImage> inferred) {
        if (inferred && !prepared.request.stop.stop_requested()) {
            if (auto* const error = std::get_if<Error>(&*inferred)) {
                prepared.picture = error->of(filePath(prepared.request.path));
            } else {
                prepared.picture = std::make_shared<const inference::Inspection>(std::move(std::get<inference::Inspection>(*inferred)));
                prepared.inferred = true;
            }
        } else if (std::holds_alternative<PreparedImage>(prepared.picture)) {
            prepared.picture = InspectionCancelled {};
        }
        m_answered.push(std::move(prepared), stop);
    };
    steps.progress = [this](const Prepared& prepared, double share) { emit underWay(prepared.request.id, share); };
    inference::pipeline::ModelFeed<Prepared>(std::move(steps)).run();
}

void InspectionWorker::keepLoop(const std::stop_token& stop)
{
    ArchiveAccess archive;
    while (!stop.stop_requested()) {
        if (auto prepared = m_unkept->isEmpty() ? m_answered.pop(stop) : m_answered.pop(stop, m_unkept->due()))
            emit finished(outcomeOf(std::move(*prepared), archive));
        if (!m_unkept->isEmpty() && m_unkept->due() <= std::chrono::steady_clock::now())
            keepAgain(archive);
    }
    keepAgain(archive);
}

InspectionOutcome InspectionWorker::outcomeOf(Prepared prepared, ArchiveAccess& archive)
{
    using Known = std::shared_ptr<const inference::Inspection>;
    InspectionOutcome outcome {prepared.request.id, prepared.image, false, false, InspectionCancelled {}};
    if (const auto* error = std::get_if<Error>(&prepared.picture)) {
        outcome.result = *error;
    } else if (const auto* inspection = std::get_if<Known>(&prepared.picture)) {
        outcome.known = !prepared.inferred;
        if (prepared.measured)
            amend(prepared, **inspection, archive);
        outcome.kept = prepared.inferred ? keep(prepared, *inspection, archive) : true;
        outcome.result = *inspection;
    }
    return outcome;
}

bool InspectionWorker::keep(const Prepared& prepared, const std::shared_ptr<const inference::Inspection>& inspection, ArchiveAccess& archive)
{
    const auto& where = prepared.request.archive;
    if (!where)
        return false;
    try {
        archive.open(*where).put({prepared.image, where->setup}, *inspection);
        m_unkept->hurry();
        return true;
    } catch (const Error& error) {
        archive.noteFailure(error);
        m_unkept->add({where, prepared.image, inspection});
        sayNotKept(error);
        return false;
    }
}

/// It spares measuring the picture another time: not worth failing for, the evidence is kept anyway.
void InspectionWorker::amend(const Prepared& prepared, const inference::Inspection& inspection, ArchiveAccess& archive)
{
    const auto& where = prepared.request.archive;
    try {
        archive.open(*where).amend({prepared.image, where->setup}, inspection);
    } catch (const Error& error) {
        archive.noteFailure(error);
        qWarning("brightness and focus of a picture: %s", error.what());
    }
}

void InspectionWorker::keepAgain(ArchiveAccess& archive)
{
    if (m_unkept->isEmpty())
        return;
    if (const auto error = m_unkept->retry(archive)) {
        sayNotKept(*error);
    } else {
        m_notKept.reset();
        emit keptAgain();
    }
}

void InspectionWorker::sayNotKept(const Error& error)
{
    if (std::exchange(m_notKept, error.code()) != error.code())
        emit notKept(error);
}

}  // namespace app
