#pragma once

#include "weights/tensor_view.h"

namespace inference::weights {

bool isFloating(DType type) noexcept;

/// out[i] = the element at first + i * stride (in elements), as float32. `type` is a floating one.
/// Returns the number of NaN and infinite values.
std::size_t convertRow(DType type, const std::byte* first, std::int64_t stride, std::span<float> out);

}  // namespace inference::weights
