#include "app/store/review_log.h"

#include "app/store/file_lock.h"
#include "app/store/open_history_p.h"
#include "app/store/utc_text.h"
#include "core/detector.h"
#include "core/error.h"

#include <cerrno>
#include <cstring>

namespace app {

using inference::Error;

namespace {

constexpr const char* rowColumns = "id, batch, cast(utc as blob), cast(operator as blob), cast(image_sha as blob), cast(kind as blob),"
                                   " cast(payload as blob), cast(previous_hash as blob), cast(hash as blob)";

ReviewRow rowAt(const Database::Statement& select)
{
    return {select.integer(0), select.integer(1), select.text(2), select.text(3), select.text(4),
            select.text(5),    select.text(6),    select.text(7), select.text(8)};
}

void insert(Database& database, const ReviewRow& row)
{
    auto statement = database.statement(
        "INSERT INTO review (id, batch, utc, operator, image_sha, kind, payload, previous_hash, hash) VALUES (?, ?, cast(? as text),"
        " cast(? as text), cast(? as text), cast(? as text), cast(? as text), cast(? as text), cast(? as text))",
        Access::Write);
    statement.bind(row.id).bind(row.batch);
    for (const std::string* field : {&row.utc, &row.operatorName, &row.image, &row.kind, &row.payload, &row.previousHash, &row.hash})
        statement.bind(*field);
    statement.run();
}

}  // namespace

ReviewLog::ReviewLog(const std::filesystem::path& path, Opening opening)
    : m_database(path, opening)
    , m_tipPath(reviewTipPath(path))
    , m_lockPath(path.parent_path() / "review.lock")
    , m_readOnly(opening == Opening::ReadOnly)
{
    if (m_readOnly)
        readHistory(m_database);
    else
        useHistory(m_database, Durability::Full);
}

qint64 ReviewLog::append(std::span<const ReviewEntry> entries)
{
    m_database.assertThread();
    if (entries.empty())
        return 0;
    for (const ReviewEntry& entry : entries)
        checkEntry(entry);
    if (m_readOnly)
        throw Error(inference::ErrorCode::WriteFailed, {std::strerror(EROFS)}, m_database.path());

    const FileLock lock(m_lockPath);
    const ReviewTipReading reading = readReviewTip(m_tipPath);
    Database::Transaction transaction(m_database);
    const ReviewTip before = last();
    const Standing stands = standing(reading, before);
    // Before anything is written: the tip record may be one commit behind, never two.
    if (stands == Standing::Behind)
        writeReviewTip(m_tipPath, before);
    const ReviewTip after = write(entries, before);
    transaction.commit();

    m_fitted = stands != Standing::Broken;
    if (m_fitted) {
        try {
            writeReviewTip(m_tipPath, after);
        } catch (const Error& error) {
            // The rows are safe, so this is no failure of theirs; the next append catches up or fails.
            qWarning("the review log's tip record is one commit behind: %s", error.what());
        }
    }
    return before.rows + 1;
}

ReviewTip ReviewLog::write(std::span<const ReviewEntry> entries, const ReviewTip& last)
{
    ReviewTip tip = last;
    for (const ReviewEntry& entry : entries) {
        ReviewRow row {tip.rows + 1, last.rows + 1, entry.utc.empty() ? utcNow() : entry.utc, entry.operatorName, entry.image,
                       std::string(kindKey(entry.kind)), entry.payload, tip.hash, {}};
        row.hash = chainHash(row);
        insert(m_database, row);
        if (const auto label = labelIn(entry))
            writeLabel(m_database, {row.image, *label, row.utc, row.operatorName});
        tip = {row.id, row.hash};
    }
    return tip;
}

ReviewTip ReviewLog::last()
{
    auto select = m_database.statement("SELECT id, cast(hash as blob) FROM review ORDER BY id DESC LIMIT 1");
    return select.next() ? ReviewTip {select.integer(0), select.text(1)} : ReviewTip {};
}

bool ReviewLog::knows(const ReviewTip& tip)
{
    if (tip.rows == 0)
        return tip.hash == noReviewHash;
    auto select = m_database.statement("SELECT cast(hash as blob) FROM review WHERE id = ?");
    select.bind(tip.rows);
    return select.next() && select.text(0) == tip.hash;
}

ReviewLog::Standing ReviewLog::standing(const ReviewTipReading& reading, const ReviewTip& last)
{
    if (reading.kind != ReviewTipReading::Read || !knows(reading.tip))
        return Standing::Broken;
    if (reading.tip.rows == last.rows)
        return Standing::Current;
    auto select = m_database.statement("SELECT count(*) FROM review WHERE id > ? AND batch IS NOT ?");
    select.bind(reading.tip.rows).bind(reading.tip.rows + 1);
    select.next();
    return select.integer(0) == 0 ? Standing::Behind : Standing::Broken;
}

/// Record and rows of one moment; the walk itself holds nobody up.
ReviewTipReading ReviewLog::beginSnapshot(std::optional<Database::Transaction>& snapshot)
{
    std::optional<FileLock> lock;
    if (!m_readOnly)
        lock.emplace(m_lockPath);
    for (;;) {
        const ReviewTipReading reading = readReviewTip(m_tipPath);
        snapshot.emplace(m_database, Database::Transaction::Kind::Read);
        last();
        if (lock || readReviewTip(m_tipPath) == reading)
            return reading;
        snapshot.reset();  // without the lock: an append came in between
    }
}

ReviewVerification ReviewLog::verify(const std::stop_token& stop)
{
    m_database.assertThread();
    std::optional<Database::Transaction> snapshot;
    const ReviewTipReading reading = beginSnapshot(snapshot);
    ReviewTip end;
    SaidLabels labels;
    ReviewVerification found = walk(reading.tip, end, labels, stop);
    const bool holds = found.finding == ReviewFinding::Intact;
    const Standing stands = holds ? standing(reading, end) : Standing::Broken;
    const auto label = holds ? changedLabel(labels) : std::nullopt;
    m_database.requireSettled();
    snapshot.reset();
    if (!holds)
        return found;
    if (stands == Standing::Behind) {
        found.finding = ReviewFinding::TipBehind;
        found.mended = !m_readOnly && mend(reading, end);
    } else if (stands == Standing::Broken) {
        if (reading.kind != ReviewTipReading::Read)
            found.finding = ReviewFinding::TipLost;
        else if (reading.tip.rows > end.rows)
            found = {ReviewFinding::CutAtEnd, end.rows + 1, found.rows, false};
        else
            found = {ReviewFinding::AddedAtEnd, reading.tip.rows + 1, found.rows, false};
    }
    if (label && (stands != Standing::Broken || found.finding == ReviewFinding::TipLost))  // a change for sure, where the lost record only leaves doubt
        return {label->finding, label->row, found.rows, found.mended, label->image};
    return found;
}

/// The label that doesn't stand as the log says, of the first row with one; of no row where nobody ever said it.
std::optional<ReviewVerification> ReviewLog::changedLabel(SaidLabels& said)
{
    auto select = m_database.statement("SELECT cast(image as blob), cast(label as blob), cast(utc as blob), cast(operator as blob) FROM label");
    std::optional<ReviewVerification> found;
    const auto note = [&found](qint64 row, const std::string& image) {
        if (!found || (row != 0 && (found->row == 0 || row < found->row)))
            found = ReviewVerification {ReviewFinding::LabelChanged, row, 0, false, image};
    };
    while (select.next()) {
        const auto one = said.extract(select.text(0));
        const LabelRecord stands {select.text(0), labelOfKey(select.text(1)).value_or(inference::Label::None), select.text(2), select.text(3)};
        if (!one)
            note(0, stands.image);
        else if (stands != one.mapped().record)
            note(one.mapped().row, stands.image);
    }
    for (const auto& [image, gone] : said)
        note(gone.row, image);
    return found;
}

/// Everything that the chain says of itself, and whether it is the one that `tip` knows.
ReviewVerification ReviewLog::walk(const ReviewTip& tip, ReviewTip& end, SaidLabels& labels, const std::stop_token& stop)
{
    static const std::string sql = std::string("SELECT ") + rowColumns + " FROM review ORDER BY id";
    auto select = m_database.statement(sql.c_str());
    while (select.next()) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        const ReviewRow row = rowAt(select);
        const qint64 expected = end.rows + 1;
        if (row.id > expected)
            return {ReviewFinding::RowMissing, expected, end.rows, false};
        if (row.id < expected)
            return {ReviewFinding::RowUnlinked, row.id, end.rows, false};
        if (row.hash != chainHash(row))
            return {ReviewFinding::RowChanged, row.id, end.rows, false};
        if (row.previousHash != end.hash)
            return {ReviewFinding::RowUnlinked, row.id, end.rows, false};
        if (row.id == tip.rows && row.hash != tip.hash)
            return {ReviewFinding::Rewritten, row.id, end.rows, false};
        end = {row.id, row.hash};
        if (row.kind == kindKey(ReviewKind::Label))
            if (const auto label = labelIn({ReviewKind::Label, row.image, row.operatorName, row.payload, row.utc}))
                labels[row.image] = {row.id, {row.image, *label, row.utc, row.operatorName}};
    }
    return {ReviewFinding::Intact, 0, end.rows, false};
}

bool ReviewLog::mend(const ReviewTipReading& seen, const ReviewTip& end)
{
    try {
        const FileLock lock(m_lockPath);
        // Another's append has mended it already.
        if (readReviewTip(m_tipPath) == seen)
            writeReviewTip(m_tipPath, end);
        return true;
    } catch (const Error& error) {
        qWarning("the review log's tip record could not be mended: %s", error.what());
        return false;
    }
}

ReviewState ReviewLog::state(const std::string& image)
{
    return readReviewState(m_database, image);
}

void ReviewLog::states(std::span<const std::string> images, const Stater& visit, const std::stop_token& stop)
{
    for (const std::string& image : images) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        visit(image, readReviewState(m_database, image), readLabel(m_database, image));
    }
}

std::vector<ReviewRow> ReviewLog::rowsOf(const std::string& image)
{
    static const std::string sql = std::string("SELECT ") + rowColumns + " FROM review WHERE image_sha = cast(? as text) ORDER BY id";
    auto select = m_database.statement(sql.c_str());
    select.bind(image);
    std::vector<ReviewRow> rows;
    while (select.next())
        rows.push_back(rowAt(select));
    return rows;
}

ReviewExtract ReviewLog::extract(const std::unordered_set<std::string>& images, const std::stop_token& stop)
{
    static const std::string sql = std::string("SELECT ") + rowColumns + " FROM review ORDER BY id";
    m_database.assertThread();
    const Database::Transaction snapshot(m_database, Database::Transaction::Kind::Read);
    ReviewExtract extract {last(), {}};
    if (images.empty())
        return extract;
    auto select = m_database.statement(sql.c_str());
    while (select.next()) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        if (images.contains(select.text(4)))
            extract.rows.push_back(rowAt(select));
    }
    return extract;
}

std::optional<ReviewRow> ReviewLog::row(qint64 id)
{
    static const std::string sql = std::string("SELECT ") + rowColumns + " FROM review WHERE id = ?";
    auto select = m_database.statement(sql.c_str());
    select.bind(id);
    return select.next() ? std::optional(rowAt(select)) : std::nullopt;
}

qint64 ReviewLog::rows()
{
    auto select = m_database.statement("SELECT count(*) FROM review");
    select.next();
    return select.integer(0);
}

}  // namespace app
