#include "evaluation/fisher_tail_p.h"

#include "evaluation/log_gamma_p.h"

#include <cmath>
#include <limits>

namespace inference::evaluation {
namespace {

/// The continued fraction of I_x(a, b) by W. J. Lentz's method; converges quickly for x < (a + 1) / (a + b + 2).
double betaFraction(double x, double a, double b)
{
    constexpr double tiny = std::numeric_limits<double>::min(), exact = 1e-15;
    constexpr int mostTerms = 10000;  // of the order of sqrt(max(a, b)) are needed
    const auto kept = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double above = 1, below = 1 / kept(1 - (a + b) * x / (a + 1)), value = below;
    for (int m = 1; m < mostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step = 1;
        for (const double term : {even, odd}) {
            below = 1 / kept(1 + term * below);
            above = kept(1 + term / above);
            step = above * below;
            value *= step;
        }
        if (std::abs(step - 1) < exact)
            break;
    }
    return value;
}

/// I_x(a, b) without regard to which side converges.
double betaShare(double x, double a, double b)
{
    return std::exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * std::log(x) + b * std::log1p(-x)) / a * betaFraction(x, a, b);
}

}  // namespace

double fisherTail(double f, double freedomAbove, double freedomBelow)
{
    if (f <= 0)
        return 1;
    if (std::isinf(f))
        return 0;
    const double a = freedomBelow / 2, b = freedomAbove / 2;
    const double x = freedomBelow / (freedomBelow + freedomAbove * f);
    if (x <= 0)
        return 0;
    return x < (a + 1) / (a + b + 2) ? betaShare(x, a, b) : 1 - betaShare(1 - x, b, a);
}

}  // namespace inference::evaluation
