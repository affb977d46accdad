#include "widgets/measure_bins.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

namespace {

constexpr std::array preferred{1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0};
constexpr int perDecade = int(preferred.size());

/// `number` counts preferred numbers from 1; every `every`-th is used. Through text-like arithmetic (division by a power of
/// ten) so that 0.2 is the double nearest to 0.2.
double preferredNumber(int number)
{
    const int decade = number >= 0 ? number / perDecade : -((perDecade - 1 - number) / perDecade);
    const double mantissa = preferred[std::size_t(number - decade * perDecade)];
    return decade >= 0 ? mantissa * std::pow(10.0, decade) : mantissa / std::pow(10.0, -decade);
}

/// The greatest multiple of `every` whose preferred number is not above `value`.
int preferredBelow(double value, int every)
{
    int number = int(std::floor(std::log10(value) * perDecade)) + 2;  // R10 is rounded: it may lie two off
    while (preferredNumber(number) > value)
        --number;
    return number >= 0 ? number / every * every : -((every - 1 - number) / every * every);
}

template <typename Accept>
void count(std::span<const double> values, Bins& bins, Accept accept)
{
    bins.counts.assign(bins.edges.empty() ? 0 : bins.edges.size() - 1, 0);
    for (const double value : values) {
        const int bin = accept(value) ? bins.binOf(value) : -1;
        if (bin >= 0)
            ++bins.counts[std::size_t(bin)];
        else
            ++bins.left;
    }
}

struct Extent {
    double least = 0;
    double greatest = 0;
    bool any = false;
};

template <typename Accept>
Extent extentOf(std::span<const double> values, Accept accept)
{
    Extent extent;
    for (const double value : values) {
        if (!accept(value))
            continue;
        extent.least = extent.any ? std::min(extent.least, value) : value;
        extent.greatest = extent.any ? std::max(extent.greatest, value) : value;
        extent.any = true;
    }
    return extent;
}

/// Multiples of `step` from the last one not above the least value to the first one above the greatest.
std::vector<double> evenEdges(const Extent& extent, double step)
{
    // Steps below one are divided by, so that edge 3 of step 0.1 is the double nearest to 0.3.
    const double inverse = std::round(1 / step);
    const bool divides = step < 1 && std::abs(inverse * step - 1) < 1e-9;
    const auto edge = [&](double number) { return divides ? number / inverse : number * step; };
    double number = std::floor(extent.least / step);
    while (edge(number) > extent.least)
        --number;
    while (edge(number + 1) <= extent.least)
        ++number;
    std::vector<double> edges{edge(number)};
    while (edges.back() <= extent.greatest)
        edges.push_back(edge(++number));
    return edges;
}

}  // namespace

int Bins::binOf(double value) const
{
    if (edges.size() < 2 || !(value >= edges.front()) || value >= edges.back())
        return -1;
    return int(std::upper_bound(edges.begin(), edges.end(), value) - edges.begin()) - 1;
}

double roundStep(double least)
{
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double mantissa : {1.0, 2.0, 2.5, 5.0})
        if (mantissa * power >= least * (1 - 1e-12))
            return mantissa * power;
    return 10 * power;
}

Bins linearBins(std::span<const double> values, int most, double finest)
{
    const auto accept = [](double value) { return std::isfinite(value); };
    const Extent extent = extentOf(values, accept);
    Bins bins;
    if (extent.any) {
        const double size = std::max(std::abs(extent.least), std::abs(extent.greatest));
        const double range = extent.greatest - extent.least;
        // Below a billionth of the values a double can't count steps.
        const double least = std::max({finest, size * 1e-9, 1e-9});
        if (range == 0)
            bins.edges = evenEdges(extent, roundStep(std::max(least, size > 0 ? size / 10 : 1.0)));
        // The edges may fall so that there is a bin too many: then fewer, wider ones.
        for (int parts = std::max(most, 1); range > 0 && parts >= 1; --parts) {
            bins.edges = evenEdges(extent, roundStep(std::max(range / parts, least)));
            if (int(bins.edges.size()) - 1 <= most)
                break;
        }
    }
    count(values, bins, accept);
    return bins;
}

Bins logarithmicBins(std::span<const double> values, int most)
{
    const auto accept = [](double value) { return std::isfinite(value) && value > 0; };
    const Extent extent = extentOf(values, accept);
    Bins bins;
    if (extent.any) {
        for (const int every : {1, 2, perDecade}) {
            bins.edges.clear();
            for (int number = preferredBelow(extent.least, every);; number += every) {
                bins.edges.push_back(preferredNumber(number));
                if (bins.edges.back() > extent.greatest)
                    break;
            }
            if (int(bins.edges.size()) - 1 <= most)
                break;
        }
    }
    count(values, bins, accept);
    return bins;
}

int decimalsOf(double number)
{
    constexpr int mostDecimals = 6;
    int decimals = 0;
    for (double power = 1; decimals < mostDecimals; ++decimals, power *= 10)
        if (std::abs(std::round(number * power) / power - number) <= std::abs(number) * 1e-9)
            break;
    return decimals;
}

int edgeDecimals(const Bins& bins)
{
    int decimals = 0;
    for (const double edge : bins.edges)
        decimals = std::max(decimals, decimalsOf(edge));
    return decimals;
}

}  // namespace widgets
