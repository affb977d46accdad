#pragma once

#include <cmath>

namespace inference::evaluation {

/// std::lgamma writes a global sign, which no two threads may.
inline double logGamma(double value)
{
    int sign = 0;
    return ::lgamma_r(value, &sign);
}

}  // namespace inference::evaluation
