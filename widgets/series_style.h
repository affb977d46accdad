#pragma once

#include <QColor>

class QPalette;

namespace widgets {

/// Colour of one of several series in a plot, told apart by the colour-blind too (M. Okabe and K. Ito, Color Universal Design): contrast at least 3 on the
/// palette's Base. Beyond `seriesColours` they come again: tell those apart by another mark.
inline constexpr int seriesColours = 6;
QColor seriesColour(int series, const QPalette& palette);

}  // namespace widgets
