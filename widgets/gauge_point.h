#pragma once

#include "core/recipe.h"

#include <QString>

#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace widgets {

/// One value in a study of how repeatably parts are measured.
struct GaugePoint {
    int part = 0;       ///< index into the parts' names
    int appraiser = 0;  ///< index into the appraisers' names
    double value = 0;   ///< finite, in the measure's unit
    QString path;       ///< identifies the picture
    QString name;       ///< of the picture, as it is shown

    /// Part by part, appraiser by appraiser.
    friend bool operator<(const GaugePoint& left, const GaugePoint& right)
    {
        return std::tie(left.part, left.appraiser, left.name, left.path) < std::tie(right.part, right.appraiser, right.name, right.path);
    }
};

/// Beyond so many appraisers a chart doesn't tell them apart.
inline constexpr int mostAppraisersApart = 24;

/// Where a value stands across: parts are 1 apart, the appraisers of one part beside each other.
double gaugeKey(int part, int appraiser, int appraisers);
/// From where to where a chart reaches, so that all values (one at least) and the limits are in view.
std::pair<double, double> gaugeRange(const std::vector<GaugePoint>& points, const std::optional<inference::LimitPair>& limits);

/// What a study's values are.
struct GaugeAxis {
    QString name;      ///< "Area of the largest region"
    QString unit;      ///< "mm²", empty for shares and counts
    int decimals = 0;  ///< at which values differ

    QString text(double value) const;  ///< "1.25 mm²" in the person's number format
    QString title() const;             ///< "Area of the largest region, mm²"
};

}  // namespace widgets
