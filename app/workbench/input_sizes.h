#pragma once

#include "app/workbench/model_library.h"

#include <QString>

namespace app {

/// A side that a model's input can have, and what the person is told of it.
struct InputSize {
    int pixels = 0;
    QString text;
};

/// The model's own size, then smaller ones for faster previews: about 4/5, 2/3 and 3/7 of it in whole patches (of 518 px 420, 336 and 224), none
/// below 160 px, where a part is hardly seen. Empty for a model without facts.
QList<InputSize> inputSizes(const ModelEntry& entry);

/// What a smaller input costs, with the figures that are known of this model.
QString inputSizeNote(const ModelEntry& entry);

}  // namespace app
