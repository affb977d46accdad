#pragma once

namespace inference {

/// What a picture says of camera and light, on a grey copy of at most `measuredSide` pixels on the longer side (means of whole blocks of
/// pixels, so that what is measured doesn't hang on the camera's noise and costs the same for each resolution). 0..255 whatever the bit
/// depth. A blur of fewer pixels than a block has is not seen: nor does a model see it that looks at the whole picture at once.
struct PictureFigures {
    static constexpr int measuredSide = 256;
    double brightness = 0;  ///< mean
    double spread = 0;      ///< standard deviation
    double focus = 0;       ///< variance of the Laplacian (4 neighbours; the border left out): Pech-Pacheco et al., ICPR 2000
    friend bool operator==(const PictureFigures&, const PictureFigures&) = default;
};

}  // namespace inference
