// The restricted unpickler alone, and the walk over what it builds.

#include "drive.h"

#include "weights/corrupt.h"
#include "weights/tensor_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace inference::weights;
    static const std::vector<std::byte> storage(1 << 16);
    for (const auto classes : {pickle::Classes::Refused, pickle::Classes::TorchScript}) {
        fuzz::attempt([&] {
            const pickle::Document document = pickle::read(fuzz::bytesOf(data, size), 0, classes);
            const TensorMap tensors = collectTensors(document, [&](const pickle::Storage& wanted) {
                if (static_cast<std::size_t>(wanted.elements) > storage.size() / byteSize(wanted.dtype))
                    throwCorrupt("storage");
                return std::span<const std::byte>(storage);
            });
            for (const auto& [name, tensor] : tensors) {
                std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
                fuzz::attempt([&] { copyAsFloat(tensor, values); });
            }
        });
    }
    return 0;
}
