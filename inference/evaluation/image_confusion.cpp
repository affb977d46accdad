#include "evaluation/image_confusion.h"

#include "core/error.h"

#include <cmath>

namespace inference::evaluation {

ImageConfusion confusionAt(std::span<const ImageOutcome> images, double limit)
{
    if (std::isnan(limit))
        throw Error(ErrorCode::BadInput, {"limit"});
    ImageConfusion confusion;
    confusion.limit = limit;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const bool caught = images[i].score >= limit;
        auto& cell = images[i].anomalous ? (caught ? confusion.hits : confusion.escapes)
                                         : (caught ? confusion.overkills : confusion.passes);
        cell.push_back(i);
    }
    return confusion;
}

}  // namespace inference::evaluation
