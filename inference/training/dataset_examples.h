#pragma once

#include "training/datasets/dataset.h"
#include "training/example_source.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace inference::training {

/// The images of a data set of which somebody says whether they are good: of the test split alone, as published (all products together), or
/// of both. What the readers told of it goes along. Opens no file.
datasets::Dataset labelledImages(const datasets::Dataset& dataset, bool trainSplit = false);

/// How an anomalous image without a mask counts.
enum class Unmarked {
    LeaveOut,  ///< nothing can be learned from it
    Keep,      ///< it can be judged as a whole
};

using ReadProgress = std::function<void(std::size_t done, std::size_t of)>;

/// Decodes every image and mask once and takes those out of `dataset` from which nothing could be learned; the answer says which and
/// why: ImageUnreadable, MaskUnreadable, MaskSize, MaskMissing, MaskEmpty. Products that are left without images go
/// too. Throws Cancelled, and has changed nothing then. Blocking; any thread.
std::vector<datasets::Problem> leaveOutUnusable(datasets::Dataset& dataset, Unmarked unmarked, const ReadProgress& progress = {}, const std::stop_token& stop = {});

class LabelledImages;

/// How a data set becomes examples.
struct DatasetExamplesOptions {
    int size = 518;                         ///< S
    std::uint64_t seed = 333;
    bool augment = true;                    ///< augmentation.h
    double mosaic = 0;                      ///< share of examples made of four random anomalous ones of the same product; published: 0.2 on MVTec AD, else 0
    std::size_t keptBytes = 512u << 20;     ///< decoded images that may be kept: 4 S^2 bytes each, as many as fit, the first asked for
};

/// The images of a data set to learn from, as the model sees them: pixels as stored, resized as PIL does it (imaging/resample.h), masks as
/// datasets::maskForModel() makes them, good ones with an empty mask. An epoch is each image once, in an order that depends on seed and epoch
/// alone. Where nothing is changed at random, Example::same names the image. Any thread. Throws Error naming the file for one that
/// can't be read any more.
class DatasetExamples : public ExampleSource {
public:
    /// Takes all images of `dataset`, after labelledImages() and leaveOutUnusable(). Throws Error(BadInput) for a size below 1.
    DatasetExamples(const datasets::Dataset& dataset, const DatasetExamplesOptions& options);
    ~DatasetExamples() override;

    std::size_t size() const override;
    Example example(std::size_t epoch, std::size_t index) const override;

private:
    Example mosaic(std::size_t image, std::uint64_t seed) const;

    DatasetExamplesOptions m_options;
    std::unique_ptr<const LabelledImages> m_images;
};

/// The images of a data set to judge a training by, in its own order. The mask of an anomalous image that nobody has marked is empty.
class DatasetValidation : public ValidationSource {
public:
    DatasetValidation(const datasets::Dataset& dataset, int size, std::size_t keptBytes = 256u << 20);
    ~DatasetValidation() override;

    std::size_t size() const override;
    ValidationKind kind(std::size_t index) const override;
    ValidationExample at(std::size_t index) const override;

private:
    std::unique_ptr<const LabelledImages> m_images;
};

}  // namespace inference::training
