#include "core/render.h"

#include "core/branch_sampling_p.h"
#include "core/error.h"
#include "core/vector_clones_p.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <iterator>
#include <numeric>

namespace inference {
namespace {

WORKBENCH_VECTOR_CLONES
void mixRows(const float* upper, const float* lower, float weight, float* out, int count)
{
    for (int i = 0; i < count; ++i)
        out[i] = upper[i] * (1.0f - weight) + lower[i] * weight;
}

/// out = the weighted sum of `taps` rows, `radius` on each side of the middle one; weights are symmetric. Thirty-two values at a
/// time are summed in registers while all rows pass by; each sum is made in the same order whatever the vectors' width.
WORKBENCH_VECTOR_CLONES
void weighRows(const float* const* rows, const float* weights, int radius, float* out, int count)
{
    using Lanes = float __attribute__((vector_size(32)));
    constexpr int lanes = 8, together = 4;
    int begin = 0;
    for (; begin + lanes * together <= count; begin += lanes * together) {
        Lanes sums[together];
        for (int j = 0; j < together; ++j) {
            Lanes middle;
            std::memcpy(&middle, rows[radius] + begin + j * lanes, sizeof middle);
            sums[j] = weights[radius] * middle;
        }
        for (int k = 0; k < radius; ++k)
            for (int j = 0; j < together; ++j) {
                Lanes before, after;
                std::memcpy(&before, rows[k] + begin + j * lanes, sizeof before);
                std::memcpy(&after, rows[2 * radius - k] + begin + j * lanes, sizeof after);
                sums[j] += weights[k] * (before + after);
            }
        std::memcpy(out + begin, sums, sizeof sums);
    }
    for (; begin < count; ++begin) {
        float sum = weights[radius] * rows[radius][begin];
        for (int k = 0; k < radius; ++k)
            sum += weights[k] * (rows[k][begin] + rows[2 * radius - k][begin]);
        out[begin] = sum;
    }
}

std::vector<float> gaussianWeights(double sigma)
{
    const int radius = int(4.0 * sigma + 0.5);
    std::vector<double> exact(2 * radius + 1);
    for (int i = -radius; i <= radius; ++i)
        exact[i + radius] = std::exp(-0.5 * i * i / (sigma * sigma));
    const double sum = std::accumulate(exact.begin(), exact.end(), 0.0);
    std::vector<float> weights(exact.size());
    std::transform(exact.begin(), exact.end(), weights.begin(), [sum](double w) { return float(w / sum); });
    return weights;
}

/// The `k` greatest values and some more, in no order: a sample says from where on to look, so that few are moved.
std::vector<float> atLeastTop(const std::vector<float>& values, std::size_t k)
{
    constexpr std::size_t step = 61;
    const std::size_t samples = values.size() / step, rank = k / step + k / step / 4 + 24;
    if (rank >= samples)
        return values;
    std::vector<float> sample(samples);
    for (std::size_t i = 0; i < samples; ++i)
        sample[i] = values[i * step];
    std::nth_element(sample.begin(), sample.begin() + std::ptrdiff_t(rank), sample.end(), std::greater<>());
    std::vector<float> top;
    std::ranges::copy_if(values, std::back_inserter(top), [from = sample[rank]](float value) { return value >= from; });
    return top.size() >= k ? top : values;
}

/// scipy's "reflect": ... 1 0 | 0 1 2 ... n-1 | n-1 n-2 ...
int reflected(int i, int count)
{
    const int period = 2 * count;
    i = ((i % period) + period) % period;
    return i < count ? i : period - 1 - i;
}

}  // namespace

BranchMaps renderBranches(const Evidence& evidence, int size)
{
    requireEvidence(evidence);
    if (size < 1)
        throw Error(ErrorCode::BadInput, {"size"});
    const GridTaps across = alignedCorners(evidence.columns, size, 0, size);
    const GridTaps down = alignedCorners(evidence.rows, size, 0, size);
    return {sampleBranch(evidence.pre, evidence, across, down), sampleBranch(evidence.post, evidence, across, down)};
}

AnomalyMap smooth(const AnomalyMap& map, double sigma)
{
    const std::vector<float> weights = sigma > 0 ? gaussianWeights(sigma) : std::vector<float>();
    if (weights.size() <= 1 || map.empty())
        return map;
    const int radius = int(weights.size() / 2), taps = int(weights.size());
    std::vector<const float*> rows(taps);

    // Down first: both passes run along memory.
    AnomalyMap columns {map.width, map.height, std::vector<float>(map.values.size())};
    for (int y = 0; y < map.height; ++y) {
        for (int k = 0; k < taps; ++k)
            rows[k] = map.values.data() + std::size_t(reflected(y + k - radius, map.height)) * map.width;
        weighRows(rows.data(), weights.data(), radius, columns.values.data() + std::size_t(y) * map.width, map.width);
    }

    AnomalyMap out {map.width, map.height, std::vector<float>(map.values.size())};
    std::vector<float> padded(map.width + 2 * std::size_t(radius));
    for (int k = 0; k < taps; ++k)
        rows[k] = padded.data() + k;
    for (int y = 0; y < map.height; ++y) {
        const float* row = columns.values.data() + std::size_t(y) * map.width;
        std::copy_n(row, map.width, padded.data() + radius);
        for (int x = 1; x <= radius; ++x) {
            padded[radius - x] = row[reflected(-x, map.width)];
            padded[radius + map.width - 1 + x] = row[reflected(map.width - 1 + x, map.width)];
        }
        weighRows(rows.data(), weights.data(), radius, out.values.data() + std::size_t(y) * map.width, map.width);
    }
    return out;
}

AnomalyMap blend(const BranchMaps& branches, double alpha, double sigma)
{
    if (branches.pre.size() != branches.post.size())
        throw Error(ErrorCode::BadInput, {"branches"});
    AnomalyMap mixed {branches.pre.width, branches.pre.height, std::vector<float>(branches.pre.values.size())};
    mixRows(branches.pre.values.data(), branches.post.values.data(), float(alpha), mixed.values.data(), int(mixed.values.size()));
    return smooth(mixed, sigma);
}

AnomalyMap render(const Evidence& evidence, double alpha, double sigma, int size)
{
    return blend(renderBranches(evidence, size), alpha, sigma);
}

double topMean(const AnomalyMap& map, std::size_t k)
{
    if (map.empty() || k == 0)
        return 0;
    k = std::min(k, map.values.size());
    std::vector<float> values = atLeastTop(map.values, k);
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(k - 1), values.end(), std::greater<>());
    // Ascending, so that the sum does not depend on how nth_element left them.
    std::sort(values.begin(), values.begin() + std::ptrdiff_t(k));
    return std::accumulate(values.begin(), values.begin() + std::ptrdiff_t(k), 0.0) / double(k);
}

float greatestValue(std::span<const float> values)
{
    // Several at a time: a single running maximum would wait for itself.
    std::array<float, 16> greatest {};
    const std::size_t whole = values.size() / greatest.size() * greatest.size();
    for (std::size_t i = 0; i < whole; i += greatest.size())
        for (std::size_t j = 0; j < greatest.size(); ++j)
            greatest[j] = std::max(greatest[j], values[i + j]);
    for (std::size_t i = whole; i < values.size(); ++i)
        greatest[0] = std::max(greatest[0], values[i]);
    return *std::ranges::max_element(greatest);
}

}  // namespace inference
