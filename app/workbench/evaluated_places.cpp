#include "app/workbench/evaluated_places.h"

#include "app/common/path_text.h"

#include <algorithm>

namespace app {
namespace {

constexpr std::size_t mostNamed = 2000;

bool isBelow(const std::filesystem::path& file, const std::filesystem::path& folder)
{
    return std::ranges::mismatch(folder, file).in1 == folder.end();
}

std::filesystem::path commonFolder(const std::vector<const inference::datasets::Sample*>& samples)
{
    std::filesystem::path folder = samples.front()->image.parent_path();
    for (const auto* const sample : samples)
        while (!folder.empty() && folder.has_relative_path() && !isBelow(sample->image, folder))
            folder = folder.parent_path();
    return folder;
}

}  // namespace

QStringList pathsToOpen(const inference::pipeline::EvaluatedProduct& product)
{
    if (product.samples.empty())
        return {};
    const std::filesystem::path folder = commonFolder(product.samples);
    const bool mixed = std::ranges::any_of(product.samples, [&](const auto* sample) { return sample->mask.kind == inference::datasets::MaskKind::File && isBelow(sample->mask.file, folder); });
    if (!mixed || product.samples.size() > mostNamed)
        return {pathText(folder)};
    QStringList images;
    for (const auto* const sample : product.samples)
        images.append(pathText(sample->image));
    return images;
}

}  // namespace app
