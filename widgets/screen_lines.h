#pragma once

#include "core/geometry.h"
#include "widgets/view_transform.h"

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace widgets {

/// A closed line of image points in widget pixels, its first point repeated at the end, without the points that can't be told
/// from the line through their neighbours: stroking costs by the point.
QPolygonF onScreen(const std::vector<inference::Point>& contour, const ViewTransform& view);

/// The pieces of a line that can be seen inside `area`, so that a huge contour costs no more than what is in sight.
std::vector<QPolygonF> inSight(const QPolygonF& line, const QRectF& area);

}  // namespace widgets
