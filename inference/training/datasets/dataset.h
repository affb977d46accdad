#pragma once

#include "training/datasets/layout.h"
#include "training/datasets/problem.h"
#include "training/datasets/sample.h"

namespace inference::datasets {

/// One product, object or texture: metrics are computed for each and then averaged.
struct Product {
    std::string name;
    std::vector<Sample> samples;  ///< train before test, then in natural order of their paths; a list's own order for Meta
};

/// A data set as values; nothing of its pictures is kept.
struct Dataset {
    Layout layout = Layout::Folder;
    std::filesystem::path root;
    std::string name;               ///< its own ("VisA") where layout and products are; else the folder's
    std::vector<Product> products;  ///< none without samples
    std::vector<Problem> problems;  ///< in the order they were met
};

/// What data sets of that layout are called ("MVTec AD"); empty for Meta and Folder, which are anybody's.
std::string_view publishedName(Layout layout) noexcept;

}  // namespace inference::datasets
