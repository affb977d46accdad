#include "widgets/expression.h"

#include "widgets/expression_lexer_p.h"
#include "widgets/expression_node_p.h"
#include "widgets/expression_parser_p.h"

#include <QCoreApplication>

namespace widgets {

int ExpressionFields::indexOf(const QString& name) const
{
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].name.compare(name, Qt::CaseInsensitive) == 0 || fields[i].synonyms.contains(name, Qt::CaseInsensitive))
            return int(i);
    return -1;
}

std::variant<Expression, ExpressionError> Expression::parse(const QString& text, const ExpressionFields& fields, double mmPerPixel)
{
    if (text.size() > greatestLength)
        return ExpressionError{greatestLength, text.size() - greatestLength,
                               QCoreApplication::translate("Expression", "A filter has at most %n character(s).", nullptr,
                                                           int(greatestLength))};
    Expression expression;
    expression.m_text = text;
    std::vector<ExpressionToken> tokens = expressionTokens(text);
    if (tokens.front().kind == ExpressionToken::End)
        return expression;
    ExpressionParser parser(std::move(tokens), fields, mmPerPixel);
    std::optional<ExpressionNode> root = parser.parse();
    if (!root)
        return parser.error();
    expression.m_root = std::make_shared<const ExpressionNode>(*std::move(root));
    return expression;
}

bool Expression::matches(const ExpressionRecord& record) const
{
    return !m_root || m_root->matches(record);
}

}  // namespace widgets
