#pragma once

#include "pipeline/dataset_evaluation.h"

namespace app {

/// Writes into `folder`, which exists, CSV files (RFC 4180; numbers in the shortest digits that give the same double again):
/// - for each product <product>.curves.csv: level (pixels or images), curve (roc, precision_recall, pro), x, y, limit; the limit is
///   on the scale of the maps or of the images' scores and empty where nothing is caught;
/// - <product>.images.csv: image (relative to `root`), defect, anomalous (0 or 1), score, limit (at the greatest F1 of the product), cell
///   (hit, escape, overkill or pass; both empty where there is no such limit);
/// - defects.csv: product, defect, the columns of metricsCsv(): each type's images with all good ones of the product.
/// Characters of a product's name that don't belong into a file's become "_"; equal names get "-2". Each file is written beside and
/// renamed. Throws Error(WriteFailed).
void writeCurveFiles(const std::filesystem::path& folder, const inference::pipeline::DatasetEvaluation& evaluation, const std::filesystem::path& root);

}  // namespace app
