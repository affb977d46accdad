#include "widgets/canvas_defects.h"

#include "widgets/canvas_hud.h"
#include "widgets/number_text.h"
#include "widgets/screen_lines.h"
#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace widgets {
namespace {

constexpr double lineWidth = 1.6;
constexpr double rim = 1.0;  // of the dark line, on each side
constexpr double contourReach = 8;  // widget pixels that a contour's line may lie outside its region's box
constexpr double badgeGap = 4;
constexpr double gripReach = 6;  // widget pixels around a small region
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

/// Corners of a badge of `size` beside a region, the most wanted first.
std::array<QPointF, 8> placesAround(const BadgeWish& wish)
{
    const auto& [top, right, bottom, left] = wish.tips;
    const double above = wish.box.top() - badgeGap - wish.size.height();
    const double below = wish.box.bottom() + badgeGap;
    const double before = wish.box.left() - badgeGap - wish.size.width();
    const double after = wish.box.right() + badgeGap;
    const QPointF half(wish.size.width() / 2, wish.size.height() / 2);
    return {QPointF(top.x() - half.x(), above), QPointF(after, right.y() - half.y()),
            QPointF(bottom.x() - half.x(), below), QPointF(before, left.y() - half.y()),
            QPointF(after, above), QPointF(before, above), QPointF(after, below), QPointF(before, below)};
}

QFont boldFont(const QFont& font)
{
    QFont bold = hud::smallFont(font);
    bold.setBold(true);
    return bold;
}

/// Of the badge with this number.
QSizeF badgeSize(const QFontMetricsF& metrics, int number)
{
    const double height = std::ceil(metrics.height()) + 2;
    return {std::max(std::ceil(tabularWidth(metrics, wholeNumber(number))) + 8, height), height};
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
        for (const QPointF& corner : placesAround(wishes[i])) {
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

Extremes extremes(const inference::Defect& defect)
{
    const QRectF box = toQt(defect.box);
    const QPointF middle = box.center();
    Extremes tips {QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()), QPointF(middle.x(), box.bottom()),
                   QPointF(box.left(), middle.y())};
    bool first = true;
    for (const inference::Contour& contour : defect.contours)
        for (const inference::Point& point : contour) {
            const QPointF at(point.x, point.y);
            if (first || at.y() < tips[0].y())
                tips[0] = at;
            if (first || at.x() > tips[1].x())
                tips[1] = at;
            if (first || at.y() > tips[2].y())
                tips[2] = at;
            if (first || at.x() < tips[3].x())
                tips[3] = at;
            first = false;
        }
    return tips;
}

void DefectLayer::setDefects(std::vector<inference::Defect> defects)
{
    m_defects = std::move(defects);
    m_tips.clear();
    for (const inference::Defect& defect : m_defects)
        m_tips.push_back(extremes(defect));
    m_badges.clear();
    m_hovered = -1;
    if (!has(m_selected))
        m_selected = -1;
}

QRectF DefectLayer::area(const ViewTransform& view, const QFont& font) const
{
    QRectF all;
    for (const inference::Defect& defect : m_defects)
        all |= view.toWidget(toQt(defect.box));
    if (m_defects.empty())
        return {};
    const QSizeF badge = badgeSize(QFontMetricsF(boldFont(font)), int(m_defects.size()));
    const double beside = contourReach + badgeGap + 1;
    return all.adjusted(-beside - badge.width(), -beside - badge.height(), beside + badge.width(), beside + badge.height());
}

void DefectLayer::paint(QPainter& painter, const ViewTransform& view, const Place& place, const QFont& font, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (int i = int(m_defects.size()) - 1; i >= 0; --i)  // the first, most important, on top
        if (!isEmphasised(i))
            paintContours(painter, i, view, place.exposed);
    for (const int i : {m_hovered, m_selected})
        if (has(i))
            paintContours(painter, i, view, place.exposed);
    const QFont bold = boldFont(font);
    layOutBadges(view, place.badges, bold);
    painter.setFont(bold);
    paintBadges(painter, place.exposed, palette);
    painter.restore();
}

void DefectLayer::paintContours(QPainter& painter, int number, const ViewTransform& view, const QRegion& exposed) const
{
    const inference::Defect& defect = m_defects[std::size_t(number)];
    const QRectF area = QRectF(QPointF(0, 0), view.viewport()).adjusted(-contourReach, -contourReach, contourReach, contourReach);
    const QRectF box = view.toWidget(toQt(defect.box)).adjusted(-contourReach, -contourReach, contourReach, contourReach) & area;
    if (box.isEmpty() || !exposed.intersects(box.toAlignedRect()))
        return;
    std::vector<QPolygonF> lines;
    const std::vector<inference::Contour> boxOnly {outline(defect.box)};
    for (const inference::Contour& contour : defect.contours.empty() ? boxOnly : defect.contours)
        for (QPolygonF& piece : inSight(onScreen(contour, view), area))
            lines.push_back(std::move(piece));

    // Round joins cost three times as much as bevelled ones, and points this near don't show the difference.
    const bool strong = isEmphasised(number);
    const double width = strong ? lineWidth * 1.7 : lineWidth;
    const auto stroke = [&](QPen pen) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setJoinStyle(strong ? Qt::RoundJoin : Qt::BevelJoin);
        painter.setPen(pen);
        for (const QPolygonF& line : lines)
            painter.drawPolyline(line);
    };
    if (number == m_selected)
        stroke(QPen(QColor(255, 255, 255, 220), width + 2 * rim + 2));
    stroke(QPen(QColor(0, 0, 0, 190), width + 2 * rim));
    QPen pen(defect.failing ? hud::fail() : hud::review(), width);
    if (!defect.failing)
        pen.setDashPattern({8 / width, 4 / width});
    stroke(pen);
}

void DefectLayer::layOutBadges(const ViewTransform& view, const QRectF& area, const QFont& font)
{
    const QFontMetricsF metrics(font);
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
        Extremes tips = m_tips[std::size_t(i)];
        std::transform(tips.begin(), tips.end(), tips.begin(), [&](QPointF tip) { return view.toWidget(tip); });
        wishes.push_back({box, tips, badgeSize(metrics, i + 1), isEmphasised(i)});
        m_badges.push_back({i, {}});
    }
    const auto places = placeBadges(wishes, area);
    for (std::size_t i = 0; i < places.size(); ++i)
        m_badges[i].box = places[i].value_or(QRectF());
    std::erase_if(m_badges, [](const Badge& badge) { return badge.box.isNull(); });
}

void DefectLayer::paintBadges(QPainter& painter, const QRegion& exposed, const QPalette& palette) const
{
    for (const Badge& badge : m_badges) {
        if (!exposed.intersects(badge.box.toAlignedRect()))
            continue;
        const QColor colour = m_defects[std::size_t(badge.defect)].failing ? hud::fail() : hud::review();
        const bool strong = isEmphasised(badge.defect);
        painter.setPen(QPen(strong ? QColor(Qt::white) : colour, 1.2));
        painter.setBrush(strong ? colour : hud::boxFill(palette));
        painter.drawRoundedRect(badge.box.adjusted(0.5, 0.5, -0.5, -0.5), hud::radius, hud::radius);
        painter.setPen(strong ? QColor(16, 16, 16) : hud::text());
        drawTabular(&painter, badge.box, Qt::AlignCenter, wholeNumber(badge.defect + 1));
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
