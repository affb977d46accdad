#include "judging/baseline.h"

#include "core/error.h"
#include "judging/placed_views.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

namespace inference::judging {
namespace {

constexpr float quiet = -2.19722458f;  // ln(0.1 / 0.9)
constexpr float deviationOfDistance = 1.4826f;  // median distance from the median -> standard deviation of a normal distribution

std::string shapeText(const Baseline& shape)
{
    const auto text = [](int number) { return std::to_string(number); };
    const std::string views = text(shape.views) + " x " + text(shape.layers) + " x " + text(shape.rows) + " x " + text(shape.columns);
    return shape.views > 1 ? views + " of " + text(shape.picture.width) + " x " + text(shape.picture.height) + " px" : views;
}

Baseline shapeOf(const Inspection& inspection)
{
    Baseline shape;
    shape.views = int(inspection.views.size());
    if (shape.views > 1)
        shape.picture = inspection.imageSize;
    if (!inspection.views.empty()) {
        const Evidence& evidence = inspection.views.front().evidence;
        shape.layers = evidence.layers;
        shape.rows = evidence.rows;
        shape.columns = evidence.columns;
    }
    return shape;
}

bool hasShape(const Inspection& inspection, const Baseline& shape)
{
    if (inspection.views.empty() || int(inspection.views.size()) != shape.views || (shape.views > 1 && inspection.imageSize != shape.picture))
        return false;
    const std::size_t values = shape.offsetsOfView() / 2;
    return std::ranges::all_of(inspection.views, [&](const View& view) {
        const Evidence& evidence = view.evidence;
        return evidence.layers == shape.layers && evidence.rows == shape.rows && evidence.columns == shape.columns && evidence.pre.size() == values
            && evidence.post.size() == values;
    });
}

void requireShape(const Inspection& inspection, const Baseline& expected)
{
    if (!hasShape(inspection, expected))
        throw Error(ErrorCode::BaselineMismatch, {shapeText(expected), shapeText(shapeOf(inspection))});
}

/// Reorders the values; of an even number the mean of both in the middle.
float medianOf(std::span<float> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 != 0)
        return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

/// `offsets` as in Baseline.
template <typename Offset>
void takeOff(Inspection& inspection, const std::vector<Offset>& offsets)
{
    auto offset = offsets.begin();
    for (View& view : inspection.views)
        for (auto* const branch : {&view.evidence.pre, &view.evidence.post})
            for (float& difference : *branch)
                difference -= float(*offset++) * Baseline::step;
}

std::uint8_t offsetOf(std::span<float> values)
{
    const float median = medianOf(values);
    for (float& value : values)
        value = std::abs(value - median);
    const float above = median + deviationOfDistance * medianOf(values) - quiet;
    return std::uint8_t(std::clamp(std::round(above / Baseline::step), 0.0f, 255.0f));
}

}  // namespace

void BaselineLearner::add(const Inspection& good)
{
    Baseline shape = m_parts == 0 ? shapeOf(good) : m_shape;
    if (good.views.empty() || shape.offsetsOfView() == 0)
        throw Error(ErrorCode::BadInput, {"views"});
    if (m_parts >= mostPartsToLearn)
        throw Error(ErrorCode::BadInput, {"parts"});
    const std::size_t mostViews = Baseline::mostOffsets / shape.offsetsOfView();
    if (good.views.size() > mostViews)
        throw Error(ErrorCode::BaselineTooLarge, {std::to_string(good.views.size()), std::to_string(mostViews)});
    requireShape(good, shape);
    for (const View& view : good.views)
        for (const auto* const branch : {&view.evidence.pre, &view.evidence.post})
            m_values.insert(m_values.end(), branch->begin(), branch->end());
    m_shape = std::move(shape);
    ++m_parts;
}

bool BaselineLearner::tryAdd(const Inspection& good)
{
    if (m_parts > 0 && !hasShape(good, m_shape))
        return false;
    add(good);
    return true;
}

Baseline BaselineLearner::learned(std::uint64_t frame) const
{
    if (m_parts < leastPartsToLearn)
        throw Error(ErrorCode::BadInput, {"parts"});
    const std::size_t places = m_values.size() / m_parts;
    std::vector<std::uint8_t> offsets(places);
    std::vector<float> values(m_parts);
    for (std::size_t place = 0; place < places; ++place) {
        for (std::size_t part = 0; part < m_parts; ++part)
            values[part] = m_values[part * places + place];
        offsets[place] = offsetOf(values);
    }
    Baseline shape = m_shape;
    shape.parts = int(m_parts);
    shape.frame = frame;
    return withOffsets(std::move(shape), std::move(offsets));
}

Inspection takenOff(Inspection inspection, const Baseline& baseline, const Placement* placement)
{
    if (!baseline.used)
        return inspection;
    requireShape(inspection, baseline);
    if (!baseline.offsets || baseline.offsets->size() != std::size_t(baseline.views) * baseline.offsetsOfView())
        throw Error(ErrorCode::BadInput, {"offsets"});
    if (placement) {
        const std::vector<float> offsets(baseline.offsets->begin(), baseline.offsets->end());
        takeOff(inspection, carriedToPicture(offsets, inspection, *placement));
    } else {
        takeOff(inspection, *baseline.offsets);
    }
    return inspection;
}

double coveredShare(const Baseline& baseline)
{
    if (!baseline.offsets || baseline.offsets->empty())
        return 0;
    const std::size_t patches = std::size_t(baseline.rows) * std::size_t(baseline.columns), maps = 2 * std::size_t(baseline.layers);
    const auto enough = maps * std::size_t(1 / Baseline::step);
    std::size_t covered = 0;
    for (std::size_t view = 0; view < std::size_t(baseline.views); ++view)
        for (std::size_t patch = 0; patch < patches; ++patch) {
            std::size_t sum = 0;
            for (std::size_t map = 0; map < maps; ++map)
                sum += (*baseline.offsets)[(view * maps + map) * patches + patch];
            covered += sum >= enough ? 1 : 0;
        }
    return double(covered) / double(std::size_t(baseline.views) * patches);
}

}  // namespace inference::judging
