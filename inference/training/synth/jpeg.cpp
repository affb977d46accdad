#include "training/synth/camera_p.h"

#include <array>

namespace inference::synth {
namespace {

using Block = std::array<float, 64>;

// Annex K of ITU-T T.81.
constexpr std::array<int, 64> lumaSteps {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
                                         18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr std::array<int, 64> chromaSteps {17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                                           99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

/// Row k holds basis k of the orthonormal cosine transform of eight values.
Block cosineBasis()
{
    Block basis {};
    for (int k = 0; k < 8; ++k)
        for (int n = 0; n < 8; ++n)
            basis[std::size_t(k * 8 + n)] = (k == 0 ? 0.35355339f : 0.5f) * cosine(float((2 * n + 1) * k) / 32);
    return basis;
}

/// out = a * b, or a^T * b, or a * b^T, of 8 x 8.
template <bool leftTurned, bool rightTurned> Block product(const Block& a, const Block& b)
{
    Block out {};
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k) {
            const float left = leftTurned ? a[k * 8 + i] : a[i * 8 + k];
            for (std::size_t j = 0; j < 8; ++j)
                out[i * 8 + j] += left * (rightTurned ? b[j * 8 + k] : b[k * 8 + j]);
        }
    return out;
}

Block quantizers(const std::array<int, 64>& steps, int quality)
{
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    Block result {};
    for (std::size_t i = 0; i < 64; ++i)
        result[i] = float(std::clamp((steps[i] * scale + 50) / 100, 1, 255));
    return result;
}

void compressPlane(Plane& plane, int width, int height, const Block& steps)
{
    static const Block basis = cosineBasis();
    static const Block turned = product<true, false>(basis, [] { Block one {}; for (std::size_t i = 0; i < 8; ++i) one[i * 9] = 1; return one; }());
    for (int top = 0; top < height; top += 8)
        for (int left = 0; left < width; left += 8) {
            Block block {};
            const auto place = [&](int x, int y) {
                return std::size_t(std::min(top + y, height - 1)) * std::size_t(width) + std::size_t(std::min(left + x, width - 1));
            };
            for (int y = 0; y < 8; ++y)
                for (int x = 0; x < 8; ++x)
                    block[std::size_t(y * 8 + x)] = plane[place(x, y)] - 128;
            block = product<false, false>(product<false, false>(basis, block), turned);
            for (std::size_t i = 0; i < 64; ++i)
                block[i] = float(floorInt(block[i] / steps[i] + 0.5f)) * steps[i];
            block = product<false, false>(product<false, false>(turned, block), basis);
            for (int y = 0; y < 8 && top + y < height; ++y)
                for (int x = 0; x < 8 && left + x < width; ++x)
                    plane[place(x, y)] = block[std::size_t(y * 8 + x)] + 128;
        }
}

/// Means of 2 x 2, the last row and column repeated where the size is odd.
Plane halved(const Plane& plane, int width, int height)
{
    const int w = (width + 1) / 2;
    const int h = (height + 1) / 2;
    Plane result(std::size_t(w) * std::size_t(h));
    const auto at = [&](int x, int y) { return plane[std::size_t(std::min(y, height - 1)) * std::size_t(width) + std::size_t(std::min(x, width - 1))]; };
    for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x)
            result[std::size_t(y) * std::size_t(w) + std::size_t(x)] = (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4;
    return result;
}

}  // namespace

void compressAsJpeg(Image& rgb, int quality)
{
    const std::size_t pixels = std::size_t(rgb.width) * std::size_t(rgb.height);
    Plane luma(pixels);
    Plane blue(pixels);
    Plane red(pixels);
    for (std::size_t i = 0; i < pixels; ++i) {
        const float r = rgb.pixels[3 * i];
        const float g = rgb.pixels[3 * i + 1];
        const float b = rgb.pixels[3 * i + 2];
        luma[i] = 0.299f * r + 0.587f * g + 0.114f * b;
        blue[i] = 128 - 0.168736f * r - 0.331264f * g + 0.5f * b;
        red[i] = 128 + 0.5f * r - 0.418688f * g - 0.081312f * b;
    }
    const int w = (rgb.width + 1) / 2;
    const int h = (rgb.height + 1) / 2;
    Plane smallBlue = halved(blue, rgb.width, rgb.height);
    Plane smallRed = halved(red, rgb.width, rgb.height);
    compressPlane(luma, rgb.width, rgb.height, quantizers(lumaSteps, quality));
    const Block steps = quantizers(chromaSteps, quality);
    compressPlane(smallBlue, w, h, steps);
    compressPlane(smallRed, w, h, steps);
    for (std::size_t i = 0; i < pixels; ++i) {
        const std::size_t small = i / std::size_t(rgb.width) / 2 * std::size_t(w) + i % std::size_t(rgb.width) / 2;
        const float cb = smallBlue[small] - 128;
        const float cr = smallRed[small] - 128;
        const float values[3] = {luma[i] + 1.402f * cr, luma[i] - 0.344136f * cb - 0.714136f * cr, luma[i] + 1.772f * cb};
        for (std::size_t k = 0; k < 3; ++k)
            rgb.pixels[3 * i + k] = std::uint8_t(clampTo(values[k] + 0.5f, 0, 255));
    }
}

}  // namespace inference::synth
