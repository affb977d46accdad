#include "imaging/picture_figures.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace inference::imaging {
namespace {

/// Adds a row's samples to sums below each other: the loop that vector instructions are for. Rows of a block are far from overflowing.
template <typename Sample>
void addRow(const std::uint8_t* row, std::size_t samples, std::uint32_t* sums)
{
    for (std::size_t i = 0; i < samples; ++i) {
        Sample sample;
        std::memcpy(&sample, row + i * sizeof sample, sizeof sample);
        sums[i] += sample;
    }
}

struct Grey {
    int width = 0, height = 0;
    std::vector<double> values;
    double at(int x, int y) const { return values[std::size_t(y) * width + x]; }
};

void requirePicture(const Image& image)
{
    if (image.empty() || image.width < 1 || image.height < 1 || image.channels < 1 || image.channels > 4)
        throw Error(ErrorCode::BadInput, {"picture"});
}

/// Means of whole blocks; what is left at the right and at the bottom doesn't count, unless there is no whole block.
Grey smallGrey(const Image& image, int block)
{
    const int channels = image.channels;
    const int blockWidth = std::min(block, image.width), blockHeight = std::min(block, image.height);
    Grey grey {image.width / blockWidth, image.height / blockHeight, {}};
    grey.values.reserve(std::size_t(grey.width) * grey.height);
    const auto add = image.bytesPerChannel == 2 ? addRow<std::uint16_t> : addRow<std::uint8_t>;
    const std::size_t blockSamples = std::size_t(blockWidth) * std::size_t(channels);
    const double pixels = double(blockWidth) * blockHeight * (image.bytesPerChannel == 2 ? 257 : 1);
    std::vector<std::uint32_t> columns;
    for (int y = 0; y < grey.height; ++y) {
        columns.assign(std::size_t(grey.width) * blockSamples, 0);
        for (int row = 0; row < blockHeight; ++row)
            add(image.row(y * blockHeight + row), columns.size(), columns.data());
        for (auto column = columns.begin(); column != columns.end();) {
            std::uint64_t sum[4] = {};  // luma is linear, so that it can be taken of the sums
            for (int x = 0; x < blockWidth; ++x)
                for (int channel = 0; channel < channels; ++channel)
                    sum[channel] += *column++;
            grey.values.push_back((channels < 3 ? double(sum[0]) : 0.299 * double(sum[0]) + 0.587 * double(sum[1]) + 0.114 * double(sum[2])) / pixels);
        }
    }
    return grey;
}

struct Moments {
    double sum = 0, squares = 0;
    std::size_t count = 0;
    void add(double value)
    {
        sum += value;
        squares += value * value;
        ++count;
    }
    double mean() const { return count ? sum / double(count) : 0; }
    double variance() const { return count ? std::max(0.0, squares / double(count) - mean() * mean()) : 0; }
};

}  // namespace

PictureFigures figuresOf(const Image& image)
{
    requirePicture(image);
    constexpr int side = PictureFigures::measuredSide;
    const Grey grey = smallGrey(image, (std::max(image.width, image.height) + side - 1) / side);
    Moments values, laplacian;
    for (const double value : grey.values)
        values.add(value);
    for (int y = 1; y + 1 < grey.height; ++y)
        for (int x = 1; x + 1 < grey.width; ++x)
            laplacian.add(
                grey.at(x - 1, y) + grey.at(x + 1, y) + grey.at(x, y - 1) + grey.at(x, y + 1) - 4 * grey.at(x, y));
    return {values.mean(), std::sqrt(values.variance()), laplacian.variance()};
}

std::shared_ptr<const GreyCopy> greyCopyOf(const Image& image)
{
    requirePicture(image);
    GreyCopy copy = frameOfCopy(image.size());
    const Grey grey = smallGrey(image, copy.block);
    copy.values.reserve(grey.values.size());
    for (const double value : grey.values)
        copy.values.push_back(std::uint8_t(std::clamp(std::round(value), 0.0, 255.0)));
    return std::make_shared<const GreyCopy>(std::move(copy));
}

}  // namespace inference::imaging
