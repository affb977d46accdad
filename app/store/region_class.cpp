#include "app/store/region_class.h"

#include <ranges>

namespace app {

std::optional<std::size_t> regionAt(const inference::Point& at, std::span<const inference::Defect> regions)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const inference::Rect& box = regions[i].box;
        if (regions[i].peakAt == at)
            return i;
        if (at.x < box.x || at.x >= box.x + box.width || at.y < box.y || at.y >= box.y + box.height)
            continue;
        if (!found || box.width * box.height < regions[*found].box.width * regions[*found].box.height)
            found = i;
    }
    return found;
}

const RegionNote* noteOf(std::size_t region, std::span<const inference::Defect> regions, const ReviewState& review)
{
    for (const RegionNote& said : review.regions | std::views::reverse)
        if (regionAt(said.at, regions) == region)
            return &said;
    return nullptr;
}

std::string classOf(std::size_t region, std::span<const inference::Defect> regions, const ReviewState& review)
{
    const RegionNote* const said = noteOf(region, regions, review);
    return said ? said->className : std::string();
}

}  // namespace app
