#pragma once

#include "training/datasets/dataset.h"

#include <cstdint>

namespace inference::datasets {

/// Two parts of one data set; each keeps its layout, root and name, the problems stay with the first.
struct ValidationSplit {
    Dataset training;
    Dataset validation;
};

// Both are deterministic: who goes where depends on `seed` and on names alone, not on the order of the listing, so that a set that
// grows keeps nearly all of its images where they were. `fraction` is the share that goes to validation, inside (0, 1). Throw Error(BadInput) otherwise.

/// Of each product and each label round(fraction * n) images, at least one where there are two, and never all of them. The same file
/// listed twice goes to one side.
ValidationSplit splitByImage(const Dataset& dataset, double fraction, std::uint64_t seed);

/// Whole products: round(fraction * n) of them, at least one where there are two, and never all. Tells how the weights do on a product that
/// they have never seen, which is what they are for. Not stratified by label: a product keeps its own mix.
ValidationSplit splitByProduct(const Dataset& dataset, double fraction, std::uint64_t seed);

}  // namespace inference::datasets
