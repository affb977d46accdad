#pragma once

#include "app/outputs/output_queue.h"
#include "app/outputs/output_settings.h"

#include <QString>

namespace app {

/// What is wrong with a field, as a sentence in the program's language.
QString problemText(OutputProblem problem);

/// "Delivered: 12 · waiting: 3 · dropped: 0", then, where there are any, what was refused and given up, and the last error with its time.
QString stateText(const OutputState& state);

/// "Webhook has ended. " and its last state, where it didn't deliver all; otherwise empty.
QString endText(OutputKind kind, const OutputState& state);

}  // namespace app
