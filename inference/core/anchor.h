#pragma once

#include "core/geometry.h"
#include "core/grey_copy.h"

#include <cstdint>
#include <memory>

namespace inference {

/// How a part is found that lies elsewhere in each picture: a mark, a rectangle of a reference picture, is looked for. Zones, don't-care
/// areas and what good parts show then lie where the part does. A part that isn't found is never passed.
struct Anchor {
    static constexpr int leastMark = 8;  ///< least side of the mark in pixels of the grey copy

    bool used = true;     ///< false: kept for later, every part counts as lying as in the reference picture
    Size picture;         ///< size of the reference picture
    Rect mark;            ///< in its pixels
    double greatestShift = 0.15;  ///< share of the picture's longer side, 0..1
    double greatestTurn = 10;     ///< degrees either way, 0..180
    double leastMatch = 0.7;      ///< correlation, 0..1
    /// The grey copy of the reference picture. Shared, since recipes are copied with each moved limit. Null where only its equality is asked for
    /// (pipeline/figures_bytes.h).
    std::shared_ptr<const GreyCopy> reference;
    std::uint64_t fingerprint = 0;  ///< of the copy, by withReference(): what is compared

    friend bool operator==(const Anchor& a, const Anchor& b)
    {
        return a.used == b.used && a.picture == b.picture && a.mark == b.mark && a.greatestShift == b.greatestShift && a.greatestTurn == b.greatestTurn
            && a.leastMatch == b.leastMatch && a.fingerprint == b.fingerprint;
    }
};

/// `anchor` with this copy of a reference picture of `picture` pixels, and with its fingerprint (FNV-1a, 64 bits). Throws Error(BadInput) for
/// a copy that is none of such a picture.
Anchor withReference(Anchor anchor, std::shared_ptr<const GreyCopy> reference, Size picture);
/// The mark in the reference stretched to a picture of `picture` pixels.
Rect markIn(const Anchor& anchor, Size picture);
/// The mark to begin with: the middle of the picture, as much of it as still lies in the picture when moved by the greatest shift.
Rect usualMark(Size picture, double greatestShift);

}  // namespace inference
