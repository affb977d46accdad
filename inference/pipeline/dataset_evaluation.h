#pragma once

#include "core/detector.h"
#include "core/error.h"
#include "core/recipe.h"
#include "evaluation/product_figures.h"
#include "training/datasets/dataset.h"

#include <functional>
#include <optional>

namespace inference::pipeline {

/// What of a data set is evaluated, and how.
struct EvaluationRequest {
    datasets::Split split = datasets::Split::Test;
    std::vector<std::string> products;  ///< empty: all
    double alpha = 0.8;                 ///< weight of Post-VCP, 0..1
    double sigma = 8;                   ///< Gaussian, in pixels of the model's input, 0..64
    /// Memory that doesn't grow with the pixels: the evidence of one product is kept (43 KB an image as published) and its
    /// mask by bits, and every map is rendered twice. Figures as StreamedEvaluation has them.
    bool streaming = false;
    /// The image score by this recipe's rule, by which the desk gives verdicts; without one the published score.
    std::optional<Recipe> scoredBy;
    /// What the good images of a product's training split show at each place is taken off the answers first (judging/baseline.h): what the desk
    /// does with a recipe that has learned from good parts. No longer zero-shot. For the test split.
    bool baseline = false;
    int batch = 4;           ///< images that go through the model at once, at least 1
    int curvePoints = 1000;  ///< of each curve, at least evaluation::leastCurvePoints
};

/// Greatest k of the published image score: the mean of the k greatest values of M1 and of M2, of all where there are fewer.
inline constexpr std::size_t publishedScoreValues = 2000;

struct EvaluatedProduct {
    std::string name;
    evaluation::ProductFigures figures;
    std::vector<const datasets::Sample*> samples;  ///< of figures.outcomes, in the same order; of the data set given
    std::size_t baselineParts = 0;  ///< good training images that a baseline was learned from; 0: none, or too few of them
};

struct DatasetEvaluation {
    std::vector<EvaluatedProduct> products;     ///< in the data set's order; without those of `withoutImages`
    std::vector<std::string> withoutImages;     ///< products that have no labelled image in the split
    bool baseline = false;  ///< as asked for
    std::size_t unlabelled = 0;                 ///< images of the split that nobody has labelled: left out
    /// What could not be read, each naming its file. An image: it is left out. A mask (MaskSize, File*, Image*, DatasetInvalid; MaskMissing, naming the
    /// image, only in products where other images have masks; MaskMissing {"empty"} for one that marks nothing): its image counts as an image only.
    std::vector<Error> problems;
};

/// Both are called on the thread that evaluates.
struct EvaluationEvents {
    std::function<void(std::size_t done, std::size_t total)> advanced;  ///< after each image, read or not
    std::function<void(const Error&)> problem;                          ///< as soon as it is met
};

/// Images that evaluateDataset() would look at, those that it learns a baseline from included.
std::size_t evaluatedImages(const datasets::Dataset& dataset, const EvaluationRequest& request);

/// Whether any product that the request asks for has as many good training images as a baseline takes.
bool teachesBaseline(const datasets::Dataset& dataset, EvaluationRequest request);

/// The first product with more pixels than the exact figures are made for at `modelSize` (2^32 - 1); empty: there is none, or the
/// request streams.
std::string tooLargeToKeep(const datasets::Dataset& dataset, const EvaluationRequest& request, int modelSize);

/// Evaluates as the published code does (VCP-CLIP, test.py), product by product: pixels as stored, never turned as EXIF says; PIL's
/// bicubic to S x S; map = (1 - alpha) M1 + alpha M2, smoothed; masks by PIL's bilinear and > 0.5, those of good images never looked
/// at; image score, if no recipe gives it, = both branches' mean of the greatest values before smoothing, added. S is the detector's.
/// Images are read on a thread of their own, at most two batches ahead. Where a batch fails its images are tried one by one.
/// Of more than evaluation::mostDefectTypes types of defect in a product the later ones count as unknown.
/// A baseline is learned from at most judging::mostPartsToLearn images, evenly spread over those there are.
/// Throws Error(BadInput) for a request out of its range and a product too large to keep; Cancelled. Blocking; one caller at a time for
/// a detector.
DatasetEvaluation evaluateDataset(Detector& detector, const datasets::Dataset& dataset, const EvaluationRequest& request,
                                  const EvaluationEvents& events = {}, const std::stop_token& stop = {});

}  // namespace inference::pipeline
