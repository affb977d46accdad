#include "widgets/measure.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int shareDecimals = 2;
constexpr int mostDecimals = 4;

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
    }
    return 0;
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
    case Measure::Width: return lengthUnit(calibration);
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
    case Measure::Width: return lengthDecimals(calibration);
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
