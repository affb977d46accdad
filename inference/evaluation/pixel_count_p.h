#pragma once

#include <cstddef>

namespace inference::evaluation {

/// Throws Error(BadInput) unless `pixels` is width x height and neither is below 1; `what` ("map") is what the error names.
void requirePixels(const char* what, std::size_t pixels, int width, int height);

}  // namespace inference::evaluation
