// A person's own folder: good/ and a folder for each defect, with masks or without, or images alone.

#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

constexpr std::string_view maskFolders[] = {"ground_truth", "masks", "mask"};

bool isMaskFolder(const fs::path& folder)
{
    const std::string name = lowered(folder.string());
    return std::ranges::find(maskFolders, name) != std::end(maskFolders) || name.ends_with("_mask") || name.ends_with("_masks");
}

/// Beside the defects (masks/<defect>, <defect>_mask) or inside one (<defect>/masks).
std::optional<fs::path> masksOf(Tree& tree, const fs::path& product, const fs::path& defect)
{
    if (const auto all = tree.folder(product, maskFolders))
        if (const auto found = tree.folder(*all, {defect.string()}))
            return found;
    if (const auto beside = tree.folder(product, {defect.string() + "_mask", defect.string() + "_masks"}))
        return beside;
    return tree.folder(product / defect, maskFolders);
}

void addDefect(Tree& tree, Product& product, const fs::path& folder, const fs::path& defect)
{
    const Sample like {{}, Label::Defective, defect.string(), Split::Test, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
    const fs::path images = folder / defect;
    if (const auto masks = masksOf(tree, folder, defect))
        addPaired(tree, product, {images, *masks}, {tree.images(images), tree.images(*masks)}, like, Matching::ByNameOrOrder);
    else
        addPaired(tree, product, {images, images}, toldApart(tree.images(images)), like, Matching::ByName);
}

/// Images that lie in no folder of a kind: nobody says what they are, unless they have masks.
void addLoose(Tree& tree, Product& product, const fs::path& folder)
{
    const Sample like {{}, Label::None, {}, Split::Test, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
    addPaired(tree, product, {folder, folder}, toldApart(tree.images(folder)), like, Matching::ByName);
}

Product readProduct(Tree& tree, const fs::path& folder)
{
    Product product {folder.empty() ? tree.rootName() : folder.string(), {}};
    addLoose(tree, product, folder);
    for (const fs::path& kind : tree.list(folder).folders) {
        if (isMaskFolder(kind))
            continue;
        if (namesGood(kind))
            addImages(tree, product, folder / kind, {{}, Label::Good, {}, Split::Test, {}});
        else
            addDefect(tree, product, folder, kind);
    }
    return product;
}

bool hasGoodFolder(Tree& tree, const fs::path& folder)
{
    return std::ranges::any_of(tree.list(folder).folders, namesGood);
}

}  // namespace

std::vector<Product> readFolder(Tree& tree)
{
    std::vector<Product> products;
    if (!hasGoodFolder(tree, {}))
        for (const fs::path& folder : tree.list({}).folders)
            if (hasGoodFolder(tree, folder))
                products.push_back(readProduct(tree, folder));
    if (products.empty())
        products.push_back(readProduct(tree, {}));
    return products;
}

}  // namespace inference::datasets
