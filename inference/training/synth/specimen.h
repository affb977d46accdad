#pragma once

#include "core/image.h"
#include "training/synth/catalogue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inference::synth {

/// One product: all its specimens have the same design (colours, layout, the camera's set-up).
struct Product {
    std::string kind;          ///< a name of productKinds()
    std::uint64_t design = 0;  ///< any number: which one of the kind
};

/// A drawn picture with what is wrong in it.
struct Specimen {
    Image image;                      ///< 8-bit RGB, square
    std::vector<std::uint8_t> mask;   ///< size * size: 255 where the defect is, else 0; all 0 for a good one
    std::string product;              ///< name of the kind
    std::string defect;               ///< name of the defect, "good" without
};

constexpr int leastSize = 64;
constexpr int greatestSize = 1024;

/// Draws a specimen of `product` that is good or, with `defect`, shows one to four defects of that kind on 0.1 % to 10 % of
/// the picture. The mask holds exactly the pixels that the defect changes, before the camera adds blur and noise; the change is
/// always great enough to be seen against the noise and the surface's own structure.
/// Pure: the same arguments give the same bytes on every machine and thread. Some 10 ms of one core at 160 pixels, half as much again for fibres and foam.
/// Throws Error(BadInput) for an unknown kind or a size outside leastSize..greatestSize.
Specimen draw(const Product& product, std::uint64_t seed, int size, std::optional<DefectKind> defect = {});

/// The same defects on a photograph (8-bit RGB, square, leastSize..greatestSize a side) of something good, which stays as it is but for them; `name`
/// becomes the product's. Without a defect it comes back as it is. Throws Error(BadInput) for a picture of another form.
Specimen drawOn(const Image& photograph, std::string_view name, std::uint64_t seed, std::optional<DefectKind> defect = {});

}  // namespace inference::synth
