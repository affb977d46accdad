#pragma once

#include "evaluation/product_figures.h"

#include <memory>
#include <stop_token>

namespace inference::evaluation {

/// Evaluates one product exactly, its images given one by one: the figures of scikit-learn's functions, of the published PRO and of
/// MVTec's, to rounding in double (scores are put on the published scale in float first, as the published code does it).
///
/// Kept until finish(): 4 bytes for each defect-free pixel, 8 for each defective one, about 30 bytes an image, 4 a region; the maps
/// themselves are not. finish() needs up to 28 bytes more for each defective pixel. Sorting goes on while images come in.
/// A product that doesn't fit is for StreamedEvaluation. Not thread-safe; one product a thread is.
class ProductEvaluation {
public:
    ProductEvaluation();
    ~ProductEvaluation();
    ProductEvaluation(ProductEvaluation&&) noexcept;
    ProductEvaluation& operator=(ProductEvaluation&&) noexcept;

    /// Throws Error(BadInput), and then has added nothing, when sizes disagree, a score is NaN or infinite, a good image has
    /// defective pixels, there are more than mostDefectTypes types or 2^32 - 1 pixels.
    void add(const EvaluatedImage& image);

    /// The figures of all images added, and for each type of defect those of its images and all good ones (pixels on the scale of
    /// the whole product, so the published PRO has the same limits). Curves have at most `curvePoints` points. Nothing is
    /// left afterwards: the next add() begins another product. Throws Cancelled, which leaves nothing too.
    ProductFigures finish(int curvePoints = 1000, const std::stop_token& stop = {});

private:
    struct Product;
    std::unique_ptr<Product> m_product;
};

}  // namespace inference::evaluation
