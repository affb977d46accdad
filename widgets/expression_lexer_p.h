#pragma once

#include <QString>

#include <vector>

namespace widgets {

struct ExpressionToken {
    enum Kind { Word, Quoted, OpenQuote, Operator, And, Or, Not, Open, Close, End };
    enum Comparison { Equal, Unequal, Less, LessEqual, Greater, GreaterEqual, Like, Unlike };

    Kind kind = End;
    Comparison comparison = Equal;  ///< of an Operator
    qsizetype position = 0;
    qsizetype length = 0;
    QString text;  ///< of a Word; inside the quotes of a Quoted; OpenQuote: up to the end of the text
};

/// The text cut into tokens, End last. Never fails: a quote that is not closed is an OpenQuote. Signs that East Asian
/// keyboards give in full width count as well.
std::vector<ExpressionToken> expressionTokens(const QString& text);

}  // namespace widgets
