#pragma once

#include "evaluation/curve.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace inference::evaluation {

/// Both areas under the PRO curve (mean overlap of the regions of all images, against the share of defect-free pixels that are
/// caught) end at this false positive rate. A region's overlap is the share of its pixels that are caught; regions are 8-connected.
/// MVTec's (P. Bergmann et al., IJCV 129 (2021) 1038; their evaluation code's pro_curve_util.py) takes every score as a limit, scores
/// that tie as one, and divides the area up to the rate, where the curve is interpolated, by it. The published code's is below.
inline constexpr double proLimit = 0.3;

/// The limits of the published code (`cal_pro_score` of VCP-CLIP's utils/tools.py, from CFlow-AD): numpy.arange(least, greatest,
/// (greatest - least) / 200) as NumPy 1 computes it on float32 scores (in double) and compares it with them (as float32).
/// 200 values, 201 where rounding makes it so; none unless least < greatest and their difference is finite.
std::vector<float> publishedThresholds(float least, float greatest);

/// What is caught strictly above one limit.
struct ProPoint {
    double falsePositiveRate = 0;
    double overlap = 0;  ///< mean over all regions
};

/// The area of the published code: points of a rate below proLimit, their rates stretched from their own least and greatest to
/// 0..1, trapezoids, nothing interpolated at the limit. `points` from the lowest limit to the highest. None where the published
/// code fails or answers NaN: fewer than two such points, or all of one rate.
std::optional<double> publishedProArea(std::span<const ProPoint> points);

/// The published PRO, exactly, image by image: each pixel is looked at once and counted under the number of limits below it; the
/// published code looks at every pixel and finds all regions again for each limit. Memory: two numbers a limit. Not thread-safe.
class PublishedPro {
public:
    /// `thresholds` ascending, of the scores that will come: publishedThresholds() of their least and greatest over all images.
    explicit PublishedPro(std::vector<float> thresholds);

    /// One image. A `mask` that is empty has no defective pixels; others are not 0 there. Throws Error(BadInput), and then has
    /// added nothing, when the sizes disagree or a score is NaN or infinite.
    void add(std::span<const float> scores, std::span<const std::uint8_t> mask, int width, int height);
    /// The images of another one with the same thresholds. Throws Error(BadInput) when they are others.
    void add(const PublishedPro& other);

    /// None without defective or defect-free pixels, and where publishedProArea() has none.
    std::optional<double> area() const;

private:
    std::size_t binOf(float score) const;

    std::vector<float> m_thresholds;
    float m_scale = 0;                        ///< thresholds in a unit of score
    std::vector<std::uint64_t> m_goodPixels;  ///< by the number of thresholds below the score
    std::vector<double> m_overlaps;           ///< the same: sum of 1/(size of the region) over defective pixels
    std::size_t m_regions = 0;
};

}  // namespace inference::evaluation
