#include "widgets/tile_grid.h"

#include <QPainter>

#include <cmath>
#include <vector>

namespace widgets {

void paintTileGrid(QPainter& painter, const ViewTransform& view, std::span<const inference::Rect> tiles, const QRectF& area)
{
    // On whole device pixels, so that lines are crisp.
    const double ratio = view.devicePixelRatio();
    const auto crisp = [ratio](double value) { return (std::floor(value * ratio) + 0.5) / ratio; };
    std::vector<QRectF> boxes;
    for (const inference::Rect& tile : tiles) {
        const QRectF box = view.toWidget(QRectF(tile.x, tile.y, tile.width, tile.height));
        if (box.intersects(area))
            boxes.emplace_back(QPointF(crisp(box.left()), crisp(box.top())), QPointF(crisp(box.right()), crisp(box.bottom())));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(QColor(0, 0, 0, 90), 3), QPen(QColor(255, 255, 255, 190), 1)}) {
        painter.setPen(pen);
        for (const QRectF& box : boxes)
            painter.drawRect(box);
    }
    painter.restore();
}

}  // namespace widgets
