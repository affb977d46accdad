#include "training/synth/element_p.h"
#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Rows of contacts in a housing of half size 1 x `aspect`.
std::vector<Element> contactsOf(Random& design, float aspect, const Colour& body)
{
    std::vector<Element> contacts;
    const int rows = design.inclusive(1, 3);
    const int columns = design.inclusive(3, 14);
    const bool sockets = design.chance(0.5f);
    const bool round = design.chance(0.5f);
    const float pitchX = 1.6f / float(columns);
    const float pitchY = aspect * 1.3f / float(rows);
    const float size = std::min(pitchX, pitchY) * design.in(0.26f, 0.38f);
    const Material cavity {body * 0.2f, 1, 0.05f, -0.06f, 0.006f};
    const Material metal {design.chance(0.5f) ? hsv({0.12f, 0.5f, 0.85f}) : grey(0.8f), 1, 0.8f, 0.03f, 0.01f};
    const auto shape = round ? Element::Shape::Disc : Element::Shape::Box;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const int group = row * columns + column;
            const float x = (float(column) - float(columns - 1) / 2) * pitchX;
            const float y = (float(row) - float(rows - 1) / 2) * pitchY;
            if (sockets)
                contacts.push_back({shape, x, y, 0, size * 1.25f, size * 1.25f, 0.01f, cavity, {}, group});
            contacts.push_back({shape, x, y, 0, size * (sockets ? 0.6f : 1), size * (sockets ? 0.6f : 1), 0, metal, {}, group});
        }
    return contacts;
}

}  // namespace

void paintConnector(Canvas& canvas, Streams streams, Fault fault)
{
    paintBackground(canvas, streams);
    Random& design = streams.design;
    const Colour colour = design.chance(0.6f) ? grey(design.chance(0.6f) ? design.in(0.1f, 0.3f) : design.in(0.75f, 0.95f)) : paintColour(design);
    const float aspect = design.in(0.25f, 0.6f);
    const bool key = design.chance(0.6f);
    const Material body {colour, 1, design.in(0.1f, 0.4f), 0.1f, 0.02f, 0, 0, true, true};
    const Material rim {colour * 0.8f, 1, 0.15f, -0.04f, 0.02f};
    std::vector<Element> contacts = contactsOf(design, aspect, colour);
    const bool tray = design.chance(0.6f);
    const std::vector<Frame> frames = placeParts(streams, 0.25f, true);
    const auto chosen = std::size_t(fault.random.below(int(frames.size())));
    for (std::size_t k = 0; k < frames.size(); ++k) {
        const Frame& frame = frames[k];
        const auto scaled = [&](Material m) {
            m.raise *= frame.scale * 1.5f;
            m.bevel *= frame.scale * 1.5f;
            return m;
        };
        fill(canvas, frame, 1.2f, scaled(body), [&](float x, float y) {
            const float d = boxDistance(x, y, 1, aspect, 0.04f);
            return key ? std::min(d, boxDistance(x, y - aspect, 0.2f, 0.08f, 0.02f)) : d;
        });
        if (tray)
            fill(canvas, frame, 1.2f, scaled(rim), [&](float x, float y) { return boxDistance(x, y, 0.9f, aspect * 0.8f, 0.03f); });
        std::vector<Element> own = contacts;
        for (Element& e : own)
            e.material = scaled(e.material);
        if (fault && k == chosen)
            applyFault(own, frame, fault);
        paintElements(canvas, frame, own);
    }
    roughen(canvas, 0.03f, 80, 0.0002f, std::uint32_t(streams.image.next()));
}

}  // namespace inference::synth
