#pragma once

#include "core/placement.h"
#include "core/recipe.h"

#include <cstdint>
#include <vector>

namespace inference::judging {

/// Which rule judges each pixel of the judging raster.
struct ZoneRaster {
    static constexpr std::uint8_t rest = 0;       ///< the recipe's own rule; zone i has i + 1
    static constexpr std::uint8_t dontCare = 255; ///< never judged
    static constexpr std::size_t mostZones = inference::mostZones;

    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> zones;  ///< row-major; empty where the whole raster is judged by the recipe's own rule

    bool uniform() const { return zones.empty(); }
    std::uint8_t at(std::size_t pixel) const { return zones.empty() ? rest : zones[pixel]; }
    friend bool operator==(const ZoneRaster&, const ZoneRaster&) = default;
};

/// Zones and don't-care areas of `recipe` on a raster of `raster` pixels over an image of `image` pixels. A pixel belongs to a
/// polygon that holds its centre (even-odd); later zones lie over earlier ones, don't-care areas over all. Polygons drawn for
/// an image of another size are stretched to this one, and lie where `placement`, in its pixels, says that the part does; null: where they
/// were drawn. Pure; any thread.
/// Throws Error(BadInput, "zones") for more than `mostZones` of them, Error(BadInput) for empty sizes.
ZoneRaster rasterOf(const Recipe& recipe, Size raster, Size image, const Placement* placement = nullptr);

/// The rule by which pixels of zone `zone` (as in ZoneRaster) are judged.
const RegionRule& ruleOf(const Recipe& recipe, std::size_t zone);

}  // namespace inference::judging
