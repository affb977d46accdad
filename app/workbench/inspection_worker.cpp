#include "app/workbench/inspection_worker.h"

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

InspectionWorker::InspectionWorker(QObject* parent)
    : QObject(parent)
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
    while (auto request = m_requests.pop(stop)) {
        const auto file = filePath(request->path);
        auto image = outcomeOf<decltype(Prepared::image)>(
            file, [&] { return inference::pipeline::prepareImage(file, request->inspector->modelSize(), request->stop); });
        m_prepared.push({std::move(*request), std::move(image)}, stop);
    }
}

void InspectionWorker::inferLoop(const std::stop_token& stop)
{
    while (auto prepared = m_prepared.pop(stop)) {
        InspectionOutcome outcome {prepared->request.id, InspectionCancelled {}};
        if (const auto* error = std::get_if<Error>(&prepared->image))
            outcome.result = *error;
        else if (const auto* image = std::get_if<inference::pipeline::PreparedImage>(&prepared->image))
            outcome.result = outcomeOf<decltype(outcome.result)>(filePath(prepared->request.path), [&] {
                return std::make_shared<const inference::Inspection>(prepared->request.inspector->infer(*image, prepared->request.stop));
            });
        emit finished(outcome);
    }
}

}  // namespace app
