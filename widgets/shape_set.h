#pragma once

#include "core/recipe.h"

#include <QString>

#include <vector>

namespace widgets {

enum class ShapeKind { Zone, DontCare };

/// One shape of a set. Any negative index means none, whatever the kind.
struct ShapeId {
    ShapeKind kind = ShapeKind::Zone;
    int index = -1;

    bool isNone() const { return index < 0; }
    friend bool operator==(const ShapeId& a, const ShapeId& b)
    {
        return a.isNone() ? b.isNone() : a.kind == b.kind && a.index == b.index;
    }
};

/// What a recipe has drawn on the picture; fields as in inference::Recipe.
struct ShapeSet {
    std::vector<inference::Zone> zones;
    std::vector<inference::DontCare> dontCares;
    inference::Size drawnFor;  ///< empty: as the image it is shown on
    friend bool operator==(const ShapeSet&, const ShapeSet&) = default;
};

ShapeSet shapesOf(const inference::Recipe& recipe);
/// `recipe` with other shapes, all else as it was.
inference::Recipe withShapes(inference::Recipe recipe, const ShapeSet& shapes);

bool has(const ShapeSet& shapes, ShapeId id);
int count(const ShapeSet& shapes, ShapeKind kind);
/// Whether one more of a kind can be judged: zones are inference::mostZones at most.
bool hasRoom(const ShapeSet& shapes, ShapeKind kind);
/// Of a shape that is there.
const inference::Polygon& outlineOf(const ShapeSet& shapes, ShapeId id);
inference::Polygon& outlineOf(ShapeSet& shapes, ShapeId id);
QString nameOf(const ShapeSet& shapes, ShapeId id);

/// The outlines stretched from `drawnFor` to `image`, which is the answer's `drawnFor`. An empty `image` changes nothing.
ShapeSet stretchedTo(ShapeSet shapes, inference::Size image);

/// The first of "Zone 1", "Zone 2"... ("Don't care 1"...) that no shape of the kind has, in the person's language.
QString freeName(const ShapeSet& shapes, ShapeKind kind);

/// Changes of a set; each gives the shape that is to be selected afterwards. The shape must be there. Where there is no room
/// nothing is added: addShape() gives none, duplicateShape() the shape itself.
ShapeId addShape(ShapeSet& shapes, ShapeKind kind, const inference::Polygon& outline, const inference::RegionRule& rule);
/// Names are trimmed; a zone keeps its name when the new one is empty.
void renameShape(ShapeSet& shapes, ShapeId id, const QString& name);
ShapeId removeShape(ShapeSet& shapes, ShapeId id);
/// The copy lies a little beside the shape, inside the image, and right over it in the order.
ShapeId duplicateShape(ShapeSet& shapes, ShapeId id);
/// Earlier (-1) or later (+1) among its kind; stays where it is at the end.
ShapeId reorderShape(ShapeSet& shapes, ShapeId id, int by);

}  // namespace widgets
