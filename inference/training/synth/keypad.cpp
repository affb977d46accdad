#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

using Shape = Element::Shape;

/// A housing around the origin, `half` wide and high, with keys in rows, lamps, a display and screws.
struct Keypad {
    Point half;
    Material body;
    std::vector<Element> fixed;    ///< wells, windows
    std::vector<Element> keys, legends;  ///< a key and its legend are of one group
    std::vector<Element> others;   ///< lamps and screws
    Element display;               ///< its digits differ from picture to picture

    static Keypad drawn(Random& design);

private:
    void addKeys(Random& design, float top, float pitch, int columns, int rows);
    void addOthers(Random& design, float top, float band, float pitch);
};

/// What can be read on a ground of that colour.
Colour inkOn(const Colour& ground, Random& design)
{
    return grey(brightness(ground) > 0.22f ? design.in(0.04f, 0.25f) : design.in(0.75f, 0.97f));
}

void Keypad::addKeys(Random& design, float top, float pitch, int columns, int rows)
{
    const bool round = design.chance(0.25f);
    const bool flat = design.chance(0.25f);  // a foil with printed keys
    const float share = design.in(0.66f, 0.9f);
    const float ratio = round ? 1 : design.in(0.7f, 1);
    const float corner = pitch * design.in(0.02f, 0.2f);
    const float gloss = design.in(0.05f, 0.5f);
    const Colour main = design.chance(0.3f) ? near(body.colour, 0.04f, design) : design.chance(0.6f) ? grey(design.pick({0.12f, 0.25f, 0.5f, 0.8f, 0.93f})) : paintColour(design);
    const Colour accent = design.chance(0.7f) ? hsv({design.unit(), design.in(0.4f, 0.85f), design.in(0.4f, 0.85f)}) : main * 0.6f;
    const int accented = design.below(4);  // none, the last column, the last row, every other column
    const int wide = design.chance(0.35f) && columns > 3 && !round ? design.below(columns - 1) : -1;  // a long key in the last row
    const bool dished = !flat && design.chance(0.4f);
    const float raise = flat ? 0.0015f : pitch * design.in(0.08f, 0.25f);
    const Material well {body.colour * (flat ? 0.8f : 0.3f), 1, 0.1f, flat ? 0 : -0.005f, 0.004f};
    const int writing = design.below(4);  // digits, letters, words, nothing
    const float size = pitch * design.in(0.28f, 0.42f) * (writing == 2 ? 0.6f : 1);
    const Point aside {design.chance(0.3f) ? -0.18f * pitch : 0, design.chance(0.3f) ? -0.12f * pitch : 0};
    const int letters = design.inclusive(2, 3);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const bool last = row == rows - 1;
            if (last && column == wide + 1 && wide >= 0)
                continue;
            const bool isWide = last && column == wide;
            const int group = row * columns + column;
            const bool other = (accented == 1 && column == columns - 1) || (accented == 2 && last) || (accented == 3 && (column & 1));
            const Colour& colour = other ? accent : main;
            const float x = (float(column) - float(columns - 1) / 2 + (isWide ? 0.5f : 0)) * pitch;
            const float y = top + (float(row) + 0.5f) * pitch;
            const Point size2 {pitch / 2 * share + (isWide ? pitch / 2 : 0), pitch / 2 * share * ratio};
            const Material key {colour, 1, gloss, raise, flat ? 0.001f : pitch * 0.1f};
            const Shape shape = round ? Shape::Disc : Shape::Box;
            const float gap = pitch * 0.035f;
            fixed.push_back({shape, x, y, 0, size2.x + gap, size2.y + gap, corner + gap, well, {}, -1});
            keys.push_back({shape, x, y, 0, size2.x, size2.y, corner, key, {}, group});
            if (dished)
                keys.push_back({shape, x, y - pitch * 0.02f, 0, size2.x * 0.78f, size2.y * 0.75f, corner * 0.7f, {colour, 1, gloss, -raise * 0.25f, pitch * 0.12f}, {}, group});
            const std::string text = writing == 0 ? std::to_string((group + 1) % 100) : writing == 1 ? std::string(1, char('A' + group % 26)) : madeUpWord(design, letters);
            const Material ink {inkOn(colour, design), 0.95f, gloss};
            if (writing < 3)
                legends.push_back({Shape::Text, x + aside.x, y + aside.y * ratio, 0, size, size * 0.18f, 0, ink, text, group});
        }
}

void Keypad::addOthers(Random& design, float top, float band, float pitch)
{
    int group = 1000;
    if (design.chance(0.6f)) {  // screws in the corners
        const float size = design.in(0.018f, 0.035f);
        const float in = size * design.in(1.3f, 1.8f);
        const Material metal {grey(design.in(0.5f, 0.85f)), 1, 0.6f, 0.008f, 0.004f};
        const Material hole {grey(0.08f), 1, 0.1f, -0.004f, 0.002f};
        for (int k = 0; k < 4; ++k, ++group) {
            const Point at {(k & 1 ? 1.0f : -1.0f) * (half.x - in), (k & 2 ? 1.0f : -1.0f) * (half.y - in)};
            const float turns = design.unit();
            fixed.push_back({Shape::Disc, at.x, at.y, 0, size * 0.8f, 0, 0, hole, {}, -1});
            others.push_back({Shape::Disc, at.x, at.y, 0, size, 0, 0, metal, {}, group});
            for (const float quarter : {0.0f, 0.25f})
                others.push_back({Shape::Box, at.x, at.y, turns + quarter, size * 0.75f, size * 0.16f, 0, hole, {}, group});
        }
    }
    const bool window = band > 0 && design.chance(0.6f);
    const Colour glass = design.chance(0.5f) ? hsv({0.22f, 0.25f, design.in(0.5f, 0.75f)}) : grey(design.in(0.03f, 0.12f));
    const Colour lit = brightness(glass) > 0.1f ? grey(0.1f) : hsv({design.pick({0.0f, 0.1f, 0.33f, 0.55f}), 0.8f, 1});
    if (window) {
        const float wide = std::max(half.x * design.in(0.5f, 0.75f), band * 0.7f);
        fixed.push_back({Shape::Box, 0, top + band / 2, 0, std::min(wide, half.x * 0.8f), band * 0.36f, band * 0.05f, {glass, 1, 0.6f, -0.006f, 0.003f}, {}, -1});
        const float size = band * 0.5f;
        display = {Shape::Text, 0, top + band / 2, 0, size, size * 0.14f, 0, {lit, 1, 0.6f}, std::string(std::size_t(clampTo(1.4f * wide / size, 1, 8)), '8'), -1};
    } else if (band > 0) {  // lamps
        const int lamps = design.inclusive(3, 7);
        const float apart = std::min(half.x * 1.5f / float(lamps), pitch);
        const float size = std::min(apart * design.in(0.2f, 0.32f), band * 0.3f);
        const Colour lamp = hsv({design.pick({0.0f, 0.1f, 0.33f, 0.58f}), design.in(0.5f, 0.9f), design.in(0.5f, 1)});
        const bool square = design.chance(0.3f);
        for (int k = 0; k < lamps; ++k, ++group) {
            const float x = (float(k) - float(lamps - 1) / 2) * apart;
            fixed.push_back({Shape::Disc, x, top + band / 2, 0, size * 1.2f, 0, 0, {grey(0.1f), 1, 0.2f, -0.003f, 0.002f}, {}, -1});
            others.push_back({square ? Shape::Box : Shape::Disc, x, top + band / 2, 0, size, size * 0.6f, 0, {lamp, 1, 0.7f, size * 0.4f, size * 0.6f}, {}, group});
        }
    }
}

Keypad Keypad::drawn(Random& design)
{
    Keypad keypad {};
    const Colour colour = design.chance(0.6f) ? near(grey(design.pick({0.1f, 0.2f, 0.45f, 0.75f, 0.9f})), 0.03f, design) : paintColour(design);
    keypad.body = {colour, 1, design.in(0.05f, 0.5f), 0.025f, 0.012f, 0, 0, true, true};
    const bool keyboard = design.chance(0.3f);
    const int columns = keyboard ? design.inclusive(5, 8) : design.inclusive(3, 5);
    const int rows = keyboard ? columns - design.below(3) : design.inclusive(3, 5);
    const float pitch = 0.8f / float(std::max(columns, rows + 1)) * design.in(0.95f, 1.2f);
    const float band = design.chance(0.75f) ? pitch * design.in(0.8f, 1.1f) : 0;
    const float border = design.in(0.03f, 0.09f);
    keypad.half = {pitch * float(columns) / 2 + border, (pitch * float(rows) + band) / 2 + border};
    const float top = -keypad.half.y + border;
    keypad.addKeys(design, top + band, pitch, columns, rows);
    keypad.addOthers(design, top, band, pitch);
    return keypad;
}

/// A corner of the key has come off: the well shows.
void breakKey(Canvas& canvas, const Canvas& before, const Frame& frame, const Element& key, Fault& fault)
{
    const float size = std::min(key.a, key.shape == Shape::Box ? key.b : key.a);
    const float corner = 0.125f + 0.25f * float(fault.random.below(4));
    const float turns = corner + fault.random.in(-0.1f, 0.1f);
    const float cut = size * fault.random.in(0.5f, 0.9f) * std::min(fault.strength, 1.3f);
    const Frame own = frame.with(Frame::turned(key.x, key.y, turns, size));
    const float from = (key.shape == Shape::Box ? 1.3f : 1) - cut / size;
    const Frame inKey = frame.with({key.x, key.y});
    canvas.around(own.x, own.y, lengthOf(key.a, size) * frame.scale, [&](float x, float y, std::size_t i) {
        float lx = 0;
        float ly = 0;
        inKey.toLocal(x, y, lx, ly);
        if (std::fabs(lx) > key.a * 1.03f || std::fabs(ly) > size * 1.03f)
            return;
        own.toLocal(x, y, lx, ly);
        const float gone = lx - from + 0.15f * fractalAt(lx * 2, ly * 3, 5, 2);
        if (gone < -0.15f || canvas.height[i] == before.height[i])
            return;
        canvas.setColour(i, gone > 0 ? before.colour(i) : mix(canvas.colour(i), grey(0.8f), 0.3f));
        canvas.height[i] = mix(canvas.height[i], before.height[i], gone > 0 ? 1 : 0.3f);
        canvas.gloss[i] = 0.05f;
    });
}

}  // namespace

void paintKeypad(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    Random& image = streams.image;
    const Keypad keypad = Keypad::drawn(design);
    const bool whole = design.chance(0.5f);
    const float scale = (whole ? 0.46f : design.in(0.55f, 0.75f)) / std::max(keypad.half.x, keypad.half.y);
    const Point aside {whole ? 0 : design.in(-0.15f, 0.15f), whole ? 0 : design.in(-0.15f, 0.15f)};
    const float turns = 0.25f * float(design.pick({0, 0, 0, 1, 2, 3})) + image.in(-0.01f, 0.01f);
    const Frame frame = {0.5f + aside.x + image.in(-0.02f, 0.02f), 0.5f + aside.y + image.in(-0.02f, 0.02f), cosine(turns), sine(turns), scale};
    const float corner = design.in(0.01f, 0.08f);
    fill(canvas, frame, 1, keypad.body, [&](float x, float y) { return boxDistance(x, y, keypad.half.x, keypad.half.y, corner); });
    paintElements(canvas, frame, keypad.fixed);
    Element display = keypad.display;
    for (char& digit : display.text)
        digit = char('0' + image.below(10));
    paintElements(canvas, frame, {display});
    const bool legendsOnly = fault.random.chance(0.4f) && !keypad.legends.empty();
    std::vector<Element> things = keypad.keys;
    things.insert(things.end(), keypad.others.begin(), keypad.others.end());
    if (legendsOnly && fault && !fault.is(FaultKind::Broken))
        for (Element& e : things)
            e.group = -1;
    things.insert(things.end(), keypad.legends.begin(), keypad.legends.end());
    if (fault && !fault.is(FaultKind::Broken))
        applyFault(things, frame, fault);
    Element chosen;
    for (int tries = 0; tries < 20; ++tries) {
        chosen = keypad.keys[std::size_t(fault.random.below(int(keypad.keys.size())))];
        const Frame seen = frame.with({chosen.x, chosen.y});
        if (std::fabs(seen.x - 0.5f) < 0.4f && std::fabs(seen.y - 0.5f) < 0.4f)
            break;
    }
    if (fault.is(FaultKind::Broken)) {
        const Canvas before = canvas;
        paintElements(canvas, frame, things);
        breakKey(canvas, before, frame, *std::ranges::find(keypad.keys, chosen.group, &Element::group), fault);
    } else {
        paintElements(canvas, frame, things);
    }
    roughen(canvas, 0.02f, 90, 0.0001f, std::uint32_t(image.next()));
}

}  // namespace inference::synth
