#include "widgets/rate_text.h"

#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace widgets {

namespace {

double rounded(double value, Rounding rounding)
{
    constexpr double slack = 1e-9;  // 2.5 shall not become 2.6 for its last bit
    switch (rounding) {
    case Rounding::Down: return std::floor(value + slack);
    case Rounding::Up: return std::ceil(value - slack);
    case Rounding::Nearest: break;
    }
    return std::round(value);
}

}  // namespace

QString percentText(double rate, Rounding rounding)
{
    const double percent = rate * 100;
    const int decimals = percent == 0 || percent == 100 ? 0 : percent >= 1 ? 1 : percent >= 0.1 ? 2 : percent >= 0.01 ? 3 : 4;
    const double unit = std::pow(10, decimals);
    return QCoreApplication::translate("Rates", "%1\u00a0%")
        .arg(QLocale().toString(rounded(percent * unit, rounding) / unit, 'f', decimals));
}

QString ppmText(double rate, Rounding rounding)
{
    return QCoreApplication::translate("Rates", "%1\u00a0ppm").arg(wholeNumber(rounded(rate * 1e6, rounding)));
}

QString intervalText(const inference::evaluation::RateInterval& interval)
{
    using inference::evaluation::Bound;
    const QString low = percentText(interval.low, Rounding::Down);
    const QString high = percentText(interval.high, Rounding::Up);
    switch (interval.bound) {
    case Bound::TwoSided: return QCoreApplication::translate("Rates", "%1 to %2").arg(low, high);
    case Bound::AtMost: return QCoreApplication::translate("Rates", "at most %1").arg(high);
    case Bound::AtLeast: return QCoreApplication::translate("Rates", "at least %1").arg(low);
    case Bound::Unknown: break;
    }
    return QStringLiteral("\u2013");
}

QString shareText(const inference::evaluation::Share& share)
{
    return QCoreApplication::translate("Rates", "%1 of %2").arg(wholeNumber(double(share.count)), wholeNumber(double(share.of)));
}

QString limitText(double limit)
{
    int decimals = 2;
    while (decimals < 4 && std::abs(std::round(limit * std::pow(10, decimals)) / std::pow(10, decimals) - limit) > 1e-6)
        ++decimals;
    return QLocale().toString(limit, 'f', decimals);
}

}  // namespace widgets
