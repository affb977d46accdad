#include "training/augmentation.h"

#include "core/error.h"
#include "imaging/resample.h"
#include "training/synth/random_p.h"

#include <algorithm>
#include <span>
#include <utility>

namespace inference::training {
namespace {

using synth::floorInt;

void requireForm(const Example& example)
{
    const Image& image = example.image;
    const auto side = std::size_t(std::max(image.width, 0));
    if (image.empty() || image.width != image.height || image.channels != 3 || image.bytesPerChannel != 1 || example.mask.size() != side * side)
        throw Error(ErrorCode::BadInput, {"example form"});
}

Example emptyExample(int side)
{
    return {makeImage(side, side, 3), std::vector<std::uint8_t>(std::size_t(side) * std::size_t(side))};
}

std::uint8_t byteOf(float value)
{
    return std::uint8_t(synth::clampTo(value, 0, 255) + 0.5f);
}

/// `at` mirrored into 0..side-1; the edge itself is not repeated.
int mirrored(int at, int side)
{
    if (side == 1)
        return 0;
    const int period = 2 * (side - 1);
    at %= period;
    at = at < 0 ? at + period : at;
    return at < side ? at : period - at;
}

template <class Change> void changeValues(Image& image, Change change)
{
    std::array<std::uint8_t, 256> table {};
    for (int value = 0; value < 256; ++value)
        table[std::size_t(value)] = byteOf(change(float(value)));
    for (std::uint8_t& value : image.pixels)
        value = table[value];
}

float greyOf(const std::uint8_t* rgb)
{
    return 0.299f * float(rgb[0]) + 0.587f * float(rgb[1]) + 0.114f * float(rgb[2]);
}

float meanGrey(const Image& image)
{
    double sum = 0;
    for (std::size_t at = 0; at < image.pixels.size(); at += 3)
        sum += double(greyOf(&image.pixels[at]));
    return float(sum / double(image.pixels.size() / 3));
}

/// Red, green and blue turned by `turns` around the colour circle; lightness and saturation (HSV) stay.
void turnHue(std::uint8_t* rgb, float turns)
{
    const float red = rgb[0], green = rgb[1], blue = rgb[2];
    const float high = std::max({red, green, blue}), low = std::min({red, green, blue}), chroma = high - low;
    if (chroma == 0)
        return;
    const float sixth = high == red ? (green - blue) / chroma : high == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
    const float hue = 6 * synth::fraction(sixth / 6 + turns);
    const auto channel = [&](float offset) {
        const float place = offset + hue - (offset + hue >= 6 ? 6.0f : 0.0f);
        return byteOf(high - chroma * synth::clamp01(std::min(place, 4 - place)));
    };
    rgb[0] = channel(5);
    rgb[1] = channel(3);
    rgb[2] = channel(1);
}

void turnHues(Image& image, float turns)
{
    for (std::size_t at = 0; at < image.pixels.size() && turns != 0; at += 3)
        turnHue(&image.pixels[at], turns);
}

void saturate(Image& image, float factor)
{
    for (std::size_t at = 0; at < image.pixels.size() && factor != 1; at += 3) {
        const float grey = greyOf(&image.pixels[at]) * (1 - factor);
        for (std::size_t channel = at; channel < at + 3; ++channel)
            image.pixels[channel] = byteOf(float(image.pixels[channel]) * factor + grey);
    }
}

/// Each sum of weighted neighbours divided by the square of the weights' sum, rounded.
void filter(Image& image, std::span<const int> weights)
{
    const int side = image.width, height = image.height, reach = int(weights.size() / 2);
    int whole = 0;
    for (const int weight : weights)
        whole += weight;
    std::vector<int> rows(image.pixels.size());
    const auto at = [&](int x, int y, int channel) { return (std::size_t(y) * std::size_t(side) + std::size_t(x)) * 3 + std::size_t(channel); };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < side; ++x)
            for (int i = -reach; i <= reach; ++i)
                for (int channel = 0, from = mirrored(x + i, side); channel < 3; ++channel)
                    rows[at(x, y, channel)] += weights[std::size_t(i + reach)] * image.pixels[at(from, y, channel)];
    const int square = whole * whole;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < side; ++x)
            for (int channel = 0; channel < 3; ++channel) {
                int sum = square / 2;
                for (int i = -reach; i <= reach; ++i)
                    sum += weights[std::size_t(i + reach)] * rows[at(x, mirrored(y + i, height), channel)];
                image.pixels[at(x, y, channel)] = std::uint8_t(sum / square);
            }
}

Jitter randomJitter(synth::Random& random)
{
    Jitter jitter {random.in(0.8f, 1.2f), random.in(0.8f, 1.2f), random.in(0.8f, 1.2f), random.in(-0.2f, 0.2f)};
    for (int i = 3; i > 0; --i)
        std::swap(jitter.order[std::size_t(i)], jitter.order[std::size_t(random.below(i + 1))]);
    return jitter;
}

void changeOneOf(Image& image, synth::Random& random)
{
    switch (random.below(3)) {
    case 0: blur3(image); break;
    case 1: jitterColours(image, randomJitter(random)); break;
    default: gaussianBlur(image, 3 + 2 * random.below(3)); break;
    }
}

/// One part of a mosaic into its quarter.
void place(Example& sheet, const Example& part, int left, int top, int width, int height)
{
    const Image image = imaging::resizeBicubic(part.image, width, height);
    Image mask = makeImage(part.image.width, part.image.height, 1);
    std::ranges::transform(part.mask, mask.pixels.begin(), [](std::uint8_t damaged) { return std::uint8_t(damaged ? 255 : 0); });
    mask = imaging::resizeBilinear(mask, width, height);
    const int side = sheet.image.width;
    for (int y = 0; y < height; ++y) {
        std::copy_n(image.row(y), 3 * width, sheet.image.row(top + y) + 3 * left);
        std::transform(mask.row(y), mask.row(y) + width, sheet.mask.begin() + std::ptrdiff_t(top + y) * side + left,
                       [](std::uint8_t value) { return std::uint8_t(value > 127); });
    }
}

}  // namespace

Example augmented(const Example& example, std::uint64_t seed)
{
    requireForm(example);
    const synth::Random root(seed);
    Example out = example;
    // A stream of its own for each, so that what one draws moves no other.
    const auto step = [&](std::uint64_t tag, auto change) {
        synth::Random random = root.fork(tag);
        if (random.chance(0.5f))
            change(random);
    };
    step(1, [&](synth::Random& random) { out = rotated(out, random.in(-30, 30) / 360); });
    step(2, [&](synth::Random& random) { out = quarterTurned(out, random.below(4)); });
    step(3, [&](synth::Random& random) {
        const float contrast = random.in(0.8f, 1.2f), brightness = random.in(-0.2f, 0.2f);
        changeBrightnessContrast(out.image, contrast, brightness);
    });
    step(4, [&](synth::Random& random) {
        const float variance = random.in(10, 50);
        addNoise(out.image, variance, random.next());
    });
    step(5, [&](synth::Random& random) { changeOneOf(out.image, random); });
    return out;
}

Example mosaicOf(const std::array<Example, 4>& parts)
{
    for (const Example& part : parts)
        requireForm(part);
    const int side = parts[0].image.width, half = side / 2;
    if (half < 1 || std::ranges::any_of(parts, [&](const Example& part) { return part.image.width != side; }))
        throw Error(ErrorCode::BadInput, {"mosaic form"});
    Example sheet = emptyExample(side);
    place(sheet, parts[0], 0, 0, half, half);
    place(sheet, parts[1], half, 0, side - half, half);
    place(sheet, parts[2], 0, half, half, side - half);
    place(sheet, parts[3], half, half, side - half, side - half);
    return sheet;
}

Example rotated(const Example& example, float turns)
{
    requireForm(example);
    const int side = example.image.width;
    float sine = synth::sine(turns), cosine = synth::cosine(turns);
    // The sine is to a thousandth: a turn by a hair more or less, but nothing grows.
    const float length = synth::lengthOf(sine, cosine);
    sine /= length;
    cosine /= length;
    const float centre = float(side - 1) / 2;
    Example out = emptyExample(side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float dx = float(x) - centre, dy = float(y) - centre;
            const float fromX = cosine * dx - sine * dy + centre, fromY = sine * dx + cosine * dy + centre;
            const int left = floorInt(fromX), top = floorInt(fromY);
            const float rightShare = fromX - float(left), lowerShare = fromY - float(top);
            const std::uint8_t* upper = example.image.row(mirrored(top, side));
            const std::uint8_t* lower = example.image.row(mirrored(top + 1, side));
            const int first = 3 * mirrored(left, side), second = 3 * mirrored(left + 1, side);
            for (int channel = 0; channel < 3; ++channel) {
                const float above = synth::mix(upper[first + channel], upper[second + channel], rightShare);
                const float below = synth::mix(lower[first + channel], lower[second + channel], rightShare);
                out.image.row(y)[3 * x + channel] = byteOf(synth::mix(above, below, lowerShare));
            }
            const int nearX = mirrored(floorInt(fromX + 0.5f), side), nearY = mirrored(floorInt(fromY + 0.5f), side);
            out.mask[std::size_t(y) * std::size_t(side) + std::size_t(x)] = example.mask[std::size_t(nearY) * std::size_t(side) + std::size_t(nearX)];
        }
    return out;
}

Example quarterTurned(const Example& example, int quarters)
{
    requireForm(example);
    const int side = example.image.width, last = side - 1;
    Example out = emptyExample(side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const std::pair<int, int> sources[] = {{x, y}, {last - y, x}, {last - x, last - y}, {y, last - x}};
            const auto [fromX, fromY] = sources[quarters & 3];
            std::copy_n(example.image.row(fromY) + 3 * fromX, 3, out.image.row(y) + 3 * x);
            out.mask[std::size_t(y) * std::size_t(side) + std::size_t(x)] = example.mask[std::size_t(fromY) * std::size_t(side) + std::size_t(fromX)];
        }
    return out;
}

void changeBrightnessContrast(Image& image, float contrast, float brightness)
{
    changeValues(image, [&](float value) { return value * contrast + 255 * brightness; });
}

void addNoise(Image& image, float variance, std::uint64_t seed)
{
    synth::Random random(seed);
    const float deviation = std::sqrt(variance);
    for (std::uint8_t& value : image.pixels)
        value = byteOf(float(value) + deviation * random.normal());
}

void blur3(Image& image)
{
    filter(image, std::array {1, 1, 1});
}

void gaussianBlur(Image& image, int size)
{
    static constexpr int three[] = {1, 2, 1}, five[] = {1, 4, 6, 4, 1}, seven[] = {2, 7, 14, 18, 14, 7, 2};
    switch (size) {
    case 3: return filter(image, three);
    case 5: return filter(image, five);
    case 7: return filter(image, seven);
    default: throw Error(ErrorCode::BadInput, {"blur size"});
    }
}

void jitterColours(Image& image, const Jitter& jitter)
{
    for (const int change : jitter.order)
        switch (change) {
        case 0: changeValues(image, [&](float value) { return value * jitter.brightness; }); break;
        case 1: {
            const float grey = meanGrey(image) * (1 - jitter.contrast);
            changeValues(image, [&](float value) { return value * jitter.contrast + grey; });
            break;
        }
        case 2: saturate(image, jitter.saturation); break;
        default: turnHues(image, jitter.hue); break;
        }
}

}  // namespace inference::training
