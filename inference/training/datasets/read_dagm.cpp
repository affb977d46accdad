#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// An image with a mask is defective, one without is good: where there are masks at all.
void addSplit(Tree& tree, Product& product, const fs::path& folder, Split split)
{
    const auto labels = tree.folder(folder, {"Label"});
    const std::size_t before = product.samples.size();
    const fs::path masks = labels.value_or(folder / "Label");
    addPaired(tree, product, {folder, masks}, {tree.images(folder), tree.images(masks)},
              {{}, Label::Defective, "defect", split, {MaskKind::File, {}, MaskRule::HalfOrLabels}}, Matching::ByName);
    for (std::size_t i = before; i < product.samples.size(); ++i) {
        Sample& sample = product.samples[i];
        if (sample.mask.kind != MaskKind::None)
            continue;
        sample.label = labels ? Label::Good : Label::None;
        sample.defect.clear();
    }
    if (!labels && product.samples.size() > before)
        tree.problem(ProblemCode::FileMissing, tree.full(masks));
}

}  // namespace

std::vector<Product> readDagm(Tree& tree)
{
    std::vector<Product> products;
    for (const fs::path& name : tree.list({}).folders) {
        if (!lowered(name.string()).starts_with("class"))
            continue;
        Product& product = products.emplace_back(Product {name.string(), {}});
        if (const auto train = tree.folder(name, {"Train"}))
            addSplit(tree, product, *train, Split::Train);
        if (const auto test = tree.folder(name, {"Test"}))
            addSplit(tree, product, *test, Split::Test);
    }
    return products;
}

}  // namespace inference::datasets
