#pragma once

#include "app/workbench/latest_job.h"
#include "app/workbench/report_form.h"
#include "core/error.h"

#include <QObject>

#include <filesystem>

namespace app {

/// Writes a report behind the window. GUI thread; signals come on it.
class ReportWriting : public QObject {
    Q_OBJECT

public:
    explicit ReportWriting(QObject* parent = nullptr);
    ~ReportWriting() override;

    /// Ends in finished(), failed() or cancelled(). What an earlier file of that name held stays until then. One that is being written
    /// is cancelled without a word.
    void start(const ReportOrder& order, const std::filesystem::path& path);
    /// At once: cancelled() comes before this returns, the thread ends behind it.
    void cancel();
    bool isRunning() const { return m_job.isRunning(); }

signals:
    /// At most every 60 ms.
    void progressed(int done, int total);
    /// The review log can't be read: the report will have none of it, and say so. Comes before the end.
    void logUnreadable(const inference::Error& error);
    void finished(const std::filesystem::path& path, int pages);
    void failed(const inference::Error& error);
    void cancelled();

private:
    int write(const LatestJob::Voice& voice, const ReportOrder& order, const std::filesystem::path& path, const std::stop_token& stop);

    LatestJob m_job;
};

}  // namespace app
