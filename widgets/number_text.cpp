#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

/// Three significant digits and those before the point, never an exponent: "0.0400", "3.05", "3,052".
QString threeDigits(double value)
{
    const double size = std::abs(value);
    const int decimals = size > 0 ? std::max(0, 2 - int(std::floor(std::log10(size)))) : 0;
    return QLocale().toString(value, 'f', decimals);
}

}  // namespace

QString scoreText(double score)
{
    return QLocale().toString(score, 'f', 2);
}

QString scoreText(double score, double limit)
{
    constexpr double same = 1e-6;
    constexpr int mostDecimals = 6;
    const QLocale locale;
    int decimals = 2;
    if (std::abs(score - limit) > same)
        while (decimals < mostDecimals && locale.toString(score, 'f', decimals) == locale.toString(limit, 'f', decimals))
            ++decimals;
    return locale.toString(score, 'f', decimals);
}

QString areaNumber(double area)
{
    return QLocale().toString(area, 'f', area < 10 && area != std::floor(area) ? 1 : 0);
}

QString areaText(double area)
{
    return QCoreApplication::translate("Numbers", "%1\u00a0px²").arg(areaNumber(area));
}

QString areaText(double area, double mmPerPixel)
{
    if (mmPerPixel <= 0)
        return areaText(area);
    return QCoreApplication::translate("Numbers", "%1\u00a0mm²").arg(threeDigits(area * mmPerPixel * mmPerPixel));
}

QString lengthText(double length, double mmPerPixel)
{
    if (mmPerPixel <= 0)
        return QCoreApplication::translate("Numbers", "%1\u00a0px").arg(areaNumber(length));
    return QCoreApplication::translate("Numbers", "%1\u00a0mm").arg(threeDigits(length * mmPerPixel));
}

QString wholeNumber(double value)
{
    return QLocale().toString(value, 'f', 0);
}

}  // namespace widgets
