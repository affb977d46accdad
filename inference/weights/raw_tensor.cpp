#include "weights/raw_tensor.h"

#include "weights/strided.h"

namespace inference::weights {

void forEachPiece(const TensorView& tensor, const std::function<void(std::span<const std::byte>)>& take)
{
    const std::size_t unit = byteSize(tensor.dtype);
    const auto count = static_cast<std::size_t>(tensor.elements());
    if (tensor.contiguous()) {
        take(tensor.bytes.first(count * unit));
        return;
    }
    constexpr std::size_t pieceSize = std::size_t(1) << 18;
    std::vector<std::byte> piece;
    piece.reserve(pieceSize);
    if (count == 0)
        return;
    forEachRow(tensor, [&](std::int64_t start) {
        for (std::int64_t i = 0; i < tensor.shape.back(); ++i) {
            const auto at = static_cast<std::size_t>(start + i * tensor.strides.back()) * unit;
            piece.insert(piece.end(), tensor.bytes.data() + at, tensor.bytes.data() + at + unit);
            if (piece.size() + unit > pieceSize) {
                take(piece);
                piece.clear();
            }
        }
    });
    take(piece);
}

}  // namespace inference::weights
