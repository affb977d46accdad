#include "training/synth/element_p.h"

#include <map>
#include <utility>

namespace inference::synth {
namespace {

/// Around which point a group lies, and how far it reaches.
struct Extent {
    float left = 9, right = -9, top = 9, bottom = -9;
    float x() const { return (left + right) / 2; }
    float y() const { return (top + bottom) / 2; }
    float size() const { return std::max(right - left, bottom - top); }
};

float reachOf(const Element& e)
{
    switch (e.shape) {
    case Element::Shape::Disc:
    case Element::Shape::Ring: return e.a;
    case Element::Shape::Box: return lengthOf(e.a, e.b);
    case Element::Shape::Hex: return e.a * 1.16f;
    case Element::Shape::Text: return textWidth(e.text) * e.a / 2;
    }
    return 0;
}

std::map<int, Extent> extentsOf(const std::vector<Element>& elements)
{
    std::map<int, Extent> extents;
    for (const Element& e : elements) {
        if (e.group < 0)
            continue;
        Extent& extent = extents[e.group];
        const float reach = reachOf(e) * 0.8f;
        extent.left = std::min(extent.left, e.x - reach);
        extent.right = std::max(extent.right, e.x + reach);
        extent.top = std::min(extent.top, e.y - reach);
        extent.bottom = std::max(extent.bottom, e.y + reach);
    }
    return extents;
}

bool isSeen(const Frame& frame, float x, float y)
{
    float px = 0;
    float py = 0;
    frame.toPicture(x, y, px, py);
    return px > 0.08f && px < 0.92f && py > 0.08f && py < 0.92f;
}

void misprint(std::string& text, Random& random)
{
    if (text.empty())
        return;
    const auto place = std::size_t(random.below(int(text.size())));
    if (random.chance(0.5f))
        text[place] = ' ';
    else
        text[place] = text[place] == '8' ? '1' : '8';
}

void moveGroup(std::vector<Element>& elements, int group, const Extent& extent, Fault& fault)
{
    Random& random = fault.random;
    const float away = extent.size() * random.in(0.2f, 0.5f) * fault.strength;
    const float direction = random.unit();
    const float turns = random.chance(0.5f) ? 0 : random.either(0.03f, 0.12f) * fault.strength;
    const Frame moved = Frame::turned(extent.x() + away * cosine(direction), extent.y() + away * sine(direction), turns);
    for (Element& e : elements)
        if (e.group == group) {
            moved.toPicture(e.x - extent.x(), e.y - extent.y(), e.x, e.y);
            e.turns += turns;
        }
}

/// A second one towards the middle of all groups, where there is a part to hold it.
void doubleGroup(std::vector<Element>& elements, int group, const Extent& extent, Fault& fault, Point middle)
{
    Random& random = fault.random;
    const float inwards = lengthOf(middle.x - extent.x(), middle.y - extent.y());
    const float away = std::min(extent.size() * random.in(0.7f, 1.4f), std::max(0.6f, inwards * 1.5f));
    const float direction = inwards < extent.size() * 0.3f ? random.unit() : angleOf(middle.x - extent.x(), middle.y - extent.y()) + random.in(-0.15f, 0.15f);
    std::vector<Element> copies;
    for (const Element& e : elements)
        if (e.group == group) {
            copies.push_back(e);
            copies.back().x += away * cosine(direction);
            copies.back().y += away * sine(direction);
        }
    elements.insert(elements.end(), copies.begin(), copies.end());
}

Point middleOf(const std::map<int, Extent>& extents)
{
    Point sum {0, 0};
    for (const auto& [group, extent] : extents)
        sum = {sum.x + extent.x(), sum.y + extent.y()};
    const float count = std::max(1.0f, float(extents.size()));
    return {sum.x / count, sum.y / count};
}

}  // namespace

void paintElements(Canvas& canvas, const Frame& frame, const std::vector<Element>& elements)
{
    for (const Element& e : elements) {
        const Frame own = frame.with(Frame::turned(e.x, e.y, e.turns));
        switch (e.shape) {
        case Element::Shape::Disc:
            fill(canvas, own, e.a, e.material, [&](float x, float y) { return discDistance(x, y, e.a); });
            break;
        case Element::Shape::Ring:
            fill(canvas, own, e.a, e.material, [&](float x, float y) {
                const float r = lengthOf(x, y);
                return std::max(r - e.a, e.b - r);
            });
            break;
        case Element::Shape::Box:
            fill(canvas, own, lengthOf(e.a, e.b), e.material, [&](float x, float y) { return boxDistance(x, y, e.a, e.b, e.c); });
            break;
        case Element::Shape::Hex:
            fill(canvas, own, e.a * 1.16f, e.material, [&](float x, float y) { return hexDistance(x, y, e.a); });
            break;
        case Element::Shape::Text: fillText(canvas, own, e.text, e.a, e.b, e.material); break;
        }
    }
}

void applyFault(std::vector<Element>& elements, const Frame& frame, Fault& fault)
{
    const bool print = fault.is(FaultKind::Misprint);
    if (print) {
        std::vector<Element*> texts;
        for (Element& e : elements)
            if (e.shape == Element::Shape::Text && isSeen(frame, e.x, e.y))
                texts.push_back(&e);
        if (texts.empty())
            return;
        Element& text = *texts[std::size_t(fault.random.below(int(texts.size())))];
        misprint(text.text, fault.random);
        if (fault.strength > 1 && fault.random.chance(0.5f))
            misprint(text.text, fault.random);
        return;
    }
    const std::map<int, Extent> extents = extentsOf(elements);
    std::vector<std::pair<int, Extent>> seen;
    for (const auto& [group, extent] : extents)
        if (isSeen(frame, extent.x(), extent.y()))
            seen.emplace_back(group, extent);
    if (seen.empty())
        return;
    const auto [group, extent] = seen[std::size_t(fault.random.below(int(seen.size())))];
    if (fault.is(FaultKind::Missing))
        std::erase_if(elements, [g = group](const Element& e) { return e.group == g; });
    else if (fault.is(FaultKind::Misplaced))
        moveGroup(elements, group, extent, fault);
    else if (fault.is(FaultKind::Extra))
        doubleGroup(elements, group, extent, fault, middleOf(extents));
}

}  // namespace inference::synth
