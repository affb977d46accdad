#pragma once

#include "pipeline/dataset_evaluation.h"

#include <QStringList>

namespace app {

/// What to open in the window to see a product's evaluated images: the folder they lie in, or, where masks lie among them, the images
/// themselves as long as they are few enough to be named one by one. Pure; any thread.
QStringList pathsToOpen(const inference::pipeline::EvaluatedProduct& product);

}  // namespace app
