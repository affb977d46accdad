#include "judging/picture_gate.h"

#include <algorithm>
#include <cmath>

namespace inference::judging {
namespace {

constexpr double deviations = 5;
constexpr double leastGreyLevels = 10;

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

struct Robust {
    double median;
    double deviation;
};

Robust robustOf(const std::vector<double>& values)
{
    const double median = medianOf(values);
    std::vector<double> distances;
    for (const double value : values)
        distances.push_back(std::abs(value - median));
    return {median, 1.4826 * medianOf(std::move(distances))};
}

/// Two digits are all that a limit of this kind means.
double roundedDown(double value)
{
    constexpr double justBelow = 1e-9;  // a logarithm was taken and given back
    if (value < 10)
        return std::max(0.0, std::floor(value * 10 + justBelow) / 10);
    const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
    return std::floor(value / unit + justBelow) * unit;
}

}  // namespace

std::vector<PictureFault> pictureFaults(const std::optional<PictureFigures>& picture, const PictureGate& gate)
{
    using Kind = PictureFault::Kind;
    if (!gate.asks())
        return {};
    if (!picture)
        return {{Kind::NotMeasured, 0, 0}};
    std::vector<PictureFault> faults;
    if (gate.leastBrightness && picture->brightness < *gate.leastBrightness)
        faults.push_back({Kind::TooDark, picture->brightness, *gate.leastBrightness});
    if (gate.greatestBrightness && picture->brightness > *gate.greatestBrightness)
        faults.push_back({Kind::TooBright, picture->brightness, *gate.greatestBrightness});
    if (gate.leastFocus && picture->focus < *gate.leastFocus)
        faults.push_back({Kind::OutOfFocus, picture->focus, *gate.leastFocus});
    return faults;
}

std::vector<PictureFault> pictureFaults(const std::optional<PictureFigures>& picture, const std::optional<Placement>& placement, const Recipe& recipe)
{
    using Kind = PictureFault::Kind;
    std::vector<PictureFault> faults = pictureFaults(picture, recipe.gate);
    const Anchor* const anchor = recipe.usedAnchor();
    if (anchor && !placement)
        faults.push_back({Kind::NotKept, 0, 0});
    else if (anchor && !placement->found)
        faults.push_back({placement->match > 0 && placement->match >= anchor->leastMatch ? Kind::OutOfPlace : Kind::NotFound, placement->match, anchor->leastMatch});
    return faults;
}

std::optional<PictureGate> proposedGate(std::span<const PictureFigures> pictures)
{
    if (pictures.size() < leastPicturesToPropose)
        return std::nullopt;
    std::vector<double> brightness, focus;
    for (const PictureFigures& picture : pictures) {
        brightness.push_back(picture.brightness);
        focus.push_back(std::log(picture.focus + 1));
    }
    const Robust light = robustOf(brightness), sharp = robustOf(focus);
    const double margin = std::max(deviations * light.deviation, leastGreyLevels);
    const double leastSharp = std::min(std::exp(sharp.median - deviations * sharp.deviation) - 1, (std::exp(sharp.median) - 1) / 2);
    return PictureGate {std::max(0.0, std::floor(light.median - margin)), std::min(255.0, std::ceil(light.median + margin)), roundedDown(leastSharp)};
}

}  // namespace inference::judging
