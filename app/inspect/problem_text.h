#pragma once

#include "training/datasets/problem.h"

#include <QString>

namespace app {

/// What is not as it should be in a data set, as a sentence that names the file.
QString sentence(const inference::datasets::Problem& problem);

}  // namespace app
