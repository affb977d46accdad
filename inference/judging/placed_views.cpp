#include "judging/placed_views.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inference::judging {
namespace {

/// Where a patch takes its values: between patches of one view.
struct Source {
    std::size_t view = 0;
    double column = 0, row = 0;  ///< of the centres, within the grid
};

/// Greater the further inside; in widths and heights of the view.
double depthIn(const Rect& area, Point place)
{
    return 0.5 - std::max(std::abs((place.x - area.x) / area.width - 0.5), std::abs((place.y - area.y) / area.height - 0.5));
}

Source sourceAt(const std::vector<View>& views, Point place)
{
    const auto deepest = std::ranges::max_element(views, {}, [place](const View& view) { return depthIn(view.area, place); });
    const Evidence& evidence = deepest->evidence;
    const auto along = [](double share, int patches) { return std::clamp(share * patches - 0.5, 0.0, double(patches - 1)); };
    return {std::size_t(deepest - views.begin()), along((place.x - deepest->area.x) / deepest->area.width, evidence.columns),
            along((place.y - deepest->area.y) / deepest->area.height, evidence.rows)};
}

/// One for each patch of each view; `from` says where a place takes its value.
template <typename From>
std::vector<Source> sourcesOf(const std::vector<View>& views, const From& from)
{
    std::vector<Source> sources;
    for (const View& view : views)
        for (int row = 0; row < view.evidence.rows; ++row)
            for (int column = 0; column < view.evidence.columns; ++column)
                sources.push_back(sourceAt(views, from({view.area.x + (column + 0.5) / view.evidence.columns * view.area.width,
                                                        view.area.y + (row + 0.5) / view.evidence.rows * view.area.height})));
    return sources;
}

float sampled(const float* plane, const Evidence& shape, const Source& source)
{
    const int left = int(source.column), top = int(source.row);
    const int right = std::min(left + 1, shape.columns - 1), bottom = std::min(top + 1, shape.rows - 1);
    const float u = float(source.column - left), v = float(source.row - top);
    const auto at = [&](int x, int y) { return plane[std::size_t(y) * std::size_t(shape.columns) + std::size_t(x)]; };
    return (1 - v) * ((1 - u) * at(left, top) + u * at(right, top)) + v * ((1 - u) * at(left, bottom) + u * at(right, bottom));
}

/// `values` as in carriedToPicture().
template <typename From>
std::vector<float> carried(const std::vector<float>& values, const std::vector<View>& views, const From& from)
{
    if (views.empty())
        return {};
    const Evidence& shape = views.front().evidence;
    const bool alike = std::ranges::all_of(views, [&shape](const View& view) {
        return view.evidence.layers == shape.layers && view.evidence.rows == shape.rows && view.evidence.columns == shape.columns;
    });
    const std::size_t planes = 2 * std::size_t(shape.layers), patches = shape.patches();
    if (!alike || values.size() != views.size() * planes * patches)
        throw Error(ErrorCode::BadInput, {"values of patches"});
    const std::vector<Source> sources = sourcesOf(views, from);
    std::vector<float> result;
    result.reserve(values.size());
    for (std::size_t view = 0; view < views.size(); ++view)
        for (std::size_t plane = 0; plane < planes; ++plane)
            for (std::size_t patch = 0; patch < patches; ++patch) {
                const Source& source = sources[view * patches + patch];
                result.push_back(sampled(values.data() + (source.view * planes + plane) * patches, shape, source));
            }
    return result;
}

}  // namespace

Inspection inReferenceFrame(Inspection inspection, const Placement& placement)
{
    std::vector<float> values;
    for (const View& view : inspection.views)
        for (const auto* const branch : {&view.evidence.pre, &view.evidence.post})
            values.insert(values.end(), branch->begin(), branch->end());
    const std::vector<float> moved = carried(values, inspection.views, [&placement](Point reference) { return placed(reference, placement); });
    auto from = moved.begin();
    for (View& view : inspection.views)
        for (auto* const branch : {&view.evidence.pre, &view.evidence.post}) {
            std::copy_n(from, branch->size(), branch->begin());
            from += std::ptrdiff_t(branch->size());
        }
    return inspection;
}

std::vector<float> carriedToPicture(const std::vector<float>& values, const Inspection& inspection, const Placement& placement)
{
    return carried(values, inspection.views, [&placement](Point inPicture) { return unplaced(inPicture, placement); });
}

}  // namespace inference::judging
