#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Openings in the unit square, all of a kind.
class Openings {
public:
    Openings(Random& design, const Colour& metal)
        : m_design(design)
        , m_deep {design.chance(0.8f) ? metal * design.in(0.04f, 0.2f) : grey(design.in(0.6f, 0.9f)), 1, 0.05f, -0.03f, design.in(0.001f, 0.006f)}
        , m_open(design.chance(0.5f))
    {
        switch (design.below(4)) {
        case 0: addColumns(); break;
        case 1: addRings(); break;
        case 2: addSpiral(); break;
        default: addBetweenBars(); break;
        }
    }

    std::vector<Element> elements;

private:
    void add(Element::Shape shape, float x, float y, float turns, float a, float b, float c)
    {
        const Material through {{}, 0, 0.05f, 0, 0, 0, 0, false, false, true};
        elements.push_back({shape, x, y, turns, a, b, c, m_deep, {}, m_groups});
        if (m_open)
            elements.push_back({shape, x, y, turns, a, b, c, through, {}, m_groups});
        ++m_groups;
    }

    /// Slots above one another.
    void addColumns()
    {
        const int columns = m_design.inclusive(1, 4);
        const int rows = m_design.inclusive(5, 18);
        const float wide = 0.5f / float(columns) * m_design.in(0.6f, 0.92f);
        const float high = 0.5f / float(rows) * m_design.in(0.25f, 0.7f);
        const float corner = high * m_design.in(0.1f, 1);
        const float slant = m_design.chance(0.3f) ? m_design.in(-0.06f, 0.06f) : 0;
        for (int column = 0; column < columns; ++column)
            for (int row = 0; row < rows; ++row)
                add(Element::Shape::Box, (float(column) + 0.5f) / float(columns), (float(row) + 0.5f) / float(rows), column & 1 ? -slant : slant, wide, high, corner);
    }

    /// Slots or holes around a middle, those of all rings in line or each ring as full as it can be.
    void addRings()
    {
        const int rings = m_design.inclusive(2, 6);
        const float middle = m_design.in(0.08f, 0.2f);
        const float pitch = (0.47f - middle) / float(rings);
        const float thick = pitch * m_design.in(0.2f, 0.38f);
        const bool inLine = m_design.chance(0.4f);
        const int own = m_design.inclusive(6, 18);
        for (int ring = 0; ring < rings; ++ring) {
            const float radius = middle + (float(ring) + 0.5f) * pitch;
            const int count = inLine ? own : std::max(4, floorInt(radius * 6.2832f / (pitch * 1.15f)));
            const float length = inLine ? std::min(radius * 2.6f / float(count), thick * 6) : thick;
            for (int k = 0; k < count; ++k) {
                const float turns = (float(k) + (ring & 1 && !inLine ? 0.5f : 0)) / float(count);
                add(Element::Shape::Box, 0.5f + radius * cosine(turns), 0.5f + radius * sine(turns), turns + 0.25f, std::max(length, thick), thick, thick);
            }
        }
    }

    /// As the seeds of a sunflower.
    void addSpiral()
    {
        const int count = m_design.inclusive(30, 150);
        const float size = 0.4f / std::sqrt(float(count)) * m_design.in(0.5f, 0.85f);
        for (int k = 1; k <= count; ++k) {
            const float radius = 0.46f * std::sqrt(float(k) / float(count));
            const float turns = 0.381966f * float(k);
            add(Element::Shape::Disc, 0.5f + radius * cosine(turns), 0.5f + radius * sine(turns), 0, size, 0, 0);
        }
    }

    void addBetweenBars()
    {
        const int columns = m_design.inclusive(2, 9);
        const int rows = m_design.inclusive(2, 14);
        const float wide = 0.5f / float(columns) * m_design.in(0.6f, 0.88f);
        const float high = 0.5f / float(rows) * m_design.in(0.55f, 0.88f);
        const bool staggered = m_design.chance(0.4f);
        for (int row = 0; row < rows; ++row) {
            const float shift = staggered && (row & 1) ? 1.0f : 0.5f;
            for (int column = 0; column < columns; ++column)
                add(Element::Shape::Box, (float(column) + shift) / float(columns), (float(row) + 0.5f) / float(rows), 0, wide, high, 0.003f);
        }
    }

    Random& m_design;
    Material m_deep;
    bool m_open;  ///< nothing lies there
    int m_groups = 0;
};

}  // namespace

void paintGrating(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const bool metallic = design.chance(0.6f);
    const Colour metal = metallic ? near(grey(design.in(0.35f, 0.85f)), 0.02f, design) : paintColour(design);
    Openings openings(design, metal);
    const bool whole = design.chance(0.4f);
    const float scale = whole ? design.in(0.7f, 0.88f) : design.in(1.1f, 1.6f);
    const bool disc = whole && design.chance(0.4f);
    const Material body {metal, 1, metallic ? design.in(0.2f, 0.8f) : 0.2f, 0.03f, 0.01f, 0, 0.03f, true, true};
    const float rough = design.in(0.01f, 0.1f);
    paintBackground(canvas, streams);
    const float turns = design.chance(0.6f) ? 0.25f * float(design.below(4)) : design.unit();
    Frame frame = Frame::turned(0.5f, 0.5f, turns + streams.image.in(-0.01f, 0.01f), scale);
    frame.x += streams.image.in(-0.04f, 0.04f);
    frame.y += streams.image.in(-0.04f, 0.04f);
    const float half = whole ? 0.54f : 2;
    fill(canvas, frame, 2, body, [&](float x, float y) { return disc ? lengthOf(x, y) - 0.7f : boxDistance(x, y, half, half, 0.04f); });
    const Frame own = frame.with({-0.5f, -0.5f});
    if (fault)
        applyFault(openings.elements, own, fault);
    paintElements(canvas, own, openings.elements);
    roughen(canvas, rough, 90, 0.0002f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
