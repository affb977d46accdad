#pragma once

#include "canvas_tools.h"
#include "widgets/zone_tool.h"

#include <QtTest>

#include <cmath>

// What the tests of shapes on a canvas share.

namespace inference {

inline char* toString(const Polygon& outline)
{
    QString text;
    for (const Point& point : outline)
        text += QString("(%1, %2) ").arg(point.x, 0, 'g', 12).arg(point.y, 0, 'g', 12);
    return QTest::toString(text);
}

}  // namespace inference

namespace shapes {

using canvas_tools::grey;
using canvas_tools::imageSize;

inline widgets::ShapeSet setOf(std::vector<inference::Polygon> zones, std::vector<inference::Polygon> dontCares = {},
                               inference::Size drawnFor = {800, 600})
{
    widgets::ShapeSet shapes;
    shapes.drawnFor = drawnFor;
    for (const auto& outline : zones)
        shapes.zones.push_back({"Z" + std::to_string(shapes.zones.size() + 1), outline, {}});
    for (const auto& outline : dontCares)
        shapes.dontCares.push_back({"D" + std::to_string(shapes.dontCares.size() + 1), outline});
    return shapes;
}

/// Where an image point lies on the canvas, as the whole pixel that a mouse can point at.
inline QPoint at(const widgets::Canvas& canvas, double x, double y)
{
    return canvas.view().toWidget(QPointF(x, y)).toPoint();
}

inline void mouseMove(QWidget& widget, QPointF to, Qt::MouseButtons buttons = Qt::NoButton, Qt::KeyboardModifiers modifiers = {})
{
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, buttons, modifiers);
    QCoreApplication::sendEvent(&widget, &move);
}

/// A press, three moves and a release.
inline void drag(QWidget& widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&widget, Qt::LeftButton, modifiers, from);
    mouseMove(widget, (from + to) / 2, Qt::LeftButton, modifiers);
    mouseMove(widget, (from + 3 * to) / 4, Qt::LeftButton, modifiers);
    mouseMove(widget, to, Qt::LeftButton, modifiers);
    QTest::mouseRelease(&widget, Qt::LeftButton, modifiers, to);
}

inline void click(QWidget& widget, QPoint where, Qt::KeyboardModifiers modifiers = {})
{
    mouseMove(widget, where, Qt::NoButton, modifiers);
    QTest::mouseClick(&widget, Qt::LeftButton, modifiers, where);
}

}  // namespace shapes
