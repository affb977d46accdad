// Files of torch.save before PyTorch 1.6.

#include "drive.h"

#include "weights/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Straight at the reader, which must not count on the bytes that a file is told by.
    fuzz::attempt([&] { inference::weights::readTorchLegacy(fuzz::bytesOf(data, size)); });
    fuzz::openAsProgram(data, size);
    return 0;
}
