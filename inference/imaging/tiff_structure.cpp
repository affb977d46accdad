#include "imaging/ifd_p.h"
#include "imaging/image_structure_p.h"
#include "imaging/tiff_tags_p.h"

#include <algorithm>
#include <limits>
#include <string>

namespace inference::imaging {
namespace {

int channelsOf(const Ifd& ifd, std::uint64_t photometric)
{
    const std::uint64_t samples = ifd.value(tiff::samplesPerPixel, 1);
    const std::uint64_t extra = ifd.value(tiff::extraSamples, 0);
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
    const std::uint64_t photometric = ifd.value(tiff::photometric, tiff::blackIsZero);
    const std::uint64_t orientation = ifd.value(orientationTag, 1);
    info.orientation = orientation >= 1 && orientation <= 8 ? int(orientation) : 1;
    info.channels = channelsOf(ifd, photometric);
    info.discrete = photometric == tiff::palette || (photometric <= tiff::blackIsZero && ifd.value(tiff::bitsPerSample, 1) == 1);
    return info;
}

void checkTiff(ByteView bytes)
{
    const Ifd ifd(bytes);
    const IfdField* tiles = ifd.find(tiff::tileOffsets);
    const IfdField* offsets = tiles ? tiles : ifd.find(tiff::stripOffsets);
    const IfdField* counts = ifd.find(tiles ? tiff::tileByteCounts : tiff::stripByteCounts);
    const auto height = std::uint64_t(sideOf(ifd, tiff::height));
    const std::uint64_t pixels = std::uint64_t(sideOf(ifd, tiff::width)) * height;
    const std::uint64_t samples = std::min<std::uint64_t>(ifd.value(tiff::samplesPerPixel, 1), 0xffff);
    // A strip holds a row of one plane at least, a tile a pixel.
    if (!offsets || offsets->count == 0 || offsets->count > (tiles ? pixels : height) * samples)
        throw Error(ErrorCode::ImageCorrupt);
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < offsets->count; ++i) {
        const std::uint64_t length = ifd.value(counts, i).value_or(0);
        bytes.require(ifd.value(offsets, i).value_or(0), length);
        total += length;
    }
    const std::uint64_t bits = ifd.value(tiff::bitsPerSample, 1) * samples;
    // YCbCr may keep its colours at a fraction of the size.
    const bool plain = ifd.value(tiff::compression, tiff::uncompressed) == tiff::uncompressed && counts && counts->count > 0
        && ifd.value(tiff::photometric, tiff::blackIsZero) != tiff::yCbCr;
    if (plain && bits <= 1024 && pixels * bits / 8 > total)
        throw Error(ErrorCode::ImageTruncated);
}

}  // namespace inference::imaging
