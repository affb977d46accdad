#pragma once

#include "widgets/expression_field.h"

#include <QStringView>

#include <vector>

namespace widgets {

/// Text to compare with, without case. Without wildcards it is found anywhere, or (`exact`) is the whole text.
class ExpressionPattern {
public:
    enum class Mode {
        Exact,     ///< no wildcards; of a path the last parts
        Like,      ///< `*` and `?` over the whole text, of a path its last part; without them anywhere
        Contains,  ///< anywhere, with or without wildcards
    };
    ExpressionPattern(const QString& text, Mode mode, bool path);

    bool matches(const QString& text) const;

private:
    QString m_folded;
    Mode m_mode;
    bool m_path;
    bool m_wild;
};

/// `*` any characters, `?` one; in time of text x pattern at worst. Both are compared as they are.
bool globMatches(QStringView pattern, QStringView text);

/// First and last value that count, both included.
struct ExpressionInterval {
    double first = 0;
    double last = 0;
};

/// One field against values, any of which will do.
struct ExpressionTest {
    int field = 0;
    bool isText = false;
    bool negated = false;
    bool takesNone = false;  ///< `none` is among the values
    std::vector<ExpressionInterval> intervals;
    std::vector<ExpressionPattern> patterns;

    bool matches(const ExpressionRecord& record) const;
};

struct ExpressionNode {
    enum Kind { All, Any, Not, Test };
    Kind kind = All;
    std::vector<ExpressionNode> children;  ///< one of a Not
    ExpressionTest test;

    bool matches(const ExpressionRecord& record) const;
};

}  // namespace widgets
