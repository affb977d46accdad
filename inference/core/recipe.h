#pragma once

namespace inference {

/// How one number is made of a map.
enum class ScoreRule {
    Published,  ///< half of (mean of the greatest `fraction` of M1 + the same of M2), before blending and smoothing
    TopMean,    ///< mean of the greatest `fraction` of the blended, smoothed map
    Maximum,    ///< greatest value of the blended, smoothed map
};

/// Everything a person tunes. Judging is a pure function of evidence and recipe: no change here runs the model.
struct Recipe {
    double alpha = 0.8;  ///< weight of Post-VCP, 0..1
    double sigma = 8;    ///< Gaussian, in pixels of the model's input, 0..64

    ScoreRule scoreRule = ScoreRule::Published;
    double scoreFraction = 0.00745;  ///< share of the pixels, > 0..1

    float failLimit = 0.60f;    ///< a region that reaches it fails the part; "at or above" counts; 0..1
    float reviewLimit = 0.45f;  ///< a region that reaches only this asks for a person; never above failLimit
    double minArea = 25;        ///< regions below this area, in image pixels squared, are dropped

    friend bool operator==(const Recipe&, const Recipe&) = default;
};

}  // namespace inference
