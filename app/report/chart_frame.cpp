#include "app/report/chart_frame_p.h"

#include "app/report/sheet.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr double leftRoom = 520;
constexpr double bottomRoom = 330;
constexpr double topRoom = 170;   // names of the marks
constexpr double rightRoom = 60;

void drawCentred(QPainter& painter, const QString& text, QPointF middle, const QColor& colour)
{
    const TextBlock block(text, sheet::Type::Small, 4000);
    block.draw(painter, {middle.x() - block.width() / 2, middle.y()}, colour);
}

}  // namespace

std::vector<double> axisTicks(double low, double high, int wanted, bool whole)
{
    std::vector<double> ticks;
    if (!(high > low) || wanted < 1)
        return ticks;
    const double raw = (high - low) / wanted;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    if (whole)
        step = std::max(1.0, std::round(step));
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i)
        ticks.push_back(i * step);
    return ticks;
}

ChartFrame::ChartFrame(const QRectF& area, double fromX, double toX, double fromY, double toY)
    : plot(area.adjusted(leftRoom, topRoom, -rightRoom, -bottomRoom))
    , lowX(fromX)
    , highX(toX > fromX ? toX : fromX + 1)
    , lowY(fromY)
    , highY(toY > fromY ? toY : fromY + 1)
{
}

void ChartFrame::drawX(QPainter& painter, const QString& title, const std::vector<double>& ticks, const NumberText& text) const
{
    painter.setPen(QPen(sheet::faint, 5));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    for (const double tick : ticks) {
        painter.setPen(QPen(sheet::faint, 5));
        painter.drawLine(QPointF(x(tick), plot.bottom()), QPointF(x(tick), plot.bottom() + 30));
        drawCentred(painter, text(tick), {x(tick), plot.bottom() + 45}, sheet::faint);
    }
    drawCentred(painter, title, {plot.center().x(), plot.bottom() + 185}, sheet::ink);
}

void ChartFrame::drawY(QPainter& painter, const QString& title, const std::vector<double>& ticks, const NumberText& text) const
{
    for (const double tick : ticks) {
        painter.setPen(QPen(sheet::rule, 4));
        painter.drawLine(QPointF(plot.left(), y(tick)), QPointF(plot.right(), y(tick)));
        const TextBlock block(text(tick), sheet::Type::Small, leftRoom);
        block.draw(painter, {plot.left() - 50 - block.width(), y(tick) - block.height() / 2}, sheet::faint);
    }
    painter.save();
    painter.translate(plot.left() - leftRoom + 10, plot.center().y());
    painter.rotate(-90);
    drawCentred(painter, title, {0, 0}, sheet::ink);
    painter.restore();
}

void ChartFrame::markX(QPainter& painter, double value, const QString& name, const QColor& colour) const
{
    if (value < lowX || value > highX)
        return;
    painter.setPen(QPen(colour, 9, Qt::DashLine));
    painter.drawLine(QPointF(x(value), plot.top()), QPointF(x(value), plot.bottom()));
    const TextBlock block(name, sheet::Type::Small, plot.width());
    const double left = std::clamp(x(value) - block.width() / 2, plot.left(), plot.right() - block.width());
    block.draw(painter, {left, plot.top() - block.height() - 10}, colour);
}

void ChartFrame::markY(QPainter& painter, double value, const QString& name, const QColor& colour) const
{
    if (value < lowY || value > highY)
        return;
    painter.setPen(QPen(colour, 9, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y(value)), QPointF(plot.right(), y(value)));
    const TextBlock block(name, sheet::Type::Small, plot.width());
    block.draw(painter, {plot.right() - block.width(), y(value) - block.height() - 5}, colour);
}

}  // namespace app
