#include "weights/tensor_view.h"

#include "core/error.h"
#include "weights/convert.h"
#include "weights/strided.h"

namespace inference::weights {

std::size_t byteSize(DType type) noexcept
{
    switch (type) {
    case DType::F64:
    case DType::I64: return 8;
    case DType::F32:
    case DType::I32: return 4;
    case DType::F16:
    case DType::BF16:
    case DType::I16: return 2;
    case DType::I8:
    case DType::U8:
    case DType::Bool: return 1;
    }
    return 1;
}

std::string_view dtypeName(DType type) noexcept
{
    switch (type) {
    case DType::F64: return "float64";
    case DType::F32: return "float32";
    case DType::F16: return "float16";
    case DType::BF16: return "bfloat16";
    case DType::I64: return "int64";
    case DType::I32: return "int32";
    case DType::I16: return "int16";
    case DType::I8: return "int8";
    case DType::U8: return "uint8";
    case DType::Bool: return "bool";
    }
    return "unknown";
}

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::int64_t TensorView::elements() const
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

bool TensorView::contiguous() const
{
    std::int64_t expected = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] != 1 && strides[i] != expected)
            return false;
        expected *= shape[i];
    }
    return true;
}

std::size_t copyAsFloat(const TensorView& tensor, std::span<float> out)
{
    const std::int64_t count = tensor.elements();
    if (out.size() != static_cast<std::size_t>(count))
        throw Error(ErrorCode::BadInput, {"length of the output"});
    if (!isFloating(tensor.dtype))
        throw Error(ErrorCode::TensorType, {"", std::string(dtypeName(tensor.dtype))});
    if (count == 0)
        return 0;
    if (tensor.contiguous())
        return convertRow(tensor.dtype, tensor.bytes.data(), 1, out);

    const auto width = static_cast<std::size_t>(tensor.shape.back());
    const std::size_t unit = byteSize(tensor.dtype);
    std::size_t notFinite = 0, done = 0;
    forEachRow(tensor, [&](std::int64_t start) {
        notFinite += convertRow(tensor.dtype, tensor.bytes.data() + static_cast<std::size_t>(start) * unit,
                                tensor.strides.back(), out.subspan(done, width));
        done += width;
    });
    return notFinite;
}

}  // namespace inference::weights
