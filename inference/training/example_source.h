#pragma once

#include "core/image.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace inference::training {

/// One image to learn from: S x S, 8-bit RGB, and what is damaged of it, one byte a pixel, 0 or 1, row-major.
struct Example {
    Image image;
    std::vector<std::uint8_t> mask;
    /// Not 0: all examples of a source with this number have the very same image, so that what is computed of it may be kept.
    std::uint64_t same = 0;
    /// Not 0: image and mask are a whole picture, at least S a side; what is learned from is the view of it that this number picks, made
    /// where the model is: on a card thousands a second.
    std::uint64_t view = 0;
};

/// Where a training's examples come from. An example depends on nothing but its place, so that a training that was stopped meets
/// the same ones again. Asked from several threads at once.
class ExampleSource {
public:
    virtual ~ExampleSource() = default;
    /// Examples of one epoch.
    virtual std::size_t size() const = 0;
    /// Number `index` of `epoch` (both from 0), in the order in which they are learned from. Throws Error for one that can't be read.
    virtual Example example(std::size_t epoch, std::size_t index) const = 0;
};

/// One image to judge a training by. The mask of an anomalous one that nobody has marked is empty: it counts as an image only.
struct ValidationExample {
    Example example;
    std::string product;
    bool anomalous = false;
};

/// What an image of a validation is, as known before it is read.
struct ValidationKind {
    std::string product;
    bool anomalous = false;
};

/// The images that a training is judged by: always the same.
class ValidationSource {
public:
    virtual ~ValidationSource() = default;
    virtual std::size_t size() const = 0;
    /// Cheap: opens no file.
    virtual ValidationKind kind(std::size_t index) const = 0;
    virtual ValidationExample at(std::size_t index) const = 0;
};

}  // namespace inference::training
