#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace widgets {

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
    return QCoreApplication::translate("Numbers", "%1\u00a0mm²").arg(QLocale().toString(area * mmPerPixel * mmPerPixel, 'g', 3));
}

QString lengthText(double length, double mmPerPixel)
{
    if (mmPerPixel <= 0)
        return QCoreApplication::translate("Numbers", "%1\u00a0px").arg(areaNumber(length));
    return QCoreApplication::translate("Numbers", "%1\u00a0mm").arg(QLocale().toString(length * mmPerPixel, 'g', 3));
}

QString wholeNumber(double value)
{
    return QLocale().toString(value, 'f', 0);
}

}  // namespace widgets
