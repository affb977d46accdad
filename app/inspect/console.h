#pragma once

#include <QString>

namespace app {

/// A line to stdout or stderr in UTF-8, at once.
void printLine(const QString& line);
void printError(const QString& line);

}  // namespace app
