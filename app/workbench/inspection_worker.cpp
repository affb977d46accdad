#include "app/workbench/inspection_worker.h"

#include "app/store/archive_access.h"
#include "app/store/settled_file.h"
#include "app/workbench/unkept_inspections.h"
#include "core/detector.h"

#include <filesystem>

namespace app {
namespace {

using inference::Cancelled;
using inference::Error;
using inference::ErrorCode;

/// Runs a stage and turns what it throws into a value: this is the one place where the window's inspections are caught.
template <typename Result, typename Stage>
Result outcomeOf(const std::filesystem::path& file, Stage&& stage)
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

std::filesystem::path filePath(const QString& path)
{
    return path.toStdU16String();
}

}  // namespace

InspectionWorker::InspectionWorker(QObject* parent, RetryTimes retry)
    : QObject(parent)
    , m_unkept(std::make_unique<UnkeptInspections>(retry))
{
    qRegisterMetaType<app::InspectionOutcome>();
    m_preparer = std::jthread([this](const std::stop_token& stop) { prepareLoop(stop); });
    m_model = std::jthread([this](const std::stop_token& stop) { inferLoop(stop); });
}

InspectionWorker::~InspectionWorker() = default;

void InspectionWorker::submit(InspectionRequest request)
{
    m_requests.push(std::move(request), {});
}

void InspectionWorker::prepareLoop(const std::stop_token& stop)
{
    ArchiveAccess archive;
    while (auto request = m_requests.pop(stop))
        m_prepared.push(prepare(std::move(*request), archive), stop);
}

InspectionWorker::Prepared InspectionWorker::prepare(InspectionRequest request, ArchiveAccess& archive) const
{
    const auto file = filePath(request.path);
    Prepared prepared {std::move(request), {}, InspectionCancelled {}};
    const InspectionRequest& wanted = prepared.request;
    // Hashed and decoded apart: evidence under the hash of other bytes would be wrong for ever.
    const auto read = [&]() -> decltype(Prepared::picture) {
        prepared.image = archive.imageOf(file, wanted.archive.get(), wanted.stop);
        if (wanted.archive)
            if (auto known = archive.find(prepared.image, *wanted.archive))
                return known;
        return inference::pipeline::prepareImage(file, wanted.inspector->modelSize(), wanted.stop);
    };
    prepared.picture = outcomeOf<decltype(Prepared::picture)>(file, [&] { return readSettled(file, read); });
    return prepared;
}

void InspectionWorker::inferLoop(const std::stop_token& stop)
{
    ArchiveAccess archive;
    while (!stop.stop_requested()) {
        if (const auto prepared = m_unkept->isEmpty() ? m_prepared.pop(stop) : m_prepared.pop(stop, m_unkept->due()))
            emit finished(infer(*prepared, archive));
        if (!m_unkept->isEmpty() && m_unkept->due() <= std::chrono::steady_clock::now())
            keepAgain(archive);
    }
    keepAgain(archive);
}

InspectionOutcome InspectionWorker::infer(const Prepared& prepared, ArchiveAccess& archive)
{
    using Known = std::shared_ptr<const inference::Inspection>;
    InspectionOutcome outcome {prepared.request.id, prepared.image, false, false, InspectionCancelled {}};
    if (const auto* error = std::get_if<Error>(&prepared.picture)) {
        outcome.result = *error;
    } else if (const auto* known = std::get_if<Known>(&prepared.picture)) {
        outcome.known = outcome.kept = true;
        outcome.result = *known;
    } else if (const auto* image = std::get_if<inference::pipeline::PreparedImage>(&prepared.picture)) {
        outcome.result = outcomeOf<decltype(outcome.result)>(filePath(prepared.request.path), [&] {
            return std::make_shared<const inference::Inspection>(prepared.request.inspector->infer(*image, prepared.request.stop));
        });
        if (const auto* inspection = std::get_if<Known>(&outcome.result))
            outcome.kept = keep(prepared, *inspection, archive);
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
