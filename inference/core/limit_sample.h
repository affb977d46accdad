#pragma once

#include "core/geometry.h"

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace inference {

/// A recipe holds no more limit samples than this, and no larger picture of one: a recipe file has at most 16 MB.
inline constexpr std::size_t mostLimitSamples = 100;
inline constexpr std::size_t mostLimitSampleBytes = 48 * 1024;

/// A region that people agreed on: with this one a part is still good, or no longer. Shown beside what is to be decided; nothing is judged by it.
struct LimitSample {
    bool good = true;       ///< still good; else no longer good
    std::string className;  ///< of the region, UTF-8; empty: not classified
    std::string note;       ///< UTF-8
    std::string part;       ///< what the person knows the part by, UTF-8
    std::string image;      ///< SHA-256 of the file's bytes, 64 lower-case hex digits
    std::string by;         ///< who said so, UTF-8; may be empty
    std::string utc;        ///< when, as "2024-05-01T12:34:56.789Z"

    // as they were measured then, in pixels of the (oriented) image, as core/defect.h says
    double area = 0;
    double length = 0;
    double width = 0;
    Point peakAt;
    float peak = 0;         ///< 0..1
    Rect box;
    double mmPerPixel = 0;  ///< then; 0: not calibrated

    Rect cut;  ///< what the picture shows of the image, whole pixels
    /// A JPEG file of `cut`, not enlarged. Shared, since recipes are copied with each moved limit; never null in a recipe.
    std::shared_ptr<const std::vector<std::uint8_t>> picture;

    friend bool operator==(const LimitSample& a, const LimitSample& b)
    {
        const auto rest = [](const LimitSample& s) { return std::tie(s.good, s.className, s.note, s.part, s.image, s.by, s.utc, s.area, s.length, s.width, s.peakAt, s.peak, s.box, s.mmPerPixel, s.cut); };
        return rest(a) == rest(b) && (a.picture == b.picture || (a.picture && b.picture && *a.picture == *b.picture));
    }
};

}  // namespace inference
