#include "widgets/mark_outline.h"

#include "widgets/view_transform.h"

#include <QPainter>

namespace widgets {

void paintMark(QPainter& painter, const ViewTransform& view, const inference::Polygon& outline)
{
    if (outline.size() < 3)
        return;
    QPolygonF line;
    QPointF middle;
    for (const inference::Point& point : outline) {
        line.append(view.toWidget(QPointF(point.x, point.y)));
        middle += line.last() / double(outline.size());
    }
    constexpr double arm = 8;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(QColor(0, 0, 0, 140), 3), QPen(QColor(255, 255, 255, 230), 1.5, Qt::DashLine)}) {
        painter.setPen(pen);
        painter.drawPolygon(line);
        QPen cross = pen;
        cross.setStyle(Qt::SolidLine);
        painter.setPen(cross);
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0));
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm));
    }
    painter.restore();
}

}  // namespace widgets
