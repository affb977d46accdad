#include "app/report/limit_sample_order.h"

#include "app/common/filled_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using inference::LimitSample;
using widgets::Calibration;
using widgets::Measure;

double limitSampleSize(const LimitSample& sample, Measure measure, Calibration present)
{
    const Calibration own {present.inMillimetres() && sample.mmPerPixel > 0 ? sample.mmPerPixel : present.mmPerPixel};
    switch (measure) {
    case Measure::Area: return own.area(sample.area);
    case Measure::Length: return own.length(sample.length);
    case Measure::Width: return own.length(sample.width);
    default: return widgets::sixDecimals(sample.peak);
    }
}

std::vector<std::size_t> limitSamplesOn(bool good, std::span<const LimitSample> samples, const std::optional<std::string>& className, Measure measure, Calibration present)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < samples.size(); ++i)
        if (samples[i].good == good && (!className || samples[i].className == *className))
            found.push_back(i);
    std::ranges::stable_sort(found, {}, [&](std::size_t i) { return limitSampleSize(samples[i], measure, present); });
    return found;
}

LimitStanding limitStanding(double size, std::span<const double> good, std::span<const double> bad)
{
    LimitStanding standing;
    if (!good.empty())
        standing.greatestGood = std::ranges::max(good);
    if (!bad.empty())
        standing.leastBad = std::ranges::min(bad);
    const bool likeGood = standing.greatestGood && size <= *standing.greatestGood;
    const bool likeBad = standing.leastBad && size >= *standing.leastBad;
    if (good.empty() && bad.empty())
        standing.place = LimitStanding::Alone;
    else if (likeGood && likeBad)
        standing.place = LimitStanding::Disputed;
    else
        standing.place = likeGood ? LimitStanding::Good : likeBad ? LimitStanding::Bad : LimitStanding::Between;
    return standing;
}

QString limitStandingText(const LimitStanding& standing, double size, Measure measure, Calibration present)
{
    const auto text = [&](double value) { return widgets::measureText(value, measure, present); };
    const auto say = [&](const QString& sentence) {
        return filledText(sentence, {widgets::measureName(measure), text(size), standing.greatestGood ? text(*standing.greatestGood) : QString(), standing.leastBad ? text(*standing.leastBad) : QString()});
    };
    switch (standing.place) {
    case LimitStanding::Good: return say(QCoreApplication::translate("LimitStanding", "%1 %2: samples up to %3 are still good."));
    case LimitStanding::Bad: return say(QCoreApplication::translate("LimitStanding", "%1 %2: samples from %4 on are no longer good."));
    case LimitStanding::Disputed:
        return say(QCoreApplication::translate("LimitStanding", "%1 %2: samples up to %3 are still good, but samples from %4 on are no longer good. Compare by eye, or by another measure."));
    case LimitStanding::Between:
        if (!standing.leastBad)
            return say(QCoreApplication::translate("LimitStanding", "%1 %2: more than any sample that is still good (up to %3)."));
        if (!standing.greatestGood)
            return say(QCoreApplication::translate("LimitStanding", "%1 %2: less than any sample that is no longer good (from %4)."));
        return say(QCoreApplication::translate("LimitStanding", "%1 %2: between the largest that is still good (%3) and the smallest that is no longer good (%4)."));
    case LimitStanding::Alone: break;
    }
    return {};
}

}  // namespace app
