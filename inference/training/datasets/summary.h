#pragma once

#include "training/datasets/dataset.h"

namespace inference::datasets {

/// What a data set holds, to be shown before it is used.
struct Summary {
    std::size_t products = 0;
    std::size_t images = 0;
    std::size_t train = 0;        ///< of the images
    std::size_t good = 0;         ///< of the images
    std::size_t anomalous = 0;    ///< of the images
    std::size_t unlabelled = 0;   ///< of the images
    std::size_t masks = 0;        ///< images with anything that says where they are defective
    std::size_t unpaired = 0;     ///< anomalous images without mask
    std::size_t unusedMasks = 0;  ///< masks without image
    std::size_t pairedByOrder = 0;///< folders whose masks were paired by order, not by name
    bool boxesNotMasks = false;
    bool coarseMasks = false;
    std::size_t problems = 0;
};

/// Counts; opens no file. Pure; any thread.
Summary summaryOf(const Dataset& dataset);

}  // namespace inference::datasets
