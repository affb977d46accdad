#pragma once

#include <cstddef>
#include <vector>

namespace inference {

/// What the model says of one square view, kept so that everything a person tunes can be derived from it again.
///
/// One logit difference (damaged - good) for each tapped layer, branch and patch. The softmax over the two classes is the
/// sigmoid of that difference and bilinear upsampling is linear, so the published maps follow exactly:
/// M = mean over layers of sigmoid(upsample(difference)).
struct Evidence {
    int layers = 0;     ///< tapped layers, 4 in the published model
    int rows = 0;       ///< patches down
    int columns = 0;    ///< patches across
    int imageSize = 0;  ///< side S in pixels of the model's square input
    std::vector<float> pre;   ///< Pre-VCP branch (M1), [layers, rows, columns]
    std::vector<float> post;  ///< Post-VCP branch (M2), [layers, rows, columns]

    std::size_t patches() const { return std::size_t(rows) * columns; }
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

}  // namespace inference
