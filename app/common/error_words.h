#pragma once

#include <QString>

namespace app {

/// The key of a feature that an image uses and the engine refuses ("cmyk", "bits:2", imaging/decode.h) in the program's
/// language; a key that is not known as it is.
QString imageFeatureText(const QString& key);

/// The place in a weight file as the engine names it ("zip central directory", "tensor visual.proj") in the program's
/// language; a place that is not known as it is.
QString weightPlaceText(const QString& place);

/// The key of what a source asks for and doesn't get ("aravis", "pixel-format:Mono12p", "setting:gain") in the program's language; a key
/// that is not known as it is.
QString sourceFeatureText(const QString& key);

/// The key of why a source can't be used ("timeout", "not-a-video") in the program's language; a message of the system as it is.
QString sourceReasonText(const QString& key);

/// The key of why a receiver of verdicts didn't take one ("refused", "http:404"; app/outputs) in the program's language.
QString receiverReasonText(const QString& key);

}  // namespace app
