#pragma once

#include "core/label.h"
#include "core/recipe.h"

#include <filesystem>
#include <string>
#include <vector>

namespace inference::datasets {

enum class Split { Train, Test };

/// What says where an image is defective.
enum class MaskKind {
    None,      ///< nothing: a good image, or one whose mask is missing
    File,      ///< a picture
    Polygons,  ///< outlines that a person drew, filled
    Boxes,     ///< rectangles around defects, filled: never the defect's own pixels
    Matlab,    ///< a .mat file of CrackForest: Segmentation is 2 where the road is cracked
};

/// Which pixels of a mask picture are defective. Colours count by their brightness as PIL's convert("L") makes it; alpha is dropped.
enum class MaskRule {
    AboveZero,     ///< every value above 0: numbers of classes
    HalfOrLabels,  ///< at least 128 where the mask holds such a value, else above 0: either of both kinds
    PaletteIndex,  ///< of a PNG with palette the indices other than 0 and 255 (PASCAL VOC's border); else above 0
};

struct MaskSource {
    MaskKind kind = MaskKind::None;
    std::filesystem::path file;               ///< picture, annotation or .mat; empty for None
    MaskRule rule = MaskRule::HalfOrLabels;   ///< of a picture
    std::vector<Polygon> outlines = {};       ///< of Polygons and Boxes, in pixels of the image
    Size drawnFor = {};                       ///< size of the image as the annotation says it; {0, 0} where it doesn't
};

/// One image with what is known of it.
struct Sample {
    std::filesystem::path image;  ///< below the data set's root, which it begins with
    Label label = Label::None;    ///< None: nobody says
    std::string defect;           ///< kind of defect as the data set names it; empty for good images and where it names none
    Split split = Split::Test;
    MaskSource mask;
};

}  // namespace inference::datasets
