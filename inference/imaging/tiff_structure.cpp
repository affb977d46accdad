#include "imaging/ifd_p.h"
#include "imaging/image_structure_p.h"
#include "imaging/tiff_tags_p.h"

#include <limits>
#include <string>

namespace inference::imaging {
namespace {

int channelsOf(const Ifd& ifd, std::uint64_t photometric)
{
    const std::uint64_t samples = ifd.value(tiff::samplesPerPixel, 0, 1);
    const std::uint64_t extra = ifd.value(tiff::extraSamples, 0, 0);
    const int colours = photometric <= tiff::blackIsZero ? 1 : 3;
    const bool alpha = extra == tiff::associatedAlpha || extra == tiff::straightAlpha;
    return samples > std::uint64_t(colours) && alpha && photometric != tiff::palette ? colours + 1 : colours;
}

int sideOf(const Ifd& ifd, std::uint16_t tag)
{
    const auto side = ifd.value(tag);
    if (!side || *side < 1 || *side > std::uint64_t(std::numeric_limits<int>::max()))
        throw Error(ErrorCode::ImageCorrupt);
    return int(*side);
}

}  // namespace

FileInfo readTiffInfo(ByteView bytes)
{
    const Ifd ifd(bytes);
    FileInfo info {FileFormat::Tiff, {sideOf(ifd, tiff::width), sideOf(ifd, tiff::height)}, 1, 3, false};
    requireAcceptable(info.size);
    const std::uint64_t photometric = ifd.value(tiff::photometric, 0, tiff::blackIsZero);
    const std::uint64_t orientation = ifd.value(orientationTag, 0, 1);
    info.orientation = orientation >= 1 && orientation <= 8 ? int(orientation) : 1;
    info.channels = channelsOf(ifd, photometric);
    info.discrete = photometric == tiff::palette || (photometric <= tiff::blackIsZero && ifd.value(tiff::bitsPerSample, 0, 1) == 1);
    return info;
}

void checkTiff(ByteView bytes)
{
    const Ifd ifd(bytes);
    const bool tiled = ifd.has(tiff::tileOffsets);
    const std::uint16_t offsets = tiled ? tiff::tileOffsets : tiff::stripOffsets;
    const std::uint16_t counts = tiled ? tiff::tileByteCounts : tiff::stripByteCounts;
    if (ifd.count(offsets) == 0)
        throw Error(ErrorCode::ImageCorrupt);
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < ifd.count(offsets); ++i) {
        bytes.require(ifd.value(offsets, i, 0), ifd.value(counts, i, 0));
        total += ifd.value(counts, i, 0);
    }
    const std::uint64_t pixels = std::uint64_t(sideOf(ifd, tiff::width)) * std::uint64_t(sideOf(ifd, tiff::height));
    const std::uint64_t bits = ifd.value(tiff::bitsPerSample, 0, 1) * ifd.value(tiff::samplesPerPixel, 0, 1);
    const bool plain = ifd.value(tiff::compression, 0, tiff::uncompressed) == tiff::uncompressed && ifd.count(counts) > 0;
    if (plain && bits <= 1024 && pixels * bits / 8 > total)
        throw Error(ErrorCode::ImageTruncated);
}

}  // namespace inference::imaging
