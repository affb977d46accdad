#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace inference::evaluation {

/// What two models say of the same images.
struct PairedAnswer {
    bool firstRight = false;
    bool secondRight = false;
};

/// McNemar's test of whether two models are right equally often (Q. McNemar, Psychometrika 12 (1947) 153): only images count that
/// one model gets right and the other wrong; if both are equally good, each kind is as likely.
struct McNemar {
    std::size_t bothRight = 0;
    std::size_t onlyFirst = 0;  ///< right by the first model alone
    std::size_t onlySecond = 0;
    std::size_t bothWrong = 0;
    double pValue = 1;                ///< two-sided; small: one model is better. 1 where they never differ
    std::optional<double> statistic;  ///< chi-square of one degree of freedom; none where the exact test was used

    std::size_t discordant() const { return onlyFirst + onlySecond; }
};

/// With fewer discordant images the test is the exact binomial one: min(1, 2 P[X <= min(onlyFirst, onlySecond)]), X binomial with
/// p = 1/2. With so many or more it is chi-square with A. L. Edwards' continuity correction (Psychometrika 13 (1948) 185):
/// max(0, |onlyFirst - onlySecond| - 1)^2 / (onlyFirst + onlySecond).
inline constexpr std::size_t leastForChiSquare = 25;

/// Pure; any thread.
McNemar mcNemar(std::span<const PairedAnswer> images);
McNemar mcNemar(std::size_t bothRight, std::size_t onlyFirst, std::size_t onlySecond, std::size_t bothWrong);

}  // namespace inference::evaluation
