#include "judging/regions.h"

#include "core/error.h"
#include "judging/region_map_p.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace inference::judging {
namespace {

/// What one pass over the labelled pixels gathers.
struct Gathered {
    double sum = 0;
    float peak = 0;
    int peakX = -1;
    int peakY = -1;
};

std::vector<Gathered> gather(const AnomalyMap& map, const std::vector<int>& labels, int count)
{
    std::vector<Gathered> all(std::size_t(count) + 1);
    std::size_t at = 0;
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x, ++at) {
            if (labels[at] == 0)
                continue;
            Gathered& region = all[std::size_t(labels[at])];
            const float value = map.values[at];
            region.sum += value;
            if (region.peakX < 0 || value > region.peak) {
                region.peak = value;
                region.peakX = x;
                region.peakY = y;
            }
        }
    return all;
}

void requireMap(const AnomalyMap& map, Size imageSize)
{
    if (map.width < 1 || map.height < 1 || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"});
    if (imageSize.width < 1 || imageSize.height < 1)
        throw Error(ErrorCode::BadInput, {"imageSize"});
}

}  // namespace

RegionMap labelRegions(const AnomalyMap& map, float limit, double minArea, Size imageSize)
{
    requireMap(map, imageSize);
    RegionMap result {map.width, map.height, std::vector<int>(map.values.size()), {}};
    cv::Mat above(map.height, map.width, CV_8UC1);
    std::transform(map.values.begin(), map.values.end(), above.data,
                   [limit](float value) { return std::uint8_t(value >= limit ? 255 : 0); });
    cv::Mat labels(map.height, map.width, CV_32SC1, result.labels.data());
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(above, labels, stats, centres, 8, CV_32S) - 1;
    const auto gathered = gather(map, result.labels, count);

    const double scaleX = double(imageSize.width) / map.width;
    const double scaleY = double(imageSize.height) / map.height;
    for (int label = 1; label <= count; ++label) {
        const int* stat = stats.ptr<int>(label);
        const Gathered& found = gathered[std::size_t(label)];
        LabelledRegion region {label, {stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP], stat[cv::CC_STAT_WIDTH], stat[cv::CC_STAT_HEIGHT]},
                               found.peakX, found.peakY, {}};
        const int pixels = stat[cv::CC_STAT_AREA];
        Defect& defect = region.defect;
        defect.area = pixels * scaleX * scaleY;
        if (defect.area < minArea)
            continue;
        defect.box = {region.box.x * scaleX, region.box.y * scaleY, region.box.width * scaleX, region.box.height * scaleY};
        defect.centroid = {(centres.at<double>(label, 0) + 0.5) * scaleX, (centres.at<double>(label, 1) + 0.5) * scaleY};
        defect.peakAt = {(region.peakX + 0.5) * scaleX, (region.peakY + 0.5) * scaleY};
        defect.peak = found.peak;
        defect.mean = float(found.sum / pixels);
        result.regions.push_back(std::move(region));
    }
    std::stable_sort(result.regions.begin(), result.regions.end(),
                     [](const auto& a, const auto& b) { return a.defect.area > b.defect.area; });
    return result;
}

std::vector<Defect> findRegions(const AnomalyMap& map, float limit, double minArea, Size imageSize)
{
    RegionMap found = labelRegions(map, limit, minArea, imageSize);
    std::vector<Defect> defects;
    defects.reserve(found.regions.size());
    for (LabelledRegion& region : found.regions)
        defects.push_back(std::move(region.defect));
    return defects;
}

}  // namespace inference::judging
