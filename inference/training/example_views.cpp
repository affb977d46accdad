#include "training/example_views_p.h"

#include <algorithm>
#include <utility>

namespace inference::training {
namespace {

Example emptyExample(int size)
{
    return {makeImage(size, size, 3), std::vector<std::uint8_t>(std::size_t(size) * std::size_t(size))};
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

}  // namespace inference::training
