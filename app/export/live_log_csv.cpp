#include "app/export/live_log_csv.h"

#include "app/common/csv_file.h"
#include "app/common/number_text.h"
#include "app/common/path_text.h"
#include "app/common/result_row.h"
#include "app/export/parts_csv.h"
#include "weights/atomic_file.h"

#include <algorithm>
#include <vector>

namespace app {
namespace {

constexpr int pageRows = 2000;

}  // namespace

std::string liveLogCsvLine(const LiveRow& row)
{
    const std::vector<std::string> cells {
        cellText(row.utc),
        cellText(row.run),
        std::to_string(row.number),
        row.part > 0 ? std::to_string(row.part) : std::string(),
        std::to_string(row.frame),
        cellText(row.source),
        cellText(row.trigger),
        row.verdict ? std::string(verdictKey(*row.verdict)) : std::string("error"),
        cellText(row.error),
        row.verdict ? decimalText(row.score, 6) : std::string(),
        row.verdict ? std::to_string(row.defects) : std::string(),
        decimalText(row.latencyMs, 2),
        cellText(row.recipe),
        cellText(row.model),
        cellText(row.image),
        cellText(pathUtf8(row.path)),
    };
    return csvLine(cells);
}

qint64 writeLiveLogCsv(LiveLog& log, const LiveFilter& filter, const std::filesystem::path& path,
                       const std::function<void(qint64 done, qint64 total)>& progress, const std::stop_token& stop)
{
    inference::weights::AtomicFile file(path);  // what can't be written is said before the rows are counted
    file.write(liveLogCsvHeader);
    file.write("\r\n");
    const qint64 total = log.counts(filter, stop).all();
    qint64 done = 0, below = 0;
    for (;;) {
        const std::vector<LiveRow> rows = log.page(filter, pageRows, below, stop);
        for (const LiveRow& row : rows)
            file.write(liveLogCsvLine(row));
        done += qint64(rows.size());
        if (progress)
            progress(done, std::max(done, total));  // verdicts may have come since they were counted
        if (rows.size() < pageRows)
            break;
        below = rows.back().id;
    }
    if (stop.stop_requested())
        throw inference::Cancelled();
    file.commit();
    return done;
}

}  // namespace app
