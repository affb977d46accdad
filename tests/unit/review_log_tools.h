#pragma once

// A review log with rows in it, and hands that change it.

#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "store_tools.h"

#include <QMap>
#include <QStringList>

#include <algorithm>
#include <filesystem>

namespace review_log_tools {

using namespace store_tools;
using app::ReviewEntry;
using app::ReviewFinding;
using app::ReviewLog;
using app::ReviewRow;
namespace fs = std::filesystem;

inline const QStringList unguarded {"DROP TRIGGER review_no_update", "DROP TRIGGER review_no_delete", "DROP TRIGGER review_in_order"};
inline constexpr int rowsAtFirst = 10;

inline ReviewEntry note(int image, const std::string& text = "seen")
{
    return app::noteEntry(sha(image), "Zoë", text);
}

/// A history with ten rows, each of a commit of its own, and what the tip record was before the last of them.
struct Log : Place {
    QByteArray tipBefore;

    Log()
    {
        app::prepareHistory(path);
        ReviewLog log(path);
        for (int i = 0; i < rowsAtFirst; ++i) {
            tipBefore = i > 0 ? contents(tip()) : QByteArray();
            log.append(std::vector {note(i % 3)});
        }
    }
    fs::path tip() const { return app::reviewTipPath(path); }
};

/// "changed 5", so that rows of a table read well.
inline QString named(const app::ReviewVerification& found)
{
    static const QMap<ReviewFinding, QString> names {
        {ReviewFinding::Intact, "intact"},        {ReviewFinding::TipBehind, "tip behind"},  {ReviewFinding::RowChanged, "changed"},
        {ReviewFinding::RowMissing, "missing"},   {ReviewFinding::RowUnlinked, "unlinked"},  {ReviewFinding::CutAtEnd, "cut"},
        {ReviewFinding::Rewritten, "rewritten"},  {ReviewFinding::AddedAtEnd, "added"},      {ReviewFinding::TipLost, "tip lost"},
        {ReviewFinding::LabelChanged, "label"},
    };
    return names.value(found.finding) + (found.row != 0 ? ' ' + QString::number(found.row) : QString()) + (found.mended ? ", mended" : "");
}

inline QString verified(const fs::path& path)
{
    return named(ReviewLog(path).verify());
}

inline ReviewRow rowOf(const fs::path& path, qint64 id)
{
    ReviewLog log(path);
    for (int image = 0; image < 3; ++image)
        for (const ReviewRow& row : log.rowsOf(sha(image)))
            if (row.id == id)
                return row;
    return {};
}

inline QString insertion(const ReviewRow& row)
{
    QStringList values {QString::number(row.id), QString::number(row.batch)};
    for (const std::string& text : {row.utc, row.operatorName, row.image, row.kind, row.payload, row.previousHash, row.hash})
        values.append('\'' + QString::fromStdString(text) + '\'');
    return "INSERT INTO review VALUES (" + values.join(", ") + ')';
}

/// Rows as somebody would forge them who knows the rule: from row `from` on the chain is made anew.
inline QStringList rewritten(const fs::path& path, qint64 from, qint64 to, const std::string& payload)
{
    QStringList statements;
    std::string previous = from > 1 ? rowOf(path, from - 1).hash : app::noReviewHash;
    for (qint64 id = from; id <= to; ++id) {
        ReviewRow row = rowOf(path, std::min<qint64>(id, rowsAtFirst));
        row.id = row.batch = id;
        row.payload = payload;
        row.previousHash = previous;
        row.hash = previous = app::chainHash(row);
        statements << QString("DELETE FROM review WHERE id = %1").arg(id) << insertion(row);
    }
    return statements;
}

}  // namespace review_log_tools
