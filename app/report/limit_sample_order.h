#pragma once

#include "core/limit_sample.h"
#include "widgets/measure.h"

#include <QString>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace app {

/// What limit samples can be held against each other by.
inline constexpr std::array limitSampleMeasures {widgets::Measure::Area, widgets::Measure::Length, widgets::Measure::Width, widgets::Measure::Peak};

/// A size of a sample, of limitSampleMeasures. In millimetres where `present` is calibrated: by the sample's own calibration, else by the present one.
double limitSampleSize(const inference::LimitSample& sample, widgets::Measure measure, widgets::Calibration present);

/// Indices of the samples on one side and of one class (none: of all), the smallest first; of equal ones the older first.
std::vector<std::size_t> limitSamplesOn(bool good, std::span<const inference::LimitSample> samples, const std::optional<std::string>& className, widgets::Measure measure,
                                        widgets::Calibration present);

/// Where a size stands among the samples that were asked for.
struct LimitStanding {
    enum Place {
        Alone,    ///< there are no samples
        Good,     ///< nothing smaller is no longer good, and something at least as large is still good
        Bad,      ///< something no larger is no longer good, and nothing as large is still good
        Between,  ///< larger than all that are still good, smaller than all that are no longer good; one of both may be wanting
        Disputed, ///< something at least as large is still good, something no larger is no longer good
    };
    Place place = Alone;
    std::optional<double> greatestGood;  ///< of all samples
    std::optional<double> leastBad;
};
LimitStanding limitStanding(double size, std::span<const double> good, std::span<const double> bad);

/// The standing in one sentence with its numbers, translated.
QString limitStandingText(const LimitStanding& standing, double size, widgets::Measure measure, widgets::Calibration present);

}  // namespace app
