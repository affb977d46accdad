#pragma once

#include "evaluation/metrics.h"
#include "evaluation/ranking.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace inference::evaluation {

/// One image to be evaluated: what the model says of it and what is true.
struct EvaluatedImage {
    std::span<const float> scores;  ///< the blended and smoothed map, row-major, width x height; finite, any scale
    int width = 0;
    int height = 0;
    /// Same size, not 0 where defective. Empty: a good image without defective pixels, or an anomalous one whose pixels nobody has
    /// marked, which then counts as an image only.
    std::span<const std::uint8_t> mask;
    bool anomalous = false;
    std::string_view defectType;  ///< of an anomalous one; empty: unknown
    /// Mean of the greatest min(2000, all) values of M1 and of M2, before smoothing (topMean in core/render.h). Their sum is the
    /// image's score.
    double preScore = 0;
    double postScore = 0;
};

/// The figures of a set of images.
struct SetFigures {
    std::size_t images = 0;
    std::size_t anomalous = 0;
    std::size_t withoutMask = 0;  ///< anomalous ones whose pixels are not in the pixel figures
    Metrics metrics;
    std::optional<double> pixelLimitAtF1Max;  ///< the threshold on the scale of the maps themselves
    std::optional<double> imageLimitAtF1Max;  ///< on the scale of the images' scores
    RankingCurves pixelCurves;                ///< limits on the scale of the maps; empty where there are no figures
    RankingCurves imageCurves;  ///< ROC and precision-recall alone; limits on the scale of the images' scores
};

struct ImageOutcome {
    double score = 0;
    bool anomalous = false;
    friend bool operator==(const ImageOutcome&, const ImageOutcome&) = default;
};

struct TypeFigures {
    std::string type;
    SetFigures figures;  ///< of the images of this type and all good ones
};

struct ProductFigures {
    SetFigures all;
    std::vector<TypeFigures> types;      ///< in the order of their first image; without images of unknown type
    std::vector<ImageOutcome> outcomes;  ///< in the order the images came in
};

/// More types of defect than this are refused: figures of each are made with all good images.
inline constexpr std::size_t mostDefectTypes = 256;

/// The least and the greatest value of the maps seen.
struct ScoreRange {
    float least = 0;
    float greatest = 0;
    bool empty = true;

    /// Both throw Error(BadInput), and the range is then as before: for the first pixel that is NaN or infinite, and where
    /// greatest - least would be infinite.
    void add(std::span<const float> scores);
    void add(const ScoreRange& other);

    /// The published scale: (score - least)/(greatest - least) in float, 0..1 over all images of a product; 0 where all are equal.
    float normalised(float score) const { return greatest > least ? (score - least) / (greatest - least) : 0.0f; }
    friend bool operator==(const ScoreRange&, const ScoreRange&) = default;
};

}  // namespace inference::evaluation
