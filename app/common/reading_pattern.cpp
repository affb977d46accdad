#include "app/common/reading_pattern.h"

namespace app {

ReadingPattern::ReadingPattern(const QString& text)
    : m_text(text)
{
    if (text.size() > mostCharacters) {
        refuse(Problem::TooLong, {});
        return;
    }
    const QString expression = expressionOf(text);
    if (m_problem != Problem::None)
        return;
    m_expression.setPattern(QStringLiteral("\\A(?:.*/)?") + expression + QStringLiteral("\\z"));
    m_expression.setPatternOptions(QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::DotMatchesEverythingOption);
    m_expression.optimize();
}

void ReadingPattern::refuse(Problem problem, const QString& placeholder)
{
    if (m_problem != Problem::None)
        return;
    m_problem = problem;
    m_placeholder = placeholder;
}

QString ReadingPattern::expressionOf(const QString& text)
{
    static const QRegularExpression token(QStringLiteral("\\{[^{}]*\\}|\\*+"));
    QString expression;
    QStringList seen;
    qsizetype done = 0;
    for (auto tokens = token.globalMatch(text); tokens.hasNext();) {
        const QRegularExpressionMatch found = tokens.next();
        expression += QRegularExpression::escape(text.mid(done, found.capturedStart() - done));
        done = found.capturedEnd();
        const QString word = found.captured();
        if (word.startsWith(QLatin1Char('*'))) {  // several are one
            expression += QStringLiteral("[^/]*?");
            continue;
        }
        if (seen.contains(word))
            refuse(Problem::Twice, word);
        seen.append(word);
        if (word == QStringLiteral("{part}"))
            expression += QStringLiteral("(?<part>[^/]+)");
        else if (word == QStringLiteral("{appraiser}"))
            expression += QStringLiteral("(?<appraiser>[^/]+?)");
        else if (word == QStringLiteral("{trial}"))
            expression += QStringLiteral("[^/]+?");
        else
            refuse(Problem::Unknown, word);
    }
    m_knowsAppraiser = seen.contains(QStringLiteral("{appraiser}"));
    if (!seen.contains(QStringLiteral("{part}")))
        refuse(Problem::NoPart, QStringLiteral("{part}"));
    return expression + QRegularExpression::escape(text.mid(done));
}

std::optional<ReadingName> ReadingPattern::match(const QString& name) const
{
    if (m_problem != Problem::None)
        return std::nullopt;
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const QRegularExpressionMatch found = m_expression.match(dot > name.lastIndexOf(QLatin1Char('/')) ? name.left(dot) : name);
    if (!found.hasMatch())
        return std::nullopt;
    return ReadingName {found.captured(QStringLiteral("part")), m_knowsAppraiser ? found.captured(QStringLiteral("appraiser")) : QString()};
}

QStringList ReadingPattern::common()
{
    return {QStringLiteral("{appraiser}/{part}_{trial}"), QStringLiteral("{appraiser}/{part}/{trial}"), QStringLiteral("{appraiser}/{trial}/{part}"),
            QStringLiteral("{part}/{appraiser}_{trial}"), QStringLiteral("{part}_{appraiser}_{trial}"), QStringLiteral("{appraiser}_{part}_{trial}"),
            QStringLiteral("{part}-{appraiser}-{trial}"), QStringLiteral("{part}/{trial}"),             QStringLiteral("{part}_{trial}"),
            QStringLiteral("{part}-{trial}"),             QStringLiteral("{trial}/{part}")};
}

}  // namespace app
