#include "core/render.h"

#include "core/error.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>

// Wider vectors where the CPU has them, without fused multiply-add: the same bits on every machine.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WORKBENCH_VECTOR_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define WORKBENCH_VECTOR_CLONES
#endif

namespace inference {
namespace {

/// exp(x) after Cephes (expf.c): 2^n * polynomial on |r| <= ln(2)/2, relative error about 1e-7. Branch-free, so that
/// loops over it become vector code.
inline float fastExp(float x)
{
    x = std::min(std::max(x, -87.0f), 87.0f);
    const float n = std::floor(x * 1.44269504088896341f + 0.5f);
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    return p * std::bit_cast<float>((std::int32_t(n) + 127) << 23);
}

/// Where each of `size` output samples lies between `count` grid samples when the corners are aligned.
struct Taps {
    std::vector<int> left;
    std::vector<int> right;
    std::vector<float> weight;  ///< of the right one
};

Taps alignedCorners(int count, int size)
{
    Taps taps {std::vector<int>(size), std::vector<int>(size), std::vector<float>(size)};
    const float scale = size > 1 ? float(count - 1) / float(size - 1) : 0.0f;
    for (int i = 0; i < size; ++i) {
        const float at = scale * float(i);
        taps.left[i] = std::min(int(at), count - 1);
        taps.right[i] = std::min(taps.left[i] + 1, count - 1);
        taps.weight[i] = at - float(taps.left[i]);
    }
    return taps;
}

WORKBENCH_VECTOR_CLONES
void mixRows(const float* upper, const float* lower, float weight, float* out, int count)
{
    for (int i = 0; i < count; ++i)
        out[i] = upper[i] * (1.0f - weight) + lower[i] * weight;
}

WORKBENCH_VECTOR_CLONES
void addSigmoid(const float* left, const float* right, const float* weight, float* sum, int count)
{
    for (int i = 0; i < count; ++i) {
        const float difference = left[i] * (1.0f - weight[i]) + right[i] * weight[i];
        sum[i] += 1.0f / (1.0f + fastExp(-difference));
    }
}

WORKBENCH_VECTOR_CLONES
void addScaled(const float* in, float factor, float* sum, int count)
{
    for (int i = 0; i < count; ++i)
        sum[i] += factor * in[i];
}

AnomalyMap renderBranch(const std::vector<float>& differences, const Evidence& evidence, int size)
{
    const Taps across = alignedCorners(evidence.columns, size);
    const Taps down = alignedCorners(evidence.rows, size);
    AnomalyMap map {size, size, std::vector<float>(std::size_t(size) * size, 0.0f)};
    std::vector<float> gridRow(evidence.columns), left(size), right(size);
    for (int layer = 0; layer < evidence.layers; ++layer) {
        const float* grid = differences.data() + layer * evidence.patches();
        for (int y = 0; y < size; ++y) {
            mixRows(grid + std::size_t(down.left[y]) * evidence.columns, grid + std::size_t(down.right[y]) * evidence.columns,
                    down.weight[y], gridRow.data(), evidence.columns);
            for (int x = 0; x < size; ++x) {
                left[x] = gridRow[across.left[x]];
                right[x] = gridRow[across.right[x]];
            }
            addSigmoid(left.data(), right.data(), across.weight.data(), map.values.data() + std::size_t(y) * size, size);
        }
    }
    const float share = 1.0f / float(evidence.layers);
    for (float& value : map.values)
        value *= share;
    return map;
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
    const std::size_t expected = evidence.patches() * std::max(evidence.layers, 0);
    if (size < 1 || expected == 0 || evidence.pre.size() != expected || evidence.post.size() != expected)
        throw Error(ErrorCode::BadInput, {"evidence"});
    return {renderBranch(evidence.pre, evidence, size), renderBranch(evidence.post, evidence, size)};
}

AnomalyMap smooth(const AnomalyMap& map, double sigma)
{
    const std::vector<float> weights = sigma > 0 ? gaussianWeights(sigma) : std::vector<float>();
    if (weights.size() <= 1 || map.empty())
        return map;
    const int radius = int(weights.size() / 2), taps = int(weights.size());

    // Down first: whole rows are added, so both passes run along memory.
    AnomalyMap columns {map.width, map.height, std::vector<float>(map.values.size(), 0.0f)};
    for (int y = 0; y < map.height; ++y)
        for (int k = 0; k < taps; ++k)
            addScaled(map.values.data() + std::size_t(reflected(y + k - radius, map.height)) * map.width, weights[k],
                      columns.values.data() + std::size_t(y) * map.width, map.width);

    AnomalyMap out {map.width, map.height, std::vector<float>(map.values.size(), 0.0f)};
    std::vector<float> padded(map.width + 2 * std::size_t(radius));
    for (int y = 0; y < map.height; ++y) {
        const float* row = columns.values.data() + std::size_t(y) * map.width;
        for (int x = -radius; x < map.width + radius; ++x)
            padded[x + radius] = row[reflected(x, map.width)];
        for (int k = 0; k < taps; ++k)
            addScaled(padded.data() + k, weights[k], out.values.data() + std::size_t(y) * map.width, map.width);
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
    std::vector<float> values = map.values;
    k = std::min(k, values.size());
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(k - 1), values.end(), std::greater<>());
    // Ascending, so that the sum does not depend on how nth_element left them.
    std::sort(values.begin(), values.begin() + std::ptrdiff_t(k));
    return std::accumulate(values.begin(), values.begin() + std::ptrdiff_t(k), 0.0) / double(k);
}

}  // namespace inference
