#include "app/workbench/report_writing.h"

#include "app/common/path_text.h"
#include "app/report/logo.h"
#include "app/report/report_file.h"
#include "app/workbench/background.h"
#include "core/detector.h"

namespace app {

using inference::Error;

ReportWriting::ReportWriting(QObject* parent)
    : QObject(parent)
    , m_job(this)
{
}

ReportWriting::~ReportWriting() = default;

void ReportWriting::start(const ReportOrder& order, const std::filesystem::path& path)
{
    m_job.start([this, order, path](const LatestJob::Voice& voice, const std::stop_token& stop) {
        const auto written = attempt(path, [&]() -> std::optional<int> {
            try {
                return write(voice, order, path, stop);
            } catch (const inference::Cancelled&) {
                return std::nullopt;  // told when it was asked for
            }
        });
        voice.end([this, written, path] {
            if (const auto* const error = std::get_if<Error>(&written))
                emit failed(*error);
            else if (const auto pages = std::get<std::optional<int>>(written))
                emit finished(path, *pages);
        });
    });
}

/// How many pages it has.
int ReportWriting::write(const LatestJob::Voice& voice, const ReportOrder& order, const std::filesystem::path& path, const std::stop_token& stop)
{
    const QImage logo = order.form.logoFile.isEmpty() ? QImage() : readLogo(toPath(order.form.logoFile));
    std::optional<ReportReviews> reviews;
    try {
        reviews = reviewsOf(*order.snapshot, stop);
    } catch (const Error& error) {
        qWarning("report without reviews: %s", error.what());
        voice.tell([this, error] { emit logUnreadable(error); });
        reviews = unreadReviews();
    }
    const ReportPages pages(makeReport(order, logo, std::move(reviews)), order.form.options, evidenceOf(order.snapshot));
    ProgressPace pace;
    writeReport(path, pages, [&](int done, int total) {
        if (pace.isTime(done == total))
            voice.tell([this, done, total] { emit progressed(done, total); });
    }, stop);
    return pages.count();
}

void ReportWriting::cancel()
{
    if (m_job.cancel())
        emit cancelled();
}

}  // namespace app
