#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

using Found = std::optional<std::string>;

bool hasGood(Tree& tree, const std::optional<fs::path>& folder)
{
    return folder && std::ranges::any_of(tree.list(*folder).folders, namesGood);
}

/// First file of a folder, or nothing.
Found firstOf(const fs::path& folder, const std::vector<fs::path>& names)
{
    return names.empty() ? Found() : Found((folder / names.front()).string());
}

Found visa(Tree& tree)
{
    if (const auto folder = tree.folder({}, {"split_csv"}))
        if (const auto list = tree.file(*folder, "1cls.csv"))
            return list->string();
    for (const fs::path& product : tree.list({}).folders)
        if (const auto data = tree.folder(product, {"Data"}))
            if (const auto images = tree.folder(*data, {"Images"}))
                return images->string();
    // The one-class form knows one kind of defect: "bad", in every product.
    Found sign;
    for (const fs::path& product : trainTestProducts(tree)) {
        const auto test = tree.folder(product, {"test"});
        if (!test)
            continue;
        for (const fs::path& kind : tree.list(*test).folders) {
            if (namesGood(kind))
                continue;
            if (lowered(kind.string()) != "bad")
                return std::nullopt;
            sign = (*test / kind).string();
        }
    }
    return sign;
}

Found btad(Tree& tree)
{
    for (const fs::path& product : trainTestProducts(tree))
        if (const auto test = tree.folder(product, {"test"}))
            if (const auto bad = tree.folder(*test, {"ko"}))
                return bad->string();
    return std::nullopt;
}

Found mvtec(Tree& tree)
{
    for (const fs::path& product : trainTestProducts(tree)) {
        const auto truth = tree.folder(product, {"ground_truth"});
        if (truth && !tree.list(*truth).folders.empty())
            return truth->string();
        for (const char* split : {"test", "train"})
            if (const auto folder = tree.folder(product, {split}); hasGood(tree, folder))
                return folder->string();
    }
    return std::nullopt;
}

Found mpdd(Tree& tree)
{
    static constexpr std::array products {"bracket_black", "bracket_brown", "bracket_white", "connector", "metal_plate", "tubes"};
    const auto found = std::ranges::count_if(products, [&](const char* name) { return tree.folder({}, {name}).has_value(); });
    return found >= 2 && mvtec(tree) ? Found("bracket_*") : Found();
}

/// "_gt" or "_label" behind the stem of a file of this folder.
Found withEnd(Tree& tree, const fs::path& folder, std::string_view end)
{
    for (const fs::path& name : tree.images(folder))
        if (lowered(name.stem().string()).ends_with(end))
            return (folder / name).string();
    return std::nullopt;
}

Found ksdd2(Tree& tree)
{
    for (const char* split : {"test", "train"})
        if (const auto folder = tree.folder({}, {split}))
            if (const Found found = withEnd(tree, *folder, "_gt"))
                return found;
    return std::nullopt;
}

Found ksdd(Tree& tree)
{
    for (const fs::path& folder : tree.list({}).folders)
        if (lowered(folder.string()).starts_with("kos"))
            if (const Found found = withEnd(tree, folder, "_label"))
                return found;
    return std::nullopt;
}

Found dagm(Tree& tree)
{
    for (const fs::path& folder : tree.list({}).folders)
        if (lowered(folder.string()).starts_with("class"))
            for (const char* split : {"Train", "Test"})
                if (const auto found = tree.folder(folder, {split}); found && !tree.images(*found).empty())
                    return found->string();
    return std::nullopt;
}

Found gc10(Tree& tree)
{
    const auto folder = tree.folder({}, {"lable", "label", "labels", "annotations"});
    if (!folder)
        return std::nullopt;
    const fs::path inside = tree.folder(*folder, {folder->filename().string()}).value_or(*folder);
    return firstOf(inside, tree.filesEnding(inside, ".xml"));
}

Found bsd(Tree& tree)
{
    const auto data = tree.folder({}, {"data"});
    const auto label = tree.folder({}, {"label"});
    return data && label && !tree.images(*data).empty() ? firstOf(*label, tree.filesEnding(*label, ".json")) : Found();
}

Found msd(Tree& tree)
{
    const auto masks = tree.folder({}, {"SegmentationClass"});
    return masks && tree.folder({}, {"JPEGImages"}) ? Found(masks->string()) : Found();
}

Found road(Tree& tree)
{
    const auto masks = tree.folder({}, {"groundTruth"});
    return masks && tree.folder({}, {"image", "images"}) ? firstOf(*masks, tree.filesEnding(*masks, ".mat")) : Found();
}

Found rsdd(Tree& tree)
{
    for (const fs::path& folder : tree.list({}).folders)
        if (lowered(folder.string()).starts_with("type") && tree.list(folder).folders.size() >= 2)
            return folder.string();
    return std::nullopt;
}

Found meta(Tree& tree)
{
    return firstOf({}, metaLists(tree));
}

Found folder(Tree& tree)
{
    for (const fs::path& name : tree.list({}).folders)
        if (namesGood(name))
            return name.string();
    for (const fs::path& product : tree.list({}).folders)
        for (const fs::path& name : tree.list(product).folders)
            if (namesGood(name))
                return (product / name).string();
    return firstOf({}, tree.images({}));
}

struct Sought {
    Layout layout;
    Found (*sign)(Tree&);
};

/// The most special first.
constexpr Sought everySign[] = {
    {Layout::Visa, visa}, {Layout::Btad, btad}, {Layout::Mpdd, mpdd}, {Layout::Mvtec, mvtec}, {Layout::Dagm, dagm}, {Layout::Ksdd2, ksdd2},
    {Layout::Ksdd, ksdd}, {Layout::Gc10, gc10}, {Layout::Bsd, bsd}, {Layout::Msd, msd}, {Layout::Road, road}, {Layout::Rsdd, rsdd},
    {Layout::Meta, meta}, {Layout::Folder, folder},
};

}  // namespace

std::vector<Sign> signsIn(Tree& tree)
{
    std::vector<Sign> signs;
    for (const Sought& sought : everySign)
        if (Found sign = sought.sign(tree))
            signs.push_back({sought.layout, std::move(*sign)});
    return signs;
}

}  // namespace inference::datasets
