#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// A folder of images with a mask for each, black for good ones: only the mask tells which is which.
void addMasked(Tree& tree, Product& product, const fs::path& folder, Split split)
{
    const std::size_t before = product.samples.size();
    addPaired(tree, product, {folder, folder}, toldApart(tree.images(folder)), {{}, Label::None, {}, split, {MaskKind::File, {}, MaskRule::HalfOrLabels}},
              Matching::ByName);
    for (std::size_t i = before; i < product.samples.size(); ++i)
        if (product.samples[i].mask.kind == MaskKind::None)
            tree.problem(ProblemCode::MaskMissing, product.samples[i].image);
}

}  // namespace

std::vector<Product> readKsdd(Tree& tree)
{
    Product product {"ksdd", {}};
    for (const fs::path& folder : tree.list({}).folders)
        if (lowered(folder.string()).starts_with("kos"))
            addMasked(tree, product, folder, Split::Test);
    return {product};
}

std::vector<Product> readKsdd2(Tree& tree)
{
    Product product {"ksdd2", {}};
    if (const auto train = tree.folder({}, {"train"}))
        addMasked(tree, product, *train, Split::Train);
    if (const auto test = tree.folder({}, {"test"}))
        addMasked(tree, product, *test, Split::Test);
    return {product};
}

}  // namespace inference::datasets
