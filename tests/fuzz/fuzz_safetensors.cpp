// Safetensors files.

#include "drive.h"

#include "weights/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Straight at the reader, which must not count on the byte that a file is told by.
    fuzz::attempt([&] { inference::weights::readSafetensors(fuzz::bytesOf(data, size)); });
    fuzz::openAsProgram(data, size);
    return 0;
}
