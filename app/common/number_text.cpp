#include "app/common/number_text.h"

#include <charconv>
#include <cmath>

namespace app {

std::string decimalText(double value, int decimals)
{
    char text[512];  // the longest double has 309 digits before the point
    const auto end = std::to_chars(text, text + sizeof text, rounded(value, decimals) + 0.0, std::chars_format::fixed, decimals).ptr;
    return {text, end};
}

double rounded(double value, int decimals)
{
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::round(value * scale) / scale;
    return std::isfinite(scaled) ? scaled : value;
}

}  // namespace app
