#pragma once

// A canvas with a grey picture, and hands on mouse and keys.

#include "widgets/canvas.h"

#include <QtTest>

#include <memory>

namespace canvas_tools {

using widgets::Canvas;

inline constexpr QSize imageSize(800, 600);

inline QImage grey(QSize size = imageSize, int level = 100)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(level, level, level));
    return image;
}

inline inference::ColourTable greenTable()
{
    inference::ColourTable table {};
    table.fill({0, 255, 0});
    return table;
}

inline std::shared_ptr<const inference::AnomalyMap> evenMap(float value)
{
    return std::make_shared<const inference::AnomalyMap>(inference::AnomalyMap {20, 20, std::vector<float>(400, value)});
}

inline inference::Defect square(double x, double y, double side, bool failing)
{
    inference::Defect defect;
    defect.box = {x, y, side, side};
    defect.area = side * side;
    defect.failing = failing;
    defect.contours = {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
    return defect;
}

inline void mouseMove(QWidget& widget, QPointF to, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, buttons, {});
    QCoreApplication::sendEvent(&widget, &move);
}

inline void drag(QWidget& widget, QPoint from, QPoint to, Qt::MouseButton button)
{
    QTest::mousePress(&widget, button, {}, from);
    mouseMove(widget, to, button);
    QTest::mouseRelease(&widget, button, {}, to);
}

inline void turnWheel(QWidget& widget, QPointF at, int angle)
{
    QWheelEvent wheel(at, widget.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &wheel);
}

inline bool key(QWidget& widget, QEvent::Type type, int code, quint64 timestamp = 0, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent event(type, code, modifiers);
    event.setTimestamp(timestamp);
    QCoreApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

inline QColor shownAt(Canvas& canvas, QPointF imagePoint)
{
    const QImage shown = canvas.grab().toImage();
    return shown.pixelColor((canvas.view().toWidget(imagePoint) * shown.devicePixelRatio()).toPoint());
}

/// 640 x 480 on the screen, with a grey picture; heat is opaque green from 0.6 up, and half of that is invisible.
inline std::unique_ptr<Canvas> shownCanvas()
{
    auto canvas = std::make_unique<Canvas>();
    canvas->resize(640, 480);
    canvas->setColourTable(greenTable());
    canvas->setLimits(0.6f, 0.4f);
    canvas->setOpacity(1);
    canvas->show();
    if (!QTest::qWaitForWindowExposed(canvas.get()))
        qFatal("the canvas isn't shown");
    canvas->setImage(grey());
    return canvas;
}

}  // namespace canvas_tools
