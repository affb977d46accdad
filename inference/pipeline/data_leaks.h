#pragma once

#include "training/datasets/dataset.h"

#include <span>
#include <stop_token>

namespace inference::pipeline {

/// Where an image stands in the data sets that are compared.
struct ImagePlace {
    std::size_t dataset = 0;  ///< index into the data sets given
    std::string product;
    datasets::Split split = datasets::Split::Test;
    std::filesystem::path image;
};

/// The same bytes where they must not be: in training and test, or in two data sets.
struct SharedImage {
    std::string sha256;
    std::vector<ImagePlace> places;  ///< at least two, in the order of the data sets
};

struct DataLeaks {
    std::vector<SharedImage> shared;            ///< in the order of their first place
    std::vector<std::filesystem::path> unread;  ///< images that could not be compared
};

/// Looks for images that stand in the training and the test part of a data set, or in more than one data set, byte for byte. Files of a
/// size that no other file has are not read. Throws Cancelled. Blocking; any thread.
DataLeaks findLeaks(std::span<const datasets::Dataset> sets, const std::stop_token& stop = {});

}  // namespace inference::pipeline
