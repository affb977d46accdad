#pragma once

#include "widgets/expression.h"
#include "widgets/expression_lexer_p.h"
#include "widgets/expression_node_p.h"

#include <optional>

namespace widgets {

/// The grammar that stands at Expression. For one text.
class ExpressionParser {
public:
    ExpressionParser(std::vector<ExpressionToken> tokens, const ExpressionFields& fields, double mmPerPixel)
        : m_tokens(std::move(tokens)), m_fields(fields), m_mmPerPixel(mmPerPixel)
    {
    }

    /// Nothing where the text is wrong: error() says why.
    std::optional<ExpressionNode> parse();
    const ExpressionError& error() const { return m_error; }

private:
    using Token = ExpressionToken;
    using Found = std::optional<ExpressionNode>;

    Found any();
    Found all();
    Found one();
    Found negation();
    Found bracket();
    Found comparison();
    Found plain();

    bool takeValue(ExpressionTest& test, Token::Comparison comparison);
    bool takeChoice(ExpressionTest& test, const ExpressionField& field);
    bool takeNumber(ExpressionTest& test, const ExpressionField& field, Token::Comparison comparison);
    bool takeDate(ExpressionTest& test, Token::Comparison comparison);
    bool checkOperator(const ExpressionField& field, const Token& sign);
    /// A further value of a list follows an `or`.
    bool valueFollowsOr() const;

    const Token& look(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    Token take() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }
    /// Sets the error; false and nothing convert from it.
    bool fail(const Token& token, const QString& sentence);

    std::vector<Token> m_tokens;
    const ExpressionFields& m_fields;
    double m_mmPerPixel;
    std::size_t m_at = 0;
    int m_depth = 0;
    ExpressionError m_error;
};

}  // namespace widgets
