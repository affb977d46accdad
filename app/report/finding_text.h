#pragma once

#include "app/report/report_check.h"

#include <QString>

namespace app {

/// One sentence: what is not as it was sealed.
QString findingText(const ReportFinding& finding);

/// Whether it says that something was changed; otherwise that something could not be checked.
bool isChange(ReportProblem problem);

}  // namespace app
