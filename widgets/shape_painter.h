#pragma once

#include "widgets/shape_set.h"
#include "widgets/view_transform.h"

#include <QColor>
#include <QImage>
#include <QPoint>
#include <QPolygonF>
#include <QRectF>

#include <vector>

class QPainter;

namespace widgets {

/// How one shape is drawn.
struct ShapeStyle {
    ShapeKind kind = ShapeKind::Zone;
    bool selected = false;
    bool strong = false;  ///< wider, as below the cursor
    QColor colour;
    friend bool operator==(const ShapeStyle&, const ShapeStyle&) = default;
};

/// A line of `colour` on a dark rim, in widget pixels.
void strokeShape(QPainter& painter, const std::vector<QPolygonF>& lines, const ShapeStyle& style);
/// The view and a little around it, so that no line ends in sight.
QRectF paintedArea(const ViewTransform& view);

/// Draws shapes, and keeps small ones as pictures: the view moves by whole device pixels, so that they stay right until the
/// zoom changes. (Stroking an outline takes many times as long as copying it.) GUI thread.
class ShapePainter {
public:
    /// `slot`: where the picture is kept, the same for a shape from paint to paint.
    void paint(QPainter& painter, const ViewTransform& view, const inference::Polygon& outline, const ShapeStyle& style, int slot);
    /// Forgets the pictures of slots from `count` on.
    void keepSlots(int count);
    /// The pattern lies still on the picture while that is moved.
    void paintHatch(QPainter& painter, const ViewTransform& view, const inference::Polygon& outline, const QRectF& area);

private:
    struct Stamp {
        inference::Polygon outline;
        ShapeStyle style;
        double zoom = 0;
        double ratio = 0;
        QImage image;
        QPoint offset;  // device pixels, from the picture's corner
    };
    void paintDirectly(QPainter& painter, const ViewTransform& view, const inference::Polygon& outline, const ShapeStyle& style,
                       const QRectF& area);
    void refresh(Stamp& stamp, const ViewTransform& view, const QRect& box);

    std::vector<Stamp> m_stamps;
    QImage m_hatch;  // a tile, for one pixel ratio
};

}  // namespace widgets
