#include "imaging/resample.h"

#include "core/error.h"
#include "imaging/fixed_point_filter_p.h"

#include <algorithm>

namespace inference::imaging {
namespace {

/// PIL's MULDIV255: a * b / 255, rounded.
std::uint8_t multiply255(int a, int b)
{
    const int product = a * b + 128;
    return std::uint8_t(((product >> 8) + product) >> 8);
}

void premultiply(Image& image)
{
    std::uint8_t* pixel = image.pixels.data();
    const std::uint8_t* end = pixel + image.pixels.size();
    if (image.channels == 2)
        for (; pixel != end; pixel += 2)
            pixel[0] = multiply255(pixel[0], pixel[1]);
    else
        for (; pixel != end; pixel += 4)
            for (int c = 0; c < 3; ++c)
                pixel[c] = multiply255(pixel[c], pixel[3]);
}

/// Rounds down and clips, as PIL does; where alpha is 0 the colour stays what the filter left.
void unpremultiply(Image& image)
{
    const int last = image.channels - 1;
    for (std::size_t i = 0; i < image.pixels.size(); i += std::size_t(image.channels)) {
        const int alpha = image.pixels[i + std::size_t(last)];
        if (alpha == 0 || alpha == 255)
            continue;
        for (int c = 0; c < last; ++c) {
            std::uint8_t& value = image.pixels[i + std::size_t(c)];
            value = std::uint8_t(std::min(255, 255 * value / alpha));
        }
    }
}

/// Source position of each target position, summed up step by step in double as PIL does; -1 outside.
std::vector<int> nearestPositions(int from, int to)
{
    const double step = double(from) / to;
    std::vector<int> positions(std::size_t(to), -1);
    double at = step * 0.5;
    for (int& position : positions) {
        if (at >= 0 && int(at) < from)
            position = int(at);
        at += step;
    }
    return positions;
}

Image resizeNearest(const Image& image, int width, int height)
{
    Image result = makeImage(width, height, image.channels);
    const auto columns = nearestPositions(image.width, width);
    const auto rows = nearestPositions(image.height, height);
    const auto pixel = std::size_t(image.channels);
    for (int y = 0; y < height; ++y) {
        if (rows[std::size_t(y)] < 0)
            continue;
        const std::uint8_t* in = image.row(rows[std::size_t(y)]);
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < width; ++x, out += pixel)
            if (const int from = columns[std::size_t(x)]; from >= 0)
                std::copy_n(in + pixel * std::size_t(from), pixel, out);
    }
    return result;
}

using FilterOf = FixedPointFilter (*)(int from, int to);

/// Both passes on plain channels. The first computes only the rows that the second looks at.
Image filtered(const Image& image, int width, int height, FilterOf filterOf)
{
    if (width == image.width && height == image.height)
        return image;
    if (height == image.height)
        return filterRows(image, filterOf(image.width, width), 0, image.height);
    const FixedPointFilter vertical = filterOf(image.height, height);
    if (width == image.width)
        return filterColumns(image, vertical, 0);
    const int first = vertical.taps.front().first;
    const int last = vertical.taps.back().first + vertical.taps.back().count;
    return filterColumns(filterRows(image, filterOf(image.width, width), first, last), vertical, first);
}

/// 16-bit samples divided by 257, rounded to nearest: 0 stays 0, 65535 becomes 255.
Image toEightBit(const Image& image)
{
    if (image.bytesPerChannel == 1)
        return image;
    Image result = makeImage(image.width, image.height, image.channels);
    result.discrete = image.discrete;
    const auto* in = reinterpret_cast<const std::uint16_t*>(image.pixels.data());
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
        result.pixels[i] = std::uint8_t((in[i] + 128u) / 257u);
    return result;
}

Image toRgb(const Image& image)
{
    if (image.channels == 3)
        return image;
    Image result = makeImage(image.width, image.height, 3);
    result.discrete = image.discrete;
    const bool grey = image.channels < 3;
    const std::uint8_t* in = image.pixels.data();
    std::uint8_t* out = result.pixels.data();
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    for (std::size_t i = 0; i < count; ++i, in += image.channels, out += 3) {
        out[0] = in[0];
        out[1] = in[grey ? 0 : 1];
        out[2] = in[grey ? 0 : 2];
    }
    return result;
}

void requireImage(const Image& image)
{
    const bool whole = image.width > 0 && image.height > 0 && image.channels >= 1 && image.channels <= 4
        && (image.bytesPerChannel == 1 || image.bytesPerChannel == 2)
        && image.pixels.size() == image.stride() * std::size_t(image.height);
    if (!whole)
        throw Error(ErrorCode::BadInput, {"image"});
}

Image resized(const Image& image, int width, int height, FilterOf filterOf)
{
    requireImage(image);
    if (image.bytesPerChannel != 1)
        throw Error(ErrorCode::BadInput, {"16-bit image"});
    if (width < 1 || height < 1)
        throw Error(ErrorCode::BadInput, {"size"});
    if (width == image.width && height == image.height)
        return image;
    Image result;
    if (image.discrete) {
        result = resizeNearest(image, width, height);
    } else if (image.channels % 2 == 0) {
        Image opaque = image;
        premultiply(opaque);
        result = filtered(opaque, width, height, filterOf);
        unpremultiply(result);
    } else {
        result = filtered(image, width, height, filterOf);
    }
    result.discrete = image.discrete;
    return result;
}

}  // namespace

Image resizeBicubic(const Image& image, int width, int height) { return resized(image, width, height, bicubicFilter); }

Image resizeBilinear(const Image& image, int width, int height) { return resized(image, width, height, bilinearFilter); }

Image toModelInput(const Image& image, int size)
{
    requireImage(image);
    return image.bytesPerChannel == 1 ? toRgb(resizeBicubic(image, size, size))
                                      : toRgb(resizeBicubic(toEightBit(image), size, size));
}

Image toRgb8(const Image& image)
{
    requireImage(image);
    return image.bytesPerChannel == 1 ? toRgb(image) : toRgb(toEightBit(image));
}

}  // namespace inference::imaging
