#include "app/report/report_file.h"

#include "app/common/nameless_file.h"
#include "app/report/pdf_assembly_p.h"

#include <QFile>
#include <QPainter>
#include <QPdfWriter>

#include <cerrno>
#include <cstring>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <unistd.h>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;

/// Prepares the pictures of the pages to come while the present one is drawn.
class PicturesAhead {
public:
    PicturesAhead(const ReportPages& pages, const std::stop_token& stop)
        : m_pages(pages)
        , m_withCaller(stop, [this] { m_stop.request_stop(); })
    {
    }
    ~PicturesAhead() { m_stop.request_stop(); }  // what is under way ends soon, and the futures wait for it

    /// In order, each page once. Throws Cancelled.
    PagePictures next()
    {
        constexpr std::size_t ahead = 3;
        while (m_started < m_pages.count() && m_waiting.size() < ahead)
            m_waiting.push_back(std::async(std::launch::async, [this, page = m_started++] { return m_pages.prepare(page, reportDpi, m_stop.get_token()); }));
        PagePictures pictures = m_waiting.front().get();
        m_waiting.pop_front();
        return pictures;
    }

private:
    const ReportPages& m_pages;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_withCaller;
    int m_started = 0;
    std::deque<std::future<PagePictures>> m_waiting;
};

Error writeFailed(const std::filesystem::path& path)
{
    return Error(ErrorCode::WriteFailed, {std::strerror(errno ? errno : EIO)}, path);
}

/// Where the pages are drawn to, beside the report: there is room where it will lie. By a descriptor: Qt opens no file in a folder whose name is
/// no UTF-8. A write that failed stays known: the PDF engine goes on as if nothing had happened, and Qt forgets the error at the next write.
class DrawnPages : public QFile {
public:
    explicit DrawnPages(const std::filesystem::path& report)
        : m_report(report)
    {
        const int fd = openNameless(report.has_parent_path() ? report.parent_path() : std::filesystem::path("."));
        if (fd < 0 || !open(fd, QIODevice::ReadWrite, QFileDevice::AutoCloseHandle))
            throw writeFailed(m_report);
    }
    void requireWritten() const
    {
        if (m_failure)
            throw *m_failure;
    }
    void finish()
    {
        errno = 0;
        if (!flush() && !m_failure)
            m_failure = writeFailed(m_report);
        requireWritten();
    }

protected:
    qint64 writeData(const char* data, qint64 length) override
    {
        errno = 0;
        const qint64 written = QFile::writeData(data, length);
        if (written != length && !m_failure)
            m_failure = writeFailed(m_report);
        return written;
    }

private:
    std::filesystem::path m_report;
    std::optional<Error> m_failure;
};

void prepareWriter(QPdfWriter& writer, const ReportPages& pages)
{
    const QPageSize paper(pages.options().paper == ReportPaper::Letter ? QPageSize::Letter : QPageSize::A4);
    writer.setPageLayout(QPageLayout(paper, QPageLayout::Portrait, QMarginsF()));
    writer.setResolution(ReportPages::unitsPerInch);
    const Report& report = pages.report();
    writer.setTitle(QStringList {report.product, report.lot}.join(QLatin1Char(' ')).trimmed());
    writer.setCreator(report.program);
}

void drawPages(DrawnPages& file, const ReportPages& pages, const std::function<void(int, int)>& progress, const std::stop_token& stop)
{
    QPdfWriter writer(&file);
    prepareWriter(writer, pages);
    QPainter painter(&writer);
    PicturesAhead pictures(pages, stop);
    for (int page = 0; page < pages.count(); ++page) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        if (page > 0)
            writer.newPage();
        pages.paint(page, painter, pictures.next());
        file.requireWritten();
        if (progress)
            progress(page + 1, pages.count());
    }
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

void writeReport(const std::filesystem::path& path, const ReportPages& pages, const std::function<void(int done, int total)>& progress, const std::stop_token& stop)
{
    DrawnPages drawn(path);
    drawPages(drawn, pages, progress, stop);
    drawn.finish();
    const std::unique_ptr<std::FILE, CloseFile> reading(::fdopen(::dup(drawn.handle()), "rb"));
    if (!reading || std::fseek(reading.get(), 0, SEEK_SET) != 0)
        throw writeFailed(path);
    if (stop.stop_requested())
        throw inference::Cancelled();
    assemblePdf(reading.get(), path, pages, stop);
}

}  // namespace app
