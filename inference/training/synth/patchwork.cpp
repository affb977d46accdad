#include "training/synth/pattern_p.h"

namespace inference::synth {
namespace {

/// Cells side by side with joints or seams between: six- and three-cornered, diamonds, round ones, of no order.
struct Field {
    enum class Cells { Hex, Triangle, Diamond, Round, Loose };
    Lay lay;
    Cells cells;
    float slim, joint, bevel, bulge, relief, gloss, vary, speckle, fine;
    int colours;
    bool ordered;  ///< colours follow the lattice
    Colour colour[4];
    Colour seam;
    std::uint32_t seed;

    static Field drawn(Streams& streams);
};

struct Place {
    int column, row;
    float x, y;  ///< from the cell's middle, in repeats
    float edge;  ///< how far within it
    bool operator==(const Place& other) const { return column == other.column && row == other.row; }
};

Field Field::drawn(Streams& streams)
{
    Random& design = streams.design;
    Field field {};
    field.lay = Lay::drawn(streams, 4, 18, 0.06f);
    field.cells = Cells(design.below(5));
    field.slim = design.in(0.45f, 0.75f);  // diamonds, never squares, which are tiles
    field.joint = design.in(0.01f, 0.08f);
    field.bevel = design.in(0.02f, 0.15f);
    field.bulge = design.chance(0.4f) ? design.in(0.2f, 1) : 0;
    field.relief = design.chance(0.25f) ? 0 : design.in(0.04f, 0.2f) / field.lay.perUnit;
    field.gloss = design.chance(0.4f) ? design.in(0.3f, 0.9f) : 0.06f;
    field.vary = design.in(0.005f, 0.12f);
    field.speckle = design.in(0, 0.15f);
    field.fine = design.logIn(25, 140);
    field.colours = design.inclusive(1, 4);
    field.ordered = design.chance(0.5f);
    const bool kin = design.chance(0.4f);
    const float apart = design.in(0.02f, 0.12f);
    for (Colour& one : field.colour)
        one = &one == field.colour || !kin ? paintColour(design) : near(field.colour[0], apart, design);
    field.seam = design.chance(0.5f) ? field.colour[0] * design.in(0.1f, 0.6f) : grey(design.in(0.1f, 0.95f));
    field.seed = field.lay.seed;
    return field;
}

/// Of a lattice of rows `high` apart, every second one half a repeat on: the middle that is nearest.
Place nearestMiddle(float u, float v, float high)
{
    Place best {};
    float least = 99;
    const int row = floorInt(v / high + 0.5f);
    for (int r = row - 1; r <= row + 1; ++r) {
        const float shift = r & 1 ? 0.5f : 0;
        const int column = floorInt(u - shift + 0.5f);
        const float dx = u - float(column) - shift;
        const float dy = v - float(r) * high;
        if (dx * dx + dy * dy < least) {
            least = dx * dx + dy * dy;
            best = {column, r, dx, dy, 0};
        }
    }
    return best;
}

Place placeAt(const Field& field, synth::Cells& loose, float u, float v)
{
    Place place {};
    switch (field.cells) {
    case Field::Cells::Hex:
        place = nearestMiddle(u, v, 0.8660254f);
        place.edge = -hexDistance(place.y, place.x, 0.5f);
        return place;
    case Field::Cells::Round:
        place = nearestMiddle(u, v, 0.8660254f);
        place.edge = 0.47f - lengthOf(place.x, place.y);
        return place;
    case Field::Cells::Diamond: {
        const float a = u + v / field.slim;
        const float b = u - v / field.slim;
        place = {floorInt(a), floorInt(b), 0, 0, 0};
        const float fa = fraction(a) - 0.5f;
        const float fb = fraction(b) - 0.5f;
        place.x = (fa + fb) / 2;
        place.y = (fa - fb) / 2 * field.slim;
        place.edge = (0.5f - std::max(std::fabs(fa), std::fabs(fb))) * 0.5f * field.slim;
        return place;
    }
    case Field::Cells::Triangle: {
        const float b = v * 1.1547005f;  // height of a triangle of side 1
        const float a = u - b * 0.5f;
        const float fa = fraction(a);
        const float fb = fraction(b);
        const bool upper = fa + fb > 1;
        place = {floorInt(a) * 2 + (upper ? 1 : 0), floorInt(b), 0, 0, 0};
        const float third = upper ? 2.0f / 3 : 1.0f / 3;
        place.y = (fb - third) / 1.1547005f;
        place.x = fa - third + (fb - third) * 0.5f;
        place.edge = 0.8660254f * (upper ? std::min({1 - fa, 1 - fb, fa + fb - 1}) : std::min({fa, fb, 1 - fa - fb}));
        return place;
    }
    case Field::Cells::Loose: break;
    }
    const Cell cell = loose.at(u, v);
    return {cell.x, cell.y, u - float(cell.x) - 0.5f, v - float(cell.y) - 0.5f, (cell.second - cell.nearest) / 2};
}

}  // namespace

void paintPatchwork(Canvas& canvas, Streams streams, Fault fault)
{
    const Field field = Field::drawn(streams);
    Cells loose(field.seed + 5);
    Place bad {};
    float middleU = 0;
    float middleV = 0;
    float moveU = 0;
    float moveV = 0;
    float turns = 0;
    float cut = 0;
    if (fault) {
        const Spot spot = Spot::drawn(fault.random);
        field.lay.at(spot.x, spot.y, middleU, middleV);
        bad = placeAt(field, loose, middleU, middleV);
        middleU -= bad.x;
        middleV -= bad.y;
        moveU = fault.random.either(0.05f, 0.13f) * fault.strength;
        moveV = fault.random.either(0.05f, 0.13f) * fault.strength;
        turns = fault.random.either(0.01f, 0.05f) * fault.strength;
        cut = 0.25f - fault.random.in(0.1f, 0.3f) * fault.strength;
    }
    const float c = cosine(turns);
    const float s = sine(turns);
    const float perPixel = canvas.pixelsPerUnit() / field.lay.perUnit;
    canvas.everywhere([&](float x, float y, std::size_t i) {
        float u = 0;
        float v = 0;
        field.lay.at(x, y, u, v);
        Place place = placeAt(field, loose, u, v);
        const float speckle = fractalAt(x * field.fine, y * field.fine, field.seed + 2, 2);
        if (fault && place == bad) {
            const float du = u - middleU - moveU;
            const float dv = v - middleV - moveV;
            if (fault.is(FaultKind::Misplaced)) {
                const Place moved = placeAt(field, loose, middleU + du * c + dv * s, middleV + dv * c - du * s);
                place.edge = moved == bad ? moved.edge : -1;
            } else if (fault.is(FaultKind::Broken)) {
                place.edge = std::min(place.edge, cut - (place.x * c * moveU + place.y * moveV) / lengthOf(moveU, moveV) + 0.1f * speckle);
            } else {
                place.edge = -1;  // Missing
            }
        }
        const float within = place.edge - field.joint / 2;
        const float body = clamp01(within * perPixel + 0.5f);
        const float own = latticeValue(place.column, place.row, field.seed);
        const int which = field.ordered ? ((place.column + 2 * place.row) % field.colours + field.colours) % field.colours
                                        : int(latticeValue(place.column, place.row, field.seed + 1) * 0.999f * float(field.colours));
        const Colour face = field.colour[which] * ((1 + field.vary * 2 * (own - 0.5f)) * std::max(0.2f, 1 + field.speckle * speckle));
        canvas.setColour(i, mix(field.seam * (1 + 0.15f * speckle), face, body));
        const float rise = body * (smoothStep(0, field.bevel, within) + field.bulge * smoothStep(0, 0.45f, within));
        canvas.height[i] = field.relief * rise + 0.0003f * field.speckle * speckle;
        canvas.gloss[i] = mix(0.05f, field.gloss, body);
        canvas.solid[i] = 1;
    });
}

}  // namespace inference::synth
