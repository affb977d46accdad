#pragma once

#include "core/image.h"

namespace inference::imaging {

/// The image turned and mirrored as EXIF orientation 1..8 says, so that its first row is the top. 1 returns it unchanged.
Image oriented(Image image, int orientation);

}  // namespace inference::imaging
