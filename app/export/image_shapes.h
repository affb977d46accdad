#pragma once

#include "app/store/review_state.h"
#include "core/judgement.h"
#include "core/recipe.h"

#include <string>
#include <vector>

namespace app {

/// A region of an image as outlines and masks tell it.
struct RegionShape {
    std::vector<inference::Polygon> polygons;  ///< pixels of the oriented image (region_polygons.h)
    bool failing = false;     ///< else it only asks for review
    std::string className;    ///< that a person gave it; empty: none
    std::string note;         ///< likewise
    std::string zone;         ///< name; empty: in none
    float peak = 0;           ///< 0..1
    float mean = 0;           ///< 0..1
};

/// An image with its regions, in the judgement's order.
struct ImageShapes {
    std::string file;  ///< UTF-8, what the person knows it by
    inference::Size size;
    inference::Verdict verdict = inference::Verdict::Pass;       ///< the machine's
    inference::Verdict finalVerdict = inference::Verdict::Pass;  ///< the person's where there is one
    double score = 0;  ///< 0..1
    std::vector<RegionShape> regions;
};

/// What a region without a class is called.
inline constexpr const char* plainClass = "defect";
std::string shownClass(const RegionShape& region);

/// Shapes of a judgement that has its contours. Pure; any thread.
ImageShapes imageShapes(const std::string& file, inference::Size size, const inference::Judgement& judgement, const inference::Recipe& recipe,
                        const ReviewState& review = {});

}  // namespace app
