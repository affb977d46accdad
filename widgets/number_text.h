#pragma once

#include <QString>

namespace widgets {

/// A probability with two decimals in the person's number format, "0.83".
QString scoreText(double score);

/// The same, with as many more decimals (up to six) as it takes to read differently from `limit` when it differs from it:
/// 0.5998 against 0.6 is "0.5998", never "0.60". Values that differ by less than a float's precision count as equal.
QString scoreText(double score, double limit);

/// An area in image pixels squared, "1,240 px²"; one decimal below ten.
QString areaText(double area);
/// The same in mm² where `mmPerPixel` is above 0; three significant digits then, all of those before the point, never an exponent.
QString areaText(double area, double mmPerPixel);
/// A length in image pixels, or in mm where `mmPerPixel` is above 0, with as many digits.
QString lengthText(double length, double mmPerPixel);
/// Without the unit.
QString areaNumber(double area);
QString wholeNumber(double value);

}  // namespace widgets
