#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace inference::evaluation {

/// The figures of the published tables, as fractions 0..1. Pixels are ranked over all images of a product, images by the mean
/// of the greatest values of both branches. What is not defined has no value, never 0: AUROC, AP, F1, IoU and PRO need positives and
/// negatives (scikit-learn answers 0 or 1 with a warning where one is missing).
struct Metrics {
    std::optional<double> pixelAuroc;
    std::optional<double> pixelAupro;       ///< the published code's PRO (pro.h); often a little below the exact one
    std::optional<double> pixelAuproExact;  ///< MVTec's: every score is a limit, interpolated at the end (pro.h)
    std::optional<double> pixelAp;
    std::optional<double> pixelF1Max;
    /// On the published scale, where the least pixel of the product is 0 and the greatest 1; none where they are equal.
    std::optional<double> pixelThresholdAtF1Max;
    std::optional<double> pixelIouAtF1Max;  ///< of the pixels strictly above that threshold
    std::optional<double> imageAuroc;
    std::optional<double> imageAp;
    std::optional<double> imageF1Max;
    friend bool operator==(const Metrics&, const Metrics&) = default;
};

struct MetricColumn {
    std::string_view key;  ///< as in files
    std::optional<double> Metrics::*value;
};

/// Every figure, in the order of the files.
inline constexpr std::array metricColumns {
    MetricColumn {"pixel_auroc", &Metrics::pixelAuroc},
    MetricColumn {"pixel_aupro", &Metrics::pixelAupro},
    MetricColumn {"pixel_aupro_exact", &Metrics::pixelAuproExact},
    MetricColumn {"pixel_ap", &Metrics::pixelAp},
    MetricColumn {"pixel_f1_max", &Metrics::pixelF1Max},
    MetricColumn {"pixel_threshold_at_f1_max", &Metrics::pixelThresholdAtF1Max},
    MetricColumn {"pixel_iou_at_f1_max", &Metrics::pixelIouAtF1Max},
    MetricColumn {"image_auroc", &Metrics::imageAuroc},
    MetricColumn {"image_ap", &Metrics::imageAp},
    MetricColumn {"image_f1_max", &Metrics::imageF1Max},
};

/// Each figure's mean over those that have it; none where no one has.
Metrics meanOf(std::span<const Metrics> products);

}  // namespace inference::evaluation
