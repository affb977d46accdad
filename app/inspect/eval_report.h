#pragma once

#include "app/common/metrics_table.h"
#include "app/inspect/eval_request.h"
#include "pipeline/data_leaks.h"
#include "pipeline/trained_on.h"

#include <QString>

#include <vector>

namespace app {

/// What the data set is and holds, before it is evaluated.
QString dataSummary(const EvalRequest& request);

/// A sentence for each thing that is wrong with the data set, those of a kind together and no more than 20 of it.
QStringList problemSentences(const std::vector<inference::datasets::Problem>& problems);

/// Warnings that figures will say too much: images in train and test, weights trained on the set. Empty: none.
QStringList leakSentences(const inference::pipeline::DataLeaks& leaks);
QStringList leakSentences(const QString& model, const inference::pipeline::SeenInTraining& seen);

/// The products as the files tell them.
std::vector<ProductMetrics> tableOf(const inference::pipeline::DatasetEvaluation& evaluation);

/// A line for each product and one for the mean, in per cent with one decimal as in publications; "–" where a figure is not defined.
QString figureTable(const std::vector<ProductMetrics>& products);

/// Second minus first, in points of per cent with a sign, of the products that both have.
QString differenceTable(const std::vector<ProductMetrics>& first, const std::vector<ProductMetrics>& second);

/// What the table can't say: images that count as images only, products and images left out. May be empty.
QStringList notes(const inference::pipeline::DatasetEvaluation& evaluation);

}  // namespace app
