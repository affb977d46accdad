#pragma once

#include "core/evidence.h"
#include "core/geometry.h"
#include "core/grey_copy.h"
#include "core/picture_figures.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inference {

/// One look of the model: a rectangle of the oriented image and what the model said of it.
struct View {
    Rect area;  ///< image pixels
    Evidence evidence;
    friend bool operator==(const View&, const View&) = default;
};

/// Wall-clock milliseconds of one inspection's stages.
struct StageTimes {
    double decode = 0;
    double prepare = 0;  ///< resampling to the model's input
    double infer = 0;
    double total() const { return decode + prepare + infer; }
};

/// The lasting result of running the model on one image. Immutable once made; shared as shared_ptr<const Inspection>.
struct Inspection {
    Size imageSize;           ///< after EXIF orientation
    std::vector<View> views;  ///< one for a plain image
    StageTimes times;
    std::optional<PictureFigures> picture {};  ///< none where it was kept before pictures were measured
    std::shared_ptr<const GreyCopy> grey {};   ///< null where it was kept before there were any
};

}  // namespace inference
