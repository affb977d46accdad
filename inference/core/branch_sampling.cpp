#include "core/branch_sampling_p.h"

#include "core/error.h"
#include "core/vector_clones_p.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

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

/// sum += sigmoid of the row between two others.
WORKBENCH_VECTOR_CLONES
void addSigmoid(const float* upper, const float* lower, float weight, float* sum, int count)
{
    for (int i = 0; i < count; ++i) {
        const float difference = upper[i] * (1.0f - weight) + lower[i] * weight;
        sum[i] += 1.0f / (1.0f + fastExp(-difference));
    }
}

}  // namespace

GridTaps alignedCorners(int grid, int size, double first, int count)
{
    GridTaps taps {std::vector<int>(std::size_t(count)), std::vector<int>(std::size_t(count)), std::vector<float>(std::size_t(count))};
    const float scale = size > 1 ? float(grid - 1) / float(size - 1) : 0.0f;
    for (int i = 0; i < count; ++i) {
        const float at = scale * float(std::clamp(first + i, 0.0, double(size - 1)));
        taps.left[std::size_t(i)] = std::min(int(at), grid - 1);
        taps.right[std::size_t(i)] = std::min(int(at) + 1, grid - 1);
        taps.weight[std::size_t(i)] = at - float(std::min(int(at), grid - 1));
    }
    return taps;
}

AnomalyMap sampleBranch(const std::vector<float>& differences, const Evidence& evidence, const GridTaps& across, const GridTaps& down)
{
    const int width = across.count(), height = down.count();
    AnomalyMap map {width, height, std::vector<float>(std::size_t(width) * std::size_t(height), 0.0f)};
    std::vector<float> wide(std::size_t(evidence.rows) * std::size_t(width));  // the grid's rows, as wide as the map
    for (int layer = 0; layer < evidence.layers; ++layer) {
        const float* grid = differences.data() + layer * evidence.patches();
        for (int row = 0; row < evidence.rows; ++row)
            for (int x = 0; x < width; ++x) {
                const float* const from = grid + std::size_t(row) * evidence.columns;
                wide[std::size_t(row) * width + x] = from[across.left[x]] * (1.0f - across.weight[x]) + from[across.right[x]] * across.weight[x];
            }
        for (int y = 0; y < height; ++y)
            addSigmoid(wide.data() + std::size_t(down.left[y]) * width, wide.data() + std::size_t(down.right[y]) * width, down.weight[y],
                       map.values.data() + std::size_t(y) * width, width);
    }
    const float share = 1.0f / float(evidence.layers);
    for (float& value : map.values)
        value *= share;
    return map;
}

void requireEvidence(const Evidence& evidence)
{
    const std::size_t expected = evidence.patches() * std::size_t(std::max(evidence.layers, 0));
    if (expected == 0 || evidence.pre.size() != expected || evidence.post.size() != expected)
        throw Error(ErrorCode::BadInput, {"evidence"});
}

}  // namespace inference
