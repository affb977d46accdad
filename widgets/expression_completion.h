#pragma once

#include "widgets/expression_field.h"

#include <vector>

namespace widgets {

/// What could stand where the cursor is.
struct ExpressionCompletion {
    struct Item {
        QString word;         ///< to insert
        QString description;  ///< translated, may be empty
    };
    qsizetype start = 0;   ///< the items replace this much of the text
    qsizetype length = 0;
    std::vector<Item> items;  ///< those that begin with what stands left of the cursor; none: nothing to offer
    bool eager = false;       ///< worth showing unasked: a word has begun, or it is the turn of an operator or a value
};

/// Fields where a condition can begin, operators after a field, values after an operator, `and` and `or` after a value.
/// Nothing where the word is complete already, nothing inside quotes. Pure.
ExpressionCompletion completeExpression(const QString& text, qsizetype cursor, const ExpressionFields& fields);

}  // namespace widgets
