#include "widgets/shape_set.h"

#include "widgets/zone_shapes.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {
namespace {

constexpr double copyOffset = 16;  // image pixels

/// `change` on the list that holds the shape.
template<class Change> auto inList(ShapeSet& shapes, ShapeKind kind, Change change)
{
    return kind == ShapeKind::Zone ? change(shapes.zones) : change(shapes.dontCares);
}

QString numbered(ShapeKind kind, int number)
{
    return kind == ShapeKind::Zone ? QCoreApplication::translate("ShapeSet", "Zone %1").arg(number)
                                   : QCoreApplication::translate("ShapeSet", "Don't care %1").arg(number);
}

}  // namespace

ShapeSet shapesOf(const inference::Recipe& recipe)
{
    return {recipe.zones, recipe.dontCares, recipe.drawnFor};
}

inference::Recipe withShapes(inference::Recipe recipe, const ShapeSet& shapes)
{
    recipe.zones = shapes.zones;
    recipe.dontCares = shapes.dontCares;
    recipe.drawnFor = shapes.drawnFor;
    return recipe;
}

int count(const ShapeSet& shapes, ShapeKind kind)
{
    return int(kind == ShapeKind::Zone ? shapes.zones.size() : shapes.dontCares.size());
}

bool hasRoom(const ShapeSet& shapes, ShapeKind kind)
{
    return kind != ShapeKind::Zone || count(shapes, kind) < inference::mostZones;
}

bool has(const ShapeSet& shapes, ShapeId id)
{
    return id.index >= 0 && id.index < count(shapes, id.kind);
}

const inference::Polygon& outlineOf(const ShapeSet& shapes, ShapeId id)
{
    const auto at = std::size_t(id.index);
    return id.kind == ShapeKind::Zone ? shapes.zones[at].outline : shapes.dontCares[at].outline;
}

inference::Polygon& outlineOf(ShapeSet& shapes, ShapeId id)
{
    const auto at = std::size_t(id.index);
    return id.kind == ShapeKind::Zone ? shapes.zones[at].outline : shapes.dontCares[at].outline;
}

QString nameOf(const ShapeSet& shapes, ShapeId id)
{
    const auto at = std::size_t(id.index);
    return QString::fromStdString(id.kind == ShapeKind::Zone ? shapes.zones[at].name : shapes.dontCares[at].name);
}

ShapeSet stretchedTo(ShapeSet shapes, inference::Size image)
{
    if (image.width <= 0 || image.height <= 0)
        return shapes;
    const inference::Size from = shapes.drawnFor;
    shapes.drawnFor = image;
    if (from == image || from.width <= 0 || from.height <= 0)
        return shapes;
    const auto stretch = [&](auto& list) {
        for (auto& shape : list)
            for (inference::Point& point : shape.outline)
                point = {point.x * image.width / from.width, point.y * image.height / from.height};
    };
    stretch(shapes.zones);
    stretch(shapes.dontCares);
    return shapes;
}

QString freeName(const ShapeSet& shapes, ShapeKind kind)
{
    for (int number = 1;; ++number) {
        const QString name = numbered(kind, number);
        bool taken = false;
        for (int i = 0; i < count(shapes, kind) && !taken; ++i)
            taken = nameOf(shapes, {kind, i}) == name;
        if (!taken)
            return name;
    }
}

ShapeId addShape(ShapeSet& shapes, ShapeKind kind, const inference::Polygon& outline, const inference::RegionRule& rule)
{
    if (!hasRoom(shapes, kind))
        return {};
    const std::string name = freeName(shapes, kind).toStdString();
    if (kind == ShapeKind::Zone)
        shapes.zones.push_back({name, outline, rule});
    else
        shapes.dontCares.push_back({name, outline});
    return {kind, count(shapes, kind) - 1};
}

void renameShape(ShapeSet& shapes, ShapeId id, const QString& name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty() && id.kind == ShapeKind::Zone)
        return;
    inList(shapes, id.kind, [&](auto& list) { list[std::size_t(id.index)].name = trimmed.toStdString(); });
}

ShapeId removeShape(ShapeSet& shapes, ShapeId id)
{
    inList(shapes, id.kind, [&](auto& list) { list.erase(list.begin() + id.index); });
    const int left = count(shapes, id.kind);
    return {id.kind, std::min(id.index, left - 1)};
}

ShapeId duplicateShape(ShapeSet& shapes, ShapeId id)
{
    if (!hasRoom(shapes, id.kind))
        return id;
    const std::string name = freeName(shapes, id.kind).toStdString();
    const ShapeId copy {id.kind, id.index + 1};
    inList(shapes, id.kind, [&](auto& list) {
        auto shape = list[std::size_t(id.index)];
        shape.name = name;
        // At the lower right border there is no room: then to the other side, so that the copy never hides the shape.
        inference::Point by = moveInside(shape.outline, {copyOffset, copyOffset}, shapes.drawnFor);
        if (std::max(by.x, by.y) < copyOffset / 2)
            by = moveInside(shape.outline, {-copyOffset, -copyOffset}, shapes.drawnFor);
        shape.outline = moved(std::move(shape.outline), by);
        list.insert(list.begin() + copy.index, std::move(shape));
    });
    return copy;
}

ShapeId reorderShape(ShapeSet& shapes, ShapeId id, int by)
{
    const int to = std::clamp(id.index + by, 0, count(shapes, id.kind) - 1);
    inList(shapes, id.kind, [&](auto& list) {
        const auto first = list.begin() + std::min(id.index, to);
        const auto last = list.begin() + std::max(id.index, to) + 1;
        to > id.index ? std::rotate(first, first + 1, last) : std::rotate(first, last - 1, last);
    });
    return {id.kind, to};
}

}  // namespace widgets
