#pragma once

#include "app/report/report.h"

#include <string>
#include <string_view>

namespace app {

/// Header and lines of an export's defects.csv, one line per defect in the order of the judgement, numbered from 1 in each image; none
/// for an image that failed. Places are pixels of the oriented image; mm and mm2 are empty without calibration; peak, mean and
/// contrast 0..1. length and feret_width are the longest and shortest Feret diameter. verdict is the defect's own: fail or review;
/// class and note are what a person said of the region, zone its name, each empty for none.
inline constexpr std::string_view regionsCsvHeader =
    "file,sha256,defect,verdict,class,note,zone,area_px2,area_mm2,length_px,length_mm,feret_width_px,feret_width_mm,"
    "centroid_x_px,centroid_y_px,box_x_px,box_y_px,box_width_px,box_height_px,box_width_mm,box_height_mm,peak,mean,contrast";
std::string regionsCsvLines(const ReportPart& part, const inference::Recipe& recipe);

}  // namespace app
