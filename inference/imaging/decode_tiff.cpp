#include "imaging/decode_tiff_p.h"

#include "imaging/decode.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <tiffio.h>

namespace inference::imaging {
namespace {

/// A strip of the largest picture that is read; one that wants more is a damaged header.
constexpr tmsize_t greatestBlock = tmsize_t(greatestPixelCount) * 10;
/// Sides of tiles up to here are believed, however small the picture.
constexpr std::uint64_t plainTileSide = 4096;
/// Samples of a pixel, those that are passed over included.
constexpr int greatestSamples = 8;

/// The file in memory, as libtiff's client functions see it.
struct Source {
    ByteView bytes;
    std::uint64_t position = 0;
};

Source& sourceOf(thandle_t handle) { return *static_cast<Source*>(handle); }

tmsize_t readSource(thandle_t handle, void* out, tmsize_t wanted)
{
    Source& source = sourceOf(handle);
    if (wanted <= 0 || source.position >= source.bytes.size())
        return 0;
    const auto count = std::min(std::uint64_t(wanted), source.bytes.size() - source.position);
    std::memcpy(out, source.bytes.data() + source.position, count);
    source.position += count;
    return tmsize_t(count);
}

toff_t seekSource(thandle_t handle, toff_t offset, int from)
{
    Source& source = sourceOf(handle);
    source.position = offset + (from == SEEK_CUR ? source.position : from == SEEK_END ? source.bytes.size() : 0);
    return source.position;
}

// Mapped, so that libtiff reads strips and tiles where they lie; it never writes through this pointer in mode "r".
int mapSource(thandle_t handle, void** base, toff_t* size)
{
    *base = const_cast<std::uint8_t*>(sourceOf(handle).bytes.data());
    *size = sourceOf(handle).bytes.size();
    return 1;
}

tmsize_t writeNothing(thandle_t, void*, tmsize_t) { return 0; }
int closeNothing(thandle_t) { return 0; }
toff_t sizeOfSource(thandle_t handle) { return sourceOf(handle).bytes.size(); }
void unmapNothing(thandle_t, void*, toff_t) {}
int printNothing(TIFF*, void*, const char*, const char*, va_list) { return 1; }

using TiffHandle = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

TiffHandle open(Source& source)
{
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(), &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), printNothing, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), printNothing, nullptr);
    TiffHandle tiff(TIFFClientOpenExt("", "r", &source, readSource, writeNothing, seekSource, closeNothing, sizeOfSource,
                                      mapSource, unmapNothing, options.get()),
                    &TIFFClose);
    if (!tiff)
        throw Error(ErrorCode::ImageCorrupt);
    return tiff;
}

std::uint16_t field(TIFF* tiff, std::uint32_t tag, std::uint16_t fallback)
{
    std::uint16_t value = fallback;
    return TIFFGetFieldDefaulted(tiff, tag, &value) ? value : fallback;
}

/// How samples become pixels.
struct Layout {
    int width = 0;
    int height = 0;
    int bits = 1;
    int samples = 1;           ///< in the file
    int channels = 1;          ///< in the image
    bool planes = false;       ///< one strip or tile holds one sample of each pixel
    bool whiteIsZero = false;
    bool associated = false;   ///< colours are multiplied by alpha
    std::array<const std::uint16_t*, 3> palette {};  ///< red, green, blue or null

    int samplesInBlock() const { return planes ? 1 : samples; }
};

void requireUnsigned(TIFF* tiff, const Layout& layout)
{
    const int format = field(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    if (format == SAMPLEFORMAT_IEEEFP)
        throw Error(ErrorCode::ImageUnsupported, {"floating-point"});
    if (format == SAMPLEFORMAT_INT)
        throw Error(ErrorCode::ImageUnsupported, {"signed"});
    // Fewer than 8 bits are unpacked as one value a pixel, which a palette or grey alone is.
    const bool oneValue = layout.samplesInBlock() == 1 && (layout.palette[0] || layout.channels == 1);
    const bool small = layout.bits == 1 || layout.bits == 2 || layout.bits == 4;
    if (layout.bits != 8 && layout.bits != 16 && !(small && oneValue))
        throw Error(ErrorCode::ImageUnsupported, {"bits:" + std::to_string(layout.bits)});
    if (layout.palette[0] && layout.bits > 8)
        throw Error(ErrorCode::ImageUnsupported, {"palette-bits:" + std::to_string(layout.bits)});
    if (layout.samples > greatestSamples)
        throw Error(ErrorCode::ImageUnsupported, {"channels:" + std::to_string(layout.samples)});
}

Layout layoutOf(TIFF* tiff, const FileInfo& info)
{
    Layout layout {info.size.width, info.size.height};
    layout.bits = field(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = field(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    layout.channels = info.channels;
    layout.planes = layout.samples > 1 && field(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    const int photometric = field(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    const bool jpeg = field(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE) == COMPRESSION_JPEG;
    if (photometric == PHOTOMETRIC_SEPARATED)
        throw Error(ErrorCode::ImageUnsupported, {"cmyk"});
    if (photometric == PHOTOMETRIC_YCBCR && jpeg)
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    else if (photometric > PHOTOMETRIC_PALETTE)
        throw Error(ErrorCode::ImageUnsupported, {"tiff-colours:" + std::to_string(photometric)});
    if (photometric == PHOTOMETRIC_PALETTE) {
        std::uint16_t* maps[3] = {};
        if (!TIFFGetField(tiff, TIFFTAG_COLORMAP, &maps[0], &maps[1], &maps[2]))
            throw Error(ErrorCode::ImageCorrupt);
        layout.palette = {maps[0], maps[1], maps[2]};
    }
    layout.whiteIsZero = photometric == PHOTOMETRIC_MINISWHITE;
    std::uint16_t extras = 0;
    std::uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    layout.associated = extras > 0 && kinds[0] == EXTRASAMPLE_ASSOCALPHA && layout.channels % 2 == 0;
    requireUnsigned(tiff, layout);
    if (!layout.palette[0] && layout.samples < layout.channels)
        throw Error(ErrorCode::ImageCorrupt);
    return layout;
}

/// A strip or tile that is not there is found before the picture's memory is asked for.
void requireBlocks(TIFF* tiff)
{
    const std::uint32_t blocks = TIFFIsTiled(tiff) ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    for (std::uint32_t i = 0; i < blocks; ++i)
        if (TIFFGetStrileByteCount(tiff, i) == 0)
            throw Error(ErrorCode::ImageCorrupt);
}

/// Samples of a whole row of a block, as numbers of the image's depth, out of 1, 2, 4, 8 or 16 bits.
template<typename Sample>
void copyRow(const std::uint8_t* row, int width, int plane, const Layout& layout, std::uint8_t* target)
{
    auto* out = reinterpret_cast<Sample*>(target);
    const auto* in = reinterpret_cast<const Sample*>(row);
    const int step = layout.samplesInBlock();
    const int channels = layout.planes ? 1 : layout.channels;
    if (layout.planes)
        out += plane;
    const auto flip = Sample(layout.whiteIsZero && plane == 0 ? ~Sample(0) : 0);  // alpha is never the other way round
    for (int x = 0; x < width; ++x, in += step, out += layout.channels)
        for (int c = 0; c < channels; ++c)
            out[c] = Sample(in[c] ^ (c == 0 ? flip : Sample(0)));
}

void unpackRow(const std::uint8_t* row, int width, const Layout& layout, std::uint8_t* out)
{
    const int greatest = (1 << layout.bits) - 1;
    const int perByte = 8 / layout.bits;
    const bool eightBit = layout.palette[0]
        && std::all_of(layout.palette.begin(), layout.palette.end(),
                       [&](const std::uint16_t* map) { return std::all_of(map, map + greatest + 1, [](int v) { return v < 256; }); });
    for (int x = 0; x < width; ++x) {
        const int at = layout.bits == 8 ? x * layout.samplesInBlock() : x / perByte;
        const int value = row[at] >> (8 - layout.bits * (x % perByte + 1)) & greatest;
        if (layout.palette[0])  // a palette of old writers holds 8-bit colours
            for (const std::uint16_t* map : layout.palette)
                *out++ = std::uint8_t(eightBit ? map[value] : map[value] >> 8);
        else
            *out++ = std::uint8_t((layout.whiteIsZero ? greatest - value : value) * 255 / greatest);
    }
}

/// Few bytes can announce a tile of gigabytes: none is larger than the picture filled up to plain tiles.
bool isPlausibleTile(std::uint64_t width, std::uint64_t height, const Layout& layout)
{
    const auto filledUp = [](int side) { return (std::uint64_t(side) + plainTileSide - 1) / plainTileSide * plainTileSide; };
    return width > 0 && height > 0 && width <= 65536 && height <= 65536 && width * height <= filledUp(layout.width) * filledUp(layout.height);
}

/// Strips are tiles as wide as the image; both arrive here.
class BlockReader {
public:
    BlockReader(TIFF* tiff, const Layout& layout, Image& image)
        : m_tiff(tiff)
        , m_layout(layout)
        , m_image(image)
        , m_tiled(TIFFIsTiled(tiff) != 0)
        , m_blockWidth(layout.width)
        , m_blockHeight(layout.height)
    {
        std::uint32_t width = 0;
        std::uint32_t height = 0;
        if (m_tiled && (!TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width) || !TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height)))
            throw Error(ErrorCode::ImageCorrupt);
        if (!m_tiled)
            TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &height);
        if (height == 0 || (m_tiled && !isPlausibleTile(width, height, layout)))
            throw Error(ErrorCode::ImageCorrupt);
        m_blockWidth = m_tiled ? int(width) : layout.width;
        m_blockHeight = m_tiled ? int(height) : int(std::min(height, std::uint32_t(layout.height)));
        m_rowBytes = (std::uint64_t(m_blockWidth) * std::uint64_t(layout.samplesInBlock() * layout.bits) + 7) / 8;
        const tmsize_t size = m_tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
        if (size <= 0 || size > greatestBlock || std::uint64_t(size) < m_rowBytes * std::uint64_t(m_blockHeight))
            throw Error(ErrorCode::ImageCorrupt);
        m_buffer.resize(std::size_t(size));
    }

    void readAll()
    {
        // A palette's one plane holds what becomes three channels.
        const int planes = m_layout.planes && !m_layout.palette[0] ? m_layout.channels : 1;
        for (int plane = 0; plane < planes; ++plane)
            for (int y = 0; y < m_layout.height; y += m_blockHeight)
                for (int x = 0; x < m_layout.width; x += m_blockWidth)
                    readBlock(x, y, plane);
    }

private:
    void readBlock(int x, int y, int plane)
    {
        const auto sample = std::uint16_t(plane);
        const int rows = std::min(m_blockHeight, m_layout.height - y);
        const auto wanted = tmsize_t(m_rowBytes * std::uint64_t(m_tiled ? m_blockHeight : rows));
        const tmsize_t got = m_tiled
            ? TIFFReadEncodedTile(m_tiff, TIFFComputeTile(m_tiff, std::uint32_t(x), std::uint32_t(y), 0, sample), m_buffer.data(), wanted)
            : TIFFReadEncodedStrip(m_tiff, TIFFComputeStrip(m_tiff, std::uint32_t(y), sample), m_buffer.data(), wanted);
        if (got < wanted)
            throw Error(ErrorCode::ImageCorrupt);
        const int columns = std::min(m_blockWidth, m_layout.width - x);
        const std::size_t pixel = std::size_t(m_image.channels) * std::size_t(m_image.bytesPerChannel);
        for (int i = 0; i < rows; ++i) {
            const std::uint8_t* in = m_buffer.data() + m_rowBytes * std::uint64_t(i);
            std::uint8_t* out = m_image.row(y + i) + pixel * std::size_t(x);
            if (m_layout.palette[0] || m_layout.bits < 8)
                unpackRow(in, columns, m_layout, out);
            else if (m_layout.bits == 8)
                copyRow<std::uint8_t>(in, columns, plane, m_layout, out);
            else
                copyRow<std::uint16_t>(in, columns, plane, m_layout, out);
        }
    }

    TIFF* m_tiff;
    const Layout& m_layout;
    Image& m_image;
    bool m_tiled;
    int m_blockWidth;
    int m_blockHeight;
    std::uint64_t m_rowBytes = 0;
    std::vector<std::uint8_t> m_buffer;
};

/// Divides the colours by alpha as PIL does: rounded down, clipped, black where alpha is 0.
template<typename Sample>
void divideByAlpha(Image& image)
{
    constexpr std::uint32_t full = Sample(~Sample(0));
    auto* pixel = reinterpret_cast<Sample*>(image.pixels.data());
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    for (std::size_t i = 0; i < count; ++i, pixel += image.channels) {
        const std::uint32_t alpha = pixel[image.channels - 1];
        for (int c = 0; c + 1 < image.channels && alpha != full; ++c)
            pixel[c] = alpha == 0 ? Sample(0) : Sample(std::min(full, pixel[c] * full / alpha));
    }
}

}  // namespace

Image decodeTiff(ByteView bytes, const FileInfo& info)
{
    Source source {bytes};
    const TiffHandle tiff = open(source);
    const Layout layout = layoutOf(tiff.get(), info);
    requireBlocks(tiff.get());
    Image image = makeImage(layout.width, layout.height, layout.channels, layout.bits == 16 ? 2 : 1);
    image.discrete = info.discrete;
    BlockReader(tiff.get(), layout, image).readAll();
    if (layout.associated && image.bytesPerChannel == 1)
        divideByAlpha<std::uint8_t>(image);
    else if (layout.associated)
        divideByAlpha<std::uint16_t>(image);
    return image;
}

}  // namespace inference::imaging
