#pragma once

#include "core/geometry.h"
#include "widgets/view_transform.h"

#include <QRectF>

#include <span>

class QPainter;

namespace widgets {

/// The borders of tiles over a picture, to be seen on any ground; `area` is what of the widget is in sight.
void paintTileGrid(QPainter& painter, const ViewTransform& view, std::span<const inference::Rect> tiles, const QRectF& area);

}  // namespace widgets
