#pragma once

#include <QString>

namespace app {

/// A line to stdout or stderr in UTF-8, at once.
void printLine(const QString& line);
void printError(const QString& line);

/// What the system said to the first line since the last call that it did not take on stdout; empty where it took all.
QString takeOutputFailure();

}  // namespace app
