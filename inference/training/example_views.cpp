#include "training/example_views_p.h"

#include "training/synth/random_p.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inference::training {
namespace {

using synth::Random;

Example emptyExample(int size)
{
    return {makeImage(size, size, 3), std::vector<std::uint8_t>(std::size_t(size) * std::size_t(size))};
}

/// Where an output column (or row) falls: between two of the picture's, and how far towards the second.
struct Between {
    int first, second;
    float share;
};

std::vector<Between> betweens(float from, float step, int size, int pictureSize)
{
    std::vector<Between> places;
    for (int i = 0; i < size; ++i) {
        const float at = synth::clampTo(from + (float(i) + 0.5f) * step - 0.5f, 0, float(pictureSize - 1));
        const int first = synth::floorInt(at);
        places.push_back({first, std::min(first + 1, pictureSize - 1), at - float(first)});
    }
    return places;
}

/// The window of `side` pixels at (left, top), brought to size x size.
Example scaled(const Example& example, float left, float top, float side, int size)
{
    const int from = example.image.width;
    const auto columns = betweens(left, side / float(size), size, from), rows = betweens(top, side / float(size), size, from);
    Example out = emptyExample(size);
    const auto damaged = [&](int x, int y) { return float(example.mask[std::size_t(y) * std::size_t(from) + std::size_t(x)]); };
    for (int y = 0; y < size; ++y) {
        const Between& row = rows[std::size_t(y)];
        const std::uint8_t* const upper = example.image.row(row.first);
        const std::uint8_t* const lower = example.image.row(row.second);
        std::uint8_t* const to = out.image.row(y);
        for (int x = 0; x < size; ++x) {
            const Between& column = columns[std::size_t(x)];
            const int a = 3 * column.first, b = 3 * column.second;
            for (int channel = 0; channel < 3; ++channel) {
                const float above = synth::mix(upper[a + channel], upper[b + channel], column.share);
                const float below = synth::mix(lower[a + channel], lower[b + channel], column.share);
                to[3 * x + channel] = std::uint8_t(synth::mix(above, below, row.share) + 0.5f);
            }
            const float above = synth::mix(damaged(column.first, row.first), damaged(column.second, row.first), column.share);
            const float below = synth::mix(damaged(column.first, row.second), damaged(column.second, row.second), column.share);
            out.mask[std::size_t(y) * std::size_t(size) + std::size_t(x)] = synth::mix(above, below, row.share) >= 0.5f;
        }
    }
    return out;
}

Example anyWindow(const Example& example, int size, Random& random)
{
    const auto whole = float(example.image.width);
    const bool exact = random.chance(0.5f);
    const float least = 0.75f * float(size);
    const float side = random.in(least, whole);
    if (exact)
        return windowOf(example, size, random.next());
    const float left = random.unit() * (whole - side);
    const float top = random.unit() * (whole - side);
    return scaled(example, left, top, side, size);
}

/// Another exposure and another light: each channel by a table that keeps dark from dark and light from light, so that no defect is lost.
void recolour(Image& image, Random& random)
{
    const float gamma = random.logIn(0.7f, 1.2f);
    const float low = random.in(0, 0.06f);
    const float high = random.in(0.82f, 1);
    const float tinge = random.chance(0.5f) ? 0.18f : 0.04f;
    std::array<int, 3> order {0, 1, 2};
    const bool swapped = random.chance(0.25f);
    const int other = random.below(3), first = random.below(2);
    if (swapped)
        std::swap(order[std::size_t(other)], order[std::size_t((other + 1 + first) % 3)]);
    std::array<std::array<std::uint8_t, 256>, 3> tables {};
    for (auto& table : tables) {
        const float own = high * (1 - tinge * random.unit());
        for (int value = 0; value < 256; ++value) {
            const float unit = value == 0 ? 0 : synth::exp2Of(gamma * synth::log2Of(float(value) / 255));
            table[std::size_t(value)] = std::uint8_t(255 * synth::clamp01(synth::mix(low, own, unit)) + 0.5f);
        }
    }
    for (std::size_t at = 0; at < image.pixels.size(); at += 3) {
        const std::array<std::uint8_t, 3> pixel {image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]};
        for (std::size_t channel = 0; channel < 3; ++channel)
            image.pixels[at + channel] = tables[channel][pixel[std::size_t(order[channel])]];
    }
}

}  // namespace

Example turned(const Example& example, unsigned way)
{
    const int size = example.image.width;
    Example out = emptyExample(size);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            int fromX = way & 1 ? size - 1 - x : x, fromY = way & 2 ? size - 1 - y : y;
            if (way & 4)
                std::swap(fromX, fromY);
            const std::size_t from = std::size_t(fromY) * std::size_t(size) + std::size_t(fromX), to = std::size_t(y) * std::size_t(size) + std::size_t(x);
            std::copy_n(example.image.pixels.begin() + std::ptrdiff_t(from) * 3, 3, out.image.pixels.begin() + std::ptrdiff_t(to) * 3);
            out.mask[to] = example.mask[from];
        }
    return out;
}

Example windowOf(const Example& example, int size, std::uint64_t number)
{
    const int from = example.image.width;
    if (from == size)
        return example;
    const int left = int(number % std::uint64_t(from - size + 1)), top = int((number >> 32) % std::uint64_t(from - size + 1));
    Example out = emptyExample(size);
    for (int y = 0; y < size; ++y) {
        std::copy_n(example.image.row(top + y) + 3 * left, 3 * size, out.image.row(y));
        std::copy_n(example.mask.begin() + std::ptrdiff_t(top + y) * from + left, size, out.mask.begin() + std::ptrdiff_t(y) * size);
    }
    return out;
}

Example shownAnew(const Example& example, int size, std::uint64_t seed)
{
    const Random root(seed);
    Random place = root.fork(1), colours = root.fork(2), way = root.fork(3);
    Example out = turned(anyWindow(example, size, place), unsigned(way.below(8)));
    recolour(out.image, colours);
    return out;
}

}  // namespace inference::training
