#pragma once

#include "core/placement.h"
#include "widgets/shape_set.h"

namespace widgets {

/// Shapes of which a picture's border may have cut something off.
struct CutShapes {
    ShapeSet shapes;
    int lost = 0;  ///< shapes that lay outside altogether: they are gone
};

/// The shapes where the part lies in a picture; `drawn` for a picture of that size. They may reach outside.
ShapeSet placedShapes(ShapeSet drawn, const inference::Placement& placement);
/// The other way round, for shapes that a person changed where they were seen: outlines that weren't touched are those of `drawn` to the last
/// bit, others end at the border of the reference picture.
CutShapes unplacedShapes(const ShapeSet& seen, const ShapeSet& drawn, const inference::Placement& placement);
/// What of the shapes lies in the picture that they are drawn for; outlines that lie inside stay as they are.
CutShapes insidePicture(const ShapeSet& shapes);

}  // namespace widgets
