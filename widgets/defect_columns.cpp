#include "widgets/defect_columns.h"

#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPalette>

#include <limits>

namespace widgets {

namespace {

QString withUnit(const QString& words, const QString& unit)
{
    return words + QLatin1Char(' ') + unit;
}

QString verdictWord(bool failing)
{
    return styleOf(failing ? Mark::Fail : Mark::Review, QGuiApplication::palette()).word;
}

QString boxText(const inference::Rect& box, Calibration calibration, const QLocale& locale)
{
    const auto text = [&](double pixels) {
        return locale.toString(calibration.length(pixels), 'f', lengthDecimals(calibration));
    };
    return text(box.x) + QStringLiteral("; ") + text(box.y) + QStringLiteral("  ") + text(box.width) + QStringLiteral(" × ")
        + text(box.height);
}

}  // namespace

bool isNumeric(DefectColumn column)
{
    switch (column) {
    case DefectColumn::Part:
    case DefectColumn::Zone:
    case DefectColumn::Class:
    case DefectColumn::Verdict: return false;
    default: return true;
    }
}

QString defectHeading(DefectColumn column, Calibration calibration)
{
    switch (column) {
    case DefectColumn::Part: return QCoreApplication::translate("DefectColumn", "Part");
    case DefectColumn::Number: return QCoreApplication::translate("DefectColumn", "#");
    case DefectColumn::Area: return withUnit(measureName(Measure::Area), areaUnit(calibration));
    case DefectColumn::Length: return withUnit(measureName(Measure::Length), lengthUnit(calibration));
    case DefectColumn::Width: return withUnit(measureName(Measure::Width), lengthUnit(calibration));
    case DefectColumn::X: return withUnit(QStringLiteral("x"), lengthUnit(calibration));
    case DefectColumn::Y: return withUnit(QStringLiteral("y"), lengthUnit(calibration));
    case DefectColumn::Box: return withUnit(QCoreApplication::translate("DefectColumn", "Box"), lengthUnit(calibration));
    case DefectColumn::Peak: return measureName(Measure::Peak);
    case DefectColumn::Mean: return measureName(Measure::Mean);
    case DefectColumn::Contrast: return measureName(Measure::Contrast);
    case DefectColumn::Zone: return QCoreApplication::translate("DefectColumn", "Zone");
    case DefectColumn::Class: return QCoreApplication::translate("DefectColumn", "Class");
    case DefectColumn::Verdict: return QCoreApplication::translate("DefectColumn", "Verdict");
    }
    return {};
}

QString defectExplanation(DefectColumn column, Calibration calibration)
{
    const QString length = calibration.inMillimetres() ? QCoreApplication::translate("DefectColumn", "millimetres")
                                                       : QCoreApplication::translate("DefectColumn", "image pixels");
    switch (column) {
    case DefectColumn::Part: return QCoreApplication::translate("DefectColumn", "File of the part");
    case DefectColumn::Number: return QCoreApplication::translate("DefectColumn", "Number of the region in its part");
    case DefectColumn::Area: return QCoreApplication::translate("DefectColumn", "Area in %1 squared").arg(length);
    case DefectColumn::Length:
        return QCoreApplication::translate("DefectColumn", "Longest Feret diameter in %1").arg(length);
    case DefectColumn::Width:
        return QCoreApplication::translate("DefectColumn", "Shortest Feret diameter in %1").arg(length);
    case DefectColumn::X:
        return QCoreApplication::translate("DefectColumn", "Centre, from the left edge of the image, in %1").arg(length);
    case DefectColumn::Y:
        return QCoreApplication::translate("DefectColumn", "Centre, from the upper edge of the image, in %1").arg(length);
    case DefectColumn::Box:
        return QCoreApplication::translate("DefectColumn", "Left and upper edge, width and height in %1").arg(length);
    case DefectColumn::Peak: return QCoreApplication::translate("DefectColumn", "Greatest value, 0 to 1");
    case DefectColumn::Mean: return QCoreApplication::translate("DefectColumn", "Mean value, 0 to 1");
    case DefectColumn::Contrast:
        return QCoreApplication::translate("DefectColumn", "Mean value minus the mean of its surroundings");
    case DefectColumn::Zone: return QCoreApplication::translate("DefectColumn", "Zone of the recipe that it lies in");
    case DefectColumn::Class: return QCoreApplication::translate("DefectColumn", "What a person or a rule calls it");
    case DefectColumn::Verdict: return QCoreApplication::translate("DefectColumn", "What the region alone calls for");
    }
    return {};
}

QString defectCell(const DefectRecord& record, DefectColumn column, Calibration calibration, const QLocale& locale)
{
    const auto measure = [&](Measure which) {
        return locale.toString(measured(record, which, calibration), 'f', measureDecimals(which, calibration));
    };
    const auto length = [&](double pixels) {
        return locale.toString(calibration.length(pixels), 'f', lengthDecimals(calibration));
    };
    switch (column) {
    case DefectColumn::Part: return record.partName;
    case DefectColumn::Number: return locale.toString(record.number);
    case DefectColumn::Area: return measure(Measure::Area);
    case DefectColumn::Length: return measure(Measure::Length);
    case DefectColumn::Width: return measure(Measure::Width);
    case DefectColumn::X: return length(record.centroid.x);
    case DefectColumn::Y: return length(record.centroid.y);
    case DefectColumn::Box: return boxText(record.box, calibration, locale);
    case DefectColumn::Peak: return measure(Measure::Peak);
    case DefectColumn::Mean: return measure(Measure::Mean);
    case DefectColumn::Contrast: return measure(Measure::Contrast);
    case DefectColumn::Zone: return record.zoneName;
    case DefectColumn::Class: return record.className;
    case DefectColumn::Verdict: return verdictWord(record.failing);
    }
    return {};
}

double defectNumber(const DefectRecord& record, DefectColumn column)
{
    switch (column) {
    case DefectColumn::Number: return record.number;
    case DefectColumn::Area: return record.area;
    case DefectColumn::Length: return record.length;
    case DefectColumn::Width: return record.width;
    case DefectColumn::X: return record.centroid.x;
    case DefectColumn::Y: return record.centroid.y;
    case DefectColumn::Box: return record.box.x;
    case DefectColumn::Peak: return double(record.peak);
    case DefectColumn::Mean: return double(record.mean);
    case DefectColumn::Contrast: return double(record.contrast);
    default: return std::numeric_limits<double>::quiet_NaN();
    }
}

QString widestCell(const std::vector<DefectRecord>& records, DefectColumn column, Calibration calibration)
{
    const QLocale locale;
    QString widest;
    const auto offer = [&](const DefectRecord& record) {
        if (QString text = defectCell(record, column, calibration, locale); text.size() > widest.size())
            widest = std::move(text);
    };
    if (column == DefectColumn::Verdict) {
        widest = verdictWord(true);
        return verdictWord(false).size() > widest.size() ? verdictWord(false) : widest;
    }
    const DefectRecord* least = nullptr;
    const DefectRecord* greatest = nullptr;
    qsizetype most = -1;
    // A box is as wide as its four numbers: the sum's extremes are near enough to the widest text.
    const auto size = [column](const DefectRecord& record) -> double {
        return column == DefectColumn::Box ? record.box.x + record.box.y + record.box.width + record.box.height
                                           : defectNumber(record, column);
    };
    for (const DefectRecord& record : records) {
        if (isNumeric(column)) {
            if (!least || size(record) < size(*least))
                least = &record;
            if (!greatest || size(record) > size(*greatest))
                greatest = &record;
            continue;
        }
        const QString& text = column == DefectColumn::Part   ? record.partName
                              : column == DefectColumn::Zone ? record.zoneName
                                                             : record.className;
        if (text.size() > most) {
            most = text.size();
            least = &record;
        }
    }
    if (least)
        offer(*least);
    if (greatest)
        offer(*greatest);
    return widest;
}

}  // namespace widgets
