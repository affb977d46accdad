#include "imaging/colour_tables.h"

#include <opencv2/imgproc.hpp>

namespace inference::imaging {
namespace {

ColourTable greyTable()
{
    ColourTable table;
    for (int i = 0; i < 256; ++i) {
        const auto value = std::uint8_t(i);
        table[std::size_t(i)] = {value, value, value};
    }
    return table;
}

ColourTable openCvTable(int colours)
{
    cv::Mat ramp(1, 256, CV_8UC1);
    for (int i = 0; i < 256; ++i)
        ramp.at<std::uint8_t>(i) = std::uint8_t(i);
    cv::Mat painted;
    cv::applyColorMap(ramp, painted, colours);
    ColourTable table;
    for (int i = 0; i < 256; ++i) {
        const cv::Vec3b bgr = painted.at<cv::Vec3b>(i);
        table[std::size_t(i)] = {bgr[2], bgr[1], bgr[0]};
    }
    return table;
}

}  // namespace

const ColourTable& colourTable(ColourMap map)
{
    static const ColourTable viridis = openCvTable(cv::COLORMAP_VIRIDIS);
    static const ColourTable turbo = openCvTable(cv::COLORMAP_TURBO);
    static const ColourTable inferno = openCvTable(cv::COLORMAP_INFERNO);
    static const ColourTable grey = greyTable();
    switch (map) {
    case ColourMap::Viridis: return viridis;
    case ColourMap::Turbo: return turbo;
    case ColourMap::Inferno: return inferno;
    case ColourMap::Grey: break;
    }
    return grey;
}

}  // namespace inference::imaging
