#pragma once

#include "core/recipe.h"

#include <filesystem>
#include <string>
#include <vector>

namespace inference::datasets {

/// What an annotation file says of one image.
struct Annotation {
    std::vector<Polygon> outlines;         ///< in pixels of the image
    Size drawnFor;                         ///< {0, 0} where the file doesn't say
    std::string defect;                    ///< name of the first shape
    std::vector<std::string> withoutArea;  ///< kinds of shapes that were left out, such as "line"
};

/// More points than any person draws: what fills them stays quick.
inline constexpr std::size_t greatestPointCount = 20'000;
/// No picture is larger to any side than this.
inline constexpr double greatestCoordinate = 1e7;

/// A JSON file of labelme: polygons, rectangles and circles. Throws Error: File*, DatasetInvalid with the place, naming the file.
Annotation readLabelme(const std::filesystem::path& path);

/// PASCAL VOC's XML: a rectangle for each object; xmin 1 is the first column and xmax the last one inside. Entities and document types are
/// refused, never expanded. Throws as readLabelme().
Annotation readVoc(const std::filesystem::path& path);

}  // namespace inference::datasets
