#pragma once

#include "widgets/expression_field.h"

#include <memory>
#include <variant>

namespace widgets {

struct ExpressionNode;

/// What is wrong with a text, and where.
struct ExpressionError {
    qsizetype position = 0;  ///< in the text, 0..size
    qsizetype length = 0;    ///< 0: something is missing here
    QString sentence;        ///< translated: what was expected
};

/// A filter over named fields, parsed once; a value that is cheap to copy and can be asked on any thread.
///
///     score > 0.6 and defects >= 2          verdict = fail or review            not (label = good)
///     area > 1.2 mm2                        name ~ gear*                        date >= 2026-11-01
///     folder = "line 2"                     gear left                           human = none
///
/// any  := all { or all }            or also `||`
/// all  := one { [and] one }         and also `&&`; conditions side by side must all hold
/// one  := not one | ( any ) | field operator value { or value } | word
/// operators: = == != <> < <= > >= and their signs in Unicode; ~ is like, !~ is not like
/// - After =, !=, ~ and !~ further values may follow `or`: `verdict = fail or review and label = good` asks for both verdicts;
///   `verdict != fail or review` asks for neither.
/// - = on a number holds for all that is shown as that number: `score = 0.6` for 0.595 up to below 0.605.
/// - Dates are days, months or years of local time, `today`, `yesterday`, or minutes ("2026-11-01 14:30"); = holds within,
///   > after the end.
/// - ~ takes * and ? over the whole text and looks for a part of it without them. Texts are compared without case; of a path
///   the last parts are enough unless the pattern has a slash.
/// - `none` is no value. A field without a value fulfils only `= none`, so `score < 0.5` leaves out what has no score and
///   `not (score < 0.5)` takes it in.
/// - Plain words are looked for in the name, with * and ? if they have any; quotes keep words together and let keywords be text.
/// - Words of the language know no case. Number: a point, or as the person's language writes it.
class Expression {
public:
    static constexpr qsizetype greatestLength = 1000;  ///< characters of a text
    static constexpr int greatestDepth = 32;           ///< brackets and negations within each other

    Expression() = default;  ///< everything fulfils it

    /// Never throws. `mmPerPixel` turns millimetres into pixels; 0: there is no calibration, and millimetres are an error.
    /// An empty text is the empty expression.
    static std::variant<Expression, ExpressionError> parse(const QString& text, const ExpressionFields& fields,
                                                           double mmPerPixel = 0);

    bool isEmpty() const { return !m_root; }
    const QString& text() const { return m_text; }
    /// `record` must answer for the fields that the expression was parsed with.
    bool matches(const ExpressionRecord& record) const;

    /// The same parse, not only the same text.
    friend bool operator==(const Expression& one, const Expression& other) { return one.m_root == other.m_root; }

private:
    QString m_text;
    std::shared_ptr<const ExpressionNode> m_root;
};

}  // namespace widgets
