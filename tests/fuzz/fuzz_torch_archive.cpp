// Zip archives, as torch.save and torch.jit.save write them.

#include "drive.h"

#include "weights/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Straight at the reader, which must not count on the four bytes that a file is told by.
    fuzz::attempt([&] { inference::weights::readTorchArchive(fuzz::bytesOf(data, size)); });
    fuzz::openAsProgram(data, size);
    return 0;
}
