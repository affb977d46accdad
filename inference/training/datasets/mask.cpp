#include "training/datasets/mask.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"
#include "training/datasets/mat_mask_p.h"
#include "training/datasets/polygon_fill_p.h"

#include <algorithm>

namespace inference::datasets {
namespace {

constexpr int half = 128;
constexpr std::uint8_t vocBorder = 255;

Mask emptyMask(Size size)
{
    return {size.width, size.height, std::vector<std::uint8_t>(std::size_t(size.width) * std::size_t(size.height))};
}

void requireSize(Size mask, Size image, const std::filesystem::path& file)
{
    if (mask != image)
        throw Error(ErrorCode::MaskSize, {std::to_string(mask.width), std::to_string(mask.height), std::to_string(image.width),
                                          std::to_string(image.height)}, file);
}

/// One grey value for each pixel: what PIL's convert("L") makes of colours; 16 bits become 8, and what is above 0 stays so.
std::vector<std::uint8_t> greyOf(const Image& image)
{
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    const std::size_t channels = std::size_t(image.channels);
    const auto* wide = reinterpret_cast<const std::uint16_t*>(image.pixels.data());
    const auto sample = [&](std::size_t i) -> std::uint32_t {
        return image.bytesPerChannel == 1 ? image.pixels[i] : wide[i] == 0 ? 0u : std::max(1u, (wide[i] + 128u) / 257u);
    };
    std::vector<std::uint8_t> grey(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = i * channels;
        grey[i] = channels < 3 ? std::uint8_t(sample(at))
                               : std::uint8_t((sample(at) * 19595 + sample(at + 1) * 38470 + sample(at + 2) * 7471 + 0x8000) >> 16);
    }
    return grey;
}

/// The least value that counts as defective.
int leastOf(MaskRule rule, const std::vector<std::uint8_t>& grey)
{
    const bool reachesHalf = rule == MaskRule::HalfOrLabels && std::ranges::any_of(grey, [](int value) { return value >= half; });
    return reachesHalf ? half : 1;
}

Mask readPicture(const MaskSource& source, Size image)
{
    // The header first: a picture of the wrong size need not be decoded.
    requireSize(imaging::readHeader(source.file).size, image, source.file);
    Mask mask = emptyMask(image);
    if (source.rule == MaskRule::PaletteIndex) {
        if (const auto indices = imaging::decodeIndices(source.file)) {
            requireSize(indices->size(), image, source.file);
            std::ranges::transform(indices->pixels, mask.pixels.begin(), [](std::uint8_t index) { return std::uint8_t(index > 0 && index != vocBorder); });
            return mask;
        }
    }
    const Image picture = imaging::decode(source.file, {false});
    requireSize(picture.size(), image, source.file);
    const std::vector<std::uint8_t> grey = greyOf(picture);
    const int least = leastOf(source.rule, grey);
    std::ranges::transform(grey, mask.pixels.begin(), [least](int value) { return std::uint8_t(value >= least); });
    return mask;
}

Mask filledOutlines(const MaskSource& source, Size image)
{
    if (source.drawnFor.width > 0 && source.drawnFor.height > 0)
        requireSize(source.drawnFor, image, source.file);
    Mask mask = emptyMask(image);
    for (const Polygon& outline : source.outlines)
        fillPolygon(mask, outline);
    return mask;
}

}  // namespace

bool Mask::any() const
{
    return std::ranges::any_of(pixels, [](std::uint8_t pixel) { return pixel != 0; });
}

Mask readMask(const Sample& sample, Size image)
{
    if (image.width < 1 || image.height < 1 || std::int64_t(image.width) * image.height > imaging::greatestPixelCount)
        throw Error(ErrorCode::BadInput, {"size"}, sample.image);
    switch (sample.mask.kind) {
    case MaskKind::File: return readPicture(sample.mask, image);
    case MaskKind::Polygons:
    case MaskKind::Boxes: return filledOutlines(sample.mask, image);
    case MaskKind::Matlab: return readMatlabMask(sample.mask.file, image);
    case MaskKind::None: break;
    }
    if (sample.label != Label::Good)
        throw Error(ErrorCode::MaskMissing, {}, sample.image);
    return emptyMask(image);
}

Mask maskForModel(const Mask& mask, int size)
{
    if (mask.width < 1 || mask.height < 1 || size < 1 || mask.pixels.size() != std::size_t(mask.width) * std::size_t(mask.height))
        throw Error(ErrorCode::BadInput, {"mask"});
    Image picture = makeImage(mask.width, mask.height, 1);
    std::ranges::transform(mask.pixels, picture.pixels.begin(), [](std::uint8_t pixel) { return std::uint8_t(pixel ? 255 : 0); });
    const Image resized = imaging::resizeBilinear(picture, size, size);
    Mask result = emptyMask({size, size});
    // value / 255 > 0.5
    std::ranges::transform(resized.pixels, result.pixels.begin(), [](int value) { return std::uint8_t(value >= half); });
    return result;
}

}  // namespace inference::datasets
