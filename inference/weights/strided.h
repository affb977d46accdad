#pragma once

#include "weights/tensor_view.h"

namespace inference::weights {

/// Calls row(start) for each line along the last dimension, in row-major order; `start` is its first element's place in
/// elements. The tensor has at least one dimension and no dimension of size 0.
template<typename Row>
void forEachRow(const TensorView& tensor, const Row& row)
{
    const std::size_t outer = tensor.shape.size() - 1;
    std::vector<std::int64_t> index;
    index.resize(outer, 0);
    std::int64_t start = 0;
    for (bool more = true; more;) {
        row(start);
        more = false;
        for (std::size_t axis = outer; axis-- > 0 && !more;) {
            start += tensor.strides[axis];
            more = ++index[axis] < tensor.shape[axis];
            if (!more) {
                start -= tensor.strides[axis] * tensor.shape[axis];
                index[axis] = 0;
            }
        }
    }
}

}  // namespace inference::weights
