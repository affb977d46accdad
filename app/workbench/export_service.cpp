#include "app/workbench/export_service.h"

#include "app/common/path_text.h"
#include "app/export/export_manifest.h"
#include "app/workbench/background.h"

#include <QElapsedTimer>

namespace app {

using inference::Error;

namespace {

constexpr int progressEvery = 60;  // milliseconds

}  // namespace

ExportService::ExportService(QObject* parent)
    : QObject(parent)
{
}

ExportService::~ExportService() = default;

template <typename Task>
void ExportService::deliver(quint64 wish, Task task)
{
    QMetaObject::invokeMethod(this, [this, wish, task = std::move(task)] {
        if (wish == m_wish)
            task();
    }, Qt::QueuedConnection);
}

void ExportService::start(const ExportTask& task)
{
    const quint64 wish = ++m_wish;
    m_running = true;
    m_thread.request_stop();
    m_thread = std::jthread([this, wish, task, older = std::make_shared<std::jthread>(std::move(m_thread))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        giveWay(5);
        run(wish, task, stop);
    });
}

void ExportService::run(quint64 wish, const ExportTask& task, const std::stop_token& stop)
{
    const std::filesystem::path folder = toPath(task.form.folder);
    if (const auto foreign = foreignFile(folder, task.form.allowedWants()); !foreign.empty()) {
        deliver(wish, [this, foreign] {
            m_running = false;
            emit refused(foreign);
        });
        return;
    }
    QElapsedTimer told;
    const auto progress = [&](std::size_t done, std::size_t total) {
        if (told.isValid() && told.elapsed() < progressEvery && done < total)
            return;
        told.start();
        deliver(wish, [this, done, total] { emit progressed(int(done), int(total)); });
    };
    const auto outcome = attempt(folder, [&]() -> std::optional<ExportResult> {
        try {
            return exportTask(task, progress, stop);
        } catch (const inference::Cancelled&) {
            return std::nullopt;  // told when it was asked for
        }
    });
    deliver(wish, [this, outcome] {
        m_running = false;
        if (const auto* const error = std::get_if<Error>(&outcome))
            emit failed(*error);
        else if (const auto& result = std::get<std::optional<ExportResult>>(outcome))
            emit finished(*result);
    });
}

void ExportService::cancel()
{
    if (!m_running)
        return;
    ++m_wish;
    m_running = false;
    m_thread.request_stop();
    emit cancelled();
}

}  // namespace app
