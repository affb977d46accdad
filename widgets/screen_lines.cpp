#include "widgets/screen_lines.h"

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double visibleOffset = 0.25;  // widget pixels
constexpr qsizetype greatestSkip = 24;  // points

/// Whether the points between two of a line may be left out: none lies visibly beside the straight way.
bool isStraight(const QPolygonF& line, qsizetype from, qsizetype to)
{
    const QPointF way = line[to] - line[from];
    const double length = std::hypot(way.x(), way.y());
    for (qsizetype i = from + 1; i < to; ++i) {
        const QPointF off = line[i] - line[from];
        if (std::abs(off.x() * way.y() - off.y() * way.x()) > visibleOffset * length)
            return false;
        if (length < visibleOffset && std::hypot(off.x(), off.y()) > visibleOffset)
            return false;
    }
    return true;
}

}  // namespace

QPolygonF onScreen(const std::vector<inference::Point>& contour, const ViewTransform& view)
{
    QPolygonF all;
    all.reserve(qsizetype(contour.size()) + 1);
    for (const inference::Point& point : contour)
        all << view.toWidget(QPointF(point.x, point.y));
    if (all.isEmpty())
        return all;
    all << all.first();
    QPolygonF line {all.first()};
    qsizetype kept = 0;
    for (qsizetype i = 2; i < all.size(); ++i)
        if (i - kept > greatestSkip || !isStraight(all, kept, i)) {
            kept = i - 1;
            line << all[kept];
        }
    line << all.last();
    return line;
}

std::vector<QPolygonF> inSight(const QPolygonF& line, const QRectF& area)
{
    if (area.contains(line.boundingRect()))
        return {line};
    std::vector<QPolygonF> pieces;
    bool open = false;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF& a = line[i - 1];
        const QPointF& b = line[i];
        const bool missed = std::max(a.x(), b.x()) < area.left() || std::min(a.x(), b.x()) > area.right()
            || std::max(a.y(), b.y()) < area.top() || std::min(a.y(), b.y()) > area.bottom();
        if (missed) {
            open = false;
            continue;
        }
        if (!open)
            pieces.push_back({a});
        pieces.back() << b;
        open = true;
    }
    return pieces;
}

}  // namespace widgets
