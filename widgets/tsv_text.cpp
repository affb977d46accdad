#include "widgets/tsv_text.h"

namespace widgets {

QString tsvCell(const QString& text)
{
    QString cell = text;
    for (QChar& character : cell)
        if (character == QLatin1Char('\t') || character == QLatin1Char('\n') || character == QLatin1Char('\r'))
            character = QLatin1Char(' ');
    const QString starters = QStringLiteral("=+-@");
    const QString trimmed = cell.trimmed();
    if (!trimmed.isEmpty() && starters.contains(trimmed.front()))
        cell.prepend(QLatin1Char('\''));
    return cell;
}

QString tsvLine(const QStringList& cells)
{
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QLocale plainNumbers()
{
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale;
}

}  // namespace widgets
