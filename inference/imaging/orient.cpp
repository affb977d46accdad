#include "imaging/orient.h"

#include "imaging/mat_p.h"

namespace inference::imaging {
namespace {

constexpr int aroundBoth = -1;
constexpr int upsideDown = 0;
constexpr int leftRight = 1;

}  // namespace

Image oriented(Image image, int orientation)
{
    if (orientation <= 1 || orientation > 8)
        return image;
    const bool swapped = orientation >= 5;
    Image result = makeImage(swapped ? image.height : image.width, swapped ? image.width : image.height, image.channels,
                             image.bytesPerChannel);
    result.discrete = image.discrete;
    const cv::Mat in = matOf(image);
    cv::Mat out = matOf(result);
    switch (orientation) {
    case 2: cv::flip(in, out, leftRight); break;
    case 3: cv::flip(in, out, aroundBoth); break;
    case 4: cv::flip(in, out, upsideDown); break;
    case 5: cv::transpose(in, out); break;
    case 6: cv::rotate(in, out, cv::ROTATE_90_CLOCKWISE); break;
    case 7:
        cv::transpose(in, out);
        cv::flip(out, out, aroundBoth);
        break;
    default: cv::rotate(in, out, cv::ROTATE_90_COUNTERCLOCKWISE); break;
    }
    return result;
}

}  // namespace inference::imaging
