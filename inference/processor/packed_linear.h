#pragma once

#include "processor/buffer.h"
#include "processor/kernels.h"
#include "processor/runner.h"

#include <span>
#include <vector>

namespace inference::processor {

/// Left operand of a product: rows x columns, packed as `kernels` wants it. Columns are a multiple of 32.
class PackedRows {
public:
    PackedRows() = default;
    PackedRows(const Kernels& kernels, int rows, int columns);

    /// `values` [rows][columns] -> packed, rounded where the kernels keep bf16. Not fast: the kernels pack what they make themselves.
    void fill(const Kernels& kernels, std::span<const float> values);

    int rows() const { return m_rows; }
    int units() const { return m_units; }
    void* data() const { return m_data.data(); }
    void* tile(int index) const { return m_data.as<std::uint32_t>() + std::ptrdiff_t(index) * m_units * m_tileRows; }

private:
    Buffer m_data;
    int m_rows = 0, m_units = 0, m_tileRows = 1;
};

/// y = x W^T + b, W and b packed once. Any thread may apply it, each with its own scratch.
class PackedLinear {
public:
    PackedLinear() = default;
    /// `weight` [columns][depth]; both are multiples of 64. Throws std::bad_alloc.
    PackedLinear(const Kernels& kernels, std::span<const float> weight, std::span<const float> bias, const Runner& runner);

    int columns() const { return m_columns; }

    /// out [rows][columns] = y, or += y.
    void store(const PackedRows& rows, float* out, bool add, const Runner& runner, std::span<Buffer> scratch) const;
    /// The GELU of y as left operand of the next product.
    void pack(const PackedRows& rows, const PackedRows& out, const Runner& runner, std::span<Buffer> scratch) const;

private:
    void run(ProductTask task, const Runner& runner, std::span<Buffer> scratch) const;

    const Kernels* m_kernels = nullptr;
    Buffer m_weight, m_bias;
    int m_columns = 0;
};

/// What each thread of `runner` works in.
std::vector<Buffer> makeScratch(const Kernels& kernels, const Runner& runner);

}  // namespace inference::processor
