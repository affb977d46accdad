#include "core/mosaic.h"

#include "core/branch_sampling_p.h"
#include "core/error.h"
#include "core/vector_clones_p.h"

#include <algorithm>
#include <cmath>

namespace inference {
namespace {

/// A raster so much larger would only come from a file that somebody made up.
constexpr double greatestRaster = double(1 << 28);

[[noreturn]] void refuse()
{
    throw Error(ErrorCode::BadInput, {"views"});
}

/// One tile's part of an axis of the raster.
struct Span {
    int begin = 0;
    int count = 0;
    double first = 0;            ///< the first sample's place in the tile's own map
    std::vector<float> weights;  ///< of each sample; over all spans of a sample they sum up to 1
};

/// How tiles lie along one axis of the raster.
struct Axis {
    std::vector<double> starts;  ///< of the tiles, image pixels, ascending
    double length = 0;           ///< of a tile, image pixels
    int samples = 0;             ///< of the raster
    double scale = 0;            ///< samples for an image pixel
};

Axis axisOf(std::vector<double> starts, double length, int image, int modelSize)
{
    Axis axis {std::move(starts), length, 0, double(modelSize) / length};
    const double samples = std::round(double(image) * axis.scale);
    if (!(length > 0) || !(samples >= 1) || samples > greatestRaster || axis.starts.front() != 0 || axis.starts.back() + length != double(image))
        refuse();
    for (std::size_t i = 1; i < axis.starts.size(); ++i)
        if (!(axis.starts[i] > axis.starts[i - 1] && axis.starts[i] <= axis.starts[i - 1] + length))
            refuse();
    axis.samples = int(samples);
    return axis;
}

/// From 0 where the neighbour's tile begins to 1 where this one's share of the overlap ends.
double ramp(double at, double begin, double end)
{
    return end > begin ? std::clamp((at - begin) / (end - begin), 0.0, 1.0) : at < begin ? 0.0 : 1.0;
}

std::vector<Span> spansOf(const Axis& axis)
{
    std::vector<Span> spans;
    for (std::size_t i = 0; i < axis.starts.size(); ++i) {
        const double start = axis.starts[i] * axis.scale, end = (axis.starts[i] + axis.length) * axis.scale;
        const bool isFirst = i == 0, isLast = i + 1 == axis.starts.size();
        Span span;
        span.begin = isFirst ? 0 : std::clamp(int(std::ceil(start - 0.5)), 0, axis.samples);
        span.count = (isLast ? axis.samples : std::clamp(int(std::ceil(end - 0.5)), 0, axis.samples)) - span.begin;
        if (span.count < 1)
            refuse();
        span.first = span.begin - start;
        // Two ramps across the overlap with each neighbour; a sample that three tiles share is divided by what they come to.
        for (int s = span.begin; s < span.begin + span.count; ++s) {
            const double at = s + 0.5;
            const double in = isFirst ? 1.0 : ramp(at, start, (axis.starts[i - 1] + axis.length) * axis.scale);
            const double out = isLast ? 1.0 : 1.0 - ramp(at, axis.starts[i + 1] * axis.scale, end);
            span.weights.push_back(float(std::min(in, out)));
        }
        spans.push_back(std::move(span));
    }
    std::vector<float> sums(std::size_t(axis.samples), 0.0f);
    for (const Span& span : spans)
        for (int s = 0; s < span.count; ++s)
            sums[std::size_t(span.begin + s)] += span.weights[std::size_t(s)];
    for (Span& span : spans)
        for (int s = 0; s < span.count; ++s)
            if (float& weight = span.weights[std::size_t(s)]; sums[std::size_t(span.begin + s)] > 0)
                weight /= sums[std::size_t(span.begin + s)];
    return spans;
}

struct Grid {
    Axis across;
    Axis down;
    int modelSize = 0;
};

Grid gridOf(const Inspection& inspection)
{
    const std::vector<View>& views = inspection.views;
    if (views.empty())
        refuse();
    const Rect tile = views.front().area;
    const int modelSize = views.front().evidence.imageSize;
    if (modelSize < 1)
        refuse();
    std::vector<double> columns, rows;
    for (const View& view : views)
        if (view.area.y == tile.y)
            columns.push_back(view.area.x);
    for (std::size_t i = 0; i < views.size(); i += columns.size())
        rows.push_back(views[i].area.y);
    for (std::size_t i = 0; i < views.size(); ++i) {
        const Rect& area = views[i].area;
        if (area.width != tile.width || area.height != tile.height || views[i].evidence.imageSize != modelSize
            || area.x != columns[i % columns.size()] || area.y != rows[i / columns.size()])
            refuse();
    }
    if (views.size() != columns.size() * rows.size())
        refuse();
    Grid grid {axisOf(std::move(columns), tile.width, inspection.imageSize.width, modelSize),
               axisOf(std::move(rows), tile.height, inspection.imageSize.height, modelSize), modelSize};
    if (double(grid.across.samples) * double(grid.down.samples) > greatestRaster)
        refuse();
    return grid;
}

WORKBENCH_VECTOR_CLONES
void addWeighted(const float* from, const float* weights, float weight, float* to, int count)
{
    for (int i = 0; i < count; ++i)
        to[i] += from[i] * (weights[i] * weight);
}

void addTile(const AnomalyMap& tile, const Span& across, const Span& down, AnomalyMap& mosaic)
{
    for (int y = 0; y < down.count; ++y)
        addWeighted(tile.values.data() + std::size_t(y) * std::size_t(tile.width), across.weights.data(), down.weights[std::size_t(y)],
                    mosaic.values.data() + std::size_t(down.begin + y) * std::size_t(mosaic.width) + std::size_t(across.begin), across.count);
}

AnomalyMap emptyMap(const Grid& grid)
{
    return {grid.across.samples, grid.down.samples, std::vector<float>(std::size_t(grid.across.samples) * std::size_t(grid.down.samples), 0.0f)};
}

}  // namespace

BranchMaps renderMosaic(const Inspection& inspection)
{
    if (inspection.views.size() == 1) {
        const Evidence& whole = inspection.views.front().evidence;
        return renderBranches(whole, whole.imageSize);
    }
    const Grid grid = gridOf(inspection);
    const std::vector<Span> columns = spansOf(grid.across), rows = spansOf(grid.down);
    BranchMaps maps {emptyMap(grid), emptyMap(grid)};
    for (std::size_t i = 0; i < inspection.views.size(); ++i) {
        const Evidence& evidence = inspection.views[i].evidence;
        requireEvidence(evidence);
        const Span& across = columns[i % columns.size()];
        const Span& down = rows[i / columns.size()];
        const GridTaps acrossTaps = alignedCorners(evidence.columns, grid.modelSize, across.first, across.count);
        const GridTaps downTaps = alignedCorners(evidence.rows, grid.modelSize, down.first, down.count);
        addTile(sampleBranch(evidence.pre, evidence, acrossTaps, downTaps), across, down, maps.pre);
        addTile(sampleBranch(evidence.post, evidence, acrossTaps, downTaps), across, down, maps.post);
    }
    return maps;
}

}  // namespace inference
