#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>

namespace app {

/// What a picture's name says of a study in which parts were looked at again and again.
struct ReadingName {
    QString part;
    QString appraiser;  ///< empty where the pattern knows none
    friend bool operator==(const ReadingName&, const ReadingName&) = default;
};

/// How names of pictures tell part and appraiser: "{appraiser}/{part}_{trial}". {part} has to be there, {appraiser} and {trial} may; * is anything within a
/// folder's or file's name, all else is meant as it stands. What a pattern says is looked for at the end of a name without its suffix: folders above it don't
/// matter. Where several readings fit, {part} is the longest, so that parts may have _ in their names, and * the shortest. Any thread.
class ReadingPattern {
public:
    enum class Problem { None, NoPart, Twice, Unknown, TooLong };
    static constexpr int mostCharacters = 200;

    explicit ReadingPattern(const QString& text);

    const QString& text() const { return m_text; }
    Problem problem() const { return m_problem; }
    /// Of a problem, the placeholder concerned, "{prt}".
    const QString& placeholder() const { return m_placeholder; }

    /// `name`: relative to what was opened, with /. None where it is another kind of name, or the pattern has a problem.
    std::optional<ReadingName> match(const QString& name) const;

    /// What people use, to be tried in turn.
    static QStringList common();

private:
    QString expressionOf(const QString& text);
    void refuse(Problem problem, const QString& placeholder);

    QString m_text;
    Problem m_problem = Problem::None;
    QString m_placeholder;
    QRegularExpression m_expression;
    bool m_knowsAppraiser = false;
};

}  // namespace app
