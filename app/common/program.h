#pragma once

#include <QString>

#include <string>

namespace app {

/// Names both programs to Qt, so that they share one data folder. Call after the application object is made.
/// Also puts LC_NUMERIC back to "C", which that object has set to the person's: files are written with a decimal point.
void nameProgram();

/// "0.1.0"
QString programVersion();

/// SHA-256 of the program's own file, read once; empty where it can't be. Any thread.
const std::string& programSha256();

}  // namespace app
