#pragma once

#include "weights/tensor_view.h"

#include <functional>

namespace inference::weights {

/// Hands the elements of `tensor` to `take` in row-major order, in their own type, piece by piece.
void forEachPiece(const TensorView& tensor, const std::function<void(std::span<const std::byte>)>& take);

}  // namespace inference::weights
