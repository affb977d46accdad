#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// The masks of defects that have no images tell that something is missing.
void tellUnusedFolders(Tree& tree, const fs::path& truth, const fs::path& test)
{
    for (const fs::path& defect : tree.list(truth).folders)
        if (!tree.folder(test, {defect.string()}))
            for (const fs::path& mask : tree.images(truth / defect))
                tree.problem(ProblemCode::MaskUnused, tree.full(truth / defect / mask));
}

void readSplit(Tree& tree, Product& product, const fs::path& folder, Split split, const fs::path& truth)
{
    for (const fs::path& defect : tree.list(folder).folders) {
        const bool good = namesGood(defect);
        Sample like {{}, good ? Label::Good : Label::Defective, good ? std::string() : defect.string(), split, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
        const auto masks = good || split == Split::Train ? std::nullopt : tree.folder(truth, {defect.string()});
        if (!masks) {
            like.mask = {};
            addImages(tree, product, folder / defect, like);
            continue;
        }
        addPaired(tree, product, {folder / defect, *masks}, {tree.images(folder / defect), tree.images(*masks)}, like, Matching::ByNameOrOrder);
    }
}

}  // namespace

bool namesGood(const fs::path& folder)
{
    static constexpr std::array names {"good", "ok", "normal"};
    const std::string name = lowered(folder.string());
    return std::ranges::find(names, name) != names.end();
}

std::vector<fs::path> trainTestProducts(Tree& tree)
{
    if (const auto test = tree.folder({}, {"test"}); test && !tree.folder(*test, {"test", "train"}))
        return {fs::path()};
    std::vector<fs::path> products;
    for (const fs::path& folder : tree.list({}).folders)
        if (tree.folder(folder, {"test", "train"}))
            products.push_back(folder);
    return products;
}

std::vector<Product> readTrainTest(Tree& tree)
{
    std::vector<Product> products;
    for (const fs::path& folder : trainTestProducts(tree)) {
        Product& product = products.emplace_back();
        product.name = folder.empty() ? tree.rootName() : folder.string();
        const auto train = tree.folder(folder, {"train"});
        const auto test = tree.folder(folder, {"test"});
        const auto truth = tree.folder(folder, {"ground_truth"});
        if (train)
            readSplit(tree, product, *train, Split::Train, {});
        if (test)
            readSplit(tree, product, *test, Split::Test, truth.value_or(folder / "ground_truth"));
        if (truth && test)
            tellUnusedFolders(tree, *truth, *test);
    }
    return products;
}

}  // namespace inference::datasets
