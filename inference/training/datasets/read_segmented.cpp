// MSD (palette), CrackForest (MATLAB) and RSDD: a folder of images beside a folder of masks.

#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// "Oil_0001.jpg" -> "oil"
std::string kindIn(const fs::path& image)
{
    const std::string name = lowered(image.filename().string());
    return name.substr(0, std::ranges::find_if(name, [](char c) { return c < 'a' || c > 'z'; }) - name.begin());
}

bool saysMasks(const fs::path& folder)
{
    static constexpr std::array parts {"gt", "ground", "mask", "label"};
    const std::string name = lowered(folder.string());
    return std::ranges::any_of(parts, [&](const char* part) { return name.find(part) != std::string::npos; });
}

void addRsdd(Tree& tree, Product& product, const fs::path& folder)
{
    const Sample like {{}, Label::Defective, "defect", Split::Test, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
    const auto& folders = tree.list(folder).folders;
    const auto masks = std::ranges::find_if(folders, saysMasks);
    const auto images = std::ranges::find_if(folders, [&](const fs::path& name) { return !saysMasks(name) && !tree.images(folder / name).empty(); });
    if (masks != folders.end()) {
        const fs::path from = images != folders.end() ? folder / *images : folder;
        addPaired(tree, product, {from, folder / *masks}, {tree.images(from), tree.images(folder / *masks)}, like, Matching::ByNameOrOrder);
    } else {
        addPaired(tree, product, {folder, folder}, toldApart(tree.images(folder)), like, Matching::ByName);
    }
}

}  // namespace

std::vector<Product> readMsd(Tree& tree)
{
    Product product {"msd", {}};
    const auto images = tree.folder({}, {"JPEGImages"});
    const auto masks = tree.folder({}, {"SegmentationClass"});
    if (images && masks)
        addPaired(tree, product, {*images, *masks}, {tree.images(*images), tree.images(*masks)},
                  {{}, Label::Defective, {}, Split::Test, {MaskKind::File, {}, MaskRule::PaletteIndex}}, Matching::ByNameOrOrder);
    for (Sample& sample : product.samples)
        sample.defect = kindIn(sample.image);
    if (const auto good = tree.folder({}, {"good"}))
        addImages(tree, product, *good, {{}, Label::Good, {}, Split::Test, {}});
    return {product};
}

std::vector<Product> readRoad(Tree& tree)
{
    Product product {"crackforest", {}};
    const auto images = tree.folder({}, {"image", "images"});
    const auto masks = tree.folder({}, {"groundTruth"});
    if (images && masks)
        addPaired(tree, product, {*images, *masks}, {tree.images(*images), tree.filesEnding(*masks, ".mat")},
                  {{}, Label::Defective, "crack", Split::Test, {MaskKind::Matlab, {}, MaskRule::AboveZero}}, Matching::ByName);
    return {product};
}

std::vector<Product> readRsdd(Tree& tree)
{
    std::vector<Product> products;
    for (const fs::path& folder : tree.list({}).folders)
        if (lowered(folder.string()).starts_with("type"))
            addRsdd(tree, products.emplace_back(Product {folder.string(), {}}), folder);
    if (products.empty())
        addRsdd(tree, products.emplace_back(Product {"rsdd", {}}), {});
    return products;
}

}  // namespace inference::datasets
