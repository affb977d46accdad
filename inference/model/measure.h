#pragma once

#include "core/detector.h"
#include "model/vcp_clip.h"
#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"

#include <span>
#include <string>
#include <vector>

namespace inference::model {

/// A picture of `size` x `size` with edges, a slope and grain in it, the same on every machine: for measuring where no image is at hand.
Image drawnPicture(int size, unsigned number = 0);

/// Floating-point operations of one image, a multiplication and an addition being two: tower of pictures, heads and what the text
/// needs for each image (1.01e12 for ViT-L/14 at 518 px).
double operationsPerImage(const weights::ClipShape& clip, const weights::VcpShape& vcp, int imageSize);

/// The best rate of a matrix product that is reached here, in operations per second: what a model's own rate is held against. On a card by LibTorch
/// of 8192 x 8192 random numbers, on the CPU measuredGemmRate(). `device` and `precision` as in ModelFacts. Takes about
/// a second; call prepareMachine() before. Throws Error(DeviceUnavailable, OutOfMemory, Internal).
double productRate(const std::string& device, const std::string& precision);

/// The greatest use of memory so far, in bytes.
struct PeakMemory {
    double host = 0;
    double device = 0;  ///< of LibTorch's allocator on a card; 0 on the CPU
};
PeakMemory peakMemory(const std::string& device);
/// Begins anew for the card; the host's can't.
void resetPeakMemory(const std::string& device);

/// Seconds of batches of one size.
struct BatchTimes {
    double alone = 0;  ///< one batch and nothing else, from bytes to evidence: median
    double each = 0;   ///< for an image, where a batch follows the other and on a card two are under way
    std::vector<StageTime> stages;  ///< for an image
};
/// After a few batches that count for nothing: allocations, set-up of kernels, the graph. Throws what detect() throws; Cancelled between batches.
BatchTimes timeBatch(VcpClip& model, std::span<const Image> images, int repeat, const std::stop_token& stop = {});

/// Of maps in another precision from float32's, what is borne: a hundredth of the scale that verdicts are made on.
inline constexpr double mapTolerance = 1e-2;

/// How far blended, smoothed maps are apart, over all pixels of all images.
struct MapDifference {
    int images = 0;
    double greatest = 0;
    double mean = 0;

    /// One image more; both answers are of it and of the same size. Throws Error(BadInput, "image size") where they aren't.
    void add(const Evidence& expected, const Evidence& found, double alpha, double sigma);
};
/// That of two detectors on the same images.
/// `images` of the size that both want. Throws what detect() throws; Cancelled between images.
MapDifference mapDifference(Detector& reference, Detector& other, std::span<const Image> images, double alpha, double sigma,
                            const std::stop_token& stop = {});

}  // namespace inference::model
