#include "training/synth/catalogue_p.h"

#include <algorithm>
#include <array>

namespace inference::synth {
namespace {

constexpr unsigned printFault = bitOf(FaultKind::Misprint);
constexpr unsigned brokenFault = bitOf(FaultKind::Broken);
constexpr bool heldOut = true;
constexpr bool trained = false;

constexpr SurfaceEntry surfaces[] = {
    {{"assembly", trained, 3}, paintAssembly, elementFaults},
    {{"biscuit"}, paintBiscuit, elementFaults | brokenFault | printFault},
    {{"board", heldOut}, paintBoard, elementFaults | printFault},
    {{"braid"}, paintBraid, elementFaults | brokenFault},
    {{"brushed"}, paintBrushed, noFaults},
    {{"cap", heldOut}, paintCap, elementFaults | printFault},
    {{"carpet"}, paintCarpet, noFaults},
    {{"casting"}, paintCasting, elementFaults},
    {{"connector"}, paintConnector, elementFaults},
    {{"dial"}, paintDial, elementFaults | brokenFault | printFault},
    {{"fibres"}, paintFibres, bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | brokenFault},
    {{"foam"}, paintFoam, elementFaults | brokenFault},
    {{"gear", heldOut}, paintGear, elementFaults | brokenFault},
    {{"granules", trained, 2}, paintGranules, noFaults},
    {{"grating", trained, 2}, paintGrating, elementFaults},
    {{"harness", trained, 2}, paintHarness, elementFaults | brokenFault},
    {{"keypad"}, paintKeypad, elementFaults | brokenFault},
    {{"knit", heldOut}, paintKnit, elementFaults | brokenFault},
    {{"label", trained, 2}, paintLabel, elementFaults},
    {{"leather"}, paintLeather, noFaults},
    {{"marble", trained, 2}, paintMarble, noFaults},
    {{"mesh"}, paintMesh, elementFaults | brokenFault},
    {{"motif", trained, 2}, paintMotif, elementFaults},
    {{"moulding"}, paintMoulding, elementFaults | printFault},
    {{"mural", trained, 2}, paintMural, bitOf(FaultKind::Misplaced) | brokenFault},
    {{"paper"}, paintPaper, elementFaults | printFault},
    {{"patchwork", trained, 2}, paintPatchwork, bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | brokenFault},
    {{"pieces", trained, 3}, paintPieces, elementFaults | brokenFault | printFault},
    {{"printed"}, paintPrinted, elementFaults | brokenFault},
    {{"profile", trained, 2}, paintProfile, elementFaults | brokenFault},
    {{"ribs", trained, 2}, paintRibs, bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | brokenFault},
    {{"tablet"}, paintTablet, elementFaults | brokenFault | printFault},
    {{"terrazzo"}, paintTerrazzo, noFaults},
    {{"thread"}, paintThread, brokenFault},
    {{"tiles", heldOut}, paintTiles, bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | brokenFault},
    {{"tray", trained, 2}, paintTray, elementFaults | brokenFault | printFault},
    {{"washer"}, paintWasher, bitOf(FaultKind::Missing) | bitOf(FaultKind::Misplaced) | brokenFault},
    {{"weave"}, paintWeave, elementFaults | brokenFault},
    {{"wood", heldOut}, paintWood, noFaults},
};
constexpr std::size_t surfaceCount = std::size(surfaces);

/// In the order of the enumeration, as the painters below.
constexpr DefectEntry defects[] = {
    {DefectKind::Scratch, "scratch"},
    {DefectKind::Crack, "crack"},
    {DefectKind::Stain, "stain"},
    {DefectKind::Pit, "pit"},
    {DefectKind::Dent, "dent"},
    {DefectKind::ForeignBody, "foreign_body"},
    {DefectKind::Missing, "missing", heldOut},
    {DefectKind::Misplaced, "misplaced"},
    {DefectKind::Extra, "extra"},
    {DefectKind::Smear, "smear", heldOut},
    {DefectKind::ColourShift, "colour"},
    {DefectKind::Broken, "broken"},
    {DefectKind::Burn, "burn"},
    {DefectKind::Misprint, "misprint"},
};

constexpr DefectPainter painters[] = {
    {DefectKind::Scratch, FaultKind::None, paintScratch},
    {DefectKind::Crack, FaultKind::None, paintCrack},
    {DefectKind::Stain, FaultKind::None, paintStain},
    {DefectKind::Pit, FaultKind::None, paintPit},
    {DefectKind::Dent, FaultKind::None, paintDent},
    {DefectKind::ForeignBody, FaultKind::None, paintForeignBody, true},
    {DefectKind::Missing, FaultKind::Missing, paintErased},
    {DefectKind::Misplaced, FaultKind::Misplaced, paintPasted},
    {DefectKind::Extra, FaultKind::Extra, paintPasted},
    {DefectKind::Smear, FaultKind::None, paintSmear},
    {DefectKind::ColourShift, FaultKind::None, paintColourShift},
    {DefectKind::Broken, FaultKind::Broken, paintBroken},
    {DefectKind::Burn, FaultKind::None, paintBurn},
    {DefectKind::Misprint, FaultKind::Misprint, paintGhost},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < std::size(defects); ++i)
        if (defects[i].kind != DefectKind(i) || painters[i].kind != DefectKind(i))
            return false;
    return std::size(defects) == std::size(painters);
}
static_assert(inOrder());

constexpr std::array<ProductKind, surfaceCount> kindsOnly()
{
    std::array<ProductKind, surfaceCount> kinds {};
    for (std::size_t i = 0; i < surfaceCount; ++i)
        kinds[i] = surfaces[i].kind;
    return kinds;
}

constexpr std::array<ProductKind, surfaceCount> kinds = kindsOnly();

}  // namespace

std::span<const ProductKind> productKinds()
{
    return kinds;
}

std::span<const DefectEntry> defectKinds()
{
    return defects;
}

std::string_view nameOf(DefectKind kind)
{
    return defects[std::size_t(kind)].name;
}

std::optional<DefectKind> defectNamed(std::string_view name)
{
    for (const DefectEntry& entry : defects)
        if (entry.name == name)
            return entry.kind;
    return std::nullopt;
}

bool isProductKind(std::string_view name)
{
    return surfaceNamed(name) != nullptr;
}

const SurfaceEntry* surfaceNamed(std::string_view name)
{
    const auto* const found = std::ranges::find(surfaces, name, [](const SurfaceEntry& entry) { return entry.kind.name; });
    return found == std::end(surfaces) ? nullptr : found;
}

const DefectPainter& painterOf(DefectKind kind)
{
    return painters[std::size_t(kind)];
}

}  // namespace inference::synth
