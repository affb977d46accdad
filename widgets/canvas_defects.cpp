#include "widgets/canvas_defects.h"

#include "widgets/canvas_hud.h"
#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace widgets {
namespace {

constexpr double lineWidth = 1.6;
constexpr double rim = 1.0;          // of the dark line, on each side
constexpr double smallestStep = 0.5; // widget pixels between two points that are painted
constexpr double badgeGap = 4;
constexpr double gripReach = 6;      // widget pixels around a small region
constexpr std::size_t greatestBadges = 200;

QRectF toQt(const inference::Rect& rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

inference::Contour outline(const inference::Rect& box)
{
    return {{box.x, box.y}, {box.x + box.width, box.y}, {box.x + box.width, box.y + box.height}, {box.x, box.y + box.height}};
}

double distance(const QRectF& box, QPointF point)
{
    const double x = std::max({box.left() - point.x(), 0.0, point.x() - box.right()});
    const double y = std::max({box.top() - point.y(), 0.0, point.y() - box.bottom()});
    return std::hypot(x, y);
}

/// The closed line on screen, without points too near to each other to be told apart.
QPolygonF onScreen(const inference::Contour& contour, const ViewTransform& view)
{
    QPolygonF line;
    line.reserve(qsizetype(contour.size()) + 1);
    for (const inference::Point& point : contour) {
        const QPointF at = view.toWidget(QPointF(point.x, point.y));
        if (line.isEmpty() || (at - line.last()).manhattanLength() >= smallestStep)
            line << at;
    }
    if (!line.isEmpty())
        line << line.first();
    return line;
}

/// The pieces of a line that can be seen, so that a huge contour costs no more than what is in sight.
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

std::array<QPointF, 8> placesAround(const QRectF& box, const QSizeF& size)
{
    const double above = box.top() - badgeGap - size.height();
    const double below = box.bottom() + badgeGap;
    const double before = box.left() - badgeGap - size.width();
    const double after = box.right() + badgeGap;
    return {QPointF(box.right() - size.width() / 2, above), QPointF(box.left() - size.width() / 2, above),
            QPointF(box.right() - size.width() / 2, below), QPointF(box.left() - size.width() / 2, below),
            QPointF(after, box.center().y() - size.height() / 2), QPointF(before, box.center().y() - size.height() / 2),
            QPointF(box.center().x() - size.width() / 2, above), QPointF(box.center().x() - size.width() / 2, below)};
}

QRectF whole(const QRectF& rect)
{
    return {std::round(rect.x()), std::round(rect.y()), rect.width(), rect.height()};
}

}  // namespace

bool isInside(const inference::Defect& defect, QPointF point)
{
    if (defect.contours.empty())
        return toQt(defect.box).contains(point);
    bool inside = false;
    for (const inference::Contour& contour : defect.contours)
        for (std::size_t i = 0, j = contour.size() - 1; i < contour.size(); j = i++) {
            const auto& a = contour[i];
            const auto& b = contour[j];
            if ((a.y > point.y()) != (b.y > point.y()) && point.x() < (b.x - a.x) * (point.y() - a.y) / (b.y - a.y) + a.x)
                inside = !inside;
        }
    return inside;
}

int defectAt(const std::vector<inference::Defect>& defects, QPointF point, double reach)
{
    int found = -1;
    int nearest = -1;
    double nearestAt = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < defects.size(); ++i) {
        const double away = distance(toQt(defects[i].box), point);
        if (away > reach)
            continue;
        if (away == 0 && isInside(defects[i], point)) {
            if (found < 0 || defects[i].area < defects[std::size_t(found)].area)
                found = int(i);
        } else if (away < nearestAt) {
            nearest = int(i);
            nearestAt = away;
        }
    }
    return found >= 0 ? found : nearest;
}

std::vector<std::optional<QRectF>> placeBadges(const std::vector<BadgeWish>& wishes, const QRectF& area)
{
    std::vector<std::optional<QRectF>> places(wishes.size());
    const auto overBadge = [&](const QRectF& at) {
        return std::any_of(places.begin(), places.end(), [&](const auto& other) { return other && other->intersects(at); });
    };
    const auto boxesBelow = [&](const QRectF& at) {
        return std::count_if(wishes.begin(), wishes.end(), [&](const BadgeWish& other) { return other.box.intersects(at); });
    };
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        std::ptrdiff_t fewest = std::numeric_limits<std::ptrdiff_t>::max();
        for (const QPointF& corner : placesAround(wishes[i].box, wishes[i].size)) {
            const QRectF at = whole({corner, wishes[i].size});
            if (!area.contains(at) || overBadge(at))
                continue;
            if (const std::ptrdiff_t below = boxesBelow(at); below < fewest) {
                places[i] = at;
                fewest = below;
            }
        }
        if (!places[i] && wishes[i].always) {  // a region as large as the view: in its corner
            const QRectF seen = wishes[i].box & area;
            places[i] = whole({QPointF(std::clamp(seen.left(), area.left(), area.right() - wishes[i].size.width()),
                                       std::clamp(seen.top(), area.top(), area.bottom() - wishes[i].size.height())),
                               wishes[i].size});
        }
    }
    return places;
}

void DefectLayer::setDefects(std::vector<inference::Defect> defects)
{
    m_defects = std::move(defects);
    m_badges.clear();
    m_hovered = -1;
    if (!has(m_selected))
        m_selected = -1;
}

void DefectLayer::paint(QPainter& painter, const ViewTransform& view, const QRectF& area, const QFont& font, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (int i = int(m_defects.size()) - 1; i >= 0; --i)  // the first, most important, on top
        if (!isEmphasised(i))
            paintContours(painter, i, view);
    for (const int i : {m_hovered, m_selected})
        if (has(i))
            paintContours(painter, i, view);
    paintBadges(painter, view, area, font, palette);
    painter.restore();
}

void DefectLayer::paintContours(QPainter& painter, int number, const ViewTransform& view) const
{
    const inference::Defect& defect = m_defects[std::size_t(number)];
    const QRectF area = QRectF(QPointF(0, 0), view.viewport()).adjusted(-8, -8, 8, 8);
    if (!area.intersects(view.toWidget(toQt(defect.box)).adjusted(-4, -4, 4, 4)))
        return;
    std::vector<QPolygonF> lines;
    const std::vector<inference::Contour> boxOnly {outline(defect.box)};
    for (const inference::Contour& contour : defect.contours.empty() ? boxOnly : defect.contours)
        for (QPolygonF& piece : inSight(onScreen(contour, view), area))
            lines.push_back(std::move(piece));

    const double width = isEmphasised(number) ? lineWidth * 1.7 : lineWidth;
    const auto stroke = [&](const QPen& pen) {
        painter.setPen(pen);
        for (const QPolygonF& line : lines)
            painter.drawPolyline(line);
    };
    if (number == m_selected)
        stroke(QPen(QColor(255, 255, 255, 220), width + 2 * rim + 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    stroke(QPen(QColor(0, 0, 0, 190), width + 2 * rim, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPen pen(defect.failing ? hud::fail() : hud::review(), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!defect.failing)
        pen.setDashPattern({5 / width * lineWidth, 2.5 / width * lineWidth});
    stroke(pen);
}

void DefectLayer::paintBadges(QPainter& painter, const ViewTransform& view, const QRectF& area, const QFont& font,
                              const QPalette& palette)
{
    QFont bold = hud::smallFont(font);
    bold.setBold(true);
    const QFontMetricsF metrics(bold);
    const double height = std::ceil(metrics.height()) + 2;
    std::vector<int> order;
    for (const int i : {m_selected, m_hovered})
        if (has(i) && std::find(order.begin(), order.end(), i) == order.end())
            order.push_back(i);
    for (int i = 0; i < int(m_defects.size()) && order.size() < greatestBadges; ++i)
        if (!isEmphasised(i))
            order.push_back(i);

    std::vector<BadgeWish> wishes;
    m_badges.clear();
    for (const int i : order) {
        const QRectF box = view.toWidget(toQt(m_defects[std::size_t(i)].box));
        if (!box.intersects(area))
            continue;
        const double width = std::ceil(tabularWidth(metrics, QLocale().toString(i + 1))) + 8;
        wishes.push_back({box, {std::max(width, height), height}, isEmphasised(i)});
        m_badges.push_back({i, {}});
    }
    const auto places = placeBadges(wishes, area);
    for (std::size_t i = 0; i < places.size(); ++i)
        m_badges[i].box = places[i].value_or(QRectF());
    std::erase_if(m_badges, [](const Badge& badge) { return badge.box.isNull(); });

    painter.setFont(bold);
    for (const Badge& badge : m_badges) {
        const QColor colour = m_defects[std::size_t(badge.defect)].failing ? hud::fail() : hud::review();
        const bool strong = isEmphasised(badge.defect);
        painter.setPen(QPen(strong ? QColor(Qt::white) : colour, 1.2));
        painter.setBrush(strong ? colour : hud::boxFill(palette));
        painter.drawRoundedRect(badge.box.adjusted(0.5, 0.5, -0.5, -0.5), hud::radius, hud::radius);
        painter.setPen(strong ? QColor(16, 16, 16) : hud::text());
        drawTabular(&painter, badge.box, Qt::AlignCenter, QLocale().toString(badge.defect + 1));
    }
}

int DefectLayer::at(QPointF widgetPoint, const ViewTransform& view) const
{
    for (const Badge& badge : m_badges)
        if (badge.box.contains(widgetPoint))
            return badge.defect;
    return defectAt(m_defects, view.toImage(widgetPoint), gripReach / view.scale());
}

}  // namespace widgets
