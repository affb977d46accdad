#pragma once

#include "app/report/lot_audit.h"

#include <QStringList>

#include <vector>

namespace app {

class Session;

/// Which parts are labelled next: drawn by chance from some (as AuditOf), or those nearest to a limit, whose labels tell where it belongs.
enum class LabelNextFrom { Pass, Review, Fail, All, NearLimit };
constexpr int labelNextChoices = 5;

struct LabelNextAnswer {
    LotAudit audit;
    QStringList next;       ///< files, in this order
    int unjudged = 0;       ///< parts of the session that have no verdict
};

/// At most `most` files to be labelled. GUI thread.
LabelNextAnswer labelNext(const Session& session, LabelNextFrom from, int most);

}  // namespace app
