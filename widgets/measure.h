#pragma once

#include "widgets/defect_record.h"

#include <array>

namespace widgets {

/// What can be measured on a region.
enum class Measure { Area, Length, Width, Peak, Mean, Contrast, X, Y, BoxWidth, BoxHeight, Count };
inline constexpr std::array measures{Measure::Area, Measure::Length, Measure::Width,    Measure::Peak,      Measure::Mean, Measure::Contrast,
                                     Measure::X,    Measure::Y,      Measure::BoxWidth, Measure::BoxHeight, Measure::Count};

/// What a length in image pixels is shown in.
struct Calibration {
    double mmPerPixel = 0;  ///< 0: not calibrated, pixels

    bool inMillimetres() const { return mmPerPixel > 0; }
    double length(double pixels) const { return inMillimetres() ? pixels * mmPerPixel : pixels; }
    double area(double pixels) const { return inMillimetres() ? pixels * mmPerPixel * mmPerPixel : pixels; }
    friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// The number in the calibration's unit. Peak, mean and contrast are given to six decimals, as they are written: a float
/// of 0.7 lies at 0.7, not a hair below it. X and Y are the centroid's. Not for Count, which no region alone knows.
double measured(const DefectRecord& record, Measure measure, Calibration calibration);
double sixDecimals(float value);
/// The same of all records. Count: the first record of each part has the part's number of regions, the others NaN.
std::vector<double> measuredAll(const std::vector<DefectRecord>& records, Measure measure, Calibration calibration);

/// Translated, "Area", "Length".
QString measureName(Measure measure);
/// "px²", "mm", empty for shares.
QString measureUnit(Measure measure, Calibration calibration);

/// Decimals at which one pixel (for areas: one pixel squared) can still be told apart: a column of equal decimals. 0 in
/// pixels, at most 12. Shares: 2.
int measureDecimals(Measure measure, Calibration calibration);
int lengthDecimals(Calibration calibration);
int areaDecimals(Calibration calibration);

/// In the person's number format, with measureDecimals.
QString measureNumber(double value, Measure measure, Calibration calibration);
/// With the unit, "1.8 mm²".
QString measureText(double value, Measure measure, Calibration calibration);
/// "px" or "mm".
QString lengthUnit(Calibration calibration);
/// "px²" or "mm²".
QString areaUnit(Calibration calibration);

}  // namespace widgets
