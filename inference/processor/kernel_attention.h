#pragma once

// Attention of one head, turned: scores are [key][query], so that the softmax over keys runs along lanes and its weights are the
// right operand of the product with the values as they are. Keys come in blocks; the greatest score so far and the sum are kept for each
// query, and what was summed is scaled down when the greatest grows.

constexpr int queryPanels = (rowsOfTask + C - 1) / C;
constexpr int maxWidth = 65536;
constexpr int headUnits = headWidth / unitValues;

/// What attention keeps for each panel of queries, in floats: the queries, the sums [64][C], the greatest scores, the sums of weights.
constexpr int panelFloats = headWidth * C * 2 + 2 * C;
constexpr int attentionFloats = queryPanels * panelFloats + keysOfBlock * C + headWidth;

template<bool widened>
void packHead(const HeadTask& task)
{
    const int keys = paddedKeys(task.tokens), keyUnits = keys / unitValues;
    const std::ptrdiff_t stride = 3 * std::ptrdiff_t(task.width);
    alignas(64) float zeros[headWidth] = {};
    for (int first = 0; first < keys; first += R) {
        Unit* const tile = static_cast<Unit*>(task.keys) + std::ptrdiff_t(first) * headUnits;
        const float* const values = task.queryKeyValue + first * stride + task.width;
        if (first + R <= task.tokens)
            packRows(values, stride, headWidth, 0, tile, widened);
        else
            for (int r = 0; r < R; ++r)
                packRow(first + r < task.tokens ? values + r * stride : zeros, headWidth, 0, tile, r, widened);
    }
    // Values turned: row d of the left operand holds value d of every key.
    alignas(64) float turned[headWidth][keyMultiple];
    for (int first = 0; first < keys; first += keyMultiple) {
        for (int i = 0; i < keyMultiple; ++i) {
            const float* const values = first + i < task.tokens ? task.queryKeyValue + (first + i) * stride + 2 * std::ptrdiff_t(task.width) : zeros;
            for (int d = 0; d < headWidth; ++d)
                turned[d][i] = values[d];
        }
        for (int d = 0; d < headWidth; d += R)
            packRows(turned[d], keyMultiple, keyMultiple, first, static_cast<Unit*>(task.values) + std::ptrdiff_t(d) * keyUnits, widened);
    }
}

/// Queries of one panel as right operand, scaled for 2^x.
template<bool widened>
inline void packQueries(const HeadTask& head, int first, int count, Unit* panel)
{
    constexpr float scale = 1.44269504f / 8;  // log2(e) / sqrt(64)
    const std::ptrdiff_t stride = 3 * std::ptrdiff_t(head.width);
    for (int c = 0; c < C; ++c) {
        alignas(64) float values[headWidth] = {};
        if (c < count)
            for (int i = 0; i < headWidth; i += lanes) {
                const Vector value = load(head.queryKeyValue + (first + c) * stride + i) * scale;
                store(values + i, widened ? roundedToBrain(value) : value);
            }
        if constexpr (pairs) {
            alignas(64) std::uint16_t halves[headWidth];
            for (int i = 0; i < headWidth; i += lanes)
                storeHalves(halves + i, load(values + i));
            for (int u = 0; u < headUnits; ++u)
                panel[u * C + c] = reinterpret_cast<const Unit*>(halves)[u];
        } else {
            for (int u = 0; u < headUnits; ++u)
                reinterpret_cast<float*>(panel)[u * C + c] = values[u];
        }
    }
}

/// The greatest score of each query so far; `scores` [keys][C], an even number of keys. NaN is passed over here and stays in the scores.
inline void raiseGreatest(const float* scores, int keys, Vector (&most)[V])
{
    Vector other[V];  // two chains for each column: one alone would wait for its own result
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v)
        other[v] = most[v];
    for (int k = 0; k < keys; k += 2, scores += 2 * C)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) {
            const Vector even = load(scores + v * lanes), odd = load(scores + C + v * lanes);
            most[v] = even > most[v] ? even : most[v];
            other[v] = odd > other[v] ? odd : other[v];
        }
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v)
        most[v] = other[v] > most[v] ? other[v] : most[v];
}

/// Scores [keys][C] -> weights as right operand, in place; `greatest`, `total` and `sums` of the panel follow.
template<bool widened>
inline void softmaxBlock(float* scores, int keys, float* greatest, float* total, float* sums)
{
    Vector most[V], sum[V];
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v)
        most[v] = load(greatest + v * lanes);
    raiseGreatest(scores, keys, most);
    bool grew = false;
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v) {
        const Vector before = load(greatest + v * lanes), shrink = exp2(before - most[v]);
        for (int lane = 0; lane < lanes; ++lane)
            grew |= before[lane] != most[v][lane];
        sum[v] = load(total + v * lanes) * shrink;
        store(greatest + v * lanes, shrink);  // for what was summed, below
    }
    if (grew)
        for (int d = 0; d < headWidth; ++d)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v)
                store(sums + d * C + v * lanes, load(sums + d * C + v * lanes) * load(greatest + v * lanes));
    if constexpr (pairs) {
        for (int k = 0; k < keys; k += 2)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) {
                const float* const from = scores + k * C + v * lanes;
                const Vector even = exp2(load(from) - most[v]), odd = exp2(load(from + C) - most[v]);
                sum[v] += even + odd;
                *reinterpret_cast<LooseBits*>(scores + k / 2 * C + v * lanes) = (rounded(even) >> 16) | (rounded(odd) & 0xffff0000u);
            }
    } else {
        for (int k = 0; k < keys; ++k)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) {
                float* const score = scores + k * C + v * lanes;
                const Vector weight = exp2(load(score) - most[v]);
                sum[v] += weight;
                store(score, widened ? roundedToBrain(weight) : weight);
            }
    }
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v) {
        store(greatest + v * lanes, most[v]);
        store(total + v * lanes, sum[v]);
    }
}

/// One panel of queries meets keys [first, first + keys).
template<bool widened>
inline void meetKeys(const HeadTask& head, int first, int keys, float* panel, float* scores)
{
    const int keyUnits = paddedKeys(head.tokens) / unitValues;
    const Unit* const queries = reinterpret_cast<const Unit*>(panel);
    float* const sums = panel + headWidth * C;
    const Unit* left = static_cast<const Unit*>(head.keys) + std::ptrdiff_t(first) * headUnits;
    for (int tile = 0; tile < keys / R; ++tile, left += headUnits * R)
        multiplyTile(headUnits, left, queries, scores + tile * R * C, false, left + headUnits * R);
    for (int k = head.tokens - first; k < keys; ++k)  // keys that only fill the last tile
        for (int c = 0; c < C; c += lanes)
            store(scores + k * C + c, all(-1e30f));
    softmaxBlock<widened>(scores, keys, sums + headWidth * C, sums + headWidth * C + C, sums);
    left = static_cast<const Unit*>(head.values) + first / unitValues * R;
    for (int tile = 0; tile < headWidth / R; ++tile, left += std::ptrdiff_t(keyUnits) * R)
        multiplyTile(keys / unitValues, left, reinterpret_cast<const Unit*>(scores), sums + tile * R * C, true, left + std::ptrdiff_t(keyUnits) * R);
}

template<bool widened>
void attend(const AttentionTask& task)
{
    float* const scores = task.scratch;
    float* const panels = scores + keysOfBlock * C;
    const int count = (task.last - task.first + C - 1) / C;
    for (int p = 0; p < count; ++p) {
        float* const panel = panels + p * panelFloats;
        const int first = task.first + p * C;
        packQueries<widened>(task.head, first, task.last - first < C ? task.last - first : C, reinterpret_cast<Unit*>(panel));
        for (int i = headWidth * C; i < panelFloats; ++i)
            panel[i] = i >= 2 * headWidth * C && i < 2 * headWidth * C + C ? -1e30f : 0.0f;
    }
    beginTiles();
    const int keys = paddedKeys(task.head.tokens);
    for (int first = 0; first < keys; first += keysOfBlock)
        for (int p = 0; p < count; ++p)
            meetKeys<widened>(task.head, first, keys - first < keysOfBlock ? keys - first : keysOfBlock, panels + p * panelFloats, scores);
    endTiles();
    for (int query = task.first; query < task.last; ++query) {
        const float* const sums = panels + (query - task.first) / C * panelFloats + headWidth * C;
        const int c = (query - task.first) % C, row = task.packedRow + query;
        const float scale = 1.0f / sums[headWidth * C + C + c];
        alignas(64) float values[headWidth];
        for (int d = 0; d < headWidth; ++d)
            values[d] = sums[d * C + c] * scale;
        packRow(values, headWidth, task.packedColumn, static_cast<Unit*>(task.packed) + std::ptrdiff_t(row / R) * task.packedUnits * R, row % R, widened);
    }
}
