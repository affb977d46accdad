#pragma once

#include "widgets/expression_lexer_p.h"
#include "widgets/expression_node_p.h"

#include <QDateTime>

#include <optional>
#include <variant>

namespace widgets {

/// A number as typed: "1.2mm2".
struct TypedNumber {
    double value = 0;
    int decimals = 0;
    QString unit;  ///< what follows the digits, may be empty
};

/// With a point, or as the default locale writes numbers; nothing when `text` does not begin with digits.
std::optional<TypedNumber> typedNumber(const QString& text);

/// A span of local time, [begin, end) in milliseconds since 1970-01-01 UTC.
struct TimeSpan {
    qint64 begin = 0;
    qint64 end = 0;
};

/// "2026-11-01", "2026-11", "2026", "2026-11-01 14:30" (or with a T), "today", "yesterday".
std::optional<TimeSpan> typedDate(const QString& text, const QDate& today);

/// How many of the field's own unit one `unit` is; nothing when the field does not take it. Millimetres need
/// `mmPerPixel` > 0: `needsCalibration` says that only this is missing.
struct UnitFactor {
    double factor = 1;
    bool needsCalibration = false;
};
std::optional<UnitFactor> unitFactor(const QString& unit, ExpressionField::Type type, double mmPerPixel);
/// True when `text` can be the unit of any field.
bool isUnit(const QString& text);

/// What `comparison` with the span [first, last] of equal values accepts.
ExpressionInterval intervalFor(ExpressionToken::Comparison comparison, ExpressionInterval equal);

}  // namespace widgets
