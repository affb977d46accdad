#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

std::vector<Element> printOf(Random& design, const Colour& ink, const Colour& lid)
{
    std::vector<Element> print;
    const bool embossed = design.chance(0.4f);
    const Material mark = embossed ? Material {lid, 1, 0.3f, 0.01f, 0.006f} : Material {ink, 0.95f, 0.25f};
    const int kind = design.below(4);
    if (kind != 3) {
        const int lines = design.inclusive(1, 3);
        const float size = 0.42f / float(lines + 1);
        for (int i = 0; i < lines; ++i) {
            const float y = (float(i) - float(lines - 1) / 2) * size * 1.7f;
            const int letters = design.inclusive(3, 6);
            const std::string text = design.chance(0.5f) ? madeUpWord(design, letters) : madeUpCode(design, letters);
            print.push_back({Element::Shape::Text, 0, y, 0, size, size * 0.17f, 0, mark, text, i});
        }
    } else {
        print.push_back({Element::Shape::Ring, 0, 0, 0, 0.42f, 0.34f, 0, mark, {}, 0});
        print.push_back({Element::Shape::Hex, 0, 0, 0, 0.18f, 0, 0, mark, {}, 1});
    }
    if (design.chance(0.5f)) {
        const int dots = design.inclusive(4, 14);
        for (int i = 0; i < dots; ++i) {
            const float turns = float(i) / float(dots);
            print.push_back({Element::Shape::Disc, 0.6f * cosine(turns), 0.6f * sine(turns), 0, 0.035f, 0, 0, mark, {}, 10 + i});
        }
    }
    return print;
}

}  // namespace

void paintCap(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Colour colour = paintColour(design);
    const Colour ink = brightness(colour) > 0.3f ? near(grey(design.in(0.05f, 0.3f)), 0.1f, design) : near(grey(design.in(0.8f, 0.95f)), 0.1f, design);
    const float gloss = design.in(0.1f, 0.7f);
    const float knurl = design.chance(0.6f) ? design.in(0.01f, 0.025f) : 0;
    const int knurls = design.inclusive(24, 70);
    const Material rim {colour * 0.85f, 1, gloss, 0.06f, 0.05f, 0, 0.02f, true, true};
    const Material top {colour, 1, gloss, 0.03f, 0.06f, design.chance(0.3f) ? 0.06f : 0.0f, 0.02f, true};
    const Material groove {colour * 0.8f, 1, gloss, -0.015f, 0.008f};
    const bool ringed = design.chance(0.6f);
    std::vector<Element> print = printOf(design, ink, colour);
    const std::vector<Frame> frames = placeParts(streams, 0.35f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale * 2;
            m.bevel *= frame.scale * 2;
            return m;
        };
        fill(canvas, frame, 1.05f, scaled(rim), [&](float x, float y) {
            return lengthOf(x, y) - 1 + (knurl > 0 ? knurl * cosine(angleOf(x, y) * float(knurls)) : 0);
        });
        fill(canvas, frame, 0.87f, scaled(top), [&](float x, float y) { return lengthOf(x, y) - 0.87f; });
        if (ringed)
            fill(canvas, frame, 0.78f, scaled(groove), [&](float x, float y) { return std::fabs(lengthOf(x, y) - 0.74f) - 0.02f; });
        std::vector<Element> marks = print;
        for (Element& e : marks)
            e.material = scaled(e.material);
        if (fault && k == chosen)
            applyFault(marks, frame, fault);
        paintElements(canvas, frame, marks);
    }
    roughen(canvas, 0.02f, 60, 0.0001f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
