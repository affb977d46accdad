#pragma once

#include "app/common/result_row.h"
#include "core/recipe.h"

#include <string>
#include <string_view>

namespace app {

/// Header and lines of defects.csv, one line per defect in the order of the judgement, numbered from 1 in each image; none
/// for an image without defects or one that failed. Verdict is that of the defect: fail or review. Lengths and places in
/// pixels of the oriented image, area in pixels squared, peak and mean 0..1; width and height are the box's, length and
/// feret_width the longest and shortest Feret diameter; zone by its name, empty for none.
inline constexpr std::string_view defectsCsvHeader =
    "file,defect,verdict,area_px,x,y,width,height,centroid_x,centroid_y,peak,mean,length,feret_width,contrast,zone";
std::string defectsCsvLines(const ResultRow& row, const inference::Recipe& recipe);

}  // namespace app
