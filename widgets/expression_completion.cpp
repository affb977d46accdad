#include "widgets/expression_completion.h"

#include "widgets/expression_lexer_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {

namespace {

using Token = ExpressionToken;
using Type = ExpressionField::Type;
using Item = ExpressionCompletion::Item;

std::vector<Item> fieldItems(const ExpressionFields& fields)
{
    std::vector<Item> items;
    for (const ExpressionField& field : fields.fields)
        items.push_back({field.name, field.description});
    items.push_back({QStringLiteral("not"), QCoreApplication::translate("Expression", "turns the next condition round")});
    return items;
}

std::vector<Item> operatorItems(const ExpressionField& field)
{
    const Item equal{QStringLiteral("="), QCoreApplication::translate("Expression", "is")};
    const Item unequal{QStringLiteral("!="), QCoreApplication::translate("Expression", "is not")};
    if (field.type == Type::Choice)
        return {equal, unequal};
    if (field.type == Type::Text || field.type == Type::Path)
        return {{QStringLiteral("~"), QCoreApplication::translate("Expression", "is like, with * and ?")},
                {QStringLiteral("!~"), QCoreApplication::translate("Expression", "is not like")}, equal, unequal};
    const bool date = field.type == Type::Date;
    return {{QStringLiteral(">="), date ? QCoreApplication::translate("Expression", "from … on")
                                        : QCoreApplication::translate("Expression", "at least")},
            {QStringLiteral(">"), date ? QCoreApplication::translate("Expression", "after")
                                       : QCoreApplication::translate("Expression", "more than")},
            {QStringLiteral("<="), date ? QCoreApplication::translate("Expression", "up to and with")
                                        : QCoreApplication::translate("Expression", "at most")},
            {QStringLiteral("<"), date ? QCoreApplication::translate("Expression", "before")
                                       : QCoreApplication::translate("Expression", "less than")},
            equal, unequal};
}

std::vector<Item> valueItems(const ExpressionField& field)
{
    std::vector<Item> items;
    for (const ExpressionChoice& choice : field.choices)
        items.push_back({choice.word, choice.description});
    if (field.type == Type::Date)
        items = {{QStringLiteral("today"), {}}, {QStringLiteral("yesterday"), {}}};
    if (field.type != Type::Choice)
        items.push_back({QStringLiteral("none"), QCoreApplication::translate("Expression", "there is no value")});
    return items;
}

std::vector<Item> joinItems()
{
    return {{QStringLiteral("and"), QCoreApplication::translate("Expression", "both must hold")},
            {QStringLiteral("or"), QCoreApplication::translate("Expression", "one must hold")}};
}

bool endsValue(const Token& token)
{
    return token.kind == Token::Word || token.kind == Token::Quoted || token.kind == Token::Close;
}

/// What can follow `before`; `typing`: the cursor stands at the end of a word.
std::vector<Item> followers(const std::vector<Token>& before, const ExpressionFields& fields, bool typing)
{
    const std::size_t count = before.size();
    const auto fieldAt = [&](std::size_t back) -> const ExpressionField* {
        const int index = count >= back && before[count - back].kind == Token::Word ? fields.indexOf(before[count - back].text) : -1;
        return index < 0 ? nullptr : &fields.fields[std::size_t(index)];
    };
    if (count == 0)
        return fieldItems(fields);
    const Token& last = before.back();
    if (last.kind == Token::Operator) {
        const ExpressionField* field = fieldAt(2);
        return field ? valueItems(*field) : std::vector<Item>();
    }
    if (last.kind == Token::OpenQuote)
        return {};
    if (!endsValue(last))
        return fieldItems(fields);
    const bool isValue = count >= 2 && before[count - 2].kind == Token::Operator;
    if (const ExpressionField* field = fieldAt(1); field && !isValue)
        return operatorItems(*field);
    std::vector<Item> items = joinItems();
    if (typing)
        std::ranges::move(fieldItems(fields), std::back_inserter(items));
    return items;
}

}  // namespace

ExpressionCompletion completeExpression(const QString& text, qsizetype cursor, const ExpressionFields& fields)
{
    ExpressionCompletion completion{cursor, 0, {}};
    std::vector<Token> before = expressionTokens(text.left(cursor));
    before.pop_back();
    const auto isWord = [](const Token& token) {
        return token.kind == Token::Word || token.kind == Token::And || token.kind == Token::Or || token.kind == Token::Not;
    };
    QString typed;
    const bool typing = !before.empty() && isWord(before.back()) && before.back().position + before.back().length == cursor;
    if (typing) {
        typed = before.back().text;
        completion.start = before.back().position;
        before.pop_back();
        // The rest of the word right of the cursor goes as well.
        for (const Token& token : expressionTokens(text))
            if (token.position == completion.start)
                completion.length = token.length;
    }
    for (Item& item : followers(before, fields, typing))
        if (item.word.startsWith(typed, Qt::CaseInsensitive))
            completion.items.push_back(std::move(item));
    const bool complete = completion.items.size() == 1 && completion.items.front().word.compare(typed, Qt::CaseInsensitive) == 0;
    if (complete)
        completion.items.clear();
    completion.eager = typing || (!completion.items.empty() && !before.empty()
                                  && completion.items.front().word != joinItems().front().word
                                  && completion.items.front().word != fields.fields.front().name);
    return completion;
}

}  // namespace widgets
