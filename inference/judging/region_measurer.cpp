#include "judging/region_measurer_p.h"

#include "judging/feret.h"

#include <algorithm>

namespace inference::judging {

Measurer::Measurer(const AnomalyMap& map, const ZoneRaster& zones, const std::vector<int>& labels, Size imageSize)
    : m_map(map)
    , m_zones(zones)
    , m_labels(labels)
    , m_scaleX(double(imageSize.width) / map.width)
    , m_scaleY(double(imageSize.height) / map.height)
{
}

Defect Measurer::measured(const Sums& sums, int label) const
{
    Defect defect;
    defect.area = areaOf(sums);
    const Feret feret = feretOf(corners(sums, label));
    defect.length = feret.longest;
    defect.width = feret.shortest;
    defect.box = {sums.left * m_scaleX, sums.top * m_scaleY, (sums.right - sums.left) * m_scaleX, (sums.bottom - sums.top) * m_scaleY};
    defect.centroid = {sums.x / sums.pixels * m_scaleX, sums.y / sums.pixels * m_scaleY};
    defect.peakAt = {(sums.peakX + 0.5) * m_scaleX, (sums.peakY + 0.5) * m_scaleY};
    defect.peak = sums.peak;
    defect.mean = float(sums.value / sums.pixels);
    defect.contrast = contrastOf(sums, label);
    defect.zone = int(sums.zone) - 1;
    return defect;
}

/// The outer corners of each row's first and last pixel: the hull of the region is theirs.
std::vector<Point> Measurer::corners(const Sums& sums, int label) const
{
    std::vector<Point> points;
    points.reserve(4 * std::size_t(sums.bottom - sums.top));
    for (int y = sums.top; y < sums.bottom; ++y) {
        int left = sums.left, right = sums.right;
        while (m_labels[index(left, y)] != label)
            ++left;
        while (m_labels[index(right - 1, y)] != label)
            --right;
        for (const int x : {left, right})
            for (const int edge : {y, y + 1})
                points.push_back({x * m_scaleX, edge * m_scaleY});
    }
    return points;
}

/// Mean inside minus the mean of the grown box without the region and without don't-care pixels; 0 where nothing is around.
float Measurer::contrastOf(const Sums& sums, int label) const
{
    const int marginX = std::max(1, (sums.right - sums.left + 1) / 2), marginY = std::max(1, (sums.bottom - sums.top + 1) / 2);
    double sum = 0;
    std::size_t count = 0;
    for (int y = std::max(0, sums.top - marginY); y < std::min(m_map.height, sums.bottom + marginY); ++y)
        for (int x = std::max(0, sums.left - marginX); x < std::min(m_map.width, sums.right + marginX); ++x) {
            const std::size_t pixel = index(x, y);
            if (m_labels[pixel] == label || m_zones.at(pixel) == ZoneRaster::dontCare)
                continue;
            sum += double(m_map.values[pixel]);
            ++count;
        }
    return count == 0 ? 0.0f : float(sums.value / sums.pixels - sum / double(count));
}

}  // namespace inference::judging
