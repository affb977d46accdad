#include "core/baseline.h"

#include "core/error.h"

namespace inference {
namespace {

class Fnv1a {
public:
    void add(std::uint8_t byte) { m_value = (m_value ^ byte) * 1099511628211u; }
    void add(int number)
    {
        for (int shift = 0; shift < 32; shift += 8)
            add(std::uint8_t(std::uint32_t(number) >> shift));
    }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 14695981039346656037u;
};

}  // namespace

Baseline withOffsets(Baseline shape, std::vector<std::uint8_t> offsets)
{
    if (offsets.empty() || offsets.size() != std::size_t(shape.views) * shape.offsetsOfView())
        throw Error(ErrorCode::BadInput, {"offsets"});
    Fnv1a hash;
    for (const int number : {shape.views, int(shape.picture.width), int(shape.picture.height), shape.layers, shape.rows, shape.columns})
        hash.add(number);
    for (const std::uint8_t offset : offsets)
        hash.add(offset);
    shape.fingerprint = hash.value();
    shape.offsets = std::make_shared<const std::vector<std::uint8_t>>(std::move(offsets));
    return shape;
}

}  // namespace inference
