#include "app/report/chart_frame_p.h"

#include "app/report/sheet.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <tuple>

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

void ChartFrame::markX(QPainter& painter, std::vector<Mark> marks) const
{
    constexpr double apart = 60;
    std::erase_if(marks, [this](const Mark& mark) { return mark.value < lowX || mark.value > highX; });
    std::ranges::sort(marks, {}, &Mark::value);
    std::vector<TextBlock> names;
    std::vector<double> middles;
    for (const Mark& mark : marks) {
        painter.setPen(QPen(mark.colour, 9, Qt::DashLine));
        painter.drawLine(QPointF(x(mark.value), plot.top()), QPointF(x(mark.value), plot.bottom()));
        const double half = names.emplace_back(mark.name, sheet::Type::Small, plot.width()).width() / 2;
        middles.push_back(std::clamp(x(mark.value), plot.left() + half, plot.right() - half));
    }
    if (marks.size() == 2) {
        const double first = names[0].width() / 2, second = names[1].width() / 2;
        std::tie(middles[0], middles[1]) = pushedApart(middles[0], middles[1], first + apart + second, plot.left() + first, plot.right() - second);
    }
    for (std::size_t i = 0; i < marks.size(); ++i)
        names[i].draw(painter, {middles[i] - names[i].width() / 2, plot.top() - names[i].height() - 10}, marks[i].colour);
}

void ChartFrame::markY(QPainter& painter, std::vector<Mark> marks) const
{
    constexpr double apart = 60;
    std::erase_if(marks, [this](const Mark& mark) { return mark.value < lowY || mark.value > highY; });
    std::ranges::sort(marks, std::ranges::greater(), &Mark::value);
    QRectF above;  // the name that was drawn before
    for (const Mark& mark : marks) {
        painter.setPen(QPen(mark.colour, 9, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y(mark.value)), QPointF(plot.right(), y(mark.value)));
        const TextBlock name(mark.name, sheet::Type::Small, plot.width());
        QRectF area(plot.right() - name.width(), y(mark.value) - name.height() - 5, name.width(), name.height());
        if (!above.isNull() && area.top() < above.bottom() + 10)  // it goes beside that one, where no line runs through it
            area.moveBottomRight({above.left() - apart, above.bottom()});
        name.draw(painter, area.topLeft(), mark.colour);
        above = area;
    }
}

std::pair<double, double> pushedApart(double low, double high, double distance, double least, double most)
{
    if (high - low >= distance)
        return {low, high};
    const double middle = std::clamp((low + high) / 2, least + distance / 2, std::max(least, most - distance) + distance / 2);
    return {middle - distance / 2, middle + distance / 2};
}

}  // namespace app
