#pragma once

#include "app/report/report_pages.h"
#include "app/report/sheet.h"

namespace app {

/// The parts of a picture's page that are drawn, not written. All in units of a sheet; `image` is the size in image pixels.

/// Where a picture of that shape lies: as large as `room` allows, in its upper left corner.
QRectF placePicture(const QRectF& room, inference::Size image);
/// Outlines with the numbers of the table.
void paintContours(QPainter& painter, const QRectF& picture, inference::Size image, const std::vector<inference::Defect>& defects);
/// The scale of the heat, 0 to 1, with both limits.
void paintColourBar(QPainter& painter, const QRectF& area, const inference::Recipe& recipe, const ReportOptions& options);
/// A round length, in millimetres where the recipe is calibrated.
void paintScaleBar(QPainter& painter, QPointF at, const QRectF& picture, inference::Size image, double mmPerPixel);

QColor defectColour(bool failing);

}  // namespace app
