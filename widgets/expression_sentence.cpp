#include "widgets/expression_sentence_p.h"

#include "widgets/expression.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace widgets::expression_sentence {

namespace {

using Type = ExpressionField::Type;

/// Long words would push the sentence off its place.
QString shortened(const QString& word)
{
    constexpr qsizetype most = 24;
    return word.size() <= most ? word : word.left(most - 1) + QChar(0x2026);
}

/// Letters to insert, remove or replace (Levenshtein).
int distance(const QString& one, const QString& other)
{
    std::vector<int> row(std::size_t(other.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < one.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (one[i] != other[qsizetype(j) - 1]);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

QString nearest(const QString& word, const ExpressionFields& fields)
{
    QString best;
    int least = 3;
    if (word.size() > 24)
        return best;
    for (const ExpressionField& field : fields.fields)
        for (const QString& name : QStringList(field.name) + field.synonyms)
            if (const int letters = distance(word.toLower(), name); letters < std::min<qsizetype>(least, name.size())) {
                least = letters;
                best = name;
            }
    return best;
}

QString namesOf(const ExpressionFields& fields)
{
    QStringList names;
    for (const ExpressionField& field : fields.fields)
        names.append(field.name);
    return joinedList(names);
}

QString wordsOf(const ExpressionField& field)
{
    QStringList words;
    for (const ExpressionChoice& choice : field.choices)
        words.append(choice.word);
    return joinedList(words);
}

}  // namespace

QString condition(const ExpressionFields& fields)
{
    if (fields.plain >= 0)
        return QCoreApplication::translate("Expression", "A condition such as “score > 0.6” or a part of a name belongs here.");
    return QCoreApplication::translate("Expression", "A condition belongs here. Fields: %1.").arg(namesOf(fields));
}

QString fieldBeforeOperator(const ExpressionFields& fields)
{
    return QCoreApplication::translate("Expression", "A field belongs before the operator: %1.").arg(namesOf(fields));
}

QString unknownField(const QString& word, const ExpressionFields& fields)
{
    const QString meant = nearest(word, fields);
    if (!meant.isEmpty())
        return QCoreApplication::translate("Expression", "There is no field “%1”. Did you mean “%2”?").arg(shortened(word), meant);
    return QCoreApplication::translate("Expression", "There is no field “%1”. Fields: %2.").arg(shortened(word), namesOf(fields));
}

QString operatorsOfText(const QString& field)
{
    return QCoreApplication::translate("Expression", "“%1” is text: compare it with =, !=, ~ or !~.").arg(field);
}

QString operatorsOfChoice(const QString& field)
{
    return QCoreApplication::translate("Expression", "“%1” has fixed words: compare it with = or !=.").arg(field);
}

QString operatorsOfNumber(const QString& field)
{
    return QCoreApplication::translate("Expression", "“%1” is no text: compare it with =, !=, <, <=, > or >=.").arg(field);
}

QString valueOf(const ExpressionField& field)
{
    switch (field.type) {
    case Type::Number: return QCoreApplication::translate("Expression", "A number belongs here, such as 0.6.");
    case Type::Area: return QCoreApplication::translate("Expression", "An area belongs here, such as 120 or 1.2 mm2.");
    case Type::Length: return QCoreApplication::translate("Expression", "A length belongs here, such as 40 or 1.5 mm.");
    case Type::Choice:
        return QCoreApplication::translate("Expression", "One of these words belongs here: %1.").arg(wordsOf(field));
    case Type::Date:
        return QCoreApplication::translate("Expression", "A date belongs here, such as 2026-11-01, 2026-11 or today.");
    case Type::Text:
    case Type::Path: break;
    }
    return QCoreApplication::translate("Expression", "A text belongs here; put it in quotes when it has spaces.");
}

QString unit(const QString& unit, const ExpressionField& field)
{
    if (field.type == Type::Area)
        return QCoreApplication::translate("Expression", "“%1” is no unit of area: px2, mm2, cm2 and um2 are.").arg(shortened(unit));
    if (field.type == Type::Length)
        return QCoreApplication::translate("Expression", "“%1” is no unit of length: px, mm, cm and um are.").arg(shortened(unit));
    return QCoreApplication::translate("Expression", "“%1” has no unit; this is a plain number.").arg(field.name);
}

QString calibration(const ExpressionField& field)
{
    if (field.type == Type::Area)
        return QCoreApplication::translate("Expression", "There is no calibration yet: give the area in px2.");
    return QCoreApplication::translate("Expression", "There is no calibration yet: give the length in px.");
}

QString openQuote()
{
    return QCoreApplication::translate("Expression", "The closing quote is missing.");
}

QString closeBracket()
{
    return QCoreApplication::translate("Expression", "A closing bracket is missing.");
}

QString unexpected(const ExpressionToken& token)
{
    if (token.kind == ExpressionToken::Close)
        return QCoreApplication::translate("Expression", "This bracket was never opened.");
    return QCoreApplication::translate("Expression", "“and”, “or” or the end belongs here.");
}

QString tooDeep()
{
    return QCoreApplication::translate("Expression", "A filter has at most %n bracket(s) within each other.", nullptr,
                                       Expression::greatestDepth);
}

}  // namespace widgets::expression_sentence
