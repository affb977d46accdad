#include "app/workbench/live_log_reader.h"

#include "app/export/live_log_csv.h"
#include "app/workbench/background.h"

#include <optional>
#include <system_error>
#include <utility>

namespace app {

using inference::Error;

LiveLogReader::LiveLogReader(std::filesystem::path history, std::function<void()> begins, QObject* parent)
    : QObject(parent)
    , m_history(std::move(history))
    , m_begins(std::move(begins))
{
}

/// work(log, voice, stop) on the job's thread, then done(what it answers) or fail(error) in the window's.
template <typename Work, typename Done, typename Fail>
void LiveLogReader::start(LatestJob& job, Work work, Done done, Fail fail)
{
    job.start([history = m_history, begins = m_begins, work, done, fail](const LatestJob::Voice& voice, const std::stop_token& stop) {
        using Answer = decltype(work(std::declval<LiveLog&>(), voice, stop));
        auto outcome = attempt(history, [&]() -> std::optional<Answer> {
            if (begins)
                begins();
            try {
                if (history.empty())
                    throw Error(inference::ErrorCode::FileMissing);
                LiveLog log(history);
                return work(log, voice, stop);
            } catch (const inference::Cancelled&) {
                return std::nullopt;  // nobody listens any more
            }
        });
        if (const auto* const error = std::get_if<Error>(&outcome))
            voice.end([fail, error = *error] { fail(error); });
        else if (auto& answer = std::get<std::optional<Answer>>(outcome))
            voice.end([done, answer = std::move(*answer)] { done(answer); });
    });
}

void LiveLogReader::readFirst(const LiveFilter& filter)
{
    m_newer.cancel();  // it was of what was read before
    start(m_page, [filter](LiveLog& log, const LatestJob::Voice&, const std::stop_token& stop) {
        LiveLogPage page;
        page.newest = log.newest();  // before the rows: of what comes between nothing is passed over
        page.rows = log.page(filter, pageRows, page.newest + 1, stop);
        page.more = page.rows.size() == std::size_t(pageRows);
        page.runs = log.runs(mostRuns);
        return page;
    }, [this](const LiveLogPage& page) { emit firstRead(page); }, [this](const Error& error) { emit readFailed(error); });
}

void LiveLogReader::readMore(const LiveFilter& filter, qint64 below)
{
    start(m_page, [filter, below](LiveLog& log, const LatestJob::Voice&, const std::stop_token& stop) {
        LiveLogPage page;
        page.rows = log.page(filter, pageRows, below, stop);
        page.more = page.rows.size() == std::size_t(pageRows);
        return page;
    }, [this](const LiveLogPage& page) { emit moreRead(page); }, [this](const Error& error) { emit readFailed(error); });
}

void LiveLogReader::count(const LiveFilter& filter)
{
    start(m_counts, [filter](LiveLog& log, const LatestJob::Voice&, const std::stop_token& stop) { return log.counts(filter, stop); },
          [this](const LiveCounts& counts) { emit counted(counts); },
          [](const Error&) {});  // the page's reading says it
}

void LiveLogReader::lookForNewer(LiveFilter filter, qint64 above)
{
    filter.above = above;
    start(m_newer, [filter](LiveLog& log, const LatestJob::Voice&, const std::stop_token& stop) { return log.counts(filter, stop).all(); },
          [this](qint64 count) { emit newerFound(count); },
          [](const Error&) {});  // it is looked again
}

void LiveLogReader::lookForFile(const std::filesystem::path& file, std::function<void(bool there)> answer)
{
    m_file.start([file, answer = std::move(answer)](const LatestJob::Voice& voice, const std::stop_token&) {
        std::error_code ignored;
        voice.end([answer, there = std::filesystem::exists(file, ignored)] { answer(there); });
    });
}

void LiveLogReader::write(const LiveFilter& filter, const std::filesystem::path& file)
{
    start(m_writing, [this, filter, file](LiveLog& log, const LatestJob::Voice& voice, const std::stop_token& stop) {
        ProgressPace pace;
        return writeLiveLogCsv(log, filter, file, [&](qint64 done, qint64 total) {
            if (pace.isTime(done == total))
                voice.tell([this, done, total] { emit writingProgressed(done, total); });
        }, stop);
    }, [this, file](qint64 rows) { emit written(file, rows); }, [this](const Error& error) { emit writingFailed(error); });
}

void LiveLogReader::cancel()
{
    for (LatestJob* const job : {&m_page, &m_counts, &m_newer})
        job->cancel();
}

}  // namespace app
