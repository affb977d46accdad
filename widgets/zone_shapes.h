#pragma once

#include "core/recipe.h"

#include <QPointF>

#include <optional>

namespace widgets {

// Outlines in continuous image pixels, the last point joined to the first. Pure arithmetic; any thread.

inline QPointF toQt(inference::Point point) { return {point.x, point.y}; }
inline inference::Point fromQt(QPointF point) { return {point.x(), point.y()}; }
double distance(inference::Point a, inference::Point b);

/// Four corners, clockwise from the upper left one, whichever two opposite ones are given.
inference::Polygon rectangleOutline(inference::Point corner, inference::Point opposite);
/// The ellipse inside that rectangle, clockwise from its rightmost point; its four extreme points are among the corners.
/// As many corners (a multiple of 4, 12..96) as it takes for the line to lie within a quarter pixel of the curve.
inference::Polygon ellipseOutline(inference::Point corner, inference::Point opposite);
/// The corner opposite to `corner` that makes a square of the longer side, in the direction of `towards`, inside the image.
inference::Point squareCorner(inference::Point corner, inference::Point towards, inference::Size image);

/// Tight box; empty for no points.
inference::Rect boundsOf(const inference::Polygon& outline);
/// By the even-odd rule.
bool contains(const inference::Polygon& outline, inference::Point point);

/// A place on an outline next to a point.
struct NearPlace {
    int index = 0;  ///< of the vertex, or of the vertex that begins the edge
    inference::Point at;
    double distance = 0;
};
/// Empty for no points.
std::optional<NearPlace> nearestVertex(const inference::Polygon& outline, inference::Point point);
std::optional<NearPlace> nearestEdge(const inference::Polygon& outline, inference::Point point);

/// With a vertex more, on the edge that begins at vertex `edge`.
inference::Polygon withVertex(inference::Polygon outline, int edge, inference::Point at);
/// With a vertex less; three points stay as they are.
inference::Polygon withoutVertex(inference::Polygon outline, int vertex);
inference::Polygon withMovedVertex(inference::Polygon outline, int vertex, inference::Point to);
inference::Polygon moved(inference::Polygon outline, inference::Point by);

/// The point of the image (its border counts) nearest to `point`. An empty image bounds nothing.
inference::Point keptInside(inference::Point point, inference::Size image);
/// How far the outline may be moved when `by` is wanted and it shall stay inside the image. What lies outside already may
/// come in but not go further out.
inference::Point moveInside(const inference::Polygon& outline, inference::Point by, inference::Size image);
/// The part of the filled outline inside `area` (Sutherland-Hodgman: a concave outline may be joined along the border).
/// Empty when nothing is.
inference::Polygon clipped(const inference::Polygon& outline, const inference::Rect& area);

/// Whether two edges that are no neighbours share a point, or two neighbours lie over each other.
bool crossesItself(const inference::Polygon& outline);
/// Whether the open line through `points`, led on to `next`, would cross or touch itself.
bool wouldCross(const inference::Polygon& points, inference::Point next);

}  // namespace widgets
