#include "widgets/measure.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace widgets {

namespace {

constexpr int shareDecimals = 2;
constexpr int mostDecimals = 12;

int decimalsOfStep(double step)
{
    return std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, mostDecimals);
}

}  // namespace

double sixDecimals(float value)
{
    return std::round(double(value) * 1e6) / 1e6;
}

double measured(const DefectRecord& record, Measure measure, Calibration calibration)
{
    switch (measure) {
    case Measure::Area: return calibration.area(record.area);
    case Measure::Length: return calibration.length(record.length);
    case Measure::Width: return calibration.length(record.width);
    case Measure::Peak: return sixDecimals(record.peak);
    case Measure::Mean: return sixDecimals(record.mean);
    case Measure::Contrast: return sixDecimals(record.contrast);
    case Measure::X: return calibration.length(record.centroid.x);
    case Measure::Y: return calibration.length(record.centroid.y);
    case Measure::BoxWidth: return calibration.length(record.box.width);
    case Measure::BoxHeight: return calibration.length(record.box.height);
    case Measure::Count: break;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> measuredAll(const std::vector<DefectRecord>& records, Measure measure, Calibration calibration)
{
    std::vector<double> values(records.size(), std::numeric_limits<double>::quiet_NaN());
    if (measure != Measure::Count) {
        std::ranges::transform(records, values.begin(), [&](const DefectRecord& record) { return measured(record, measure, calibration); });
        return values;
    }
    std::unordered_map<int, std::size_t> first;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto [place, added] = first.try_emplace(records[i].part, i);
        values[place->second] = added ? 1 : values[place->second] + 1;
    }
    return values;
}

QString measureName(Measure measure)
{
    switch (measure) {
    case Measure::Area: return QCoreApplication::translate("Measure", "Area");
    case Measure::Length: return QCoreApplication::translate("Measure", "Length");
    case Measure::Width: return QCoreApplication::translate("Measure", "Width");
    case Measure::Peak: return QCoreApplication::translate("Measure", "Peak");
    case Measure::Mean: return QCoreApplication::translate("Measure", "Mean");
    case Measure::Contrast: return QCoreApplication::translate("Measure", "Contrast");
    case Measure::X: return QCoreApplication::translate("Measure", "Centre x");
    case Measure::Y: return QCoreApplication::translate("Measure", "Centre y");
    case Measure::BoxWidth: return QCoreApplication::translate("Measure", "Box width");
    case Measure::BoxHeight: return QCoreApplication::translate("Measure", "Box height");
    case Measure::Count: return QCoreApplication::translate("Measure", "Regions per part");
    }
    return {};
}

QString lengthUnit(Calibration calibration)
{
    return calibration.inMillimetres() ? QStringLiteral("mm") : QStringLiteral("px");
}

QString areaUnit(Calibration calibration)
{
    return calibration.inMillimetres() ? QStringLiteral("mm²") : QStringLiteral("px²");
}

QString measureUnit(Measure measure, Calibration calibration)
{
    switch (measure) {
    case Measure::Area: return areaUnit(calibration);
    case Measure::Length:
    case Measure::Width:
    case Measure::X:
    case Measure::Y:
    case Measure::BoxWidth:
    case Measure::BoxHeight: return lengthUnit(calibration);
    default: return {};
    }
}

int lengthDecimals(Calibration calibration)
{
    return calibration.inMillimetres() ? decimalsOfStep(calibration.mmPerPixel) : 0;
}

int areaDecimals(Calibration calibration)
{
    return calibration.inMillimetres() ? decimalsOfStep(calibration.mmPerPixel * calibration.mmPerPixel) : 0;
}

int measureDecimals(Measure measure, Calibration calibration)
{
    switch (measure) {
    case Measure::Area: return areaDecimals(calibration);
    case Measure::Length:
    case Measure::Width:
    case Measure::X:
    case Measure::Y:
    case Measure::BoxWidth:
    case Measure::BoxHeight: return lengthDecimals(calibration);
    case Measure::Count: return 0;
    default: return shareDecimals;
    }
}

QString measureNumber(double value, Measure measure, Calibration calibration)
{
    return QLocale().toString(value, 'f', measureDecimals(measure, calibration));
}

QString measureText(double value, Measure measure, Calibration calibration)
{
    const QString unit = measureUnit(measure, calibration);
    const QString number = measureNumber(value, measure, calibration);
    return unit.isEmpty() ? number : number + QChar(0x00a0) + unit;
}

}  // namespace widgets
