#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

void addBars(std::vector<Element>& print, float x, float y, float height, Random& design, const Material& ink, int group)
{
    const int count = design.inclusive(12, 28);
    for (int i = 0; i < count; ++i) {
        const float width = design.pick({0.0018f, 0.0036f, 0.0054f});
        print.push_back({Element::Shape::Box, x, y, 0, width, height, 0, ink, {}, group});
        x += width * 2 + design.pick({0.004f, 0.007f, 0.01f});
    }
}

/// Lines of text, bars, frames and badges around the middle of the sheet.
std::vector<Element> printOf(Random& design, const Colour& ink, const Colour& second)
{
    std::vector<Element> print;
    const Material black {ink, 0.9f, 0.1f};
    const Material other {second, 0.9f, 0.1f};
    int group = 0;
    const int lines = design.inclusive(1, 6);
    const float size = design.logIn(0.03f, 0.12f);
    float y = design.in(0.12f, 0.3f);
    for (int i = 0; i < lines && y < 0.9f; ++i, ++group) {
        const float own = i == 0 ? size * 1.4f : size;
        const int letters = std::min(design.inclusive(4, 14), int(0.85f / (own * 0.95f)));
        const std::string text = design.chance(0.6f) ? madeUpWord(design, letters) : madeUpCode(design, letters);
        print.push_back({Element::Shape::Text, 0.5f, y, 0, own, own * design.in(0.1f, 0.2f), 0, design.chance(0.2f) ? other : black, text, group});
        y += own * design.in(1.5f, 2.2f);
    }
    if (design.chance(0.4f) && y < 0.8f)
        addBars(print, design.in(0.2f, 0.4f), 0.86f, 0.06f, design, black, group++);
    if (design.chance(0.4f)) {
        const float bx = design.in(0.15f, 0.85f);
        const float by = design.in(0.6f, 0.9f);
        print.push_back({Element::Shape::Disc, bx, by, 0, design.in(0.04f, 0.1f), 0, 0, other, {}, group});
        print.push_back({Element::Shape::Hex, bx, by, 0, 0.025f, 0, 0, black, {}, group++});
    }
    if (design.chance(0.35f))
        for (const float side : {0.06f, 0.94f})
            print.push_back({Element::Shape::Box, 0.5f, side, 0, 0.44f, 0.004f, 0, black, {}, -1});
    return print;
}

}  // namespace

void paintPaper(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const bool kraft = design.chance(0.4f);
    const Colour base = kraft ? near(hsv({0.085f, design.in(0.3f, 0.5f), design.in(0.55f, 0.8f)}), 0.02f, design)
        : design.chance(0.6f) ? near(grey(design.in(0.8f, 0.97f)), 0.02f, design)
                              : paintColour(design);
    const bool dark = brightness(base) < 0.3f;
    const Colour ink = dark ? grey(design.in(0.8f, 0.95f)) : grey(design.in(0.03f, 0.25f));
    std::vector<Element> print = printOf(design, ink, paintColour(design));
    const float fibre = design.in(0.02f, kraft ? 0.12f : 0.05f);
    const float waves = kraft && design.chance(0.5f) ? design.in(20, 50) : 0;
    const float gloss = design.chance(0.25f) ? design.in(0.2f, 0.5f) : 0.03f;
    const auto seed = std::uint32_t(streams.image.next());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        const float fibres = noiseAt(x * 160, y * 45, seed) + noiseAt(x * 40, y * 150, seed + 1) + 0.6f * noiseAt(x * 8, y * 8, seed + 2);
        canvas.setColour(i, base * std::max(0.2f, 1 + fibre * fibres));
        canvas.height[i] = waves > 0 ? 0.0012f * cosine(x * waves) : 0.0002f * fibres;
        canvas.gloss[i] = gloss;
        canvas.solid[i] = 1;
    });
    const float quarter = 0.25f * float(design.below(4));
    const float turns = (design.chance(0.2f) ? quarter : 0) + streams.image.in(-0.01f, 0.01f);
    const float c = cosine(turns);
    const float s = sine(turns);
    const Point off {streams.image.in(-0.03f, 0.03f), streams.image.in(-0.03f, 0.03f)};
    const Frame frame = Frame::turned(0.5f - 0.5f * (c - s) + off.x, 0.5f - 0.5f * (s + c) + off.y, turns);
    if (fault)
        applyFault(print, frame, fault);
    paintElements(canvas, frame, print);
}

}  // namespace inference::synth
