#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

#include <array>

namespace inference::synth {
namespace {

/// A printed circuit board on a grid of cells, in the unit square.
class Layout {
public:
    explicit Layout(Random& design)
        : m_design(design)
        , m_cells(design.inclusive(9, 22))
        , m_taken(std::size_t(m_cells * m_cells), false)
    {
        const bool green = design.chance(0.55f);
        const Tone tone = green ? Tone {design.in(0.33f, 0.45f), design.in(0.6f, 0.9f), design.in(0.2f, 0.5f)}
                                : Tone {design.pick({0.0f, 0.6f, 0.62f, 0.75f, 0.15f}), design.in(0.1f, 0.8f), design.in(0.08f, 0.5f)};
        mask = near(hsv(tone), 0.02f, design);
        const Colour covered = mask * design.in(1.4f, 2.2f);
        m_trace = {mix(covered, hsv({0.1f, 0.6f, 0.7f}), design.in(0, 0.2f)), 1, 0.25f, 0.0012f};
        const bool gold = design.chance(0.5f);
        m_metal = {gold ? near(hsv({0.12f, 0.5f, 0.85f}), 0.02f, design) : grey(design.in(0.65f, 0.9f)), 1, 0.7f, 0.0015f};
        m_hole = {grey(0.05f), 1, 0.05f, -0.01f};
        m_silk = {grey(design.in(0.75f, 0.95f)), 0.92f, 0.05f, 0.0005f};
        m_width = design.in(0.1f, 0.22f) / float(m_cells);
        addTitle();
        placeParts();
        route();
        scatterVias();
    }

    Colour mask;
    std::vector<Element> elements;  ///< traces first, then pads, parts and printing

private:
    float middle(int cell) const { return (float(cell) + 0.5f) / float(m_cells); }
    bool isFree(int x, int y) const { return x >= 0 && y >= 0 && x < m_cells && y < m_cells && !m_taken[std::size_t(y * m_cells + x)]; }
    void take(int x, int y)
    {
        if (x >= 0 && y >= 0 && x < m_cells && y < m_cells)
            m_taken[std::size_t(y * m_cells + x)] = true;
    }
    float cell() const { return 1 / float(m_cells); }

    void box(float x, float y, float halfWidth, float halfHeight, float corner, const Material& m, int group)
    {
        m_parts.push_back({Element::Shape::Box, x, y, 0, halfWidth, halfHeight, corner, m, {}, group});
    }

    void addTitle()
    {
        if (!m_design.chance(0.5f))
            return;
        const int row = m_design.below(m_cells);
        for (int column = 0; column < m_cells; ++column)
            take(column, row);
        const float size = cell() * 0.75f;
        m_parts.push_back({Element::Shape::Text, 0.5f, middle(row), 0, size, size * 0.16f, 0, m_silk, madeUpCode(m_design, std::min(9, m_cells)), -1});
    }

    void placeParts()
    {
        const int tries = m_design.inclusive(2, 12);
        for (int i = 0; i < tries; ++i) {
            const int kind = m_design.below(4);
            const int w = kind == 0 ? m_design.inclusive(3, 6) : kind == 1 ? 2 : kind == 2 ? 3 : 1;
            const int h = kind == 0 ? m_design.inclusive(3, 5) : kind == 1 ? 1 : kind == 2 ? 3 : 2;
            const int x = m_design.below(std::max(1, m_cells - w));
            const int y = m_design.below(std::max(1, m_cells - h));
            bool room = true;
            for (int dy = 0; dy < h; ++dy)
                for (int dx = 0; dx < w; ++dx)
                    room = room && isFree(x + dx, y + dy);
            if (!room)
                continue;
            for (int dy = 0; dy < h; ++dy)
                for (int dx = 0; dx < w; ++dx)
                    take(x + dx, y + dy);
            addPart(kind, (float(x) + float(w) / 2) * cell(), (float(y) + float(h) / 2) * cell(), float(w) * cell(), float(h) * cell());
        }
    }

    void addPart(int kind, float x, float y, float w, float h)
    {
        const int group = m_groups++;
        const int labelRow = floorInt((y - h / 2) * float(m_cells) + 0.5f) - 1;
        const int labelColumn = floorInt(x * float(m_cells));
        if (kind == 0)
            addChip(x, y, w, h, group);
        else if (kind == 2)
            addCan(x, y, w, group);
        else
            addTwoPole(x, y, w, h, group);
        // Printed where nothing else will be.
        if (m_design.chance(0.7f) && isFree(labelColumn, labelRow) && isFree(labelColumn - 1, labelRow) && isFree(labelColumn + 1, labelRow)) {
            for (int k = -1; k <= 1; ++k)
                take(labelColumn + k, labelRow);
            const float size = cell() * m_design.in(0.45f, 0.7f);
            const char letter = "RCUDLQ"[m_design.below(6)];
            m_parts.push_back({Element::Shape::Text, x, middle(labelRow), 0, size, size * 0.17f, 0, m_silk, letter + std::to_string(m_design.below(99)), -1});
        }
    }

    void addChip(float x, float y, float w, float h, int group)
    {
        const Material body {grey(m_design.in(0.06f, 0.22f)), 1, 0.15f, 0.012f, 0.004f};
        const int pins = std::max(2, floorInt(w / cell()) * m_design.inclusive(1, 2));
        for (int i = 0; i < pins; ++i)
            for (const float side : {-1.0f, 1.0f})
                box(x - w / 2 + w * (float(i) + 0.5f) / float(pins), y + side * h * 0.42f, w * 0.22f / float(pins), h * 0.1f, 0, m_metal, group);
        box(x, y, w * 0.46f, h * 0.36f, 0.002f, body, group);
        m_parts.push_back({Element::Shape::Disc, x - w * 0.38f, y - h * 0.24f, 0, cell() * 0.16f, 0, 0, {grey(0.3f), 0.6f, 0.1f, -0.001f}, {}, group});
        const float size = std::min(h * 0.22f, w * 0.14f);
        m_parts.push_back({Element::Shape::Text, x, y, 0, size, size * 0.15f, 0, {grey(0.65f), 0.7f, 0.1f}, madeUpCode(m_design, 5), group});
    }

    void addCan(float x, float y, float w, int group)
    {
        const bool metal = m_design.chance(0.6f);
        const Material body {metal ? grey(m_design.in(0.6f, 0.85f)) : paintColour(m_design), 1, metal ? 0.6f : 0.2f, 0.02f, 0.006f};
        m_parts.push_back({Element::Shape::Disc, x, y, 0, w * 0.44f, 0, 0, body, {}, group});
        m_parts.push_back({Element::Shape::Ring, x, y, 0, w * 0.36f, w * 0.33f, 0, {grey(0.3f), 0.4f, 0.3f}, {}, group});
    }

    void addTwoPole(float x, float y, float w, float h, int group)
    {
        const bool flat = w > h;
        const Material body {m_design.chance(0.5f) ? grey(m_design.in(0.08f, 0.3f)) : near(hsv({0.09f, 0.45f, 0.6f}), 0.03f, m_design), 1, 0.2f, 0.006f, 0.002f};
        const float l = (flat ? w : h) * 0.42f;
        const float t = (flat ? h : w) * 0.32f;
        for (const float side : {-1.0f, 1.0f})
            flat ? box(x + side * l * 0.75f, y, l * 0.27f, t, 0, m_metal, group) : box(x, y + side * l * 0.75f, t, l * 0.27f, 0, m_metal, group);
        flat ? box(x, y, l * 0.62f, t * 0.95f, 0.001f, body, group) : box(x, y, t * 0.95f, l * 0.62f, 0.001f, body, group);
    }

    void trace(float ax, float ay, float bx, float by, int group)
    {
        const float half = lengthOf(bx - ax, by - ay) / 2 + m_width;
        elements.push_back({Element::Shape::Box, (ax + bx) / 2, (ay + by) / 2, angleOf(bx - ax, by - ay), half, m_width, m_width, m_trace, {}, group});
    }

    void pad(float x, float y, int group)
    {
        const float radius = cell() * m_design.in(0.28f, 0.36f);
        m_pads.push_back({Element::Shape::Disc, x, y, 0, radius, 0, 0, m_metal, {}, group});
        if (m_design.chance(0.7f))
            m_pads.push_back({Element::Shape::Disc, x, y, 0, radius * 0.5f, 0, 0, m_hole, {}, group});
    }

    /// Walks of straight and diagonal pieces from pad to pad over free cells.
    void route()
    {
        const int walks = m_design.inclusive(m_cells / 2, m_cells * 2);
        constexpr std::array<std::array<int, 2>, 8> steps {{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};
        for (int i = 0; i < walks; ++i) {
            int x = m_design.below(m_cells);
            int y = m_design.below(m_cells);
            int heading = m_design.below(8);
            if (!isFree(x, y))
                continue;
            take(x, y);
            const float startX = middle(x);
            const float startY = middle(y);
            const int legs = m_design.inclusive(1, 4);
            int walked = 0;
            for (int leg = 0; leg < legs; ++leg) {
                const int fromX = x;
                const int fromY = y;
                const auto [dx, dy] = steps[std::size_t(heading)];
                for (int n = m_design.inclusive(1, m_cells / 2); n > 0 && isFree(x + dx, y + dy); --n, ++walked) {
                    x += dx;
                    y += dy;
                    take(x, y);
                }
                if (x != fromX || y != fromY)
                    trace(middle(fromX), middle(fromY), middle(x), middle(y), m_groups++);
                heading = (heading + (m_design.chance(0.5f) ? 1 : 7)) & 7;
            }
            if (walked > 0) {
                pad(startX, startY, m_groups++);
                pad(middle(x), middle(y), m_groups++);
            }
        }
    }

    void scatterVias()
    {
        for (int i = m_design.inclusive(0, 14); i > 0; --i) {
            const int x = m_design.below(m_cells);
            const int y = m_design.below(m_cells);
            if (!isFree(x, y))
                continue;
            take(x, y);
            pad(middle(x), middle(y), m_groups++);
        }
        elements.insert(elements.end(), m_pads.begin(), m_pads.end());
        elements.insert(elements.end(), m_parts.begin(), m_parts.end());
    }

    Random& m_design;
    int m_cells;
    std::vector<bool> m_taken;
    Material m_trace, m_metal, m_hole, m_silk;
    float m_width = 0;
    int m_groups = 0;
    std::vector<Element> m_pads, m_parts;
};

}  // namespace

void paintBoard(Canvas& canvas, Streams streams, Fault fault)
{
    Layout layout(streams.design);
    const bool whole = streams.design.chance(0.3f);  // the board's edge is in the picture
    const float scale = whole ? streams.design.in(0.7f, 0.85f) : streams.design.in(1.0f, 1.3f);
    Frame frame = Frame::turned(0.5f, 0.5f, 0.25f * float(streams.design.below(4)) + streams.image.in(-0.008f, 0.008f), scale);
    frame.x += streams.image.in(-0.02f, 0.02f);
    frame.y += streams.image.in(-0.02f, 0.02f);
    paintBackground(canvas, streams);
    const Material substrate {layout.mask, 1, 0.3f, 0.02f, 0.002f, 0, 0.05f, true, true};
    const float half = whole ? 0.52f : 2;
    fill(canvas, frame, 2, substrate, [&](float x, float y) { return boxDistance(x, y, half, half, 0.01f); });
    if (fault && !fault.is(FaultKind::Broken))
        applyFault(layout.elements, frame.with({-0.5f, -0.5f}), fault);
    paintElements(canvas, frame.with({-0.5f, -0.5f}), layout.elements);
}

}  // namespace inference::synth
