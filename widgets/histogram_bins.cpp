#include "widgets/histogram_bins.h"

#include <algorithm>
#include <cmath>

namespace widgets {

using inference::Label;
using inference::evaluation::ScoreDistribution;

namespace {

constexpr std::array labels{Label::None, Label::Good, Label::Defective};
constexpr double leastPixels = 4;

/// The greatest number of bars 1, 2 or 5 times a power of ten whose width is at least `width`.
int niceBarsPerUnit(double width)
{
    constexpr int most = 100000;
    int bars = 10;
    for (int decade = 10; decade <= most; decade *= 10)
        for (const int factor : {1, 2, 5})
            if (decade * factor <= most && 1.0 / (decade * factor) >= width * (1 - 1e-9))
                bars = decade * factor;
    return bars;
}

struct Seen {
    std::size_t parts = 0;
    double span = 0;  ///< of their scores
};

Seen seenIn(const ScoreDistribution& parts, double low, double high)
{
    Seen seen;
    double least = high;
    double greatest = low;
    for (const Label label : labels) {
        const auto scores = parts.scores(label);
        const auto begin = std::lower_bound(scores.begin(), scores.end(), low);
        const auto end = std::upper_bound(begin, scores.end(), high);
        if (begin == end)
            continue;
        seen.parts += std::size_t(end - begin);
        least = std::min(least, *begin);
        greatest = std::max(greatest, *(end - 1));
    }
    seen.span = std::max(0.0, greatest - least);
    return seen;
}

}  // namespace

double HistogramBins::from(std::size_t bar) const
{
    return double(first + int(bar)) / perUnit;
}

double HistogramBins::to(std::size_t bar) const
{
    const int next = first + int(bar) + 1;
    return next == perUnit ? std::nextafter(1.0, 2.0) : double(next) / perUnit;
}

std::size_t HistogramBins::tallest() const
{
    std::size_t most = 0;
    for (std::size_t bar = 0; bar < counts.size(); ++bar)
        most = std::max(most, total(bar));
    return most;
}

HistogramBins binned(const ScoreDistribution& parts, double low, double high, double pixels)
{
    const Seen seen = seenIn(parts, low, high);
    const double wanted = 4 * std::cbrt(double(std::max<std::size_t>(seen.parts, 1)));
    const double least = leastPixels * (high - low) / std::max(pixels, 1.0);

    HistogramBins bins;
    bins.perUnit = niceBarsPerUnit(std::max({seen.span / wanted, least, (high - low) / 200}));
    bins.first = std::clamp(int(std::floor(low * bins.perUnit + 1e-9)), 0, bins.perUnit - 1);
    const int end = std::clamp(int(std::ceil(high * bins.perUnit - 1e-9)), bins.first + 1, bins.perUnit);
    bins.counts.resize(std::size_t(end - bins.first));
    for (std::size_t bar = 0; bar < bins.counts.size(); ++bar)
        for (const Label label : labels)
            bins.counts[bar][std::size_t(label)] = parts.countIn(label, bins.from(bar), bins.to(bar));
    return bins;
}

}  // namespace widgets
