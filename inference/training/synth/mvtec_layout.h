#pragma once

#include "core/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace inference::synth {

/// A data set to draw.
struct LayoutRequest {
    std::filesystem::path folder;
    std::vector<std::string> products;  ///< kinds; empty: all there are
    std::uint64_t seed = 1;             ///< another seed gives other designs and other specimens
    int size = 256;                     ///< pixels, leastSize..greatestSize
    int train = 12;                     ///< good specimens of each product to learn from
    int good = 8;                       ///< good ones to test with
    int defective = 28;                 ///< defective ones, the kinds of defect in turn
    /// Not empty: in place of drawn products, each photograph is one, named by its file; its specimens are windows of it at random
    /// places, 0.6 to 1 of its shorter side, and the defective ones have defects drawn on them.
    std::vector<std::filesystem::path> photographs {};
};

constexpr int greatestCount = 100000;  ///< of train, good and defective

/// Pictures that writeLayout() will write, masks not counted. Throws Error(BadInput) for a product there is not, one named twice, a
/// size outside leastSize..greatestSize, a count outside 0..greatestCount, or nothing to write at all.
int pictureCount(const LayoutRequest& request);

/// Writes MVTec AD's layout: <product>/train/good/000.png, <product>/test/good/000.png, <product>/test/<defect>/000.png and
/// <product>/ground_truth/<defect>/000_mask.png (0 and 255). Each file appears whole or not at all, a mask before its picture;
/// `written` is called after each picture, `problem` for each photograph that can't be read (as decode() has it)
/// and is left out. The same request gives the same pixels. Synchronous.
/// Throws as pictureCount() before anything is written, Error(WriteFailed) for what the disk refuses, Cancelled at a stop.
void writeLayout(const LayoutRequest& request, const std::function<void()>& written, const std::stop_token& stop,
                 const std::function<void(const Error&)>& problem = {});

}  // namespace inference::synth
