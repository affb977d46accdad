#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inference::weights {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t byteSize(DType type) noexcept;
std::string_view dtypeName(DType type) noexcept;  ///< "float16", as PyTorch says it

/// "[1024, 768]"; "[]" for a scalar.
std::string shapeText(std::span<const std::int64_t> shape);

/// A tensor that lies in a mapped file. The reader that made it has checked that every element lies inside `bytes`.
/// Valid as long as the WeightFile it came from.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;    ///< empty for a scalar
    std::vector<std::int64_t> strides;  ///< in elements, one per dimension, >= 0
    std::span<const std::byte> bytes;   ///< from the first element on; any alignment

    std::int64_t elements() const;
    bool contiguous() const;
};

/// Every element as float32, row-major, into `out` (exactly elements() long).
/// Returns how many of them are NaN or infinite. Integers and Bool throw Error(TensorType).
std::size_t copyAsFloat(const TensorView& tensor, std::span<float> out);

}  // namespace inference::weights
