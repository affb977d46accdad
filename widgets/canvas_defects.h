#pragma once

#include "core/defect.h"
#include "widgets/view_transform.h"

#include <QFont>
#include <QRectF>
#include <QRegion>
#include <QSizeF>

#include <array>
#include <optional>
#include <vector>

class QPainter;
class QPalette;

namespace widgets {

/// Whether a point of the image lies inside a region: even-odd over its contours, holes included; over its box without any.
bool isInside(const inference::Defect& defect, QPointF imagePoint);

/// The region a person means by a place: the smallest one that contains it, else the nearest whose box is within `reach`
/// image pixels; -1 for none.
int defectAt(const std::vector<inference::Defect>& defects, QPointF imagePoint, double reach);

/// The outermost points of a region: top, right, bottom, left. Of its box where it has no contours.
using Extremes = std::array<QPointF, 4>;
Extremes extremes(const inference::Defect& defect);

/// A number to be put beside a region, in widget pixels.
struct BadgeWish {
    QRectF box;  ///< of the region
    Extremes tips;
    QSizeF size;
    bool always = false;  ///< shown even where there is no free place
};

/// A place for each badge, in order of importance: at a tip of its region but outside its box, inside `area`, over no other
/// badge and over as few other boxes as can be. Empty where there is no place.
std::vector<std::optional<QRectF>> placeBadges(const std::vector<BadgeWish>& wishes, const QRectF& area);

/// The regions over a picture: contours of constant width on screen, on a dark rim; solid red where failing, dashed amber
/// where only to be reviewed; numbers from 1 in the order given. GUI thread.
class DefectLayer {
public:
    void setDefects(std::vector<inference::Defect> defects);
    const std::vector<inference::Defect>& defects() const { return m_defects; }
    bool has(int defect) const { return defect >= 0 && std::size_t(defect) < m_defects.size(); }

    void setSelected(int defect) { m_selected = defect; }
    void setHovered(int defect) { m_hovered = defect; }
    int selected() const { return m_selected; }
    int hovered() const { return m_hovered; }

    struct Place {
        QRectF badges;    ///< where numbers may stand
        QRegion exposed;  ///< what has to be painted
    };
    /// Paints in widget pixels.
    void paint(QPainter& painter, const ViewTransform& view, const Place& place, const QFont& font, const QPalette& palette);
    /// What paint() may colour, in widget pixels; empty without regions.
    QRectF area(const ViewTransform& view, const QFont& font) const;
    /// The region or badge (as last painted) below a place of the widget; -1 for none.
    int at(QPointF widgetPoint, const ViewTransform& view) const;

private:
    struct Badge {
        int defect = 0;
        QRectF box;
    };
    bool isEmphasised(int defect) const { return defect == m_selected || defect == m_hovered; }
    void paintContours(QPainter& painter, int defect, const ViewTransform& view, const QRegion& exposed) const;
    void layOutBadges(const ViewTransform& view, const QRectF& area, const QFont& font);
    void paintBadges(QPainter& painter, const QRegion& exposed, const QPalette& palette) const;

    std::vector<inference::Defect> m_defects;
    std::vector<Extremes> m_tips;  // image pixels, one for each
    std::vector<Badge> m_badges;
    int m_selected = -1;
    int m_hovered = -1;
};

}  // namespace widgets
