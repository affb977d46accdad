#pragma once

#include <optional>
#include <span>

namespace inference::evaluation {

/// One value measured on a part by an appraiser: a person, a station, a lamp, whatever differs between the times a part is measured.
struct GaugeReading {
    int part = 0;       ///< counted from 0
    int appraiser = 0;  ///< counted from 0
    double value = 0;
};

/// A row of the analysis of variance.
struct VarianceSource {
    double squares = 0;       ///< sum of squares
    int freedom = 0;          ///< degrees
    std::optional<double> f;  ///< ratio of the mean square to that of what it is tested against; none where nothing is tested
    std::optional<double> p;  ///< how often chance alone makes a ratio so large

    double meanSquare() const { return freedom > 0 ? squares / freedom : 0; }
};

/// An interaction of parts and appraisers that chance explains more often than this counts as repeatability.
inline constexpr double pooledAbove = 0.05;

/// Gauge repeatability and reproducibility: how much of what is measured is the measuring itself. Crossed analysis of variance with random
/// effects (AIAG, Measurement Systems Analysis, 4th edition, 2010, chapter III section B). Variances are in squares of the measure's unit and never below 0.
struct GaugeStudy {
    int parts = 0, appraisers = 0, trials = 0;
    double mean = 0;

    VarianceSource byPart, byAppraiser, interaction, repetition, total;  ///< of one appraiser there is neither byAppraiser nor interaction
    bool pooled = false;  ///< the interaction counts as repeatability

    double repeatability = 0;       ///< variance of equal measurements
    double appraiserVariance = 0;
    double interactionVariance = 0;  ///< 0 where pooled
    double partVariance = 0;

    double reproducibility() const { return appraiserVariance + interactionVariance; }
    double gauge() const { return repeatability + reproducibility(); }
    double all() const { return gauge() + partVariance; }
    /// A component's standard deviation as share of that of everything, 0..1; shares of components don't add up, their squares do. 0 where nothing varies.
    double share(double variance) const;
    /// Six standard deviations as share of a tolerance, which is above 0.
    static double shareOfTolerance(double variance, double tolerance);
    /// How many classes of parts can be told apart, ndc: 1.41 times the parts' standard deviation by the gauge's, cut to a whole number. None where
    /// the gauge varies not at all; 0 where parts don't.
    std::optional<int> distinctCategories() const;
};

/// What AIAG makes of gauge()'s share of the whole variation or of the tolerance.
enum class GaugeGrade {
    Good,       ///< below 10 %
    Marginal,   ///< up to 30 %: may do, depending on what it is for and what it costs
    Unusable,
};
GaugeGrade gradeOf(double share);
/// AIAG asks for so many.
inline constexpr int wantedCategories = 5;

/// Every part is to have been measured by every appraiser, equally often. Pure; any thread. Throws Error(BadInput) otherwise, for fewer than two parts or two
/// trials, negative indices, and for values that aren't finite.
GaugeStudy gaugeStudy(std::span<const GaugeReading> readings);

}  // namespace inference::evaluation
