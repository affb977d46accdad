#pragma once

#include "core/anchor.h"
#include "core/baseline.h"
#include "core/geometry.h"
#include "core/judgement.h"
#include "core/limit_sample.h"

#include <optional>
#include <string>
#include <vector>

namespace inference {

/// How one number is made of a map. Pixels of don't-care areas are never looked at.
enum class ScoreRule {
    Published,  ///< half of (mean of the greatest `fraction` of M1 + the same of M2), before blending and smoothing
    TopMean,    ///< mean of the greatest `fraction` of the blended, smoothed map
    Maximum,    ///< greatest value of the blended, smoothed map
    AreaOver,   ///< share of the judged pixels at or above `scoreLevel` in the blended, smoothed map
};

/// Two limits on one number; "at or above" counts. `review` is never above `fail`; equal limits leave no band between.
struct LimitPair {
    float fail = 1;
    float review = 1;
    friend bool operator==(const LimitPair&, const LimitPair&) = default;
};

/// When a region counts. A region is 8-connected and its pixels are at or above the low limit: `growLimit` where hysteresis
/// is on, else the limit it is judged by. It fails (asks for review) when its peak reaches the fail (review) limit.
struct RegionRule {
    float failLimit = 0.60f;         ///< 0..1
    float reviewLimit = 0.45f;       ///< 0..1, never above failLimit
    std::optional<float> growLimit;  ///< hysteresis: how far a region grows from its seeds; 0..1, never above reviewLimit
    double minArea = 25;             ///< smaller regions are dropped; image pixels squared, >= 0
    double minLength = 0;            ///< shorter regions (longest Feret diameter) are dropped; image pixels, >= 0
    friend bool operator==(const RegionRule&, const RegionRule&) = default;
};

/// A closed line in pixels of the oriented image; the last point joins the first. At least three points.
using Polygon = std::vector<Point>;

/// Part of the picture that is judged on its own, as if it were cut out: regions end at its border. Later zones lie over
/// earlier ones.
struct Zone {
    std::string name;  ///< UTF-8, not empty
    Polygon outline;
    RegionRule rule;
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// Part of the picture that is never judged, whatever zone lies there.
struct DontCare {
    std::string name;  ///< UTF-8, may be empty
    Polygon outline;
    friend bool operator==(const DontCare&, const DontCare&) = default;
};

/// What a picture has to be like before its pass is believed: a part that camera or light let down is looked at by a person. Limits of
/// PictureFigures; what isn't set isn't asked.
struct PictureGate {
    std::optional<double> leastBrightness;     ///< 0..255
    std::optional<double> greatestBrightness;  ///< 0..255, never below the least
    std::optional<double> leastFocus;          ///< >= 0
    bool asks() const { return leastBrightness || greatestBrightness || leastFocus; }
    friend bool operator==(const PictureGate&, const PictureGate&) = default;
};

/// A part whose verdict is locked: a recipe that changes it must say why.
struct GoldenPart {
    std::string image;  ///< SHA-256 of the file's bytes, 64 lower-case hex digits
    std::string name;   ///< what the person knows it by
    Verdict verdict = Verdict::Pass;
    friend bool operator==(const GoldenPart&, const GoldenPart&) = default;
};

/// A recipe has no more zones than this: the raster of zones has a byte a pixel.
inline constexpr int mostZones = 254;

/// Everything a person tunes. Judging is a pure function of evidence and recipe: no change here runs the model but that of `tileSide`.
struct Recipe {
    std::string name;   ///< of the product, UTF-8; empty: not named yet
    std::string model;  ///< SHA-256 over both weight files' SHA-256 (pipeline/recipe_file.h); empty: any model

    /// Side of the square tiles that the model looks at one by one, in image pixels (core/tiling.h); 0: the whole picture at once. Decides
    /// the evidence, not what is made of it.
    int tileSide = 0;

    double alpha = 0.8;  ///< weight of Post-VCP, 0..1
    double sigma = 8;    ///< Gaussian, in pixels of the model's input, 0..64

    ScoreRule scoreRule = ScoreRule::Published;
    double scoreFraction = 0.00745;  ///< share of the pixels, > 0..1; in tiles of those of one tile: what is small in a large picture counts
    float scoreLevel = 0.5f;         ///< for AreaOver, 0..1
    /// Judges the score as well as the regions; the worse of both verdicts counts. None: the score is only shown.
    std::optional<LimitPair> scoreLimits;

    PictureGate gate;

    std::optional<Baseline> baseline;  ///< of this product and model

    /// Finds the part in each picture; zones, don't-care areas and baseline lie where it does.
    std::optional<Anchor> anchor;
    const Anchor* usedAnchor() const { return anchor && anchor->used ? &*anchor : nullptr; }
    /// Where the part lies on what is drawn, as Baseline::frame says it.
    std::uint64_t frame() const { return usedAnchor() ? anchor->fingerprint : 0; }
    /// What is taken off; null: nothing, also where it was learned in another frame.
    const Baseline* usedBaseline() const { return baseline && baseline->used && baseline->frame == frame() ? &*baseline : nullptr; }

    RegionRule rule;  ///< for all that lies in no zone
    Size drawnFor;    ///< size of the image that zones and don't-care areas were drawn on; stretched to images of another size
    std::vector<Zone> zones;
    std::vector<DontCare> dontCares;

    double mmPerPixel = 0;  ///< 0: not calibrated, sizes are said in pixels

    std::vector<GoldenPart> golden;
    LimitSamples limitSamples;  ///< at most mostLimitSamples

    friend bool operator==(const Recipe&, const Recipe&) = default;
};

}  // namespace inference
