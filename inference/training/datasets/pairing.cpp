#include "training/datasets/pairing_p.h"

#include "core/natural_order.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

constexpr std::array<std::string_view, 4> maskEnds {"_mask", "_gt", "_label", "_seg"};

std::string stemOf(const fs::path& name)
{
    return lowered(name.stem().string());
}

/// The stem without the end of a mask's name; nothing where it has none.
std::optional<std::string> stemOfImage(const std::string& maskStem)
{
    for (const std::string_view end : maskEnds)
        if (maskStem.size() > end.size() && maskStem.ends_with(end))
            return maskStem.substr(0, maskStem.size() - end.size());
    return std::nullopt;
}

}  // namespace

Pairing pairNames(std::span<const fs::path> images, std::span<const fs::path> masks, Matching matching)
{
    std::unordered_map<std::string, std::size_t> imageOf;
    for (std::size_t i = 0; i < images.size(); ++i)
        imageOf.try_emplace(stemOf(images[i]), i);
    Pairing pairing;
    pairing.maskOf.resize(images.size());
    std::size_t pairs = 0;
    std::vector<bool> used(masks.size());
    const auto take = [&](std::size_t mask, const std::string& stem) {
        const auto found = imageOf.find(stem);
        if (found == imageOf.end() || pairing.maskOf[found->second])
            return;
        pairing.maskOf[found->second] = mask;
        used[mask] = true;
        ++pairs;
    };
    for (std::size_t i = 0; i < masks.size(); ++i)
        take(i, stemOf(masks[i]));
    for (std::size_t i = 0; i < masks.size(); ++i)
        if (const auto stem = stemOfImage(stemOf(masks[i])); stem && !used[i])
            take(i, *stem);
    pairing.byOrder = matching == Matching::ByNameOrOrder && pairs == 0 && !images.empty() && images.size() == masks.size();
    for (std::size_t i = 0; i < masks.size(); ++i) {
        if (pairing.byOrder)
            pairing.maskOf[i] = i;
        else if (!used[i])
            pairing.unused.push_back(i);
    }
    return pairing;
}

Mixed toldApart(const std::vector<fs::path>& files)
{
    std::unordered_set<std::string> stems;
    for (const fs::path& file : files)
        stems.insert(stemOf(file));
    Mixed mixed;
    for (const fs::path& file : files) {
        const auto image = stemOfImage(stemOf(file));
        (image && stems.contains(*image) ? mixed.masks : mixed.images).push_back(file);
    }
    return mixed;
}

void addPaired(Tree& tree, Product& product, const Places& places, const Mixed& names, const Sample& like, Matching matching)
{
    const Pairing pairing = pairNames(names.images, names.masks, matching);
    const fs::path imageFolder = tree.full(places.images);
    const fs::path maskFolder = tree.full(places.masks);
    for (std::size_t i = 0; i < names.images.size(); ++i) {
        Sample& sample = product.samples.emplace_back(like);
        sample.image = imageFolder / names.images[i];
        if (pairing.maskOf[i])
            sample.mask.file = maskFolder / names.masks[*pairing.maskOf[i]];
        else
            sample.mask = {};
    }
    if (pairing.byOrder)
        tree.problem(ProblemCode::PairedByOrder, maskFolder, std::to_string(names.images.size()));
    for (const std::size_t mask : pairing.unused)
        tree.problem(ProblemCode::MaskUnused, maskFolder / names.masks[mask]);
}

void addImages(Tree& tree, Product& product, const fs::path& folder, const Sample& like)
{
    addPaired(tree, product, {folder, {}}, {tree.images(folder), {}}, like, Matching::ByName);
}

}  // namespace inference::datasets
