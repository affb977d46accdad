#pragma once

#include "app/live/source_test.h"

#include <QString>

namespace app {

/// "USB or built-in camera".
QString kindName(SourceChoice::Kind kind);

/// What has to be done before the source can be used.
QString sentence(SourceGap gap);

/// "1920 × 1200".
QString sizeText(inference::Size size);

/// With at most two decimals, "29.97".
QString shortNumber(double value);

/// What a test found out, "1920 × 1200, Mono8, 29.97 pictures per second", or why the source can't be used.
QString testSentence(const SourceTestResult& result, const SourceChoice& choice);

}  // namespace app
