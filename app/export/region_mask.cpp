#include "app/export/region_mask.h"

#include "core/error.h"
#include "imaging/image_writer.h"

#include <algorithm>
#include <cmath>

namespace app {

using inference::Point;
using inference::Polygon;

namespace {

/// The first pixel whose centre lies at or behind `position`, of `count` pixels.
int firstFrom(double position, int count)
{
    return int(std::clamp(std::ceil(position - 0.5), 0.0, double(count)));
}

/// Where the lines of a region cross the centres of each row of pixels.
class Rows {
public:
    Rows(int height, std::span<const Polygon> polygons)
    {
        double top = height, bottom = 0;
        for (const Polygon& polygon : polygons)
            for (const Point& point : polygon) {
                top = std::min(top, point.y);
                bottom = std::max(bottom, point.y);
            }
        m_first = firstFrom(top, height);
        m_rows.resize(std::size_t(std::max(0, firstFrom(bottom, height) - m_first)));
        for (const Polygon& polygon : polygons)
            for (std::size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++)
                add(polygon[before], polygon[i]);
    }

    template <typename Fill>
    void fill(int width, Fill fill)
    {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            std::vector<double>& at = m_rows[row];
            std::ranges::sort(at);
            for (std::size_t i = 0; i + 1 < at.size(); i += 2)
                fill(m_first + int(row), firstFrom(at[i], width), firstFrom(at[i + 1], width));
        }
    }

private:
    void add(const Point& a, const Point& b)
    {
        const auto [upper, lower] = a.y < b.y ? std::pair(a, b) : std::pair(b, a);
        const int last = m_first + int(m_rows.size());
        const int begin = std::max(firstFrom(upper.y, last), m_first), end = firstFrom(lower.y, last);
        for (int row = begin; row < end; ++row) {
            const double share = (row + 0.5 - upper.y) / (lower.y - upper.y);
            m_rows[std::size_t(row - m_first)].push_back(upper.x + share * (lower.x - upper.x));
        }
    }

    int m_first = 0;
    std::vector<std::vector<double>> m_rows;
};

}  // namespace

inference::Image regionMask(inference::Size size, std::span<const RegionShape> regions)
{
    if (size.width < 1 || size.height < 1)
        throw inference::Error(inference::ErrorCode::BadInput, {"size"});
    inference::Image mask = inference::makeImage(size.width, size.height, 1);
    for (const RegionShape& region : regions) {
        const std::uint8_t value = region.failing ? maskFail : maskReview;
        Rows(size.height, region.polygons).fill(size.width, [&](int row, int begin, int end) {
            for (std::uint8_t* pixel = mask.row(row) + begin; pixel < mask.row(row) + end; ++pixel)
                *pixel = std::max(*pixel, value);
        });
    }
    return mask;
}

void writeMask(const std::filesystem::path& path, const ImageShapes& image)
{
    inference::imaging::writePng(path, regionMask(image.size, image.regions));
}

}  // namespace app
