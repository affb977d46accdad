#include "widgets/expression_parser_p.h"

#include "widgets/expression_sentence_p.h"
#include "widgets/expression_value_p.h"

#include <cmath>

namespace widgets {

namespace {

using Token = ExpressionToken;
using Type = ExpressionField::Type;

bool isText(Type type)
{
    return type == Type::Text || type == Type::Path;
}

bool isList(Token::Comparison comparison)
{
    return comparison == Token::Equal || comparison == Token::Unequal || comparison == Token::Like || comparison == Token::Unlike;
}

ExpressionNode joined(ExpressionNode::Kind kind, std::vector<ExpressionNode> children)
{
    if (children.size() == 1)
        return std::move(children.front());
    return {kind, std::move(children), {}};
}

}  // namespace

bool ExpressionParser::fail(const Token& token, const QString& sentence)
{
    m_error = {token.position, token.length, sentence};
    return false;
}

std::optional<ExpressionNode> ExpressionParser::parse()
{
    Found root = any();
    if (root && look().kind == Token::End)
        return root;
    if (root)
        fail(look(), expression_sentence::unexpected(look()));
    return std::nullopt;
}

ExpressionParser::Found ExpressionParser::any()
{
    std::vector<ExpressionNode> children;
    do {
        Found child = all();
        if (!child)
            return std::nullopt;
        children.push_back(*std::move(child));
    } while (look().kind == Token::Or && (take(), true));
    return joined(ExpressionNode::Any, std::move(children));
}

ExpressionParser::Found ExpressionParser::all()
{
    std::vector<ExpressionNode> children;
    for (;;) {
        Found child = one();
        if (!child)
            return std::nullopt;
        children.push_back(*std::move(child));
        const Token::Kind next = look().kind;
        if (next == Token::And)
            take();
        else if (next == Token::Or || next == Token::Close || next == Token::End)
            return joined(ExpressionNode::All, std::move(children));
    }
}

ExpressionParser::Found ExpressionParser::one()
{
    switch (look().kind) {
    case Token::Not: return negation();
    case Token::Open: return bracket();
    case Token::Word: return look(1).kind == Token::Operator ? comparison() : plain();
    case Token::Quoted: return plain();
    case Token::OpenQuote: fail(look(), expression_sentence::openQuote()); return std::nullopt;
    case Token::Operator: fail(look(), expression_sentence::fieldBeforeOperator(m_fields)); return std::nullopt;
    case Token::And:
    case Token::Or:
    case Token::Close:
    case Token::End: break;
    }
    fail(look(), expression_sentence::condition(m_fields));
    return std::nullopt;
}

ExpressionParser::Found ExpressionParser::negation()
{
    const Token sign = take();
    if (++m_depth > Expression::greatestDepth) {
        fail(sign, expression_sentence::tooDeep());
        return std::nullopt;
    }
    Found child = one();
    --m_depth;
    if (!child)
        return std::nullopt;
    ExpressionNode node{ExpressionNode::Not, {}, {}};
    node.children.push_back(*std::move(child));
    return node;
}

ExpressionParser::Found ExpressionParser::bracket()
{
    const Token open = take();
    if (++m_depth > Expression::greatestDepth) {
        fail(open, expression_sentence::tooDeep());
        return std::nullopt;
    }
    Found inside = any();
    --m_depth;
    if (inside && look().kind != Token::Close) {
        fail(look(), expression_sentence::closeBracket());
        return std::nullopt;
    }
    take();
    return inside;
}

ExpressionParser::Found ExpressionParser::plain()
{
    const Token word = take();
    if (m_fields.plain < 0) {
        fail(word, expression_sentence::condition(m_fields));
        return std::nullopt;
    }
    ExpressionNode node{ExpressionNode::Test, {}, {}};
    node.test.field = m_fields.plain;
    node.test.isText = true;
    node.test.patterns.emplace_back(word.text, ExpressionPattern::Mode::Contains, false);
    return node;
}

ExpressionParser::Found ExpressionParser::comparison()
{
    const Token name = take();
    const int field = m_fields.indexOf(name.text);
    if (field < 0) {
        fail(name, expression_sentence::unknownField(name.text, m_fields));
        return std::nullopt;
    }
    const ExpressionField& described = m_fields.fields[std::size_t(field)];
    const Token sign = take();
    if (!checkOperator(described, sign))
        return std::nullopt;
    ExpressionNode node{ExpressionNode::Test, {}, {}};
    node.test.field = field;
    node.test.isText = isText(described.type);
    node.test.negated = sign.comparison == Token::Unequal || sign.comparison == Token::Unlike;
    for (bool more = true; more; more = isList(sign.comparison) && valueFollowsOr() && (take(), true))
        if (!takeValue(node.test, sign.comparison))
            return std::nullopt;
    return node;
}

bool ExpressionParser::checkOperator(const ExpressionField& field, const Token& sign)
{
    const bool like = sign.comparison == Token::Like || sign.comparison == Token::Unlike;
    const bool ordered = !like && sign.comparison != Token::Equal && sign.comparison != Token::Unequal;
    if (isText(field.type))
        return !ordered || fail(sign, expression_sentence::operatorsOfText(field.name));
    if (field.type == Type::Choice)
        return (!ordered && !like) || fail(sign, expression_sentence::operatorsOfChoice(field.name));
    return !like || fail(sign, expression_sentence::operatorsOfNumber(field.name));
}

bool ExpressionParser::valueFollowsOr() const
{
    if (look().kind != Token::Or)
        return false;
    const Token::Kind next = look(1).kind;
    return next == Token::Quoted || next == Token::OpenQuote || (next == Token::Word && look(2).kind != Token::Operator);
}

bool ExpressionParser::takeValue(ExpressionTest& test, Token::Comparison comparison)
{
    const ExpressionField& field = m_fields.fields[std::size_t(test.field)];
    if (look().kind == Token::OpenQuote)
        return fail(look(), expression_sentence::openQuote());
    if (look().kind != Token::Word && look().kind != Token::Quoted)
        return fail(look(), expression_sentence::valueOf(field));
    if (field.type == Type::Choice)
        return takeChoice(test, field);
    const bool none = look().kind == Token::Word && look().text.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0;
    if (none && (comparison == Token::Equal || comparison == Token::Unequal)) {
        take();
        test.takesNone = true;
        return true;
    }
    if (field.type == Type::Date)
        return takeDate(test, comparison);
    if (!isText(field.type))
        return takeNumber(test, field, comparison);
    const bool exact = comparison == Token::Equal || comparison == Token::Unequal;
    test.patterns.emplace_back(take().text, exact ? ExpressionPattern::Mode::Exact : ExpressionPattern::Mode::Like,
                               field.type == Type::Path);
    return true;
}

bool ExpressionParser::takeChoice(ExpressionTest& test, const ExpressionField& field)
{
    const Token word = take();
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        const ExpressionChoice& choice = field.choices[i];
        if (choice.word.compare(word.text, Qt::CaseInsensitive) == 0 || choice.synonyms.contains(word.text, Qt::CaseInsensitive)) {
            test.intervals.push_back({double(i), double(i)});
            return true;
        }
    }
    return fail(word, expression_sentence::valueOf(field));
}

bool ExpressionParser::takeNumber(ExpressionTest& test, const ExpressionField& field, Token::Comparison comparison)
{
    const Token word = take();
    std::optional<TypedNumber> number = typedNumber(word.text);
    if (!number)
        return fail(word, expression_sentence::valueOf(field));
    Token unit = word;
    unit.position += word.length - number->unit.size();
    unit.length = number->unit.size();
    if (number->unit.isEmpty() && look().kind == Token::Word && look(1).kind != Token::Operator && isUnit(look().text)) {
        unit = take();
        number->unit = unit.text;
    }
    const std::optional<UnitFactor> factor = unitFactor(number->unit, field.type, m_mmPerPixel);
    if (!factor)
        return fail(unit, expression_sentence::unit(number->unit, field));
    if (factor->needsCalibration)
        return fail(unit, expression_sentence::calibration(field));
    const double value = number->value * factor->factor;
    if (comparison != Token::Equal && comparison != Token::Unequal) {
        test.intervals.push_back(intervalFor(comparison, {value, value}));
        return true;
    }
    const int decimals = factor->factor == 1 ? std::max(number->decimals, field.decimals) : number->decimals;
    const double half = 0.5 * std::pow(10.0, -decimals) * factor->factor;
    test.intervals.push_back({value - half, std::nextafter(value + half, value)});
    return true;
}

bool ExpressionParser::takeDate(ExpressionTest& test, Token::Comparison comparison)
{
    const Token word = take();
    QString text = word.text;
    Token whole = word;
    if (look().kind == Token::Word && look().text.contains(u':') && look(1).kind != Token::Operator) {
        const Token time = take();
        text += u' ' + time.text;
        whole.length = time.position + time.length - word.position;
    }
    const std::optional<TimeSpan> span = typedDate(text, QDate::currentDate());
    if (!span)
        return fail(whole, expression_sentence::valueOf(ExpressionField{{}, Type::Date, {}}));
    test.intervals.push_back(intervalFor(comparison, {double(span->begin), double(span->end - 1)}));
    return true;
}

}  // namespace widgets
