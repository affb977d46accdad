#pragma once

#include "core/image.h"
#include "imaging/image_structure_p.h"

namespace inference::imaging {

/// The first picture of a TIFF or BigTIFF, through libtiff: OpenCV's reader premultiplies transparency, drops the alpha of
/// grey and always turns the picture. Grey, RGB and palette with 1 to 16 bits, with alpha, in strips, tiles or planes, any
/// compression that libtiff was built with; YCbCr inside JPEG. Not turned. `info` comes from readInfo() of the same bytes.
/// Throws Error: ImageCorrupt, ImageUnsupported (floating point, 32 bits, CMYK, Lab). Thread-safe, prints nothing.
Image decodeTiff(ByteView bytes, const FileInfo& info);

}  // namespace inference::imaging
