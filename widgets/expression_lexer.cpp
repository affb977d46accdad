#include "widgets/expression_lexer_p.h"

#include <QStringView>

#include <array>
#include <utility>

namespace widgets {

namespace {

using Token = ExpressionToken;

/// Full-width signs (U+FF01..U+FF5E) as their ASCII ones.
QChar narrow(QChar c)
{
    return c >= QChar(0xff01) && c <= QChar(0xff5e) && !c.isLetterOrNumber() ? QChar(c.unicode() - 0xfee0) : c;
}

/// What ends a text that begins with `open`; null where that is no quote.
QStringView closersOf(QChar open)
{
    switch (open.unicode()) {
    case u'"':
    case 0x201c:
    case 0x201d:
    case 0x201e: return u"\"\u201c\u201d";
    case u'\'': return u"'";
    default: return {};
    }
}

class Lexer {
public:
    explicit Lexer(const QString& text) : m_text(text) {}

    std::vector<Token> run()
    {
        std::vector<Token> tokens;
        for (skipSpace(); m_at < m_text.size(); skipSpace())
            tokens.push_back(next());
        tokens.push_back({Token::End, Token::Equal, m_text.size(), 0, {}});
        return tokens;
    }

private:
    QChar look(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? narrow(m_text[m_at + ahead]) : QChar(); }
    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    Token take(Token::Kind kind, qsizetype length, Token::Comparison comparison = Token::Equal)
    {
        return {kind, comparison, std::exchange(m_at, m_at + length), length, {}};
    }

    Token next()
    {
        if (look() == u'(')
            return take(Token::Open, 1);
        if (look() == u')')
            return take(Token::Close, 1);
        if (const auto [comparison, length] = operatorHere(); length > 0)
            return take(Token::Operator, length, comparison);
        if (const qsizetype length = joinHere(); length > 0)
            return take(look() == u'&' ? Token::And : Token::Or, length);
        if (look() == u'!')
            return take(Token::Not, 1);
        if (!closersOf(m_text[m_at]).isEmpty())
            return quoted();
        return word();
    }

    std::pair<Token::Comparison, qsizetype> operatorHere() const
    {
        struct Sign {
            QStringView sign;
            Token::Comparison comparison;
        };
        static constexpr std::array signs{
            Sign{u"==", Token::Equal},        Sign{u"!=", Token::Unequal},      Sign{u"<>", Token::Unequal},
            Sign{u"!~", Token::Unlike},       Sign{u"<=", Token::LessEqual},    Sign{u">=", Token::GreaterEqual},
            Sign{u"=", Token::Equal},         Sign{u"<", Token::Less},          Sign{u">", Token::Greater},
            Sign{u"~", Token::Like},          Sign{u"\u2260", Token::Unequal},  Sign{u"\u2264", Token::LessEqual},
            Sign{u"\u2265", Token::GreaterEqual},
        };
        for (const Sign& sign : signs)
            if (look() == sign.sign[0] && (sign.sign.size() == 1 || look(1) == sign.sign[1]))
                return {sign.comparison, sign.sign.size()};
        return {Token::Equal, 0};
    }

    /// `&&` and `||`; one alone is a letter of a name.
    qsizetype joinHere() const { return (look() == u'&' || look() == u'|') && look(1) == look() ? 2 : 0; }

    Token quoted()
    {
        const QStringView closers = closersOf(m_text[m_at]);
        qsizetype end = m_at + 1;
        while (end < m_text.size() && !closers.contains(m_text[end]))
            ++end;
        const bool closed = end < m_text.size();
        const QString inside = m_text.mid(m_at + 1, end - m_at - 1);
        Token token = take(closed ? Token::Quoted : Token::OpenQuote, end - m_at + (closed ? 1 : 0));
        token.text = inside;
        return token;
    }

    bool endsWord() const
    {
        return m_text[m_at].isSpace() || look() == u'(' || look() == u')' || operatorHere().second > 0 || joinHere() > 0;
    }

    Token word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !endsWord())
            ++m_at;
        Token token{Token::Word, Token::Equal, start, m_at - start, m_text.mid(start, m_at - start)};
        const auto is = [&token](QLatin1String keyword) { return token.text.compare(keyword, Qt::CaseInsensitive) == 0; };
        if (is(QLatin1String("and")))
            token.kind = Token::And;
        else if (is(QLatin1String("or")))
            token.kind = Token::Or;
        else if (is(QLatin1String("not")))
            token.kind = Token::Not;
        return token;
    }

    const QString& m_text;
    qsizetype m_at = 0;
};

}  // namespace

std::vector<ExpressionToken> expressionTokens(const QString& text)
{
    return Lexer(text).run();
}

}  // namespace widgets
