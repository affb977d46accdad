#pragma once

#include "training/datasets/dataset.h"
#include "training/datasets/tree_p.h"

#include <optional>
#include <span>

namespace inference::datasets {

enum class Matching {
    ByName,         ///< by the stem alone
    ByNameOrOrder,  ///< where no name fits and there are as many masks as images: first to first
};

struct Pairing {
    std::vector<std::optional<std::size_t>> maskOf;  ///< for each image, the index of its mask
    std::vector<std::size_t> unused;                 ///< masks without image
    bool byOrder = false;
};

/// Pairs names of images and of masks, both in natural order. A mask fits an image when their stems are the same or the mask's is the
/// image's with _mask, _GT, _label or _seg behind it, whatever the case; each mask fits one image.
Pairing pairNames(std::span<const std::filesystem::path> images, std::span<const std::filesystem::path> masks, Matching matching);

/// Images and masks that lie in one folder, told apart by the ends of their names: a mask is what has such an end and an image
/// that it belongs to.
struct Mixed {
    std::vector<std::filesystem::path> images;
    std::vector<std::filesystem::path> masks;
};
Mixed toldApart(const std::vector<std::filesystem::path>& files);

/// Where images and their masks lie.
struct Places {
    std::filesystem::path images;
    std::filesystem::path masks;
};

/// Appends a sample like `like` for each image, its mask of `like`'s kind and rule set where it has one. What doesn't pair is told to
/// `tree`, except for images without mask.
void addPaired(Tree& tree, Product& product, const Places& places, const Mixed& names, const Sample& like, Matching matching);

/// Appends a sample like `like` for each image of a folder, without masks.
void addImages(Tree& tree, Product& product, const std::filesystem::path& folder, const Sample& like);

}  // namespace inference::datasets
