#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

struct Area {
    float left, top, right, bottom;
    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float x() const { return (left + right) / 2; }
    float y() const { return (top + bottom) / 2; }
};

/// A plate in the unit square, parted again and again; every part of it carries something, much of it in rows.
class Plate {
public:
    Plate(Random& design, const Colour& ground)
        : m_design(design)
        , m_ground(ground)
        , m_least(design.in(0.12f, 0.3f))
    {
        for (Material& m : m_kit)
            m = drawnMaterial();
        for (std::vector<Element>& item : m_items)
            item = drawnItem();
        part({0.03f, 0.03f, 0.97f, 0.97f}, 0);
    }

    std::vector<Element> elements;

private:
    Material drawnMaterial()
    {
        const int kind = m_design.below(4);
        if (kind == 0)  // printed
            return {brightness(m_ground) > 0.25f ? grey(m_design.in(0.03f, 0.3f)) : grey(m_design.in(0.7f, 0.97f)), 0.95f, 0.1f};
        if (kind == 1)  // of the plate itself
            return {near(m_ground, 0.02f, m_design), 1, 0.3f, m_design.either(0.01f, 0.03f), 0.006f};
        if (kind == 2)  // metal
            return {near(grey(m_design.in(0.55f, 0.9f)), 0.03f, m_design), 1, m_design.in(0.4f, 0.8f), m_design.in(0.004f, 0.02f), 0.004f};
        return {paintColour(m_design), 1, m_design.in(0.1f, 0.4f), m_design.in(0.004f, 0.03f), 0.004f};
    }

    const Material& material() { return m_kit[m_design.below(5)]; }

    /// One thing of half size 1, of a few shapes on one another.
    std::vector<Element> drawnItem()
    {
        std::vector<Element> item;
        float room = 0.95f;
        const int layers = m_design.inclusive(1, 3);
        for (int k = 0; k < layers; ++k) {
            const float slim = m_design.in(0.25f, 1);
            const Material own = material();
            const int shape = m_design.below(5);
            if (shape == 0)
                item.push_back({Element::Shape::Disc, 0, 0, 0, room, 0, 0, own, {}, 0});
            else if (shape == 1)
                item.push_back({Element::Shape::Ring, 0, 0, 0, room, room * (0.4f + 0.5f * slim), 0, own, {}, 0});
            else if (shape == 2)
                item.push_back({Element::Shape::Hex, 0, 0, 0, room * 0.85f, 0, 0, own, {}, 0});
            else
                item.push_back({Element::Shape::Box, 0, 0, shape == 3 ? 0 : 0.25f, room, room * slim, room * slim * 0.2f, own, {}, 0});
            room *= m_design.in(0.35f, 0.75f);
        }
        if (m_design.chance(0.25f)) {  // with two feet
            const Material own = material();
            for (const float side : {-1.0f, 1.0f})
                item.insert(item.begin(), {Element::Shape::Box, side * 0.85f, 0, 0, 0.2f, 0.25f, 0, own, {}, 0});
        }
        return item;
    }

    /// `alone`: there is nothing beside it by which anybody could tell that it lies wrong, so it never does.
    void put(const std::vector<Element>& item, const Frame& frame, bool alone)
    {
        const float half = frame.scale;
        for (Element e : item) {
            frame.toPicture(e.x, e.y, e.x, e.y);
            e.turns += angleOf(frame.cosine, frame.sine);
            e.a *= half;
            e.b *= half;
            e.c *= half;
            e.material.raise = clampTo(e.material.raise, -half * 0.4f, half * 0.4f);
            e.material.bevel = std::min(e.material.bevel, half * 0.2f);
            e.group = alone ? -1 : m_groups;
            elements.push_back(e);
        }
        ++m_groups;
    }

    void part(const Area& area, int depth)
    {
        const bool wide = area.width() > area.height();
        const float longer = std::max(area.width(), area.height());
        if (depth < 6 && longer > m_least && (longer > 0.45f || m_design.chance(0.75f))) {
            const float cut = m_design.in(0.3f, 0.7f);
            const bool same = m_design.chance(0.3f);  // both halves alike
            Area first = area;
            Area second = area;
            if (wide)
                first.right = second.left = area.left + area.width() * (same ? 0.5f : cut);
            else
                first.bottom = second.top = area.top + area.height() * (same ? 0.5f : cut);
            const std::size_t from = elements.size();
            const int groups = m_groups;
            part(first, depth + 1);
            if (!same)
                return part(second, depth + 1);
            const std::size_t to = elements.size();
            for (std::size_t k = from; k < to; ++k) {
                Element e = elements[k];
                e.x += second.left - first.left;
                e.y += second.top - first.top;
                if (e.group >= 0)
                    e.group += m_groups - groups;
                elements.push_back(e);
            }
            m_groups += m_groups - groups;
            return;
        }
        const float spare = 0.08f * std::min(area.width(), area.height());
        fillArea({area.left + spare, area.top + spare, area.right - spare, area.bottom - spare});
    }

    void fillArea(const Area& area)
    {
        switch (m_design.below(8)) {
        case 0:
        case 1:
        case 2: return addArray(area);
        case 3: return addText(area);
        case 4: return addLines(area);
        case 5: {
            const float turns = m_design.chance(0.3f) ? m_design.unit() : 0;
            return put(m_items[m_design.below(4)], Frame::turned(area.x(), area.y(), turns, std::min(area.width(), area.height()) * 0.45f), true);
        }
        case 6: {
            const Material own = material();
            const float corner = std::min(area.width(), area.height()) * m_design.in(0, 0.3f);
            elements.push_back({Element::Shape::Box, area.x(), area.y(), 0, area.width() * 0.48f, area.height() * 0.48f, corner, own, {}, -1});
            if (m_design.chance(0.6f))
                addText(area);
            return;
        }
        default: return;  // bare
        }
    }

    void addArray(const Area& area)
    {
        const std::vector<Element>& item = m_items[m_design.below(4)];
        const float pitch = std::max(0.035f, std::min(area.width(), area.height()) / float(m_design.inclusive(1, 4)));
        const int columns = std::max(1, floorInt(area.width() / pitch));
        const int rows = std::max(1, floorInt(area.height() / pitch));
        const float stepX = area.width() / float(columns);
        const float stepY = area.height() / float(rows);
        const float half = std::min(stepX, stepY) * m_design.in(0.3f, 0.47f);
        const float turns = 0.25f * float(m_design.below(4));
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                put(item, Frame::turned(area.left + (float(column) + 0.5f) * stepX, area.top + (float(row) + 0.5f) * stepY, turns, half), rows * columns < 3);
    }

    void addText(const Area& area)
    {
        const Material ink {brightness(m_ground) > 0.25f ? grey(m_design.in(0.03f, 0.3f)) : grey(m_design.in(0.7f, 0.97f)), 0.95f, 0.1f};
        const bool upright = area.height() > 1.5f * area.width();
        const float along = upright ? area.height() : area.width();
        const float across = upright ? area.width() : area.height();
        const float size = clampTo(along / 4, 0.02f, std::min(0.09f, across * 0.7f));
        const int lines = std::max(1, std::min(m_design.inclusive(1, 4), floorInt(across / (size * 1.5f))));
        for (int line = 0; line < lines; ++line) {
            const int letters = std::max(1, std::min(m_design.inclusive(2, 9), floorInt(along / size)));
            const std::string text = m_design.chance(0.5f) ? madeUpCode(m_design, letters) : madeUpWord(m_design, letters);
            const float off = (float(line) - float(lines - 1) / 2) * size * 1.5f;
            const float x = area.x() + (upright ? off : 0);
            const float y = area.y() + (upright ? 0 : off);
            elements.push_back({Element::Shape::Text, x, y, upright ? 0.25f : 0, size, size * 0.16f, 0, ink, text, -1});
        }
    }

    /// Grooves, wires or rules side by side.
    void addLines(const Area& area)
    {
        const Material own = material();
        const bool upright = area.height() > area.width() || m_design.chance(0.2f);
        const float across = upright ? area.width() : area.height();
        const float along = (upright ? area.height() : area.width()) / 2;
        const int count = std::max(1, std::min(m_design.inclusive(2, 9), floorInt(across / 0.02f)));
        const float half = across / float(count) * m_design.in(0.12f, 0.35f);
        const bool stepped = m_design.chance(0.3f);
        for (int k = 0; k < count; ++k) {
            const float off = (float(k) + 0.5f) * across / float(count);
            const float length = stepped ? along * (0.4f + 0.6f * float(k + 1) / float(count)) : along;
            const float x = upright ? area.left + off : area.left + length;
            const float y = upright ? area.top + length : area.top + off;
            Material line = own;
            line.raise = clampTo(line.raise, -half, half);
            line.bevel = std::min(line.bevel, half * 0.7f);
            elements.push_back({Element::Shape::Box, x, y, upright ? 0.25f : 0, length, half, half, line, {}, count < 3 ? -1 : m_groups++});
        }
    }

    Random& m_design;
    Colour m_ground;
    float m_least;
    Material m_kit[5];
    std::vector<Element> m_items[4];
    int m_groups = 0;
};

}  // namespace

void paintAssembly(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const Colour ground = design.chance(0.4f) ? near(grey(design.in(0.08f, 0.9f)), 0.03f, design) : paintColour(design);
    Plate plate(design, ground);
    const bool whole = design.chance(0.3f);  // its edge is in the picture
    const float scale = whole ? design.in(0.7f, 0.85f) : design.in(1.05f, 1.4f);
    const float turns = design.chance(0.75f) ? 0.25f * float(design.below(4)) : design.unit();
    Frame frame = Frame::turned(0.5f, 0.5f, turns + streams.image.in(-0.008f, 0.008f), scale);
    frame.x += streams.image.in(-0.02f, 0.02f);
    frame.y += streams.image.in(-0.02f, 0.02f);
    const Material body {ground, 1, design.in(0.05f, 0.5f), 0.02f, 0.004f, 0, 0.04f, true, true};
    const float fine = design.in(50, 140);
    const float rough = design.in(0.01f, 0.1f);
    const float corner = design.in(0.005f, 0.1f);
    paintBackground(canvas, streams);
    const float half = whole ? 0.52f : 2;
    fill(canvas, frame, 2, body, [&](float x, float y) { return boxDistance(x, y, half, half, corner); });
    const Frame own = frame.with({-0.5f, -0.5f});
    if (fault)
        applyFault(plate.elements, own, fault);
    paintElements(canvas, own, plate.elements);
    roughen(canvas, rough, fine, 0.0002f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
