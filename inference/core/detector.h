#pragma once

#include "core/evidence.h"
#include "core/image.h"

#include <span>
#include <stop_token>
#include <vector>

namespace inference {

/// The port through which the rest of the program sees a model.
class Detector {
public:
    virtual ~Detector() = default;

    /// Side S of the square input in pixels.
    virtual int imageSize() const = 0;

    /// One Evidence per image, in order. Each image is S x S, 8-bit RGB. The answer for an image does not depend on its
    /// neighbours in the batch. Blocking; one caller at a time. `stop` is looked at between encoder blocks.
    /// Throws Cancelled when stopped, Error(BadInput) for another form of image, Error(OutOfMemory).
    virtual std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop = {}) = 0;
};

}  // namespace inference
