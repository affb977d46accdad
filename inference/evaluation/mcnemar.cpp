#include "evaluation/mcnemar.h"

#include <algorithm>
#include <cmath>

namespace inference::evaluation {
namespace {

/// Of at most leastForChiSquare - 1 trials: all sums are whole numbers far below 2^53.
double exactTwoSided(std::size_t fewer, std::size_t trials)
{
    double ways = 1;  // trials choose k
    double sum = 0;
    for (std::size_t k = 0; k <= fewer; ++k) {
        sum += ways;
        ways = ways * double(trials - k) / double(k + 1);
    }
    return std::min(1.0, 2 * std::ldexp(sum, -int(trials)));
}

}  // namespace

McNemar mcNemar(std::size_t bothRight, std::size_t onlyFirst, std::size_t onlySecond, std::size_t bothWrong)
{
    McNemar test {bothRight, onlyFirst, onlySecond, bothWrong, 1, std::nullopt};
    const auto [fewer, more] = std::minmax(onlyFirst, onlySecond);
    if (test.discordant() < leastForChiSquare) {
        test.pValue = exactTwoSided(fewer, test.discordant());
        return test;
    }
    const double difference = std::max(0.0, double(more - fewer) - 1);
    test.statistic = difference * difference / double(test.discordant());
    test.pValue = std::erfc(std::sqrt(*test.statistic / 2));
    return test;
}

McNemar mcNemar(std::span<const PairedAnswer> images)
{
    std::size_t bothRight = 0, onlyFirst = 0, onlySecond = 0, bothWrong = 0;
    for (const PairedAnswer& image : images)
        ++(image.firstRight ? (image.secondRight ? bothRight : onlyFirst)
                            : (image.secondRight ? onlySecond : bothWrong));
    return mcNemar(bothRight, onlyFirst, onlySecond, bothWrong);
}

}  // namespace inference::evaluation
