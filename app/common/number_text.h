#pragma once

#include <string>

namespace app {

/// "0.123457": a fixed number of decimals and a decimal point, whatever the locale. Never "-0".
std::string decimalText(double value, int decimals);

/// The same rounding, as a number.
double rounded(double value, int decimals);

}  // namespace app
