#include "widgets/expression_value_p.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <limits>

namespace widgets {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// "mm²" and "mm^2" as "mm2", both signs for micro as "u".
QString plainUnit(const QString& unit)
{
    QString plain = unit.toLower();
    plain.replace(QChar(0xb2), u'2').replace(QChar(0xb5), u'u').replace(QChar(0x3bc), u'u').remove(u'^');
    return plain;
}

std::optional<double> toNumber(const QString& digits)
{
    bool fine = false;
    double value = QLocale::c().toDouble(digits, &fine);
    if (!fine || digits.contains(u','))
        value = QLocale().toDouble(digits, &fine);
    return fine && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<TimeSpan> spanOf(const QDateTime& begin, const QDateTime& end)
{
    if (!begin.isValid() || !end.isValid())
        return std::nullopt;
    return TimeSpan{begin.toMSecsSinceEpoch(), end.toMSecsSinceEpoch()};
}

std::optional<TimeSpan> daysFrom(const QDate& first, const QDate& next)
{
    if (!first.isValid() || !next.isValid())
        return std::nullopt;
    return spanOf(first.startOfDay(), next.startOfDay());
}

}  // namespace

std::optional<TypedNumber> typedNumber(const QString& text)
{
    qsizetype end = 0;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (end < text.size() && (text[end] == u'-' || text[end] == u'+'))
        ++end;
    const qsizetype first = end;
    while (end < text.size() && (isDigit(text[end]) || text[end] == u'.' || text[end] == u','))
        ++end;
    const QString digits = text.left(end);
    if (end == first)
        return std::nullopt;
    const std::optional<double> value = toNumber(digits);
    if (!value)
        return std::nullopt;
    const QString point = digits.contains(u',') ? QLocale().decimalPoint() : QStringLiteral(".");
    const qsizetype at = digits.lastIndexOf(point);
    return TypedNumber{*value, at < 0 ? 0 : int(digits.size() - at - 1), text.mid(end)};
}

std::optional<TimeSpan> typedDate(const QString& text, const QDate& today)
{
    if (text.compare(QLatin1String("today"), Qt::CaseInsensitive) == 0)
        return daysFrom(today, today.addDays(1));
    if (text.compare(QLatin1String("yesterday"), Qt::CaseInsensitive) == 0)
        return daysFrom(today.addDays(-1), today);
    if (const QDate day = QDate::fromString(text, QStringLiteral("yyyy-M-d")); day.isValid())
        return daysFrom(day, day.addDays(1));
    if (const QDate month = QDate::fromString(text, QStringLiteral("yyyy-M")); month.isValid())
        return daysFrom(month, month.addMonths(1));
    if (const QDate year = QDate::fromString(text, QStringLiteral("yyyy")); year.isValid())
        return daysFrom(year, year.addYears(1));
    QString withSpace = text;
    withSpace.replace(QLatin1Char('T'), QLatin1Char(' '), Qt::CaseInsensitive);
    const QDateTime minute = QDateTime::fromString(withSpace, QStringLiteral("yyyy-M-d H:m"));
    return spanOf(minute, minute.addSecs(60));
}

std::optional<UnitFactor> unitFactor(const QString& unit, ExpressionField::Type type, double mmPerPixel)
{
    using Type = ExpressionField::Type;
    QString plain = plainUnit(unit);
    if (type == Type::Number)
        return plain.isEmpty() ? std::optional(UnitFactor{}) : plain == u"%" ? std::optional(UnitFactor{0.01}) : std::nullopt;
    if (type != Type::Area && type != Type::Length)
        return plain.isEmpty() ? std::optional(UnitFactor{}) : std::nullopt;
    if (plain.isEmpty() || plain == u"px" || (type == Type::Area && plain == u"px2"))
        return UnitFactor{};
    if (type == Type::Area) {
        if (!plain.endsWith(u'2'))
            return std::nullopt;
        plain.chop(1);
    }
    const double millimetres = plain == u"mm" ? 1 : plain == u"cm" ? 10 : plain == u"um" ? 0.001 : 0;
    if (millimetres == 0)
        return std::nullopt;
    if (!(mmPerPixel > 0))
        return UnitFactor{1, true};
    const double pixels = millimetres / mmPerPixel;
    return UnitFactor{type == Type::Area ? pixels * pixels : pixels};
}

bool isUnit(const QString& text)
{
    static constexpr std::array units{u"%", u"px", u"px2", u"mm", u"mm2", u"cm", u"cm2", u"um", u"um2"};
    const QString plain = plainUnit(text);
    return std::ranges::any_of(units, [&plain](const char16_t* unit) { return plain == QStringView(unit); });
}

ExpressionInterval intervalFor(ExpressionToken::Comparison comparison, ExpressionInterval equal)
{
    using Token = ExpressionToken;
    switch (comparison) {
    case Token::Less: return {-infinity, std::nextafter(equal.first, -infinity)};
    case Token::LessEqual: return {-infinity, equal.last};
    case Token::Greater: return {std::nextafter(equal.last, infinity), infinity};
    case Token::GreaterEqual: return {equal.first, infinity};
    case Token::Equal:
    case Token::Unequal:
    case Token::Like:
    case Token::Unlike: break;
    }
    return equal;
}

}  // namespace widgets
