#pragma once

#include <QString>

namespace app {

/// The key of a feature that an image uses and the engine refuses ("cmyk", "bits:2", imaging/decode.h) in the program's
/// language; a key that is not known as it is.
QString imageFeatureText(const QString& key);

/// The place in a weight file as the engine names it ("zip central directory", "tensor visual.proj") in the program's
/// language; a place that is not known as it is.
QString weightPlaceText(const QString& place);

}  // namespace app
