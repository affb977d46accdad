#pragma once

#include "app/workbench/export_form.h"
#include "app/workbench/latest_job.h"
#include "core/error.h"

#include <QObject>

#include <filesystem>

namespace app {

/// Exports behind the window, on a thread of its own. GUI thread; signals come on it.
class ExportService : public QObject {
    Q_OBJECT

public:
    explicit ExportService(QObject* parent = nullptr);
    ~ExportService() override;

    /// Ends in finished(), refused(), failed() or cancelled(). An export under way is cancelled without a word.
    void start(const ExportTask& task);
    /// At once: cancelled() comes before this returns, the thread ends behind it.
    void cancel();
    bool isRunning() const { return m_job.isRunning(); }

signals:
    /// At most every 60 ms.
    void progressed(int done, int total);
    void finished(const app::ExportResult& result);
    /// Nothing was written: this file or folder is there already, and no export wrote it.
    void refused(const std::filesystem::path& path);
    void failed(const inference::Error& error);
    void cancelled();

private:
    void run(const LatestJob::Voice& voice, const ExportTask& task, const std::stop_token& stop);

    LatestJob m_job;
};

}  // namespace app
