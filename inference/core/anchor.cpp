#include "core/anchor.h"

#include "core/error.h"
#include "core/fingerprint_p.h"

#include <algorithm>

namespace inference {

Anchor withReference(Anchor anchor, std::shared_ptr<const GreyCopy> reference, Size picture)
{
    if (!reference || !isCopyOf(*reference, picture))
        throw Error(ErrorCode::BadInput, {"reference"});
    Fingerprint hash;
    for (const int number : {picture.width, picture.height, reference->width, reference->height})
        hash.add(number);
    hash.add(std::span<const std::uint8_t>(reference->values));
    anchor.fingerprint = hash.value();
    anchor.reference = std::move(reference);
    anchor.picture = picture;
    return anchor;
}

Rect markIn(const Anchor& anchor, Size picture)
{
    const double x = double(picture.width) / anchor.picture.width, y = double(picture.height) / anchor.picture.height;
    return {anchor.mark.x * x, anchor.mark.y * y, anchor.mark.width * x, anchor.mark.height * y};
}

Rect usualMark(Size picture, double greatestShift)
{
    const double border = greatestShift * std::max(picture.width, picture.height);
    // No less than the middle half, where parts may move far.
    const double x = std::min(border, picture.width / 4.0), y = std::min(border, picture.height / 4.0);
    return {x, y, picture.width - 2 * x, picture.height - 2 * y};
}

}  // namespace inference
