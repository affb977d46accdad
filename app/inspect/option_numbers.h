#pragma once

#include "app/inspect/arguments.h"

#include <QCoreApplication>

#include <charconv>

namespace app {

/// The whole or real number given with an option, `byDefault` without it. Throws UsageError for what is no number, or none from
/// `least` to `greatest`.
template <class Number>
Number numberOf(const Arguments& arguments, const char* name, Number least, Number greatest, Number byDefault)
{
    const auto text = arguments.value(name);
    if (!text)
        return byDefault;
    Number number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    // Said this way round so that NaN is refused too.
    if (error == std::errc() && end == text->data() + text->size() && number >= least && number <= greatest)
        return number;
    const QString given = QString::fromUtf8(QByteArray::fromStdString(*text)), low = QString::number(least), high = QString::number(greatest);
    throw UsageError(std::is_integral_v<Number>
                         ? QCoreApplication::translate("OptionNumbers", "“%1” doesn't fit --%2: a whole number from %3 to %4 is wanted.").arg(given, QLatin1String(name), low, high)
                         : QCoreApplication::translate("OptionNumbers", "“%1” doesn't fit --%2: a number from %3 to %4 is wanted.").arg(given, QLatin1String(name), low, high));
}

}  // namespace app
