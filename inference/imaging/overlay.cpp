#include "imaging/overlay.h"

#include "core/error.h"
#include "core/heat_opacity.h"
#include "imaging/colour_tables.h"
#include "imaging/mat_p.h"
#include "imaging/resample.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace inference::imaging {
namespace {

constexpr Rgb failColour {220, 38, 38};
constexpr Rgb reviewColour {245, 158, 11};
constexpr Rgb rimColour {20, 20, 20};
constexpr int subPixelBits = 4;  // cv::polylines takes whole numbers of 1/16 pixel

/// The two map positions between which an image position lies, and the share of the second; clamped at the edges.
struct Blend {
    int first;
    int second;
    float share;
};

std::vector<Blend> blendsFor(int imageLength, int mapLength)
{
    std::vector<Blend> blends;
    blends.reserve(std::size_t(imageLength));
    for (int i = 0; i < imageLength; ++i) {
        const double at = std::clamp((i + 0.5) * mapLength / imageLength - 0.5, 0.0, mapLength - 1.0);
        const int first = int(at);
        blends.push_back({first, std::min(first + 1, mapLength - 1), float(at - first)});
    }
    return blends;
}

std::uint8_t mixed(std::uint8_t under, std::uint8_t over, float opacity)
{
    return std::uint8_t(float(under) + (float(over) - float(under)) * opacity + 0.5f);
}

void paintHeat(Image& image, const AnomalyMap& map, const OverlayStyle& style)
{
    const ColourTable& colours = colourTable(style.colours);
    const auto columns = blendsFor(image.width, map.width);
    const auto rows = blendsFor(image.height, map.height);
    const float opacity = float(std::clamp(style.opacity, 0.0, 1.0));
    std::vector<float> heat(std::size_t(map.width));
    for (int y = 0; y < image.height; ++y) {
        const Blend& row = rows[std::size_t(y)];
        const float* upper = map.values.data() + std::size_t(row.first) * std::size_t(map.width);
        const float* lower = map.values.data() + std::size_t(row.second) * std::size_t(map.width);
        for (std::size_t x = 0; x < heat.size(); ++x)
            heat[x] = upper[x] + (lower[x] - upper[x]) * row.share;
        std::uint8_t* pixel = image.row(y);
        for (const Blend& column : columns) {
            const float left = heat[std::size_t(column.first)];
            const float value = left + (heat[std::size_t(column.second)] - left) * column.share;
            const float share = heatOpacity(value, style.limit, opacity);
            if (share > 0) {
                const Rgb& colour = colours[std::size_t(colourStep(value))];
                pixel[0] = mixed(pixel[0], colour.red, share);
                pixel[1] = mixed(pixel[1], colour.green, share);
                pixel[2] = mixed(pixel[2], colour.blue, share);
            }
            pixel += 3;
        }
    }
}

/// Our pixel centres lie at (i + 0.5), OpenCV's at i.
std::vector<cv::Point> fixedPoint(const Contour& contour)
{
    std::vector<cv::Point> points;
    points.reserve(contour.size());
    for (const Point& point : contour)
        points.emplace_back(int(std::lround((point.x - 0.5) * (1 << subPixelBits))),
                            int(std::lround((point.y - 0.5) * (1 << subPixelBits))));
    return points;
}

void paintLines(cv::Mat& pixels, const std::vector<std::vector<cv::Point>>& lines, Rgb colour, int width)
{
    cv::polylines(pixels, lines, true, cv::Scalar(colour.red, colour.green, colour.blue), width, cv::LINE_AA, subPixelBits);
}

void paintContours(Image& image, const Judgement& judgement)
{
    const int width = std::max(1, int(std::lround(std::max(image.width, image.height) / 500.0)));
    cv::Mat pixels = matOf(image);
    for (const bool failing : {false, true}) {  // failing regions last, on top
        std::vector<std::vector<cv::Point>> lines;
        for (const Defect& defect : judgement.defects)
            if (defect.failing == failing)
                for (const Contour& contour : defect.contours)
                    lines.push_back(fixedPoint(contour));
        paintLines(pixels, lines, rimColour, width + 2);
        paintLines(pixels, lines, failing ? failColour : reviewColour, width);
    }
}

}  // namespace

Image paintOverlay(const Image& image, const AnomalyMap& map, const Judgement& judgement, const OverlayStyle& style)
{
    if (map.width < 1 || map.height < 1 || map.values.size() != std::size_t(map.width) * std::size_t(map.height))
        throw Error(ErrorCode::BadInput, {"map"});
    Image painted = toRgb8(image);
    painted.discrete = false;
    paintHeat(painted, map, style);
    if (style.contours)
        paintContours(painted, judgement);
    return painted;
}

}  // namespace inference::imaging
