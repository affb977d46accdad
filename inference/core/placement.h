#pragma once

#include "core/geometry.h"

namespace inference {

/// Where a part lies in a picture, against the picture that its recipe was drawn on: turned about `middle`, then moved. In pixels of the
/// picture; the reference picture is stretched to its size first.
struct Placement {
    Point middle;      ///< of the mark, in the reference picture
    Point shift;       ///< of that place
    double turn = 0;   ///< degrees, -180..180, clockwise as it is seen (y points down)
    double match = 0;  ///< correlation of the mark with what lies there, at most 1
    bool found = false;  ///< false: the part isn't where and how the recipe allows it; it is judged as if it lay as in the reference picture
    friend bool operator==(const Placement&, const Placement&) = default;
};

/// Where in the picture lies what lies at `reference` in the reference picture.
Point placed(Point reference, const Placement& placement);
/// The other way round.
Point unplaced(Point inPicture, const Placement& placement);

}  // namespace inference
