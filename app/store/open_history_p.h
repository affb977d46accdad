#pragma once

#include "app/store/database.h"
#include "app/store/history_schema.h"
#include "core/error.h"

namespace app {

/// Sets up a connection to a history that prepareHistory() has been over. Throws Error(HistoryNewer), and BadInput for one
/// that it has not.
inline void useHistory(Database& database, Durability durability)
{
    using inference::Error;
    using inference::ErrorCode;
    const int found = database.schemaVersion(), known = int(historySteps().size());
    if (found > known)
        throw Error(ErrorCode::HistoryNewer, {std::to_string(found), std::to_string(known)}, database.path());
    if (found < known)
        throw Error(ErrorCode::BadInput, {"the history was not prepared"}, database.path());
    database.useWriteAheadLog(durability);
}

}  // namespace app
