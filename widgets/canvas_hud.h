#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>

class QPainter;
class QPalette;

/// The look of what lies on the picture: light on translucent dark, whatever picture and palette are below.
namespace widgets::hud {

constexpr double margin = 12;   ///< from the canvas' edge
constexpr double padding = 8;   ///< inside a box
constexpr double radius = 4;

/// Neutral grey around the picture: dark in a dark palette, mid-dark in a light one, never black.
QColor canvasBackground(const QPalette& palette);
/// Whether a palette is one of black on white or white on black, as high-contrast themes are.
bool highContrast(const QPalette& palette);
QColor boxFill(const QPalette& palette);
QColor text();
QColor dimText(const QPalette& palette);
QColor fail();
QColor review();
/// The accent colour, lightened until it stands out from the canvas' background.
QColor accent(const QPalette& palette);

/// A little smaller than `base`, never below 8 point.
QFont smallFont(const QFont& base);
void paintBox(QPainter& painter, const QRectF& box, const QPalette& palette);

}  // namespace widgets::hud
