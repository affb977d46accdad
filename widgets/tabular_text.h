#pragma once

#include <QString>

class QFontMetricsF;
class QPainter;
class QRectF;

namespace widgets {

/// Numbers whose digits stand under each other in every font: each digit takes the width of the widest one.
/// (Fonts may carry proportional digits, and Qt 6.4 can't ask a font for its tabular ones.)
double tabularWidth(const QFontMetricsF& metrics, const QString& text);

/// Draws `text` on one line in the painter's font and pen, inside `area` by `alignment`. Left to right, as numbers are.
void drawTabular(QPainter* painter, const QRectF& area, Qt::Alignment alignment, const QString& text);

}  // namespace widgets
