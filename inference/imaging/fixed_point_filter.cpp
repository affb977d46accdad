#include "imaging/fixed_point_filter_p.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core/hal/intrin.hpp>

namespace inference::imaging {
namespace {

constexpr int fractionBits = 22;
constexpr int lowBits = 12;
constexpr int lanes = 8;  // 16-bit numbers in a 128-bit register

double bicubic(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

double triangle(double x) { return std::max(0.0, 1.0 - std::abs(x)); }

int roundUp(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

std::uint8_t clippedSum(std::uint32_t high, std::uint32_t low)
{
    const auto sum = std::int32_t((high << lowBits) + low + (1u << (fractionBits - 1))) >> fractionBits;
    return std::uint8_t(std::clamp(sum, 0, 255));
}

/// One row with each channel apart, widened to 16 bits; readable `lanes` values beyond its width, which are zero.
class PlanarRow {
public:
    PlanarRow(int width, int channels)
        : m_width(width)
        , m_channels(channels)
        , m_stride(std::size_t(roundUp(width, lanes) + lanes))
        , m_values(m_stride * std::size_t(channels))
    {
    }

    const std::int16_t* channel(int c) const { return m_values.data() + m_stride * std::size_t(c); }

    void fill(const std::uint8_t* row)
    {
        switch (m_channels) {
        case 1: return fillChannels<1>(row);
        case 2: return fillChannels<2>(row);
        case 3: return fillChannels<3>(row);
        default: return fillChannels<4>(row);
        }
    }

private:
    template<int channels>
    void fillChannels(const std::uint8_t* row)
    {
        constexpr int block = 2 * lanes;
        int x = 0;
        for (; x + block <= m_width; x += block) {
            cv::v_uint8x16 bytes[4];
            if constexpr (channels == 1)
                bytes[0] = cv::v_load(row + x);
            else if constexpr (channels == 2)
                cv::v_load_deinterleave(row + 2 * x, bytes[0], bytes[1]);
            else if constexpr (channels == 3)
                cv::v_load_deinterleave(row + 3 * x, bytes[0], bytes[1], bytes[2]);
            else
                cv::v_load_deinterleave(row + 4 * x, bytes[0], bytes[1], bytes[2], bytes[3]);
            for (int c = 0; c < channels; ++c) {
                cv::v_uint16x8 left, right;
                cv::v_expand(bytes[c], left, right);
                std::int16_t* out = m_values.data() + m_stride * std::size_t(c) + x;
                cv::v_store(out, cv::v_reinterpret_as_s16(left));
                cv::v_store(out + lanes, cv::v_reinterpret_as_s16(right));
            }
        }
        for (; x < m_width; ++x)
            for (int c = 0; c < channels; ++c)
                m_values[m_stride * std::size_t(c) + std::size_t(x)] = row[channels * x + c];
    }

    int m_width;
    int m_channels;
    std::size_t m_stride;
    std::vector<std::int16_t> m_values;
};

/// Sum of values * coefficients over `count` positions, a multiple of `lanes`.
std::uint8_t dot(const std::int16_t* values, const std::int16_t* high, const std::int16_t* low, int count)
{
    cv::v_int32x4 highSum = cv::v_setzero_s32();
    cv::v_int32x4 lowSum = cv::v_setzero_s32();
    for (int i = 0; i < count; i += lanes) {
        const cv::v_int16x8 value = cv::v_load(values + i);
        highSum += cv::v_dotprod(value, cv::v_load(high + i));
        lowSum += cv::v_dotprod(value, cv::v_load(low + i));
    }
    return clippedSum(std::uint32_t(cv::v_reduce_sum(highSum)), std::uint32_t(cv::v_reduce_sum(lowSum)));
}

/// Two neighbouring coefficients in every 32-bit lane, to meet values of two rows that are zipped together.
cv::v_int16x8 pairOf(const std::int16_t* coefficients)
{
    const auto bits = std::uint32_t(std::uint16_t(coefficients[0])) | std::uint32_t(std::uint16_t(coefficients[1])) << 16;
    return cv::v_reinterpret_as_s16(cv::v_setall_u32(bits));
}

/// 22-bit products of eight columns, summed over the rows of one output position.
class ColumnSums {
public:
    void add(const std::uint8_t* upper, const std::uint8_t* lower, cv::v_int16x8 high, cv::v_int16x8 low)
    {
        cv::v_uint16x8 left, right;
        cv::v_zip(cv::v_load_expand(upper), cv::v_load_expand(lower), left, right);
        const cv::v_int16x8 first = cv::v_reinterpret_as_s16(left);
        const cv::v_int16x8 second = cv::v_reinterpret_as_s16(right);
        m_sums[0] += combined(cv::v_dotprod(first, high), cv::v_dotprod(first, low));
        m_sums[1] += combined(cv::v_dotprod(second, high), cv::v_dotprod(second, low));
    }

    void store(std::uint8_t* out) const
    {
        const cv::v_int32x4 half = cv::v_setall_s32(1 << (fractionBits - 1));
        const cv::v_int16x8 narrow = cv::v_pack(cv::v_shr<fractionBits>(m_sums[0] + half), cv::v_shr<fractionBits>(m_sums[1] + half));
        cv::v_pack_u_store(out, narrow);
    }

private:
    static cv::v_int32x4 combined(cv::v_int32x4 high, cv::v_int32x4 low) { return cv::v_shl<lowBits>(high) + low; }

    cv::v_int32x4 m_sums[2] = {cv::v_setzero_s32(), cv::v_setzero_s32()};
};

/// PIL's precompute_coeffs and normalize_coeffs_8bpc for a kernel that reaches `reach` positions to each side.
FixedPointFilter filterOf(double (*kernel)(double), double reach, int from, int to)
{
    const double scale = double(from) / to;
    const double stretch = std::max(scale, 1.0);
    const double support = reach * stretch;
    const int greatest = int(std::ceil(support)) * 2 + 1;
    FixedPointFilter filter;
    filter.stride = roundUp(std::min(greatest, from), lanes);
    filter.taps.resize(std::size_t(to));
    filter.high.resize(std::size_t(to) * std::size_t(filter.stride));
    filter.low.resize(filter.high.size());
    std::vector<double> weights(std::size_t(greatest) + 1);
    for (int x = 0; x < to; ++x) {
        const double centre = (x + 0.5) * scale;
        const int first = std::max(0, int(centre - support + 0.5));
        const int count = std::min(from, int(centre + support + 0.5)) - first;
        const double inverse = 1.0 / stretch;
        double sum = 0;
        for (int i = 0; i < count; ++i) {
            weights[std::size_t(i)] = kernel((i + first - centre + 0.5) * inverse);
            sum += weights[std::size_t(i)];
        }
        const std::size_t row = std::size_t(x) * std::size_t(filter.stride);
        for (int i = 0; i < count; ++i) {
            const double weight = (sum != 0.0 ? weights[std::size_t(i)] / sum : weights[std::size_t(i)]) * (1 << fractionBits);
            const int fixed = int(weight < 0 ? weight - 0.5 : weight + 0.5);
            filter.high[row + std::size_t(i)] = std::int16_t(fixed >> lowBits);
            filter.low[row + std::size_t(i)] = std::int16_t(fixed & ((1 << lowBits) - 1));
        }
        filter.taps[std::size_t(x)] = {first, count};
    }
    return filter;
}

}  // namespace

FixedPointFilter bicubicFilter(int from, int to) { return filterOf(bicubic, 2, from, to); }

FixedPointFilter bilinearFilter(int from, int to) { return filterOf(triangle, 1, from, to); }

Image filterRows(const Image& image, const FixedPointFilter& filter, int firstRow, int lastRow)
{
    const int width = int(filter.taps.size());
    Image result = makeImage(width, lastRow - firstRow, image.channels);
    PlanarRow row(image.width, image.channels);
    for (int y = firstRow; y < lastRow; ++y) {
        row.fill(image.row(y));
        std::uint8_t* out = result.row(y - firstRow);
        const std::int16_t* high = filter.high.data();
        const std::int16_t* low = filter.low.data();
        for (const FilterTaps& taps : filter.taps) {
            const int count = roundUp(taps.count, lanes);
            for (int c = 0; c < image.channels; ++c)
                *out++ = dot(row.channel(c) + taps.first, high, low, count);
            high += filter.stride;
            low += filter.stride;
        }
    }
    return result;
}

Image filterColumns(const Image& image, const FixedPointFilter& filter, int firstRow)
{
    const int height = int(filter.taps.size());
    const int length = int(image.stride());
    Image result = makeImage(image.width, height, image.channels);
    std::vector<cv::v_int16x8> high(std::size_t(filter.stride) / 2);
    std::vector<cv::v_int16x8> low(high.size());
    for (int y = 0; y < height; ++y) {
        const FilterTaps taps = filter.taps[std::size_t(y)];
        const std::int16_t* highRow = filter.high.data() + std::size_t(y) * std::size_t(filter.stride);
        const std::int16_t* lowRow = filter.low.data() + std::size_t(y) * std::size_t(filter.stride);
        for (int i = 0; i < taps.count; i += 2) {
            high[std::size_t(i) / 2] = pairOf(highRow + i);
            low[std::size_t(i) / 2] = pairOf(lowRow + i);
        }
        const std::uint8_t* first = image.row(taps.first - firstRow);
        const std::size_t stride = image.stride();
        std::uint8_t* out = result.row(y);
        int x = 0;
        for (; x + lanes <= length; x += lanes) {
            ColumnSums sums;
            for (int i = 0; i < taps.count; i += 2) {
                const std::uint8_t* upper = first + stride * std::size_t(i) + x;
                const std::uint8_t* lower = i + 1 < taps.count ? upper + stride : upper;  // its coefficient is zero then
                sums.add(upper, lower, high[std::size_t(i) / 2], low[std::size_t(i) / 2]);
            }
            sums.store(out + x);
        }
        for (; x < length; ++x) {
            std::uint32_t highSum = 0;
            std::uint32_t lowSum = 0;
            for (int i = 0; i < taps.count; ++i) {
                const int value = first[stride * std::size_t(i) + std::size_t(x)];
                highSum += std::uint32_t(value * highRow[i]);
                lowSum += std::uint32_t(value * lowRow[i]);
            }
            out[x] = clippedSum(highSum, lowSum);
        }
    }
    return result;
}

}  // namespace inference::imaging
