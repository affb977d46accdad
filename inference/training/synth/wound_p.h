#pragma once

#include "training/synth/canvas_p.h"
#include "training/synth/noise_p.h"

#include <vector>

namespace inference::synth {

/// Where a defect goes and how much of it is wanted.
struct Wound {
    float x = 0.5f, y = 0.5f;
    float area = 0.005f;   ///< share of the picture
    float strength = 1;    ///< 0.3 faint .. 1 plain .. 2 gross

    float radius() const { return std::sqrt(area * 0.3183f); }
};

/// Alters the canvas at the wound. What belongs to it as a whole, even where nothing shows, is added to `shape`.
using PaintDefect = void (*)(Canvas& canvas, Plane& shape, const Wound& wound, Random random);

void paintScratch(Canvas&, Plane&, const Wound&, Random);
void paintCrack(Canvas&, Plane&, const Wound&, Random);
void paintStain(Canvas&, Plane&, const Wound&, Random);
void paintPit(Canvas&, Plane&, const Wound&, Random);
void paintDent(Canvas&, Plane&, const Wound&, Random);
void paintForeignBody(Canvas&, Plane&, const Wound&, Random);
void paintSmear(Canvas&, Plane&, const Wound&, Random);
void paintColourShift(Canvas&, Plane&, const Wound&, Random);
void paintBroken(Canvas&, Plane&, const Wound&, Random);
void paintBurn(Canvas&, Plane&, const Wound&, Random);
// Where the surface can't show the fault by itself:
void paintErased(Canvas&, Plane&, const Wound&, Random);    ///< its structure is gone
void paintPasted(Canvas&, Plane&, const Wound&, Random);    ///< a piece of it from elsewhere, turned
void paintGhost(Canvas&, Plane&, const Wound&, Random);     ///< printed twice, or ink that belongs nowhere

struct Edge {
    float ragged;  ///< how far it wanders, as a share of the radius
    float soft;    ///< how wide it is, too
};
/// A blot 0..1 of about the wound's area.
Plane blot(const Canvas& canvas, const Wound& wound, const Edge& edge, Random& random);
/// A line 0..1 along the points; `width(t)` at t = 0 .. 1 of its length, in widths of the picture, softened by a pixel.
template <class Width> void stroke(const Canvas& canvas, Plane& cover, const std::vector<Point>& points, Width width)
{
    const float pixels = canvas.pixelsPerUnit();
    for (std::size_t k = 0; k + 1 < points.size(); ++k) {
        const Point a = points[k];
        const Point b = points[k + 1];
        const float half = width(float(k) / float(points.size() - 1)) / 2;
        if (half <= 0)
            continue;
        // Thinner than a pixel: as wide as one, but paler.
        const float drawn = std::max(half, 0.5f / pixels);
        const float pale = std::min(1.0f, half / drawn);
        const float dx = b.x - a.x;
        const float dy = b.y - a.y;
        const float squared = dx * dx + dy * dy + 1e-12f;
        canvas.around((a.x + b.x) / 2, (a.y + b.y) / 2, std::max(std::fabs(dx), std::fabs(dy)) / 2 + drawn + 1 / pixels, [&](float x, float y, std::size_t i) {
            const float t = clamp01(((x - a.x) * dx + (y - a.y) * dy) / squared);
            const float d = lengthOf(x - a.x - t * dx, y - a.y - t * dy);
            cover[i] = std::max(cover[i], pale * clamp01(0.5f + (drawn - d) * pixels));
        });
    }
}

/// A walk from the wound's place: bends by up to `bend` turns over its length, trembles by `tremble` turns a step.
std::vector<Point> path(Point from, float direction, float length, float bend, float tremble, Random& random);

void tint(Canvas& canvas, const Plane& cover, const Colour& colour, float opacity);
/// Multiplies what is there.
void darken(Canvas& canvas, const Plane& cover, const Colour& factor);
void lift(Canvas& canvas, const Plane& cover, float height);
void polish(Canvas& canvas, const Plane& cover, float gloss);
void add(Plane& shape, const Plane& cover);
/// Mean colour of the canvas around a place.
Colour colourAround(const Canvas& canvas, float x, float y, float reach);
/// A colour that stands out from `other` by about `contrast` (0..1), as it looks on a screen; often grey.
Colour unlike(const Colour& other, float contrast, Random& random);

}  // namespace inference::synth
