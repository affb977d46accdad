#include "widgets/gauge_point.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace widgets {

double gaugeKey(int part, int appraiser, int appraisers)
{
    constexpr double spread = 0.5;  // of the room between two parts
    return part + (appraisers > 1 ? spread * (double(appraiser) / (appraisers - 1) - 0.5) : 0);
}

std::pair<double, double> gaugeRange(const std::vector<GaugePoint>& points, const std::optional<inference::LimitPair>& limits)
{
    constexpr double roomAround = 0.06;  // of the values' span
    const auto [least, greatest] = std::ranges::minmax(points, {}, &GaugePoint::value);
    const double low = limits ? std::min(least.value, double(limits->review)) : least.value;
    const double high = limits ? std::max(greatest.value, double(limits->fail)) : greatest.value;
    const double room = high > low ? (high - low) * roomAround : std::max(std::abs(low) * roomAround, 0.5);
    return {low - room, high + room};
}

QString GaugeAxis::text(double value) const
{
    const QString number = QLocale().toString(value, 'f', decimals);
    return unit.isEmpty() ? number : number + QChar(0x00a0) + unit;
}

QString GaugeAxis::title() const
{
    return unit.isEmpty() ? name : QCoreApplication::translate("GaugeAxis", "%1, %2", "measure, unit").arg(name, unit);
}

}  // namespace widgets
