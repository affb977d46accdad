#pragma once

#include "app/store/database.h"
#include "app/store/history_schema.h"
#include "core/error.h"

namespace app {

/// The schema's version. Throws Error(HistoryNewer).
inline int knownVersion(Database& database)
{
    const int found = database.schemaVersion(), known = int(historySteps().size());
    if (found > known)
        throw inference::Error(inference::ErrorCode::HistoryNewer, {std::to_string(found), std::to_string(known)}, database.path());
    return found;
}

/// Sets up a connection to a history that prepareHistory() has been over. Throws Error(HistoryNewer), and BadInput for one
/// that it has not.
inline void useHistory(Database& database, Durability durability)
{
    if (knownVersion(database) < int(historySteps().size()))
        throw inference::Error(inference::ErrorCode::BadInput, {"the history was not prepared"}, database.path());
    database.useWriteAheadLog(durability);
}

/// For one that is read as it is, of this schema or an older one: the review log has always had its tables. Throws Error(HistoryNewer), and
/// HistoryDamaged for a file that is no history.
inline void readHistory(Database& database)
{
    if (knownVersion(database) < 1 || database.value(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name IN ('review', 'label')")).toInt() < 2)
        throw inference::Error(inference::ErrorCode::HistoryDamaged, {"no review log"}, database.path());
}

}  // namespace app
