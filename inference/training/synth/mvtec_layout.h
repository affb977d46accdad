#pragma once

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
};

constexpr int greatestCount = 100000;  ///< of train, good and defective

/// Pictures that writeLayout() will write, masks not counted. Throws Error(BadInput) for a product there is not, one named twice, a
/// size outside leastSize..greatestSize, a count outside 0..greatestCount, or nothing to write at all.
int pictureCount(const LayoutRequest& request);

/// Writes MVTec AD's layout: <product>/train/good/000.png, <product>/test/good/000.png, <product>/test/<defect>/000.png and
/// <product>/ground_truth/<defect>/000_mask.png (0 and 255). Each file appears whole or not at all, a mask before its picture;
/// `written` is called after each picture. The same request gives the same pixels. Synchronous.
/// Throws as pictureCount() before anything is written, Error(WriteFailed) for what the disk refuses, Cancelled at a stop.
void writeLayout(const LayoutRequest& request, const std::function<void()>& written, const std::stop_token& stop);

}  // namespace inference::synth
