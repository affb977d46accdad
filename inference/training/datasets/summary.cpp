#include "training/datasets/summary.h"

#include <algorithm>

namespace inference::datasets {
namespace {

void add(Summary& summary, const Sample& sample)
{
    const bool masked = sample.mask.kind != MaskKind::None;
    ++summary.images;
    summary.train += sample.split == Split::Train;
    summary.good += sample.label == Label::Good;
    summary.anomalous += sample.label == Label::Defective;
    summary.unlabelled += sample.label == Label::None;
    summary.masks += masked;
    summary.unpaired += sample.label == Label::Defective && !masked;
    summary.boxesNotMasks = summary.boxesNotMasks || sample.mask.kind == MaskKind::Boxes;
}

}  // namespace

Summary summaryOf(const Dataset& dataset)
{
    Summary summary;
    summary.products = dataset.products.size();
    for (const Product& product : dataset.products)
        for (const Sample& sample : product.samples)
            add(summary, sample);
    const auto count = [&](ProblemCode code) { return std::size_t(std::ranges::count(dataset.problems, code, &Problem::code)); };
    summary.unusedMasks = count(ProblemCode::MaskUnused);
    summary.pairedByOrder = count(ProblemCode::PairedByOrder);
    summary.boxesNotMasks = summary.boxesNotMasks || hasBoxesOnly(dataset.layout);
    summary.coarseMasks = hasCoarseMasks(dataset.layout);
    summary.problems = dataset.problems.size();
    return summary;
}

}  // namespace inference::datasets
