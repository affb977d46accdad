#include "core/baseline.h"

#include "core/error.h"
#include "core/fingerprint_p.h"

namespace inference {

Baseline withOffsets(Baseline shape, std::vector<std::uint8_t> offsets)
{
    if (offsets.empty() || offsets.size() != std::size_t(shape.views) * shape.offsetsOfView())
        throw Error(ErrorCode::BadInput, {"offsets"});
    Fingerprint hash;
    for (const int number : {shape.views, int(shape.picture.width), int(shape.picture.height), shape.layers, shape.rows, shape.columns})
        hash.add(number);
    if (shape.frame != 0)
        for (const int half : {int(std::uint32_t(shape.frame)), int(std::uint32_t(shape.frame >> 32))})
            hash.add(half);
    hash.add(std::span<const std::uint8_t>(offsets));
    shape.fingerprint = hash.value();
    shape.offsets = std::make_shared<const std::vector<std::uint8_t>>(std::move(offsets));
    return shape;
}

}  // namespace inference
