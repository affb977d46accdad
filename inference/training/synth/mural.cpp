#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

enum class Shape { Blob, Flower, Star, Leaf, Wave, Rings, Stripes, Spray, Word };
constexpr int shapeCount = 9;

/// One thing in the picture; no two are the same.
struct Figure {
    Shape shape;
    float x, y, turns, size;
    float a, b, phase;     ///< what makes it its own
    int teeth;
    Colour first, second;  ///< it goes over from one to the other
    Colour line;
    float outline;         ///< width of the line around it; 0: none
    std::string text;
};

/// How everything in a picture looks.
struct Style {
    Colour palette[6];
    Shape shapes[4];
    float gradient, outlined, opacity, gloss, raise;
    bool plate, ordered;   ///< on a plate; or one beside the other
};

Style styleOf(Random& design, const Colour& ground)
{
    Style style {};
    const float hue = design.unit();
    const float hues = design.pick({0.05f, 0.2f, 1.0f, 1.0f});
    const float strong = design.in(0.3f, 1);
    for (Colour& colour : style.palette) {
        colour = hsv({fraction(hue + hues * design.unit()), strong * design.in(0.6f, 1), design.in(0.1f, 0.97f)});
        if (std::fabs(std::sqrt(brightness(colour)) - std::sqrt(brightness(ground))) < 0.18f)
            colour = brightness(ground) > 0.2f ? colour * 0.3f : mix(colour, grey(0.95f), 0.6f);
    }
    const bool embossed = design.chance(0.15f);
    for (Colour& colour : style.palette)
        colour = embossed ? mix(ground, colour, 0.12f) : colour;
    for (Shape& shape : style.shapes)
        shape = Shape(design.below(shapeCount));
    style.gradient = design.chance(0.5f) ? design.in(0.3f, 1) : 0;
    style.outlined = design.chance(0.4f) ? design.in(0.006f, 0.014f) : 0;
    style.opacity = design.chance(0.25f) ? design.in(0.5f, 0.85f) : 1;
    style.gloss = design.chance(0.5f) ? 0.05f : design.in(0.15f, 0.6f);
    style.raise = embossed ? design.either(0.005f, 0.012f) : design.chance(0.3f) ? design.in(0.0003f, 0.0015f) : 0;
    style.plate = design.chance(0.2f);
    style.ordered = design.chance(0.4f);
    return style;
}

std::vector<Figure> figuresOf(Random& design, const Style& style)
{
    std::vector<Figure> figures;
    const int across = design.inclusive(3, 8);
    const float size = design.in(0.6f, 1.25f) * 0.6f / float(across);
    const float share = design.in(0.7f, 1);
    const int great = design.chance(0.5f) ? design.inclusive(2, 5) : 0;  // first, below the others
    for (int n = 0; n < great + across * across; ++n) {
        Figure f {};
        const int k = n < great ? design.below(across * across) : n - great;
        f.shape = style.shapes[design.below(4)];
        const float loose = style.ordered ? 0.15f : 0.8f;
        f.x = (float(k % across) + 0.5f + loose * design.in(-0.5f, 0.5f)) * 1.2f / float(across) - 0.1f;
        f.y = (float(k / across) + 0.5f + loose * design.in(-0.5f, 0.5f)) * 1.2f / float(across) - 0.1f;
        f.turns = design.unit();
        f.size = n < great ? design.in(0.15f, 0.4f) : style.ordered ? size : size * design.logIn(0.5f, 2);
        f.a = design.unit();
        f.b = design.unit();
        f.phase = design.unit();
        f.teeth = design.inclusive(4, 9);
        f.first = style.palette[design.below(6)];
        f.second = mix(f.first, style.palette[design.below(6)], style.gradient);
        f.line = style.palette[design.below(2)] * 0.4f;
        f.outline = style.outlined;
        f.text = madeUpWord(design, design.inclusive(1, 5));
        if (design.chance(share))
            figures.push_back(f);
    }
    return figures;
}

/// About the distance from the figure's edge, in sizes of it, negative inside; `other` 0..1 where its second colour lies.
float distanceOf(const Figure& f, float x, float y, float& other)
{
    const float r = lengthOf(x, y);
    const float angle = f.shape == Shape::Leaf || f.shape == Shape::Wave || f.shape == Shape::Stripes ? 0 : angleOf(x, y);
    other = clamp01(0.5f + 0.6f * x);
    switch (f.shape) {
    case Shape::Blob: return r - 0.7f - 0.17f * f.a * cosine(2 * angle + f.phase) - 0.15f * f.b * cosine(3 * angle + 2 * f.phase) - 0.08f * cosine(5 * angle);
    case Shape::Flower:
        other = r < 0.2f + 0.15f * f.a ? 1 : 0.25f * r;
        return (r - 0.72f - 0.25f * cosine(float(f.teeth) * angle)) * 0.8f;
    case Shape::Star: return (r - mix(0.35f + 0.3f * f.a, 1, std::fabs(2 * fraction(float(f.teeth) * angle) - 1))) * 0.6f;
    case Shape::Leaf: {
        const float bent = y - 0.4f * (f.a - 0.5f) * (1 - x * x);
        const float veins = cosine((x - std::fabs(bent)) * float(f.teeth) * 0.7f);
        other = std::fabs(bent) < 0.03f ? 1 : smoothStep(0.6f, 1, veins);
        return std::max(std::fabs(bent) - (0.2f + 0.25f * f.b) * (1 - x * x), std::fabs(x) - 1);
    }
    case Shape::Wave: {
        const float middle = 0.35f * sine(x * (0.3f + 0.5f * f.a) + f.phase);
        return std::max(std::fabs(y - middle) * 0.8f - (0.06f + 0.14f * f.b) * (1.2f - x * x * 0.5f), std::fabs(x) - 1.4f);
    }
    case Shape::Rings:
        other = fraction(r * float(f.teeth) * 0.4f + f.phase) < 0.3f + 0.4f * f.a ? 1 : 0;
        return r - 0.8f;
    case Shape::Stripes:
        other = fraction((x + f.b * 0.4f * sine(y * 0.5f)) * float(f.teeth) * 0.45f) < 0.5f ? 1 : 0;
        return f.a < 0.5f ? boxDistance(x, y, 0.8f, 0.3f + f.b * 0.5f, 0.15f * f.b) : r - 0.8f;
    default: {  // a spray of drops
        const float own = fraction(angle * float(f.teeth) + f.phase) - 0.5f;
        const float sector = float(floorInt(angle * float(f.teeth) + f.phase));
        const float out = 0.3f + 0.5f * fraction(sector * 0.618f + f.a + 8);
        return lengthOf(r - out, own * 6.2832f * r / float(f.teeth)) - 0.08f - 0.1f * fraction(sector * 0.382f + f.b + 8);
    }
    }
}

void paintFigure(Canvas& canvas, const Frame& frame, const Figure& f, const Style& style)
{
    if (f.shape == Shape::Word) {
        const Material ink {f.first, style.opacity, style.gloss, style.raise, 0.004f};
        fillText(canvas, frame.with(Frame::turned(f.x, f.y, style.ordered ? 0 : f.turns)), f.text, f.size * 0.8f, f.size * (0.08f + 0.1f * f.a), ink);
        return;
    }
    const Frame own = frame.with(Frame::turned(f.x, f.y, f.turns, f.size));
    const float pixels = canvas.pixelsPerUnit();
    Material ink {f.first, style.opacity, style.gloss, style.raise, 0.005f};
    canvas.around(own.x, own.y, own.scale * 1.5f, [&](float x, float y, std::size_t i) {
        float lx = 0;
        float ly = 0;
        own.toLocal(x, y, lx, ly);
        float other = 0;
        const float d = distanceOf(f, lx, ly, other) * own.scale;
        const float coverage = clamp01(0.5f - d * pixels);
        if (coverage <= 0)
            return;
        ink.colour = mix(f.first, f.second, other);
        if (f.outline > 0)
            ink.colour = mix(ink.colour, f.line, clamp01((d + f.outline) * pixels + 0.5f));
        put(canvas, i, ink, coverage, -d, lx, ly);
    });
}

/// The print has come off, with a jagged edge.
void flakeOff(Canvas& canvas, const Colour& below, Fault& fault)
{
    Random& random = fault.random;
    const Spot spot = Spot::drawn(random);
    const float radius = random.logIn(0.035f, 0.1f) * std::sqrt(fault.strength);
    const auto seed = std::uint32_t(random.next());
    canvas.around(spot.x, spot.y, radius * 2, [&](float x, float y, std::size_t i) {
        const float away = lengthOf(x - spot.x, y - spot.y) - radius * (1 + 0.8f * fractalAt(x * 14, y * 14, seed, 3));
        const float gone = clamp01(0.5f - away * canvas.pixelsPerUnit()) * canvas.solid[i];
        canvas.setColour(i, mix(canvas.colour(i), below * (1 + 0.15f * noiseAt(x * 80, y * 80, seed)), gone));
        canvas.height[i] -= 0.002f * gone;
        canvas.gloss[i] *= 1 - gone;
    });
}

/// A strip of the print has slipped aside.
void slip(Canvas& canvas, Fault& fault)
{
    Random& random = fault.random;
    const Spot spot = Spot::drawn(random);
    const float half = random.in(0.08f, 0.25f);
    const float high = random.in(0.025f, 0.07f);
    const float shiftX = random.either(0.025f, 0.06f) * fault.strength;
    const float shiftY = random.in(-0.02f, 0.02f);
    const Canvas before = canvas;
    canvas.around(spot.x, spot.y, half, [&](float x, float y, std::size_t i) {
        if (std::fabs(y - spot.y) > high)
            return;
        const std::size_t from = canvas.at(canvas.indexOf(x + shiftX), canvas.indexOf(y + shiftY));
        const float share = canvas.solid[i] * before.solid[from];
        canvas.setColour(i, mix(canvas.colour(i), before.colour(from), share));
        canvas.height[i] = mix(canvas.height[i], before.height[from], share);
    });
}

}  // namespace

void paintMural(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const Colour ground = design.chance(0.5f) ? near(grey(design.in(0.75f, 0.97f)), 0.04f, design) : paintColour(design);
    const float share = design.chance(0.5f) ? 0 : design.in(0.2f, 0.8f);
    const Colour second = mix(ground, paintColour(design), share);
    const Style style = styleOf(design, ground);
    const std::vector<Figure> figures = figuresOf(design, style);
    const float clouds = design.in(0.6f, 4);
    const bool patches = design.chance(0.4f);
    const float grain = design.in(0.005f, 0.06f);
    const float upright = 0.25f * float(design.below(4));
    const float turns = upright + streams.image.in(-0.012f, 0.012f);
    const auto own = std::uint32_t(design.next());
    const auto seed = std::uint32_t(streams.image.next());
    const Frame frame = Frame::turned(0.5f + streams.image.in(-0.03f, 0.03f), 0.5f, turns).with({-0.5f, -0.5f});
    const float plate = design.in(0.42f, 0.5f);
    if (style.plate) {
        paintBackground(canvas, streams);
        fill(canvas, frame.with({0.5f, 0.5f}), plate, {ground, 1, style.gloss, 0.01f, 0.02f, 0, 0, true, true}, [&](float x, float y) { return discDistance(x, y, plate); });
    }
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        frame.toLocal(x, y, u, v);
        const float n = fractalAt(u * clouds + 5, v * clouds, own, 2);
        const Colour colour = mix(ground, second, patches ? smoothStep(-0.01f, 0.01f, n) : clamp01(0.5f + n));
        if (!style.plate)
            canvas.solid[i] = 1;
        canvas.setColour(i, mix(canvas.colour(i), colour, canvas.solid[i]));
        canvas.gloss[i] = mix(canvas.gloss[i], style.gloss, canvas.solid[i]);
    });
    for (const Figure& f : figures)
        paintFigure(canvas, frame, f, style);
    if (style.plate) {
        const float rim = plate - 0.03f;
        const Material line {style.palette[0], 1, style.gloss};
        fill(canvas, frame.with({0.5f, 0.5f}), plate, line, [&](float x, float y) { return std::fabs(lengthOf(x, y) - rim) - 0.008f; });
    }
    if (fault.is(FaultKind::Broken))
        flakeOff(canvas, brightness(ground) > 0.25f ? ground * 0.3f : grey(0.75f), fault);
    else if (fault.is(FaultKind::Misplaced))
        slip(canvas, fault);
    canvas.everywhere([&](float x, float y, std::size_t i) {
        canvas.setColour(i, canvas.colour(i) * (1 + grain * canvas.solid[i] * noiseAt(x * 150, y * 150, seed)));
    });
}

}  // namespace inference::synth
