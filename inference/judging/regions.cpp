#include "judging/regions.h"

#include "core/error.h"
#include "judging/region_map_p.h"

#include <algorithm>

namespace inference::judging {
namespace {

/// Neighbouring pixels of a row that are all at or above the limit: [begin, end).
struct Run {
    int row;
    int begin;
    int end;
    int parent;  ///< index of an earlier run of the same region; its own index at the root
};

int rootOf(std::vector<Run>& runs, int index)
{
    while (runs[std::size_t(index)].parent != index) {
        int& parent = runs[std::size_t(index)].parent;
        parent = runs[std::size_t(parent)].parent;
        index = parent;
    }
    return index;
}

void appendRuns(const AnomalyMap& map, int row, float limit, std::vector<Run>& runs)
{
    const float* values = map.values.data() + std::size_t(row) * std::size_t(map.width);
    for (int x = 0; x < map.width; ++x) {
        if (!(values[x] >= limit))
            continue;
        const int begin = x;
        while (x < map.width && values[x] >= limit)
            ++x;
        runs.push_back({row, begin, x, int(runs.size())});
    }
}

/// Joins the runs from `current` on with those of the row above, [above, current), that touch them, corners included.
void joinRows(std::vector<Run>& runs, std::size_t above, std::size_t current)
{
    for (std::size_t i = current, j = above; i < runs.size() && j < current;) {
        if (runs[j].begin <= runs[i].end && runs[i].begin <= runs[j].end) {
            const int first = rootOf(runs, int(i));
            const int second = rootOf(runs, int(j));
            runs[std::size_t(std::max(first, second))].parent = std::min(first, second);
        }
        if (runs[j].end < runs[i].end)
            ++j;
        else
            ++i;
    }
}

/// The runs of the whole map, joined. Far fewer than pixels, so that a map costs little more than one look at it.
std::vector<Run> joinedRuns(const AnomalyMap& map, float limit)
{
    std::vector<Run> runs;
    std::size_t above = 0;
    for (int row = 0; row < map.height; ++row) {
        const std::size_t current = runs.size();
        appendRuns(map, row, limit, runs);
        joinRows(runs, above, current);
        above = current;
    }
    return runs;
}

/// Sums over one region, in raster pixels.
struct Sums {
    int left;
    int top;
    int right;
    int bottom;
    int peakX;
    int peakY;
    float peak;
    double pixels = 0;
    double x = 0;
    double y = 0;
    double value = 0;

    Sums(const Run& run, float firstValue)
        : left(run.begin)
        , top(run.row)
        , right(run.end)
        , bottom(run.row + 1)
        , peakX(run.begin)
        , peakY(run.row)
        , peak(firstValue)
    {
    }

    void add(const Run& run, const float* values)
    {
        left = std::min(left, run.begin);
        right = std::max(right, run.end);
        bottom = run.row + 1;
        const double count = run.end - run.begin;
        pixels += count;
        x += count * 0.5 * (run.begin + run.end);  // pixel centres
        y += count * (run.row + 0.5);
        for (int i = run.begin; i < run.end; ++i) {
            value += double(values[i]);
            if (values[i] > peak) {
                peak = values[i];
                peakX = i;
                peakY = run.row;
            }
        }
    }
};

/// Sums of each region, label 1 first, in the order of their first pixels; writes the labels.
std::vector<Sums> labelled(const AnomalyMap& map, std::vector<Run>& runs, std::vector<int>& labels)
{
    std::vector<Sums> regions;
    std::vector<int> labelOfRoot(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run& run = runs[i];
        const std::size_t row = std::size_t(run.row) * std::size_t(map.width);
        int& label = labelOfRoot[std::size_t(rootOf(runs, int(i)))];
        if (label == 0) {
            regions.emplace_back(run, map.values[row + std::size_t(run.begin)]);
            label = int(regions.size());
        }
        regions[std::size_t(label) - 1].add(run, map.values.data() + row);
        std::fill(labels.begin() + std::ptrdiff_t(row) + run.begin, labels.begin() + std::ptrdiff_t(row) + run.end, label);
    }
    return regions;
}

Defect measured(const Sums& sums, double scaleX, double scaleY)
{
    Defect defect;
    defect.area = sums.pixels * scaleX * scaleY;
    defect.box = {sums.left * scaleX, sums.top * scaleY, (sums.right - sums.left) * scaleX, (sums.bottom - sums.top) * scaleY};
    defect.centroid = {sums.x / sums.pixels * scaleX, sums.y / sums.pixels * scaleY};
    defect.peakAt = {(sums.peakX + 0.5) * scaleX, (sums.peakY + 0.5) * scaleY};
    defect.peak = sums.peak;
    defect.mean = float(sums.value / sums.pixels);
    return defect;
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
    std::vector<Run> runs = joinedRuns(map, limit);
    const double scaleX = double(imageSize.width) / map.width;
    const double scaleY = double(imageSize.height) / map.height;
    int label = 0;
    for (const Sums& sums : labelled(map, runs, result.labels)) {
        ++label;
        Defect defect = measured(sums, scaleX, scaleY);
        if (defect.area < minArea)
            continue;
        const PixelBox box {sums.left, sums.top, sums.right - sums.left, sums.bottom - sums.top};
        result.regions.push_back({label, box, sums.peakX, sums.peakY, std::move(defect)});
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
