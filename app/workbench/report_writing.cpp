#include "app/workbench/report_writing.h"

#include "app/common/path_text.h"
#include "app/report/logo.h"
#include "app/report/report_file.h"
#include "app/workbench/background.h"
#include "core/detector.h"

#include <QElapsedTimer>

namespace app {

using inference::Error;

namespace {

constexpr int progressEvery = 60;  // milliseconds

}  // namespace

ReportWriting::ReportWriting(QObject* parent)
    : QObject(parent)
{
}

ReportWriting::~ReportWriting() = default;

template <typename Task>
void ReportWriting::deliver(quint64 wish, Task task)
{
    QMetaObject::invokeMethod(this, [this, wish, task = std::move(task)] {
        if (wish == m_wish)
            task();
    }, Qt::QueuedConnection);
}

void ReportWriting::start(const ReportOrder& order, const std::filesystem::path& path)
{
    const quint64 wish = ++m_wish;
    m_running = true;
    m_thread.request_stop();
    m_thread = std::jthread([this, wish, order, path, older = std::make_shared<std::jthread>(std::move(m_thread))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        giveWay(5);
        const auto written = attempt(path, [&]() -> std::optional<int> {
            try {
                return write(wish, order, path, stop);
            } catch (const inference::Cancelled&) {
                return std::nullopt;  // told when it was asked for
            }
        });
        deliver(wish, [this, written, path] {
            m_running = false;
            if (const auto* const error = std::get_if<Error>(&written))
                emit failed(*error);
            else if (const auto pages = std::get<std::optional<int>>(written))
                emit finished(path, *pages);
        });
    });
}

/// How many pages it has.
int ReportWriting::write(quint64 wish, const ReportOrder& order, const std::filesystem::path& path, const std::stop_token& stop)
{
    const QImage logo = order.form.logoFile.isEmpty() ? QImage() : readLogo(toPath(order.form.logoFile));
    std::optional<ReportReviews> reviews;
    try {
        reviews = reviewsOf(reportOf(*order.snapshot), order.snapshot->history, stop);
    } catch (const Error& error) {
        qWarning("report without reviews: %s", error.what());
        deliver(wish, [this, error] { emit logUnreadable(error); });
    }
    const ReportPages pages(makeReport(order, logo, std::move(reviews)), order.form.options, evidenceOf(order.snapshot));
    QElapsedTimer told;
    writeReport(path, pages, [&](int done, int total) {
        if (told.isValid() && told.elapsed() < progressEvery && done < total)
            return;
        told.start();
        deliver(wish, [this, done, total] { emit progressed(done, total); });
    }, stop);
    return pages.count();
}

void ReportWriting::cancel()
{
    if (!m_running)
        return;
    ++m_wish;
    m_running = false;
    m_thread.request_stop();
    emit cancelled();
}

}  // namespace app
