#include "widgets/defect_density.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

std::optional<inference::Point> relativePlace(const DefectRecord& record)
{
    if (record.imageSize.width <= 0 || record.imageSize.height <= 0)
        return std::nullopt;
    const inference::Point at = record.onPart.value_or(record.centroid);
    const inference::Point place{at.x / record.imageSize.width, at.y / record.imageSize.height};
    const bool inside = place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1;  // not so for a NaN
    return inside ? std::optional(place) : std::nullopt;
}

int DensityGrid::greatest() const
{
    return counts.empty() ? 0 : std::ranges::max(counts);
}

int DensityGrid::cellOf(inference::Point place) const
{
    const auto step = [](double share, int steps) { return std::clamp(int(std::floor(share * steps)), 0, steps - 1); };
    return cell(step(place.x, columns), step(place.y, rows));
}

inference::Rect DensityGrid::rectOf(int cell) const
{
    return {double(cell % columns) / columns, double(cell / columns) / rows, 1.0 / columns, 1.0 / rows};
}

DensityGrid densityOf(const std::vector<DefectRecord>& records, int columns, int rows)
{
    DensityGrid grid{columns, rows, std::vector<int>(std::size_t(columns) * std::size_t(rows)), 0};
    for (const DefectRecord& record : records) {
        if (const auto place = relativePlace(record))
            ++grid.counts[std::size_t(grid.cellOf(*place))];
        else
            ++grid.outside;
    }
    return grid;
}

double usualAspect(const std::vector<DefectRecord>& records)
{
    // Images of one batch come in a handful of sizes: a short list is searched faster than a hash.
    std::vector<std::pair<inference::Size, int>> sizes;
    for (const DefectRecord& record : records) {
        if (record.imageSize.width <= 0 || record.imageSize.height <= 0)
            continue;
        const auto known = std::ranges::find(sizes, record.imageSize, &std::pair<inference::Size, int>::first);
        if (known != sizes.end())
            ++known->second;
        else if (sizes.size() < 64)
            sizes.emplace_back(record.imageSize, 1);
    }
    if (sizes.empty())
        return 4.0 / 3;
    const auto& usual = *std::ranges::max_element(sizes, {}, &std::pair<inference::Size, int>::second);
    return double(usual.first.width) / usual.first.height;
}

bool liesInside(const DefectRecord& record, const inference::Rect& area)
{
    const auto within = [](double value, double from, double size) {
        return value >= from && (value < from + size || (value <= 1 && from + size >= 1));
    };
    const auto place = relativePlace(record);
    return place && within(place->x, area.x, area.width) && within(place->y, area.y, area.height);
}

}  // namespace widgets
