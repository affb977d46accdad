#pragma once

#include "app/export/image_shapes.h"

#include <filesystem>
#include <string>

namespace app {

/// One image's regions as labelme (and X-AnyLabeling) reads them: version "5.0.1", a polygon for each piece of a region, pieces of one
/// region with one group_id (counting from 1), labelled by the class that a person gave the region, else "defect". "description" holds
/// the note; "verdict" and "score" are ours: labelme keeps what it doesn't know. "flags" of the image tell its final verdict.
/// imagePath is the image's name as it is shown, relative to the folder that was opened: lay the JSON there. imageData is null.
std::string labelmeJson(const ImageShapes& image);

/// Beside and renamed over. Throws inference::Error(WriteFailed).
void writeLabelme(const std::filesystem::path& path, const ImageShapes& image);

}  // namespace app
