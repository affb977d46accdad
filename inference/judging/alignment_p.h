#pragma once

#include "core/geometry.h"

#include <vector>

namespace inference::judging {

/// Grey values in continuous coordinates, in which pixel (i, j) has its centre at (i + 0.5, j + 0.5).
struct GreyPlane {
    int width = 0, height = 0;
    std::vector<float> values;  ///< row-major
    float at(int x, int y) const { return values[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
};

/// A turn about a place of the one plane and a move from there, pixels and radians.
struct Alignment {
    double angle = 0;
    Point shift;
    double match = 0;   ///< correlation of what lies on each other, at most 1
    double inside = 0;  ///< share of the mark that lies in the picture
};

/// Improves `start`, which is right to about two pixels: where `mark` (whole pixels of `reference`), turned about its middle and moved,
/// correlates best with `picture`. G. Evangelidis, E. Psarakis, Parametric image alignment using enhanced correlation coefficient maximization,
/// IEEE PAMI 30 (2008): the forward additive algorithm; brightness and contrast don't count. A match of 0 where nothing can be compared.
Alignment refined(const GreyPlane& reference, const Rect& mark, const GreyPlane& picture, Alignment start);

}  // namespace inference::judging
