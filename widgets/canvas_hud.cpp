#include "widgets/canvas_hud.h"

#include "widgets/contrast.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace widgets::hud {
QColor canvasBackground(const QPalette& palette)
{
    const int level = 32 + int(std::lround(48 * palette.color(QPalette::Window).lightnessF()));
    return {level, level, level};
}

bool highContrast(const QPalette& palette)
{
    return contrast(palette.color(QPalette::Window), palette.color(QPalette::WindowText)) > 20.5;
}

QColor boxFill(const QPalette& palette)
{
    return {16, 16, 16, highContrast(palette) ? 255 : 184};
}

QColor text()
{
    return {245, 245, 245};
}

QColor dimText(const QPalette& palette)
{
    return highContrast(palette) ? text() : QColor(190, 190, 190);
}

QColor fail()
{
    return {255, 84, 84};
}

QColor review()
{
    return {255, 184, 28};
}

QColor accent(const QPalette& palette)
{
    QColor colour = palette.color(QPalette::Highlight);
    const QColor background = canvasBackground(palette);
    for (int step = 0; step < 12 && contrast(colour, background) < 3; ++step)
        colour = mixed(Qt::white, colour, 0.15);
    return colour;
}

QFont smallFont(const QFont& base)
{
    QFont font = base;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(8.0, font.pointSizeF() * 0.9));
    return font;
}

void paintBox(QPainter& painter, const QRectF& box, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(highContrast(palette) ? QPen(text(), 1) : QPen(Qt::NoPen));
    painter.setBrush(boxFill(palette));
    painter.drawRoundedRect(highContrast(palette) ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box, radius, radius);
    painter.restore();
}

}  // namespace widgets::hud
