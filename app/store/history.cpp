#include "app/store/history.h"

#include "app/store/open_history_p.h"
#include "app/store/utc_text.h"
#include "core/detector.h"
#include "pipeline/evidence_bytes.h"

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::byte> bytesOf(const QByteArray& array)
{
    return std::as_bytes(std::span(array.constData(), std::size_t(array.size())));
}

std::filesystem::path pathOf(const QByteArray& bytes)
{
    return std::filesystem::path(bytes.toStdString());
}

void checkSha(const std::string& text, const char* what)
{
    if (!isSha256(text))
        throw Error(ErrorCode::BadInput, {std::string("history: no SHA-256: ") + what});
}

void checkKey(const InspectionKey& key)
{
    checkSha(key.image, "image");
    checkSha(key.setup.model, "model");
}

Database::Statement& bindSetup(Database::Statement& statement, const InspectionSetup& setup)
{
    return statement.bind(setup.model).bind(setup.engine).bind(setup.precision).bind(setup.views).bind(setup.options);
}

}  // namespace

History::History(const std::filesystem::path& path)
    : m_database(path)
{
    useHistory(m_database, Durability::Normal);
}

std::optional<std::string> History::imageOf(const FileStamp& stamp)
{
    auto select = m_database.statement("SELECT cast(image.sha as blob) FROM file_stamp JOIN image ON image.id = file_stamp.image"
                                       " WHERE file_stamp.path = ? AND size = ? AND mtime_ns = ?");
    select.bind(stamp.path.native()).bind(qint64(stamp.size)).bind(qint64(stamp.mtimeNs));
    return select.next() ? std::optional(select.text(0)) : std::nullopt;
}

void History::putStamp(const FileStamp& stamp, const std::string& image)
{
    checkSha(image, "image");
    Database::Transaction transaction(m_database);
    const qint64 id = imageId(image);
    auto insert = m_database.statement("INSERT INTO file_stamp (path, size, mtime_ns, image) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE"
                                       " SET size = excluded.size, mtime_ns = excluded.mtime_ns, image = excluded.image",
                                       Access::Write);
    insert.bind(stamp.path.native()).bind(qint64(stamp.size)).bind(qint64(stamp.mtimeNs)).bind(id);
    insert.run();
    auto update = m_database.statement("UPDATE image SET path = ? WHERE id = ?", Access::Write);
    update.bind(stamp.path.native()).bind(id);
    update.run();
    transaction.commit();
}

qint64 History::imageId(const std::string& image)
{
    auto insert = m_database.statement("INSERT INTO image (sha) VALUES (cast(? as text)) ON CONFLICT (sha) DO NOTHING", Access::Write);
    insert.bind(image);
    insert.run();
    auto select = m_database.statement("SELECT id FROM image WHERE sha = cast(? as text)", Access::Write);
    select.bind(image);
    select.next();
    return select.integer(0);
}

std::optional<qint64> History::setupId(const InspectionSetup& setup)
{
    auto select = m_database.statement("SELECT id FROM setup WHERE model = cast(? as text) AND engine = cast(? as text)"
                                       " AND precision = cast(? as text) AND views = cast(? as text) AND options = cast(? as text)");
    bindSetup(select, setup);
    return select.next() ? std::optional(select.integer(0)) : std::nullopt;
}

qint64 History::makeSetup(const InspectionSetup& setup)
{
    if (const auto known = setupId(setup))
        return *known;
    auto insert = m_database.statement("INSERT INTO setup (model, engine, precision, views, options) VALUES"
                                       " (cast(? as text), cast(? as text), cast(? as text), cast(? as text), cast(? as text))",
                                       Access::Write);
    bindSetup(insert, setup);
    insert.run();
    return m_database.lastInsertId();
}

InspectionId History::makeInspection(qint64 image, qint64 setup)
{
    auto insert = m_database.statement("INSERT INTO inspection (image, setup, utc) VALUES (?, ?, cast(? as text))"
                                       " ON CONFLICT (image, setup) DO UPDATE SET utc = excluded.utc",
                                       Access::Write);
    insert.bind(image).bind(setup).bind(utcNow());
    insert.run();
    auto select = m_database.statement("SELECT id FROM inspection WHERE image = ? AND setup = ?", Access::Write);
    select.bind(image).bind(setup);
    select.next();
    return select.integer(0);
}

InspectionId History::put(const InspectionKey& key, const inference::Inspection& inspection)
{
    checkKey(key);
    const auto bytes = inference::pipeline::evidenceBytes(inspection);
    Database::Transaction transaction(m_database);
    const InspectionId id = makeInspection(imageId(key.image), makeSetup(key.setup));
    putEvidence(id, bytes);
    transaction.commit();
    return id;
}

/// Summaries are of the evidence before.
void History::putEvidence(InspectionId id, std::span<const std::byte> bytes)
{
    auto insert = m_database.statement("INSERT INTO evidence (inspection, bytes) VALUES (?, ?)"
                                       " ON CONFLICT (inspection) DO UPDATE SET bytes = excluded.bytes",
                                       Access::Write);
    insert.bind(id).bind(textOf(bytes));
    insert.run();
    auto forget = m_database.statement("DELETE FROM summary WHERE inspection = ?", Access::Write);
    forget.bind(id);
    forget.run();
}

void History::amend(const InspectionKey& key, const inference::Inspection& inspection)
{
    checkKey(key);
    const auto bytes = inference::pipeline::evidenceBytes(inspection);
    Database::Transaction transaction(m_database);
    if (const auto id = idOf(key))
        putEvidence(*id, bytes);
    transaction.commit();
}

std::optional<InspectionId> History::idOf(const InspectionKey& key)
{
    auto select = m_database.statement("SELECT inspection.id FROM inspection JOIN image ON image.id = inspection.image"
                                       " JOIN setup ON setup.id = inspection.setup WHERE image.sha = cast(? as text)"
                                       " AND model = cast(? as text) AND engine = cast(? as text) AND precision = cast(? as text)"
                                       " AND views = cast(? as text) AND options = cast(? as text)");
    select.bind(key.image);
    bindSetup(select, key.setup);
    return select.next() ? std::optional(select.integer(0)) : std::nullopt;
}

std::optional<QByteArray> History::evidence(InspectionId inspection)
{
    auto select = m_database.statement("SELECT bytes FROM evidence WHERE inspection = ?");
    select.bind(inspection);
    return select.next() ? std::optional(select.bytes(0)) : std::nullopt;
}

std::filesystem::path History::lastPath(const std::string& image)
{
    auto select = m_database.statement("SELECT path FROM image WHERE sha = cast(? as text)");
    select.bind(image);
    return select.next() ? pathOf(select.bytes(0)) : std::filesystem::path();
}

std::shared_ptr<const inference::Inspection> History::find(const InspectionKey& key)
{
    const auto id = idOf(key);
    const auto bytes = id ? evidence(*id) : std::nullopt;
    if (!bytes)
        return nullptr;
    try {
        return std::make_shared<const inference::Inspection>(inference::pipeline::inspectionFrom(bytesOf(*bytes)));
    } catch (const Error& error) {
        throw error.of(lastPath(key.image)).of(m_database.path());
    }
}

/// The parts only: their evidence may be large and is read one at a time.
std::vector<StoredPart> History::page(qint64 setup, InspectionId after, InspectionId last)
{
    auto select = m_database.statement("SELECT inspection.id, cast(image.sha as blob), image.path FROM inspection"
                                       " JOIN image ON image.id = inspection.image"
                                       " WHERE inspection.setup = ? AND inspection.id > ? AND inspection.id <= ?"
                                       " ORDER BY inspection.id LIMIT 256");
    select.bind(setup).bind(after).bind(last);
    std::vector<StoredPart> parts;
    while (select.next())
        parts.push_back({select.integer(0), select.text(1), pathOf(select.bytes(2)), {}, {}});
    return parts;
}

/// No statement is open while `visit` runs: it may take its time, write, and stream itself.
void History::walk(const InspectionSetup& setup, const Part& visit, const std::stop_token& stop)
{
    m_database.assertThread();
    const auto id = setupId(setup);
    if (!id)
        return;
    const InspectionId last = m_database.value(QStringLiteral("SELECT max(id) FROM inspection")).toLongLong();
    for (auto parts = page(*id, 0, last); !parts.empty(); parts = page(*id, parts.back().id, last)) {
        for (StoredPart& part : parts) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            visit(part);
        }
    }
}

void History::stream(const InspectionSetup& setup, const InspectionVisitor& visitor, const std::stop_token& stop)
{
    walk(
        setup,
        [&](StoredPart& part) {
            const auto bytes = evidence(part.id);
            part.label = readLabel(m_database, part.image);
            part.review = readReviewState(m_database, part.image);
            std::shared_ptr<const inference::Inspection> inspection;
            try {
                inspection = std::make_shared<const inference::Inspection>(
                    inference::pipeline::inspectionFrom(bytesOf(bytes.value_or(QByteArray()))));
            } catch (const Error& error) {
                visitor.damaged(part, error.of(part.path).of(m_database.path()));
                return;
            }
            visitor.found(part, inspection);
        },
        stop);
}

std::vector<StoredSetup> History::setups()
{
    auto select = m_database.statement("SELECT cast(model as blob), cast(engine as blob), cast(precision as blob), cast(views as blob),"
                                       " cast(options as blob),"
                                       " (SELECT count(*) FROM inspection WHERE inspection.setup = setup.id) FROM setup ORDER BY id");
    std::vector<StoredSetup> setups;
    while (select.next())
        setups.push_back({{select.text(0), select.text(1), select.text(2), select.text(3), select.text(4)}, select.integer(5)});
    return setups;
}

void History::putSummaries(const std::string& name, std::span<const StoredSummary> summaries)
{
    Database::Transaction transaction(m_database);
    for (const StoredSummary& summary : summaries) {
        auto known = m_database.statement("SELECT 1 FROM inspection WHERE id = ?", Access::Write);
        known.bind(summary.inspection);
        if (!known.next())
            throw Error(ErrorCode::BadInput, {"history: no inspection " + std::to_string(summary.inspection)});
        auto insert = m_database.statement("INSERT INTO summary (inspection, name, bytes) VALUES (?, cast(? as text), ?)"
                                           " ON CONFLICT (inspection, name) DO UPDATE SET bytes = excluded.bytes",
                                           Access::Write);
        insert.bind(summary.inspection).bind(name).bind(textOf(summary.bytes));
        insert.run();
    }
    transaction.commit();
}

std::optional<std::vector<std::byte>> History::summary(InspectionId inspection, const std::string& name)
{
    auto select = m_database.statement("SELECT bytes FROM summary WHERE inspection = ? AND name = cast(? as text)");
    select.bind(inspection).bind(name);
    if (!select.next())
        return std::nullopt;
    const QByteArray bytes = select.bytes(0);
    return std::vector(bytesOf(bytes).begin(), bytesOf(bytes).end());
}

/// One query for parts, labels and summaries: the history may hold tens of thousands.
std::vector<History::SummaryRow> History::summaryPage(qint64 setup, const std::string& name, InspectionId after, InspectionId last)
{
    auto select = m_database.statement("SELECT inspection.id, cast(image.sha as blob), image.path, cast(label.label as blob), summary.bytes"
                                       " FROM inspection JOIN image ON image.id = inspection.image"
                                       " JOIN summary ON summary.inspection = inspection.id AND summary.name = cast(? as text)"
                                       " LEFT JOIN label ON label.image = image.sha"
                                       " WHERE inspection.setup = ? AND inspection.id > ? AND inspection.id <= ?"
                                       " ORDER BY inspection.id LIMIT 256");
    select.bind(name).bind(setup).bind(after).bind(last);
    std::vector<SummaryRow> rows;
    while (select.next())
        rows.push_back({{select.integer(0), select.text(1), pathOf(select.bytes(2)), labelOfKey(select.text(3)).value_or(inference::Label::None), {}},
                        select.bytes(4)});
    return rows;
}

void History::streamSummaries(const InspectionSetup& setup, const std::string& name,
                              const std::function<void(const StoredPart&, std::span<const std::byte>)>& found, const std::stop_token& stop)
{
    m_database.assertThread();
    const auto id = setupId(setup);
    if (!id)
        return;
    const InspectionId last = m_database.value(QStringLiteral("SELECT max(id) FROM inspection")).toLongLong();
    for (auto rows = summaryPage(*id, name, 0, last); !rows.empty(); rows = summaryPage(*id, name, rows.back().part.id, last)) {
        for (const SummaryRow& row : rows) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            found(row.part, bytesOf(row.bytes));
        }
    }
}

std::vector<StoredPart> History::partsWithoutSummary(const InspectionSetup& setup, const std::string& name)
{
    std::vector<StoredPart> parts;
    const auto id = setupId(setup);
    if (!id)
        return parts;
    auto select = m_database.statement("SELECT inspection.id, cast(image.sha as blob), image.path, cast(label.label as blob)"
                                       " FROM inspection JOIN image ON image.id = inspection.image"
                                       " LEFT JOIN label ON label.image = image.sha"
                                       " WHERE inspection.setup = ? AND NOT EXISTS (SELECT 1 FROM summary"
                                       "  WHERE summary.inspection = inspection.id AND summary.name = cast(? as text))"
                                       " ORDER BY inspection.id");
    select.bind(*id).bind(name);
    while (select.next())
        parts.push_back({select.integer(0), select.text(1), pathOf(select.bytes(2)), labelOfKey(select.text(3)).value_or(inference::Label::None), {}});
    return parts;
}

inference::Label History::label(const std::string& image)
{
    return readLabel(m_database, image);
}

std::vector<LabelRecord> History::labels()
{
    auto select = m_database.statement("SELECT cast(image as blob), cast(label as blob), cast(utc as blob), cast(operator as blob)"
                                       " FROM label WHERE label <> 'none' ORDER BY image");
    std::vector<LabelRecord> records;
    while (select.next())
        records.push_back({select.text(0), labelOfKey(select.text(1)).value_or(inference::Label::None), select.text(2), select.text(3)});
    return records;
}

std::vector<StoredPart> History::reviewedParts()
{
    std::vector<StoredPart> parts;
    {
        auto select = m_database.statement("SELECT DISTINCT cast(review.image_sha as blob), cast(label.label as blob), image.path FROM review"
                                           " LEFT JOIN label ON label.image = review.image_sha LEFT JOIN image ON image.sha = review.image_sha"
                                           " ORDER BY review.image_sha");
        while (select.next()) {
            StoredPart& part = parts.emplace_back();
            part.image = select.text(0);
            part.label = labelOfKey(select.text(1)).value_or(inference::Label::None);
            part.path = pathOf(select.bytes(2));
        }
    }
    for (StoredPart& part : parts)
        part.review = readReviewState(m_database, part.image);
    return parts;
}

HistoryCounts History::counts()
{
    auto select = m_database.statement("SELECT (SELECT count(*) FROM image), (SELECT count(*) FROM inspection),"
                                       " (SELECT count(*) FROM label WHERE label <> 'none'), (SELECT count(*) FROM review)");
    select.next();
    return {select.integer(0), select.integer(1), select.integer(2), select.integer(3)};
}

}  // namespace app
