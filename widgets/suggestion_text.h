#pragma once

#include "evaluation/limit_suggestion.h"

#include <QString>
#include <QStringList>

namespace widgets {

QString methodName(inference::evaluation::SuggestionMethod method);
/// What the method does, in a sentence.
QString methodHint(inference::evaluation::SuggestionMethod method);

/// Why there is no limit, and what to do. Empty where there is one.
QString problemText(const inference::evaluation::Suggestion& suggestion);

/// "5 % to 95 % of resamples: 0.48 to 0.55"; a sentence that it can't be said where there is none.
QString rangeText(const inference::evaluation::Suggestion& suggestion);

/// What the limit rests on and what it does, a line each: samples, tail model, recall, overkill, cost, and a warning where the
/// demand isn't proven.
QStringList achievementLines(const inference::evaluation::Suggestion& suggestion);

}  // namespace widgets
