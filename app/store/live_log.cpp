#include "app/store/live_log.h"

#include "app/common/result_row.h"
#include "app/store/open_history_p.h"
#include "app/store/utc_text.h"
#include "core/error.h"

#include <algorithm>

namespace app {
namespace {

constexpr std::string_view errorKey = "error";

/// By LiveFilter::Result; the first means all.
constexpr std::string_view resultKeys[] {"", "pass", "review", "fail", errorKey};

std::string_view resultKey(const LiveRow& row)
{
    return row.verdict ? verdictKey(*row.verdict) : errorKey;
}

std::optional<inference::Verdict> verdictOf(std::string_view key)
{
    for (const auto verdict : {inference::Verdict::Pass, inference::Verdict::Review, inference::Verdict::Fail})
        if (key == verdictKey(verdict))
            return verdict;
    return std::nullopt;
}

/// Rows that are looked at in one go: some ten milliseconds, after which a stop is heard.
constexpr qint64 piece = 1 << 14;

/// What is asked for, once each: an empty text doesn't narrow. The plus keeps SQLite from the index of the times: a piece of the ids is
/// walked over, however wide the times are.
#define WANTED "WITH wanted (run, result, since, until) AS (VALUES (?, ?, ?, ?)) "
#define MATCHES \
    " FROM live_verdict AS v, wanted WHERE (wanted.run = '' OR v.run = wanted.run) AND (wanted.result = '' OR v.verdict = wanted.result)" \
    " AND +v.utc >= wanted.since AND +v.utc < wanted.until AND v.id >= ? AND v.id < ?"

constexpr const char* pageSql
    = WANTED "SELECT id, cast(v.run as blob), number, part, frame, cast(source as blob), cast(trigger_mode as blob), cast(utc as blob),"
      " cast(verdict as blob), score, cast(error as blob), defects, latency_ms, cast(recipe as blob), cast(model as blob),"
      " cast(image as blob), path" MATCHES " ORDER BY v.id DESC LIMIT ?";
constexpr const char* countSql = WANTED "SELECT cast(verdict as blob), count(*)" MATCHES " GROUP BY verdict";

#undef WANTED
#undef MATCHES

/// Steps from run to run by the index over them. Their names begin with the time of their start, so the greatest is the newest.
constexpr const char* runsSql
    = "WITH RECURSIVE found (run) AS (SELECT max(run) FROM live_verdict UNION ALL"
      " SELECT (SELECT max(run) FROM live_verdict WHERE run < found.run) FROM found WHERE found.run IS NOT NULL LIMIT ?)"
      " SELECT cast(v.run as blob), cast(v.source as blob), cast(v.utc as blob) FROM found CROSS JOIN live_verdict AS v"
      " ON v.run = found.run AND v.number = (SELECT min(number) FROM live_verdict WHERE run = found.run) ORDER BY v.run DESC";

void bind(Database::Statement& statement, const LiveFilter& filter)
{
    const std::string_view until = filter.before.empty() ? std::string_view("~") : filter.before;  // behind every time
    for (const std::string_view text : {std::string_view(filter.run), resultKeys[std::size_t(filter.result)], std::string_view(filter.from), until})
        statement.bind(QString::fromUtf8(text.data(), qsizetype(text.size())));
}

LiveRow rowAt(const Database::Statement& select)
{
    LiveRow row;
    row.id = select.integer(0);
    row.run = select.text(1);
    row.number = quint64(select.integer(2));
    row.part = quint64(select.integer(3));
    row.frame = quint64(select.integer(4));
    row.source = select.text(5);
    row.trigger = select.text(6);
    row.utc = select.text(7);
    row.verdict = verdictOf(select.text(8));
    row.score = select.real(9);
    row.error = select.text(10);
    row.defects = int(select.integer(11));
    row.latencyMs = select.real(12);
    row.recipe = select.text(13);
    row.model = select.text(14);
    row.image = select.text(15);
    row.path = std::filesystem::path(select.text(16));
    return row;
}

void insert(Database& database, const LiveRow& row)
{
    auto statement = database.statement(
        "INSERT INTO live_verdict (run, number, part, frame, source, trigger_mode, utc, verdict, score, error, defects, latency_ms,"
        " recipe, model, path) VALUES (cast(? as text), ?, ?, ?, cast(? as text), cast(? as text), cast(? as text), cast(? as text), ?,"
        " cast(? as text), ?, ?, cast(? as text), cast(? as text), ?) ON CONFLICT (run, number) DO NOTHING",
        Access::Write);
    statement.bind(row.run).bind(qint64(row.number)).bind(qint64(row.part)).bind(qint64(row.frame)).bind(row.source).bind(row.trigger);
    statement.bind(row.utc).bind(resultKey(row)).bind(row.verdict ? QVariant(row.score) : QVariant()).bind(row.error);
    statement.bind(row.defects).bind(row.latencyMs).bind(row.recipe).bind(row.model);
    if (row.path.empty())
        statement.bind(QVariant());
    else
        statement.bind(row.path.native());
    statement.run();
}

}  // namespace

LiveRow liveRow(const VerdictRecord& record)
{
    LiveRow row;
    row.run = record.run;
    row.number = record.number;
    row.part = record.part;
    row.frame = record.frame;
    row.source = record.source;
    row.trigger = record.trigger;
    row.utc = utcText(record.exposed);
    row.verdict = record.verdict;
    row.score = record.verdict ? record.score : 0;
    row.error = record.error;
    if (record.verdict && !record.pictureFaults.empty())
        row.error = faultKey(record.pictureFaults.front().kind);
    row.defects = int(record.defects.size());
    row.latencyMs = record.latencyMs;
    row.recipe = record.recipeHash;
    row.model = record.model;
    row.path = record.file;
    return row;
}

LiveLog::LiveLog(const std::filesystem::path& path, qint64 mostRows)
    : m_database(path)
    , m_mostRows(mostRows)
{
    useHistory(m_database, Durability::Normal);
}

qint64 LiveLog::append(std::span<const LiveRow> rows)
{
    m_database.assertThread();
    if (rows.empty())
        return 0;
    Database::Transaction transaction(m_database);
    for (const LiveRow& row : rows)
        insert(m_database, row);
    const qint64 gone = prune();
    transaction.commit();
    return gone;
}

/// Ids have no gaps but at their lower end, so nothing needs to be counted.
qint64 LiveLog::prune()
{
    qint64 gone = 0;
    {
        auto select = m_database.statement("SELECT coalesce((SELECT max(id) FROM live_verdict), 0) - ? - coalesce((SELECT min(id) FROM live_verdict), 1) + 1", Access::Write);
        select.bind(m_mostRows);
        gone = select.next() ? select.integer(0) : 0;
    }
    if (gone <= 0)
        return 0;
    auto remove = m_database.statement("DELETE FROM live_verdict WHERE id <= (SELECT max(id) FROM live_verdict) - ?", Access::Write);
    remove.bind(m_mostRows);
    remove.run();
    return gone;
}

void LiveLog::setImage(const std::string& run, quint64 number, const std::string& image, const std::filesystem::path& path)
{
    auto update = m_database.statement("UPDATE live_verdict SET image = nullif(cast(? as text), ''), path = ?"
                                       " WHERE run = cast(? as text) AND number = ?",
                                       Access::Write);
    update.bind(image);
    if (path.empty())
        update.bind(QVariant());
    else
        update.bind(path.native());
    update.bind(run).bind(qint64(number));
    update.run();
}

qint64 LiveLog::newest()
{
    auto select = m_database.statement("SELECT coalesce(max(id), 0) FROM live_verdict");
    return select.next() ? select.integer(0) : 0;
}

std::vector<LiveLogRun> LiveLog::runs(int most)
{
    auto select = m_database.statement(runsSql);
    select.bind(std::max(most, 0));
    std::vector<LiveLogRun> found;
    while (select.next())
        found.push_back({select.text(0), select.text(1), select.text(2)});
    return found;
}

template <typename Take>
void LiveLog::walk(const LiveFilter& filter, qint64 below, const std::stop_token& stop, Take take)
{
    qint64 behind = newest() + 1, oldest = 0;
    {
        auto select = m_database.statement("SELECT coalesce(min(id), 0) FROM live_verdict");
        oldest = std::max(select.next() ? select.integer(0) : 0, filter.above + 1);
    }
    if (below > 0)
        behind = std::min(behind, below);
    while (behind > oldest) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        const qint64 first = std::max(oldest, behind - piece);
        if (!take(first, behind))
            return;
        behind = first;
    }
}

std::vector<LiveRow> LiveLog::page(const LiveFilter& filter, int count, qint64 below, const std::stop_token& stop)
{
    std::vector<LiveRow> rows;
    walk(filter, below, stop, [&](qint64 first, qint64 behind) {
        auto select = m_database.statement(pageSql);
        bind(select, filter);
        select.bind(first).bind(behind).bind(std::max<qint64>(count - qint64(rows.size()), 0));
        while (select.next())
            rows.push_back(rowAt(select));
        return qint64(rows.size()) < count;
    });
    return rows;
}

LiveCounts LiveLog::counts(const LiveFilter& filter, const std::stop_token& stop)
{
    LiveCounts counts;
    qint64* const fields[] {nullptr, &counts.pass, &counts.review, &counts.fail, &counts.error};
    walk(filter, 0, stop, [&](qint64 first, qint64 behind) {
        auto select = m_database.statement(countSql);
        bind(select, filter);
        select.bind(first).bind(behind);
        while (select.next()) {
            const std::string key = select.text(0);
            for (std::size_t i = 1; i < std::size(resultKeys); ++i)
                if (key == resultKeys[i])
                    *fields[i] += select.integer(1);
        }
        return true;
    });
    return counts;
}

}  // namespace app
