#include "widgets/label_style.h"

#include "widgets/contrast.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPalette>

namespace widgets {

namespace {

/// Diagonal lines that meet across the tiles. A texture, because Qt's pattern brushes leave the ground between their lines
/// empty and stay one device pixel wide at every scale.
QBrush hatch(const QColor& line, const QColor& ground)
{
    constexpr int side = 6;
    QImage tile(side, side, QImage::Format_RGB32);
    tile.fill(ground);
    for (int y = 0; y < side; ++y)
        for (int width = 0; width < 2; ++width)
            tile.setPixelColor((2 * side - 1 - y + width) % side, y, line);
    return QBrush(tile);
}

}  // namespace

LabelStyle styleOf(inference::Label label, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    switch (label) {
    case inference::Label::Good: {
        const QColor tone = styleOf(Mark::Pass, palette).fill;
        return {QCoreApplication::translate("Label", "Good"), tone, tone, mixed(tone, base, 0.75)};
    }
    case inference::Label::Defective: {
        const QColor tone = styleOf(Mark::Fail, palette).fill;
        return {QCoreApplication::translate("Label", "Defective"), tone, tone, hatch(tone, mixed(tone, base, 0.3))};
    }
    case inference::Label::None: break;
    }
    return {QCoreApplication::translate("Label", "Unlabelled"), mixed(text, base, 0.6), mixed(text, base, 0.75),
            mixed(text, base, 0.16)};
}

}  // namespace widgets
