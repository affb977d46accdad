#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Holes, stamps and grooves that some sheets have.
std::vector<Element> marksOf(Random& design, float value)
{
    std::vector<Element> marks;
    const int kind = design.below(4);
    const Material hole {grey(0.05f), 1, 0.05f, -0.02f, 0, 0, 0, false, false, true};
    const Material rim {grey(value * 0.9f), 0.6f, 0.5f, -0.004f, 0.006f};
    if (kind == 1) {
        const int count = design.inclusive(1, 4);
        const float radius = design.in(0.02f, 0.06f);
        for (int i = 0; i < count; ++i) {
            const float x = i % 2 ? design.in(0.65f, 0.9f) : design.in(0.1f, 0.35f);
            const float y = i / 2 ? design.in(0.65f, 0.9f) : design.in(0.1f, 0.35f);
            marks.push_back({Element::Shape::Disc, x, y, 0, radius * 1.35f, 0, 0, rim, {}, i});
            marks.push_back({Element::Shape::Disc, x, y, 0, radius, 0, 0, hole, {}, i});
        }
    } else if (kind == 2) {
        Material stamp {grey(value * 0.4f), 0.6f, 0.2f, -0.003f, 0};
        const float height = design.in(0.05f, 0.12f);
        const std::string code = madeUpCode(design, design.inclusive(3, 6));
        marks.push_back({Element::Shape::Text, design.in(0.4f, 0.6f), design.in(0.2f, 0.8f), 0, height, height * design.in(0.1f, 0.18f), 0, stamp, code, 0});
    } else if (kind == 3) {
        const Material groove {grey(value * 0.5f), 0.5f, 0.3f, -0.006f, 0.004f};
        const float width = design.in(0.005f, 0.02f);
        const int count = design.inclusive(1, 3);
        for (int i = 0; i < count; ++i)
            marks.push_back({Element::Shape::Box, 0.5f, (float(i) + design.in(0.3f, 0.7f)) / float(count), 0, 1, width, 0, groove, {}, -1});
    }
    return marks;
}

}  // namespace

void paintBrushed(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const Lay lay = Lay::drawn(streams, 50, 160, 0, true);
    const float value = design.in(0.4f, 0.85f);
    const Colour base = near(hsv({design.chance(0.7f) ? 0.6f : 0.1f, design.in(0, 0.12f), value}), 0.015f, design);
    const float contrast = design.in(0.04f, 0.2f);
    const float stretch = design.logIn(0.008f, 0.05f);
    const float wide = design.in(0, 0.12f);
    const bool turned = design.chance(0.25f);  // on a lathe: streaks run in circles
    const float gloss = design.in(0.25f, 0.8f);
    const auto seed = lay.seed;
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        if (turned) {
            const float dx = x - 0.5f;
            const float dy = y - 0.5f;
            v = lengthOf(dx, dy) * lay.perUnit * 1.2f;
            u = std::fabs(angleOf(dx, dy)) * lay.perUnit * 2;  // mirrored, so that the circle closes
        } else {
            lay.at(x, y, u, v);
        }
        const float streaks = noiseAt(u * stretch, v, seed) + 0.6f * noiseAt(u * stretch * 1.7f, v * 2.3f, seed + 1)
            + 0.4f * noiseAt(u * stretch * 0.5f, v * 0.4f, seed + 2);
        const float clouds = noiseAt(u * stretch * 0.3f, v * 0.05f, seed + 3);
        canvas.setColour(i, base * std::max(0.15f, 1 + contrast * streaks + wide * clouds));
        canvas.height[i] = 0.0002f * streaks;
        canvas.gloss[i] = gloss * (1 + 0.4f * streaks);
        canvas.solid[i] = 1;
    });
    std::vector<Element> marks = marksOf(design, value);
    const Point off {streams.image.in(-0.02f, 0.02f), streams.image.in(-0.02f, 0.02f)};
    const Frame frame = Frame::turned(off.x, off.y, 0);
    if (fault)
        applyFault(marks, frame, fault);
    paintElements(canvas, frame, marks);
}

}  // namespace inference::synth
