#include "app/report/picture_drawing_p.h"

#include "app/report/chapters_p.h"
#include "app/report/chart_frame_p.h"
#include "core/heat_opacity.h"
#include "imaging/colour_tables.h"
#include "widgets/scale_bar.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportPictures)
};

constexpr std::size_t mostNumbers = 40;  // beyond it they would hide the picture
constexpr QColor failLine(220, 38, 38);   // as on the canvas and in written overlays
constexpr QColor reviewLine(245, 158, 11);
constexpr QColor rim(20, 20, 20);

QPainterPath outlineOf(const inference::Defect& defect, const QRectF& picture, inference::Size image)
{
    const double scaleX = picture.width() / image.width, scaleY = picture.height() / image.height;
    QPainterPath path;
    for (const inference::Contour& contour : defect.contours) {
        QPolygonF line;
        line.reserve(qsizetype(contour.size()));
        for (const inference::Point& point : contour)
            line.append({picture.left() + point.x * scaleX, picture.top() + point.y * scaleY});
        path.addPolygon(line);
        path.closeSubpath();
    }
    return path;
}

void paintNumber(QPainter& painter, const QRectF& picture, QPointF at, int number, bool failing)
{
    const TextBlock text(QString::number(number), sheet::Type::Small, 400);
    QRectF box(at.x() + 10, at.y() - text.height() - 20, text.width() + 50, text.height() + 10);
    box.moveLeft(std::clamp(box.left(), picture.left(), std::max(picture.left(), picture.right() - box.width())));
    box.moveTop(std::clamp(box.top(), picture.top(), std::max(picture.top(), picture.bottom() - box.height())));
    painter.setPen(QPen(failing ? failLine : reviewLine, 6));
    painter.setBrush(QColor(255, 255, 255, 230));
    painter.drawRoundedRect(box, 20, 20);
    text.draw(painter, box.topLeft() + QPointF(25, 5));
}

}  // namespace

QColor defectColour(bool failing)
{
    return failing ? failLine : reviewLine;
}

QRectF placePicture(const QRectF& room, inference::Size image)
{
    const double scale = std::min(room.width() / image.width, room.height() / image.height);
    const QSizeF size(image.width * scale, image.height * scale);
    return {room.topLeft(), size};
}

void paintContours(QPainter& painter, const QRectF& picture, inference::Size image, const std::vector<inference::Defect>& defects)
{
    painter.save();
    painter.setClipRect(picture, Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    for (const bool failing : {false, true})  // failing regions last, on top
        for (const inference::Defect& defect : defects) {
            if (defect.failing != failing)
                continue;
            const QPainterPath path = outlineOf(defect, picture, image);
            painter.strokePath(path, QPen(rim, 18, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.strokePath(path, QPen(defectColour(failing), 10, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
    painter.restore();
    const std::size_t count = std::min(defects.size(), mostNumbers);
    for (std::size_t i = count; i-- > 0;) {
        const inference::Rect& box = defects[i].box;
        const QPointF corner(picture.left() + (box.x + box.width) / image.width * picture.width(), picture.top() + box.y / image.height * picture.height());
        paintNumber(painter, picture, corner, int(i) + 1, defects[i].failing);
    }
}

void paintColourBar(QPainter& painter, const QRectF& area, const inference::Recipe& recipe, const ReportOptions& options)
{
    const inference::ColourTable& colours = inference::imaging::colourTable(options.colours);
    const QRectF bar(area.left(), area.top() + 60, 110, area.height() - 120);
    constexpr int steps = 64;
    painter.setRenderHint(QPainter::Antialiasing, false);  // no seams between the steps
    for (int i = 0; i < steps; ++i) {
        const float value = (float(i) + 0.5f) / steps;
        const inference::Rgb rgb = colours[std::size_t(inference::colourStep(value))];
        const double share = double(inference::heatOpacity(value, recipe.rule.failLimit, 1.0f));  // faded below the limit, as in the picture
        const auto mixed = [share](int over) { return int(255 + (over - 255) * share + 0.5); };
        painter.fillRect(QRectF(bar.left(), bar.bottom() - bar.height() * (i + 1) / steps, bar.width(), bar.height() / steps + 2),
                         QColor(mixed(rgb.red), mixed(rgb.green), mixed(rgb.blue)));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(sheet::faint, 5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    const auto yOf = [&bar](double value) { return bar.bottom() - value * bar.height(); };
    const auto mark = [&](double value, double labelAt, const QString& text, const QColor& colour, bool line) {
        painter.setPen(QPen(colour, line ? 12 : 5));
        painter.drawLine(QPointF(bar.left() - (line ? 20 : 0), yOf(value)), QPointF(bar.right() + 30, yOf(value)));
        const TextBlock label(text, sheet::Type::Small, 500);
        label.draw(painter, {bar.right() + 45, labelAt - label.height() / 2}, colour);
    };
    const double fail = double(recipe.rule.failLimit), review = double(recipe.rule.reviewLimit);
    const double height = TextBlock(widgets::limitText(fail), sheet::Type::Small, 500).height();
    std::pair<double, double> labels {yOf(fail), yOf(review)};
    if (review < fail)
        labels = pushedApart(labels.first, labels.second, height, bar.top(), bar.bottom());
    for (const double value : {0.0, 0.25, 0.5, 0.75, 1.0})
        if (const double y = yOf(value); std::abs(y - labels.first) >= height && std::abs(y - labels.second) >= height)
            mark(value, y, QLocale().toString(value, 'g', 2), sheet::faint, false);
    mark(fail, labels.first, widgets::limitText(fail), widgets::styleOf(inference::Verdict::Fail, paperPalette()).text, true);
    if (review < fail)
        mark(review, labels.second, widgets::limitText(review), widgets::styleOf(inference::Verdict::Review, paperPalette()).text, true);
}

void paintScaleBar(QPainter& painter, QPointF at, const QRectF& picture, inference::Size image, double mmPerPixel)
{
    const widgets::Calibration calibration {mmPerPixel};
    const widgets::ScaleBar bar = widgets::scaleBarFor(0.3 * image.width, calibration);
    const double wide = bar.pixels / image.width * picture.width();
    painter.setPen(QPen(sheet::ink, 16, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(at + QPointF(0, 40), at + QPointF(wide, 40));
    painter.setPen(QPen(sheet::ink, 8));
    for (const double x : {0.0, wide})
        painter.drawLine(at + QPointF(x, 10), at + QPointF(x, 70));
    TextBlock(widgets::scaleBarText(bar, calibration), sheet::Type::Small, 1500).draw(painter, at + QPointF(wide + 60, -10));
}

}  // namespace app
