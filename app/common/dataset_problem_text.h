#pragma once

#include "training/datasets/problem.h"

#include <QString>

namespace app {

/// What is wrong in a data set as a sentence in the program's language, naming the file.
QString sentence(const inference::datasets::Problem& problem);

/// Whether something that belongs to the data set could not be read, so that images or masks are lost to it.
bool losesData(inference::datasets::ProblemCode code);

}  // namespace app
