#pragma once

#include "app/report/lot_audit.h"

#include <QStringList>

#include <vector>

namespace app {

class Session;

/// Which parts are labelled next: drawn by chance from some (as AuditOf), or those nearest to a limit, whose labels tell where it belongs.
enum class LabelNextFrom { Pass, Review, Fail, All, NearLimit };
constexpr int labelNextChoices = 5;
static_assert(int(LabelNextFrom::Pass) == int(AuditOf::Pass) && int(LabelNextFrom::Review) == int(AuditOf::Review) && int(LabelNextFrom::Fail) == int(AuditOf::Fail)
              && int(LabelNextFrom::All) == int(AuditOf::All));

struct LabelNextAnswer {
    LotAudit audit;
    QStringList next;       ///< files, in this order
    int unjudged = 0;  ///< parts of the session without a verdict of the present recipe: they count nowhere
    QString gap;       ///< name of the part whose turn is next, drawing from those that were chosen; empty: none
};

/// At most `most` files to be labelled. GUI thread.
LabelNextAnswer labelNext(const Session& session, LabelNextFrom from, int most, double goal);

}  // namespace app
