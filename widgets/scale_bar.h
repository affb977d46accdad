#pragma once

#include "widgets/measure.h"

class QFont;
class QPainter;
class QPalette;
class QPointF;
class QRectF;
class QString;

namespace widgets {

/// The greatest of 1, 2 and 5 times a power of ten that isn't above `most`; 0 for what isn't above 0.
double roundLength(double most);

/// A length that reads well and what it is in pixels of the picture.
struct ScaleBar {
    double length = 0;  ///< millimetres, or pixels without calibration
    double pixels = 0;  ///< of the picture
};
/// The longest round one of `mostPixels` pixels of the picture at most; of none where that is below a pixel without calibration.
ScaleBar scaleBarFor(double mostPixels, Calibration calibration);
/// "2 mm", "100 px".
QString scaleBarText(const ScaleBar& bar, Calibration calibration);

/// How high a scale bar is, with its box.
double scaleBarHeight(const QFont& font);
/// Where it is painted; empty where there is no round length.
QRectF scaleBarBox(const QPointF& corner, double zoom, Calibration calibration, const QFont& font);
/// With its lower left corner at `corner`; `zoom` widget pixels a pixel of the picture. Nothing where there is no round length.
void paintScaleBar(QPainter& painter, const QPointF& corner, double zoom, Calibration calibration, const QFont& font, const QPalette& palette);

}  // namespace widgets
