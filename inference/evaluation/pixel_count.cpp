#include "evaluation/pixel_count_p.h"

#include "core/error.h"

namespace inference::evaluation {

void requirePixels(const char* what, std::size_t pixels, int width, int height)
{
    if (width > 0 && height > 0 && pixels == std::size_t(width) * std::size_t(height))
        return;
    throw Error(ErrorCode::BadInput,
        {what + (" of " + std::to_string(pixels)) + " pixels for " + std::to_string(width) + " x "
            + std::to_string(height)});
}

}  // namespace inference::evaluation
