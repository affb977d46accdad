#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

namespace widgets {

/// A text as a cell of tab-separated lines: tabs and line breaks become spaces, and what a spreadsheet would take for a
/// formula gets an apostrophe before it.
QString tsvCell(const QString& text);
/// Cells that are already safe, with a line feed at the end.
QString tsvLine(const QStringList& cells);

/// The person's number format without group separators: what spreadsheets of the same language read as a number.
QLocale plainNumbers();

}  // namespace widgets
