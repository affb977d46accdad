#include "training/dataset_examples.h"

#include "core/detector.h"
#include "core/error.h"
#include "imaging/decode.h"
#include "training/augmentation.h"
#include "training/datasets/mask.h"
#include "training/labelled_images_p.h"
#include "training/synth/random_p.h"

#include <algorithm>
#include <optional>

namespace inference::training {
namespace {

using datasets::MaskKind;
using datasets::Problem;
using datasets::ProblemCode;

std::string sizesText(const std::vector<std::string>& sizes)
{
    return sizes.size() == 4 ? sizes[0] + "x" + sizes[1] + ", image " + sizes[2] + "x" + sizes[3] : std::string();
}

/// Why nothing can be learned from a sample; none where something can.
std::optional<Problem> problemOf(const datasets::Sample& sample, Unmarked unmarked)
{
    const auto codeText = [](const Error& error) { return std::string(codeName(error.code())); };
    Size size;
    try {
        size = imaging::decode(sample.image, {.applyOrientation = false}).size();
    } catch (const Error& error) {
        return Problem {ProblemCode::ImageUnreadable, sample.image, codeText(error)};
    }
    if (sample.label == Label::Good)
        return std::nullopt;
    if (sample.mask.kind == MaskKind::None)
        return unmarked == Unmarked::Keep ? std::nullopt : std::optional(Problem {ProblemCode::MaskMissing, sample.image, {}});
    try {
        if (!datasets::readMask(sample, size).any())
            return Problem {ProblemCode::MaskEmpty, sample.mask.file, {}};
    } catch (const Error& error) {
        if (error.code() == ErrorCode::MaskSize)
            return Problem {ProblemCode::MaskSize, sample.mask.file, sizesText(error.arguments())};
        return Problem {ProblemCode::MaskUnreadable, sample.mask.file, codeText(error)};
    }
    return std::nullopt;
}

/// `keep(sample)` of every product; products without any are dropped.
template <typename Keep> std::vector<datasets::Product> filtered(const datasets::Dataset& dataset, Keep keep)
{
    std::vector<datasets::Product> products;
    for (const datasets::Product& product : dataset.products) {
        datasets::Product kept {product.name, {}};
        std::ranges::copy_if(product.samples, std::back_inserter(kept.samples), keep);
        if (!kept.samples.empty())
            products.push_back(std::move(kept));
    }
    return products;
}

}  // namespace

datasets::Dataset labelledImages(const datasets::Dataset& dataset, bool trainSplit)
{
    const auto wanted = [&](const datasets::Sample& sample) {
        return sample.label != Label::None && (trainSplit || sample.split == datasets::Split::Test);
    };
    return {dataset.layout, dataset.root, dataset.name, filtered(dataset, wanted), dataset.problems};
}

std::vector<Problem> leaveOutUnusable(datasets::Dataset& dataset, Unmarked unmarked, const ReadProgress& progress, const std::stop_token& stop)
{
    std::size_t of = 0, done = 0;
    for (const datasets::Product& product : dataset.products)
        of += product.samples.size();
    std::vector<Problem> problems;
    auto products = filtered(dataset, [&](const datasets::Sample& sample) {
        if (stop.stop_requested())
            throw Cancelled();
        auto problem = problemOf(sample, unmarked);
        if (progress)
            progress(++done, of);
        if (!problem)
            return true;
        problems.push_back(std::move(*problem));
        return false;
    });
    dataset.products = std::move(products);
    return problems;
}

DatasetExamples::DatasetExamples(const datasets::Dataset& dataset, const DatasetExamplesOptions& options)
    : m_options(options)
    , m_images(std::make_unique<LabelledImages>(dataset, options.size, options.keptBytes))
{
}

DatasetExamples::~DatasetExamples() = default;

std::size_t DatasetExamples::size() const
{
    return m_images->count();
}

Example DatasetExamples::example(std::size_t epoch, std::size_t index) const
{
    const std::size_t image = m_images->shuffled(m_options.seed, epoch, index);
    // By the image, not by its place: who stands beside it changes nothing of what happens to it.
    const std::uint64_t seed = synth::mixed(synth::mixed(m_options.seed + 0x0a06) ^ synth::mixed((std::uint64_t(epoch) << 32) + image));
    synth::Random random(seed);
    const bool four = random.chance(float(m_options.mosaic)) && !m_images->anomalousBeside(image).empty();
    Example example = four ? mosaic(image, random.next()) : m_images->read(image);
    if (m_options.augment)
        return augmented(example, synth::mixed(seed + 1));
    if (m_options.mosaic <= 0)
        example.same = image + 1;
    return example;
}

Example DatasetExamples::mosaic(std::size_t image, std::uint64_t seed) const
{
    const auto& anomalous = m_images->anomalousBeside(image);
    synth::Random random(seed);
    std::array<Example, 4> parts;
    for (Example& part : parts)
        part = m_images->read(anomalous[std::size_t(random.next() % anomalous.size())]);
    return mosaicOf(parts);
}

DatasetValidation::DatasetValidation(const datasets::Dataset& dataset, int size, std::size_t keptBytes)
    : m_images(std::make_unique<LabelledImages>(dataset, size, keptBytes))
{
}

DatasetValidation::~DatasetValidation() = default;

std::size_t DatasetValidation::size() const
{
    return m_images->count();
}

ValidationKind DatasetValidation::kind(std::size_t index) const
{
    return {m_images->product(index), m_images->isAnomalous(index)};
}

ValidationExample DatasetValidation::at(std::size_t index) const
{
    return {m_images->read(index), m_images->product(index), m_images->isAnomalous(index)};
}

}  // namespace inference::training
