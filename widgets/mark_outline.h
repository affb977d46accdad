#pragma once

#include "core/recipe.h"

class QPainter;

namespace widgets {

class ViewTransform;

/// A mark where it was found in the picture: a dashed outline that is seen on light and dark, and a cross in its middle.
void paintMark(QPainter& painter, const ViewTransform& view, const inference::Polygon& outline);

}  // namespace widgets
