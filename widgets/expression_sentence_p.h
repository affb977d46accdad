#pragma once

#include "widgets/expression_field.h"
#include "widgets/expression_lexer_p.h"

/// What is said of a text that is no expression: translated sentences that name what was expected.
namespace widgets::expression_sentence {

QString condition(const ExpressionFields& fields);
QString fieldBeforeOperator(const ExpressionFields& fields);
/// With the field that was probably meant.
QString unknownField(const QString& word, const ExpressionFields& fields);
QString operatorsOfText(const QString& field);
QString operatorsOfChoice(const QString& field);
QString operatorsOfNumber(const QString& field);
QString valueOf(const ExpressionField& field);
QString unit(const QString& unit, const ExpressionField& field);
QString calibration(const ExpressionField& field);
QString openQuote();
QString closeBracket();
QString unexpected(const ExpressionToken& token);
QString tooDeep();

}  // namespace widgets::expression_sentence
