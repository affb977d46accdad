#pragma once

#include "training/synth/painter_p.h"

#include <vector>

namespace inference::synth {

/// What is built wrong in a specimen; most surfaces can show a few of these by themselves.
enum class FaultKind { None, Missing, Misplaced, Extra, Broken, Misprint };

constexpr unsigned bitOf(FaultKind kind)
{
    return 1u << unsigned(kind);
}
constexpr unsigned noFaults = 0;
constexpr unsigned elementFaults = bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | bitOf(FaultKind::Extra);

struct Fault {
    FaultKind kind = FaultKind::None;
    Random random {0};    ///< which element, where, how far
    float strength = 1;   ///< 0.5 slight .. 2 gross
    explicit operator bool() const { return kind != FaultKind::None; }
    bool is(FaultKind other) const { return kind == other; }
};

/// Streams of one specimen: `design` is the same for all specimens of a product, `image` differs.
struct Streams {
    Random design;
    Random image;
};

/// What the camera sees of a product: called with an empty canvas. The same streams give the same picture, and with a fault the
/// same picture but for the fault: no stream may move by how much `fault` asks.
using PaintSurface = void (*)(Canvas&, Streams, Fault);

// Full of structure, edge to edge
void paintWeave(Canvas&, Streams, Fault);
void paintKnit(Canvas&, Streams, Fault);
void paintBrushed(Canvas&, Streams, Fault);
void paintWood(Canvas&, Streams, Fault);
void paintTiles(Canvas&, Streams, Fault);
void paintLeather(Canvas&, Streams, Fault);
void paintTerrazzo(Canvas&, Streams, Fault);
void paintMesh(Canvas&, Streams, Fault);
void paintPaper(Canvas&, Streams, Fault);
void paintPrinted(Canvas&, Streams, Fault);
void paintCarpet(Canvas&, Streams, Fault);
void paintPatchwork(Canvas&, Streams, Fault);
void paintBraid(Canvas&, Streams, Fault);
// Of no kind in particular: noise, heaps, bands, repeated motifs, print
void paintMarble(Canvas&, Streams, Fault);
void paintGranules(Canvas&, Streams, Fault);
void paintRibs(Canvas&, Streams, Fault);
void paintMotif(Canvas&, Streams, Fault);
void paintLabel(Canvas&, Streams, Fault);
void paintFibres(Canvas&, Streams, Fault);
void paintFoam(Canvas&, Streams, Fault);
void paintMural(Canvas&, Streams, Fault);
// Boards and parts
void paintBoard(Canvas&, Streams, Fault);
void paintCasting(Canvas&, Streams, Fault);
void paintWasher(Canvas&, Streams, Fault);
void paintCap(Canvas&, Streams, Fault);
void paintMoulding(Canvas&, Streams, Fault);
void paintGear(Canvas&, Streams, Fault);
void paintTablet(Canvas&, Streams, Fault);
void paintConnector(Canvas&, Streams, Fault);
void paintAssembly(Canvas&, Streams, Fault);
void paintGrating(Canvas&, Streams, Fault);
void paintProfile(Canvas&, Streams, Fault);
void paintPieces(Canvas&, Streams, Fault);
void paintThread(Canvas&, Streams, Fault);
void paintBiscuit(Canvas&, Streams, Fault);
void paintDial(Canvas&, Streams, Fault);
void paintHarness(Canvas&, Streams, Fault);
void paintKeypad(Canvas&, Streams, Fault);
void paintTray(Canvas&, Streams, Fault);

/// What parts lie on: plain, noisy, a belt, a table. Nothing of it is solid.
void paintBackground(Canvas& canvas, Streams& streams);

/// Where the parts of a picture lie: one large or several small ones, by the design; moved and turned a little by the image.
/// The frame's unit is the part's own half size.
std::vector<Frame> placeParts(Streams& streams, float severalChance, bool anyTurn);

/// Strength of the grain of a surface that should look cast, moulded or painted.
void roughen(Canvas& canvas, float amount, float fineness, float relief, std::uint32_t seed);

}  // namespace inference::synth
