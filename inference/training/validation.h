#pragma once

#include "core/anomaly_map.h"
#include "core/detector.h"
#include "evaluation/metrics.h"
#include "training/example_source.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace inference::training {

/// What a model does on the images that it is judged by.
struct ValidationFigures {
    evaluation::Metrics mean;  ///< of the products' figures, made as the published evaluation makes them
    /// By image of the source: whether its verdict at the limit of its product's greatest F1 (evaluation::SetFigures::imageLimitAtF1Max, of
    /// this very model) is right; none where the product has no such limit, for want of good or of anomalous images.
    std::vector<std::optional<bool>> right;
};

/// Told of each image, in the order of the source, with the map that it is judged by: S x S, 0..1.
using MapVisitor = std::function<void(std::size_t image, const ValidationExample& example, const AnomalyMap& map)>;

/// Maps are blended by `alpha` and smoothed by `sigma`, images scored by the mean of the greatest values of both branches. `judged` is told
/// how many are done. Throws what the source and detect() throw, Error(BadInput) for images of another size; Cancelled.
ValidationFigures validate(Detector& model, const ValidationSource& source, double alpha, double sigma,
                           const std::function<void(std::size_t done, std::size_t of)>& judged = {}, const std::stop_token& stop = {},
                           const MapVisitor& mapped = {});

/// At most `most` images by which a person sees a training get on, always the same ones: defective ones of different products in turn, those of
/// one product spread over its images, and a good one last, where there is one. Pure; opens no file.
std::vector<std::size_t> tellingImages(const ValidationSource& source, std::size_t most);

}  // namespace inference::training
