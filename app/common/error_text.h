#pragma once

#include "core/error.h"
#include "core/judgement.h"

#include <QString>

namespace app {

/// What went wrong as a sentence in the program's language: what happened, to which file, and what to do where there is
/// something to do. The file is named by its path in the system's own spelling.
QString sentence(const inference::Error& error);

/// The same without the file's folder, for a row that shows the file already.
QString shortSentence(const inference::Error& error);

/// "Pass", "Review", "Fail".
QString word(inference::Verdict verdict);

}  // namespace app
