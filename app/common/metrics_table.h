#pragma once

#include "evaluation/metrics.h"
#include "pipeline/dataset_evaluation.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app {

/// One product of an evaluation as its files tell it.
struct ProductMetrics {
    std::string name;  ///< UTF-8; of its own
    inference::evaluation::Metrics metrics;
    std::size_t images = 0;
    std::size_t anomalous = 0;
    std::optional<std::size_t> baselineParts {};  ///< good training images that a baseline was learned from; none: nobody asked for one
};

/// The products of an evaluation, in its order.
std::vector<ProductMetrics> tableOf(const inference::pipeline::DatasetEvaluation& evaluation);

/// Second minus first of the products that both have; no value where one of them has none. Images are the first's.
std::vector<ProductMetrics> differencesOf(std::span<const ProductMetrics> first, std::span<const ProductMetrics> second);

/// Each figure's mean over the products that have it.
inference::evaluation::Metrics meanOf(std::span<const ProductMetrics> products);

/// {"products": {name: {"pixel_auroc", "pixel_aupro" (the published code's), "pixel_aupro_exact" (MVTec's), "pixel_ap", "pixel_f1_max",
///  "pixel_threshold_at_f1_max", "pixel_iou_at_f1_max", "image_auroc", "image_ap", "image_f1_max", "images", "anomalous"}}, "mean": {the same}}
/// Figures are fractions 0..1, in the shortest digits that give the same double again; null where a figure is not defined (such as
/// AUROC without anomalies), which then plays no part in the mean. "mean" is over products, images and anomalous too; with no
/// product everything in it is null. Products in the order given. Where a baseline was asked for each product has "baseline_parts" besides.
std::string metricsJson(std::span<const ProductMetrics> products);

/// The same table as CSV (RFC 4180): header product,pixel_auroc,...,images,anomalous, a line for each product, then one named
/// "mean". Figures with 6 decimals; an empty cell where a figure is not defined.
std::string metricsCsv(std::span<const ProductMetrics> products);

}  // namespace app
