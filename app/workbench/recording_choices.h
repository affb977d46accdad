#pragma once

#include "app/live/recorder_options.h"

#include <QVariantMap>

namespace app {

/// For keeping what a person chose; what isn't asked for in the form isn't among it.
QVariantMap toMap(const RecorderOptions& options);
/// What is missing or makes no sense is as in new options.
RecorderOptions recorderOptions(const QVariantMap& map);

}  // namespace app
