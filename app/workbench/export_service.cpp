#include "app/workbench/export_service.h"

#include "app/common/path_text.h"
#include "app/export/export_manifest.h"
#include "app/workbench/background.h"

namespace app {

using inference::Error;

ExportService::ExportService(QObject* parent)
    : QObject(parent)
    , m_job(this)
{
}

ExportService::~ExportService() = default;

void ExportService::start(const ExportTask& task)
{
    m_job.start([this, task](const LatestJob::Voice& voice, const std::stop_token& stop) { run(voice, task, stop); });
}

void ExportService::run(const LatestJob::Voice& voice, const ExportTask& task, const std::stop_token& stop)
{
    const std::filesystem::path folder = toPath(task.form.folder);
    if (const auto foreign = foreignFile(folder, task.form.allowedWants()); !foreign.empty()) {
        voice.end([this, foreign] { emit refused(foreign); });
        return;
    }
    ProgressPace pace;
    const auto progress = [&](std::size_t done, std::size_t total) {
        if (pace.isTime(done == total))
            voice.tell([this, done, total] { emit progressed(int(done), int(total)); });
    };
    const auto outcome = attempt(folder, [&]() -> std::optional<ExportResult> {
        try {
            return exportTask(task, progress, stop);
        } catch (const inference::Cancelled&) {
            return std::nullopt;  // told when it was asked for
        }
    });
    voice.end([this, outcome] {
        if (const auto* const error = std::get_if<Error>(&outcome))
            emit failed(*error);
        else if (const auto& result = std::get<std::optional<ExportResult>>(outcome))
            emit finished(*result);
    });
}

void ExportService::cancel()
{
    if (m_job.cancel())
        emit cancelled();
}

}  // namespace app
