#pragma once

#include "evaluation/product_figures.h"

#include <memory>

namespace inference::evaluation {

/// Evaluates one product of any size in a memory that doesn't grow with its pixels, for those whose pixels ProductEvaluation can't
/// keep: 24 bytes a bin and about 4 KB for the good images and for each type of defect (1.6 MB with 65536 bins), one map, about
/// 30 bytes an image.
///
/// Scores are put on the published scale and rounded down to multiples of 1/bins. Of the scores so rounded all figures are exact;
/// of the real ones pixel_aupro (counted at the published limits, not from the bins) and the images' figures are. AUROC
/// differs by at most half the share of pairs that fall into one bin; the threshold at F1-max is the lower edge of a bin, and IoU is
/// of the bins above it. Not thread-safe.
class StreamedEvaluation {
public:
    static constexpr int defaultBins = 65536;
    static constexpr int mostBins = 1 << 24;

    /// `range` is that of all maps with known pixels: the published scale and its limits hang on it, so a first pass over the maps
    /// gathers it. Throws Error(BadInput) for a range that is empty or not finite and for bins outside 2..mostBins.
    explicit StreamedEvaluation(const ScoreRange& range, int bins = defaultBins);
    ~StreamedEvaluation();
    StreamedEvaluation(StreamedEvaluation&&) noexcept;
    StreamedEvaluation& operator=(StreamedEvaluation&&) noexcept;

    /// As ProductEvaluation::add(), but for any number of pixels; a score outside the range is refused too.
    void add(const EvaluatedImage& image);

    /// As ProductEvaluation::finish(), but of what came so far: more may follow.
    ProductFigures figures(int curvePoints = 1000) const;

private:
    struct Product;
    std::unique_ptr<Product> m_product;
};

}  // namespace inference::evaluation
