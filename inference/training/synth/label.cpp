#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// A sheet in the unit square that is full of small print: lines of words, tables, bars, square codes, scales, signs.
class Sheet {
public:
    Sheet(Random& design, const Colour& ink, const Colour& second)
        : m_design(design)
        , m_ink {ink, 0.95f, 0.1f}
        , m_second {second, 0.95f, 0.1f}
    {
        const int columns = design.inclusive(1, 3);
        for (int column = 0; column < columns; ++column) {
            const float left = 0.04f + 0.92f * float(column) / float(columns);
            const float right = 0.02f + 0.92f * float(column + 1) / float(columns);
            float y = 0.04f;
            while (y < 0.93f) {
                y += block(left, right, y);
                y += design.in(0.02f, 0.05f);
            }
        }
    }

    std::vector<Element> print;

private:
    void box(float x, float y, float halfWidth, float halfHeight, float corner, const Material& m, int group)
    {
        print.push_back({Element::Shape::Box, x, y, 0, halfWidth, halfHeight, corner, m, {}, group});
    }

    /// A block from `y` on down; returns its height.
    float block(float left, float right, float y)
    {
        switch (m_design.below(7)) {
        case 0:
        case 1: return words(left, right, y);
        case 2: return table(left, right, y);
        case 3: return bars(left, right, y);
        case 4: return squareCode(left, right, y);
        case 5: return scale(left, right, y);
        default: return signs(left, right, y);
        }
    }

    void line(float left, float y, float size, int letters)
    {
        const std::string text = m_design.chance(0.7f) ? madeUpWord(m_design, letters) : madeUpCode(m_design, letters);
        const Material& own = m_design.chance(0.15f) ? m_second : m_ink;
        const float width = textWidth(text) * size;
        print.push_back({Element::Shape::Text, left + width / 2, y, 0, size, size * m_design.in(0.11f, 0.19f), 0, own, text, m_groups++});
    }

    float words(float left, float right, float y)
    {
        const float size = m_design.logIn(0.022f, 0.08f);
        const int lines = m_design.inclusive(1, 5);
        for (int k = 0; k < lines; ++k)
            for (float x = left; right - x > 2 * size;) {
                const int letters = std::max(1, std::min(m_design.inclusive(2, 8), floorInt((right - x) / (size * 0.95f))));
                line(x, y + (float(k) + 0.5f) * size * 1.6f, size, letters);
                x += (float(letters) + 0.8f) * size * 0.95f;
                if (m_design.chance(0.2f))
                    break;
            }
        return float(lines) * size * 1.6f;
    }

    float table(float left, float right, float y)
    {
        const int rows = m_design.inclusive(2, 6);
        const int columns = m_design.inclusive(2, 4);
        const float high = m_design.in(0.03f, 0.06f);
        const float thin = m_design.in(0.0015f, 0.003f);
        const float width = right - left;
        for (int k = 0; k <= rows; ++k)
            box((left + right) / 2, y + float(k) * high, width / 2, thin, 0, m_ink, -1);
        for (int k = 0; k <= columns; ++k)
            box(left + width * float(k) / float(columns), y + float(rows) * high / 2, thin, float(rows) * high / 2, 0, m_ink, -1);
        const float size = std::min(high * 0.5f, width / float(columns) * 0.2f);
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                if (m_design.chance(0.85f))
                    line(left + width * (float(column) + 0.1f) / float(columns), y + (float(row) + 0.5f) * high, size, m_design.inclusive(1, 3));
        return float(rows) * high;
    }

    float bars(float left, float right, float y)
    {
        const float high = m_design.in(0.06f, 0.14f);
        const int group = m_groups++;
        for (float x = left; x < right - 0.015f;) {
            const float width = m_design.pick({0.0018f, 0.0032f, 0.005f});
            box(x + width, y + high / 2, width, high / 2, 0, m_ink, group);
            x += width * 2 + m_design.pick({0.004f, 0.007f, 0.01f});
        }
        return high;
    }

    float squareCode(float left, float right, float y)
    {
        const int cells = m_design.inclusive(8, 16);
        const float side = std::min(right - left, m_design.in(0.12f, 0.25f));
        const float cell = side / float(cells);
        const int group = m_groups++;
        for (int row = 0; row < cells; ++row)
            for (int column = 0; column < cells; ++column)
                if (row == 0 || column == 0 || m_design.chance(0.45f))
                    box(left + (float(column) + 0.5f) * cell, y + (float(row) + 0.5f) * cell, cell * 0.52f, cell * 0.52f, 0, m_ink, group);
        return side;
    }

    float scale(float left, float right, float y)
    {
        const int marks = m_design.inclusive(8, 30);
        for (int k = 0; k <= marks; ++k) {
            const float high = k % 5 == 0 ? 0.02f : 0.012f;
            box(left + (right - left) * float(k) / float(marks), y + high, 0.0016f, high, 0, m_ink, m_groups++);
        }
        for (int k = 0; k + 5 <= marks; k += 5)
            line(left + (right - left) * float(k) / float(marks), y + 0.058f, 0.022f, 1);
        return 0.075f;
    }

    float signs(float left, float right, float y)
    {
        const float size = std::min(m_design.in(0.03f, 0.08f), (right - left) / 2);
        for (float x = left + size; x + size <= right; x += 2.4f * size) {
            const int group = m_groups++;
            const int form = m_design.below(4);
            if (form == 0)
                print.push_back({Element::Shape::Ring, x, y + size, 0, size, size * 0.8f, 0, m_ink, {}, group});
            else if (form == 1)
                print.push_back({Element::Shape::Disc, x, y + size, 0, size, 0, 0, m_second, {}, group});
            else
                box(x, y + size, size, size, form == 2 ? size * 0.3f : 0, m_second, group);
            const std::string text = madeUpWord(m_design, 1);
            print.push_back({Element::Shape::Text, x, y + size, 0, size * 0.9f, size * 0.16f, 0, m_ink, text, group});
        }
        return 2 * size;
    }

    Random& m_design;
    Material m_ink, m_second;
    int m_groups = 0;
};

}  // namespace

void paintLabel(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const bool light = design.chance(0.65f);
    const Colour ground = light ? near(grey(design.in(0.7f, 0.97f)), 0.04f, design) : paintColour(design);
    const bool dark = brightness(ground) < 0.25f;
    const Colour ink = dark ? grey(design.in(0.75f, 0.97f)) : grey(design.in(0.02f, 0.25f));
    const Colour second = hsv({design.unit(), design.in(0.4f, 0.9f), dark ? design.in(0.7f, 0.95f) : design.in(0.3f, 0.6f)});
    Sheet sheet(design, ink, second);
    const float grain = design.in(0.01f, 0.07f);
    const float brushed = design.chance(0.3f) ? design.in(0.03f, 0.12f) : 0;
    const float gloss = design.in(0.03f, 0.5f);
    const float scale = design.in(0.95f, 1.6f);
    const float turns = (design.chance(0.7f) ? 0 : 0.25f * float(design.below(4))) + streams.image.in(-0.012f, 0.012f);
    const auto seed = std::uint32_t(streams.image.next());
    canvas.everywhere([&](float x, float y, std::size_t i) {
        const float along = brushed > 0 ? brushed * noiseAt(x * 5, y * 210, seed + 1) : 0;
        canvas.setColour(i, ground * (1 + along + grain * noiseAt(x * 140, y * 140, seed)));
        canvas.gloss[i] = gloss;
        canvas.solid[i] = 1;
    });
    Frame frame = Frame::turned(0.5f, 0.5f, turns, scale);
    frame.x += streams.image.in(-0.03f, 0.03f);
    frame.y += streams.image.in(-0.03f, 0.03f);
    const Frame own = frame.with({-0.5f, -0.5f});
    if (fault)
        applyFault(sheet.print, own, fault);
    paintElements(canvas, own, sheet.print);
}

}  // namespace inference::synth
