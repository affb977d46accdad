#pragma once

#include "widgets/shape_painter.h"
#include "widgets/shape_set.h"
#include "widgets/view_transform.h"

#include <QFont>
#include <QRectF>
#include <QRegion>

#include <optional>

class QPainter;
class QPalette;

namespace widgets {

/// What a person sees of a set of shapes at a moment. Image pixels.
struct ZoneLook {
    const ShapeSet* shapes = nullptr;  ///< outlives the painting
    bool editing = false;              ///< the selected shape has its handles
    ShapeId selected;
    ShapeId hovered;
    int selectedVertex = -1;  ///< of the selected shape
    int hoveredVertex = -1;
    std::optional<inference::Point> insertAt;  ///< on its line: where a double click would add a point

    ShapeKind sketchKind = ShapeKind::Zone;
    inference::Polygon sketch;                 ///< being drawn
    bool sketchClosed = false;                 ///< dragged forms are
    std::optional<inference::Point> next;      ///< where the sketch would go on
    bool nextClear = true;                     ///< false: the line there would cross another
    bool closing = false;                      ///< it would end at its first point
    std::optional<inference::Point> caughtAt;  ///< where snapping holds

    friend bool operator==(const ZoneLook&, const ZoneLook&) = default;
};

/// Paints zones and don't-care areas over a picture, in widget pixels: lines of constant width on a dark rim, a tag with
/// number and name, hatching where nothing is judged. Shapes are told apart by number, name, line and hatching, not by colour.
/// GUI thread.
class ZoneLayer {
public:
    struct Place {
        QRectF tags;      ///< where names may stand
        QRegion exposed;  ///< what has to be painted
    };
    void paint(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const Place& place, const QFont& font,
               const QPalette& palette);

    /// What a tag says: "2 Hub", without its number "Hub".
    static QString tagText(const ShapeSet& shapes, ShapeId id);

private:
    void paintShapes(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QRegion& exposed,
                     const QPalette& palette);
    void paintTags(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const Place& place, const QFont& font,
                   const QPalette& palette) const;
    void paintHandles(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QPalette& palette) const;
    void paintSketch(QPainter& painter, const ViewTransform& view, const ZoneLook& look, const QPalette& palette);

    ShapePainter m_painter;
};

}  // namespace widgets
