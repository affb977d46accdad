#pragma once

#include "evaluation/intervals.h"

#include <QString>

namespace widgets {

enum class Rounding { Nearest, Down, Up };

/// A rate 0..1 in percent, "5.0 %", with more decimals the smaller it is, up to a ppm: "0.0123 %". Bounds are rounded
/// outwards (`Down`, `Up`), so that none promises more than it should.
QString percentText(double rate, Rounding rounding = Rounding::Nearest);

/// Parts per million, "12,500 ppm".
QString ppmText(double rate, Rounding rounding = Rounding::Nearest);

/// "1.4 % to 16.5 %", "at most 2.5 %", "at least 97.5 %", or a dash where nothing is known.
QString intervalText(const inference::evaluation::RateInterval& interval);

/// "3 of 1,200".
QString shareText(const inference::evaluation::Share& share);

/// A limit with as many decimals as it has, two to four: "0.60", "0.605".
QString limitText(double limit);

}  // namespace widgets
