#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

using Shape = Element::Shape;
using Elements = std::vector<Element>;

/// What is sold in the tray, of half size 1: a body and a few things on it.
class Item {
public:
    explicit Item(Random& design)
        : m_design(design)
        , m_colour(design.chance(0.3f) ? near(grey(design.in(0.55f, 0.95f)), 0.03f, design)
                   : design.chance(0.5f) ? hsv({design.unit(), design.in(0.4f, 0.9f), design.in(0.4f, 0.95f)}) : paintColour(design))
        , m_gloss(design.chance(0.4f) ? design.in(0.4f, 0.8f) : design.in(0.05f, 0.3f))
        , m_second(design.chance(0.6f) ? m_colour * design.in(0.45f, 0.8f) : paintColour(design))
    {
        addBody();
        for (int layers = design.inclusive(1, 3); layers > 0; --layers)
            addLayer();
    }

    Elements elements;
    float aspect = 1;
    bool round = false;  ///< may lie at any angle in its pocket

private:
    void add(Shape shape, const Point& at, float turns, const Point& size, const Material& material, float corner = 0, std::string text = {})
    {
        elements.push_back({shape, at.x, at.y, turns, size.x, size.y, corner, material, std::move(text), 0});
    }

    void addBody()
    {
        Material body {m_colour, 1, m_gloss, m_design.in(0.15f, 0.4f), m_design.in(0.05f, 0.3f), 0, m_design.chance(0.2f) ? m_design.in(0.03f, 0.12f) : 0, true};
        body.dome = m_design.chance(0.5f) ? m_design.in(0.15f, 0.6f) : 0;
        const int kind = m_design.below(7);
        const int lobes = m_design.inclusive(3, 8);
        if (kind <= 1) {
            round = true;
            add(Shape::Disc, {0, 0}, 0, {1, 0}, body);
        } else if (kind == 2) {
            add(Shape::Hex, {0, 0}, 0, {0.86f, 0}, body);
        } else if (kind == 3) {  // a flower
            round = true;
            const float size = m_design.in(0.28f, 0.4f);
            for (int k = 0; k < lobes; ++k)
                add(Shape::Disc, {(1 - size) * cosine(float(k) / float(lobes)), (1 - size) * sine(float(k) / float(lobes))}, 0, {size, 0}, body);
            add(Shape::Disc, {0, 0}, 0, {0.72f, 0}, body);
        } else if (kind == 4) {  // a bottle, a screw from the side
            aspect = m_design.in(0.35f, 0.55f);
            const float neck = m_design.in(0.1f, 0.5f);
            add(Shape::Box, {-neck * 0.5f, 0}, 0, {1 - neck * 0.5f, aspect * m_design.in(0.3f, 0.7f)}, body, 0.05f);
            Material head = body;
            head.colour = m_second;
            add(Shape::Box, {1 - neck * 0.6f, 0}, 0, {neck * 0.6f, aspect}, head, 0.06f);
        } else {
            aspect = kind == 5 ? m_design.in(0.8f, 1) : m_design.in(0.4f, 0.7f);
            body.domeWidth = aspect;
            add(Shape::Box, {0, 0}, 0, {kind == 5 ? 0.85f : 1, kind == 5 ? 0.85f * aspect : aspect}, body, aspect * m_design.in(0.05f, 0.8f));
        }
    }

    void addLayer()
    {
        const bool relief = m_design.chance(0.6f);
        const Material own {relief ? m_colour * m_design.in(0.7f, 1.1f) : m_second, 1, m_gloss, relief ? m_design.either(0.08f, 0.22f) : 0, relief ? 0.06f : 0};
        const float reach = aspect * m_design.in(0.4f, 0.75f);
        const int count = m_design.inclusive(3, 9);
        const float slim = m_design.in(0.08f, 0.2f) * aspect;
        switch (m_design.below(7)) {
        case 0: return add(Shape::Disc, {0, 0}, 0, {reach, 0}, own);
        case 1: return add(Shape::Ring, {0, 0}, 0, {reach, reach * m_design.in(0.6f, 0.85f)}, own);
        case 2:  // slots
            for (int k = m_design.below(2); k >= 0; --k)
                add(Shape::Box, {0, 0}, 0.25f * float(k), {reach, slim * 0.8f}, own, slim * 0.3f);
            return;
        case 3:  // a circle of dots
            for (int k = 0; k < count; ++k)
                add(Shape::Disc, {reach * cosine(float(k) / float(count)), reach * sine(float(k) / float(count))}, 0, {slim, 0}, own);
            return;
        case 4:  // ridges
            for (int k = 0; k < count; ++k)
                add(Shape::Box, {reach * (2 * float(k) / float(count - 1) - 1) / aspect, 0}, 0.27f, {reach * 0.8f, reach / aspect * 0.4f / float(count)}, own);
            return;
        case 5: return add(Shape::Text, {0, 0}, 0, {reach * 1.1f, reach * 0.2f}, own, 0, madeUpCode(m_design, m_design.inclusive(1, aspect < 0.75f ? 3 : 2)));
        default: return add(Shape::Box, {m_design.in(-0.3f, 0.3f), 0}, 0.035f * float(count), {reach * 0.5f, reach * 0.4f}, own, slim);
        }
    }

    Random& m_design;
    Colour m_colour;
    float m_gloss;
    Colour m_second;
};

Elements placed(const Elements& item, const Frame& frame, int group)
{
    Elements result = item;
    for (Element& e : result) {
        frame.toPicture(e.x, e.y, e.x, e.y);
        e.turns += angleOf(frame.cosine, frame.sine);
        for (float* length : {&e.a, &e.b, &e.c, &e.material.raise, &e.material.bevel, &e.material.dome, &e.material.domeWidth})
            *length *= frame.scale;
        e.group = group;
    }
    return result;
}

/// Paints the item and bites a piece off, so that what was there before shows again.
void paintBitten(Canvas& canvas, const Frame& frame, const Elements& item, const Frame& place, Fault& fault)
{
    const Canvas before = canvas;
    paintElements(canvas, frame, item);
    const float cut = fault.random.in(0.5f, 0.9f) * std::min(fault.strength, 1.4f);
    const float turns = fault.random.unit();
    const Frame own = frame.with(Frame::turned(place.x, place.y, turns, place.scale));
    canvas.around(own.x, own.y, own.scale * 1.3f, [&](float x, float y, std::size_t i) {
        float lx = 0;
        float ly = 0;
        own.toLocal(x, y, lx, ly);
        const float gone = lx - 1 + cut + 0.13f * fractalAt(lx * 3, ly * 4, 5, 2);
        if (gone > 0) {
            canvas.setColour(i, before.colour(i));
            canvas.height[i] = before.height[i];
            canvas.gloss[i] = before.gloss[i];
        } else if (gone > -0.15f && canvas.height[i] != before.height[i]) {  // the broken face
            canvas.setColour(i, canvas.colour(i) * (0.75f + 0.35f * noiseAt(lx * 9, ly * 9, 6)));
            canvas.height[i] = mix(canvas.height[i], before.height[i], 0.4f);
            canvas.gloss[i] *= 0.3f;
        }
    });
}

}  // namespace

void paintTray(Canvas& canvas, Streams streams, Fault fault)
{
    Random& design = streams.design;
    const bool whole = design.chance(0.35f);
    if (whole)
        paintBackground(canvas, streams);
    const Item item(design);
    const Colour colour = design.chance(0.5f) ? near(grey(design.in(0.08f, 0.95f)), 0.03f, design) : paintColour(design);
    const float gloss = design.in(0.05f, 0.7f);
    const int across = design.inclusive(3, item.aspect < 0.75f ? 4 : 6);
    const bool staggered = design.chance(0.25f);
    const float pitch = (whole ? 0.82f : 1.1f) / float(across);
    const bool slim = item.aspect < 0.75f;
    const float step = pitch * (slim ? item.aspect * design.in(1, 1.2f) : 1);
    const int down = whole ? std::max(1, floorInt(0.84f / step)) : floorInt(1.2f / step) + 2;
    const int columns = whole ? across : across + 2;
    const float wall = design.in(0.78f, 0.97f);
    const Point room {pitch / 2 * wall, step / 2 * wall};  // half a pocket
    const float size = (slim ? std::min(room.x, room.y / item.aspect) : std::min(room.x, room.y)) * design.in(0.68f, 0.93f);
    const bool roundPockets = !slim && design.chance(item.round ? 0.7f : 0.25f);
    const float depth = -size * design.in(0.15f, 0.5f);
    const float shade = design.chance(0.3f) ? design.in(0.25f, 0.6f) : design.in(0.75f, 1);
    const Material pocket {colour * shade, 1, gloss, depth, size * design.in(0.08f, 0.3f)};
    const float corner = std::min(room.x, room.y) * design.in(0.05f, 0.6f);
    const float base = (design.chance(0.7f) ? 0.25f * float(design.below(4)) : design.unit()) + streams.image.in(-0.01f, 0.01f);
    const float anyTurn = item.round && design.chance(0.4f) ? 1 : design.in(0.003f, 0.02f);
    const float loose = std::min(room.x, room.y) * design.in(0.01f, 0.06f);
    const Frame frame {0.5f + streams.image.in(-0.03f, 0.03f), 0.5f + streams.image.in(-0.03f, 0.03f), cosine(base), sine(base), 1};
    const Material body {colour, 1, gloss, 0.02f, 0.008f, 0, 0, true, true};
    const Point half {whole ? pitch * float(columns) / 2 + (staggered ? pitch / 4 : 0) + 0.02f : 2, whole ? step * float(down) / 2 + 0.02f : 2};
    fill(canvas, frame, 2, body, [&](float x, float y) { return boxDistance(x, y, half.x, half.y, 0.03f); });
    Elements items;
    std::vector<Frame> places;
    for (int row = 0; row < down; ++row)
        for (int column = 0; column < columns; ++column) {
            const float shifted = staggered ? (row & 1 ? 0.25f : -0.25f) : 0;
            const Point at {(float(column) - float(columns - 1) / 2 + shifted) * pitch, (float(row) - float(down - 1) / 2) * step};
            const Frame own = frame.with({at.x, at.y});
            fill(canvas, own, std::max(room.x, room.y), pocket, [&](float x, float y) {
                return roundPockets ? discDistance(x, y, std::min(room.x, room.y)) : boxDistance(x, y, room.x, room.y, corner);
            });
            const float aside = loose * streams.image.in(-1, 1);
            const float along = loose * streams.image.in(-1, 1);
            const float turns = anyTurn * streams.image.in(-0.5f, 0.5f);
            places.push_back(Frame::turned(at.x + aside, at.y + along, turns, size));
            const Elements one = placed(item.elements, places.back(), int(places.size()) - 1);
            items.insert(items.end(), one.begin(), one.end());
        }
    roughen(canvas, 0.03f, 80, 0.0002f, std::uint32_t(streams.image.next()));
    int chosen = 0;
    for (int tries = 0; tries < 20; ++tries) {
        chosen = fault.random.below(int(places.size()));
        const Frame seen = frame.with(places[std::size_t(chosen)]);
        if (std::fabs(seen.x - 0.5f) < 0.4f && std::fabs(seen.y - 0.5f) < 0.4f)
            break;
    }
    const Frame& place = places[std::size_t(chosen)];
    if (fault.is(FaultKind::Broken)) {
        std::erase_if(items, [chosen](const Element& e) { return e.group == chosen; });
        paintElements(canvas, frame, items);
        return paintBitten(canvas, frame, placed(item.elements, place, chosen), place, fault);
    }
    if (fault.is(FaultKind::Extra)) {  // one lies on the walls between the pockets
        const Point aside {pitch * fault.random.either(0.35f, 0.55f), step * fault.random.either(0.35f, 0.55f)};
        const Elements one = placed(item.elements, Frame::turned(place.x + aside.x, place.y + aside.y, fault.random.unit(), size), -1);
        items.insert(items.end(), one.begin(), one.end());
    } else if (fault) {
        applyFault(items, frame, fault);
    }
    paintElements(canvas, frame, items);
}

}  // namespace inference::synth
