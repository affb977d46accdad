#pragma once

#include "app/common/metrics_table.h"
#include "app/inspect/eval_request.h"

#include <QString>

#include <vector>

namespace app {

/// What the data set is and holds, before it is evaluated.
QString dataSummary(const EvalRequest& request);

/// A line for each product and one for the mean, in per cent with one decimal as in publications; "–" where a figure is not defined.
QString figureTable(const std::vector<ProductMetrics>& products);

/// Second minus first, in points of per cent with a sign, of the products that both have.
QString differenceTable(const std::vector<ProductMetrics>& first, const std::vector<ProductMetrics>& second);

}  // namespace app
