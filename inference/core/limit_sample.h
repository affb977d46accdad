#pragma once

#include "core/geometry.h"

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace inference {

/// A recipe holds no more limit samples than this, and no larger picture of one: a recipe file has at most 16 MB.
inline constexpr std::size_t mostLimitSamples = 60;
inline constexpr std::size_t mostLimitSampleBytes = 24 * 1024;

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
    /// A JPEG file of `cut`, not enlarged. Shared; never null in a recipe.
    std::shared_ptr<const std::vector<std::uint8_t>> picture;

    friend bool operator==(const LimitSample& a, const LimitSample& b)
    {
        const auto rest = [](const LimitSample& s) { return std::tie(s.good, s.className, s.note, s.part, s.image, s.by, s.utc, s.area, s.length, s.width, s.peakAt, s.peak, s.box, s.mmPerPixel, s.cut); };
        return rest(a) == rest(b) && (a.picture == b.picture || (a.picture && b.picture && *a.picture == *b.picture));
    }
};

/// The limit samples of a recipe. Shared and never changed, since recipes are copied with each moved limit: another list is another value.
class LimitSamples {
public:
    LimitSamples() = default;
    LimitSamples(std::vector<LimitSample> samples)
        : m_samples(samples.empty() ? nullptr : std::make_shared<const std::vector<LimitSample>>(std::move(samples)))
    {
    }

    const std::vector<LimitSample>& list() const
    {
        static const std::vector<LimitSample> none;
        return m_samples ? *m_samples : none;
    }
    auto begin() const { return list().begin(); }
    auto end() const { return list().end(); }
    std::size_t size() const { return list().size(); }
    bool empty() const { return !m_samples; }
    const LimitSample& front() const { return list().front(); }
    const LimitSample& back() const { return list().back(); }

    friend bool operator==(const LimitSamples& a, const LimitSamples& b) { return a.m_samples == b.m_samples || a.list() == b.list(); }

private:
    std::shared_ptr<const std::vector<LimitSample>> m_samples;  ///< null: none
};

}  // namespace inference
