#include "training/datasets/detect.h"

#include "core/error.h"
#include "training/datasets/layouts_p.h"

#include <optional>

namespace inference::datasets {
namespace {

/// The data set in that layout; without products, and the reason in `broken`, where its list can't be read: a file that is only called
/// meta.json must not hide what else the folder is.
Dataset tried(Tree& tree, Layout layout, const std::filesystem::path& list, std::optional<Error>& broken)
{
    try {
        return readFrom(tree, layout, {.labelsFromMasks = false}, list);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::DatasetInvalid)
            throw;
        broken = broken.value_or(error);
        return {};
    }
}

/// A sign may be there with nothing behind it: the first layout that gives images is meant.
bool take(Tree& tree, const std::vector<Sign>& signs, const std::filesystem::path& list, Detection& detection)
{
    std::optional<Error> broken;
    for (const Sign& sign : signs) {
        const Dataset dataset = tried(tree, sign.layout, list, broken);
        if (dataset.products.empty())
            continue;
        detection = {sign.layout, tree.root(), sign.sign, {}, summaryOf(dataset)};
        for (const Sign& other : signs)
            if (other.layout != sign.layout)
                detection.alsoFits.push_back(other.layout);
        return true;
    }
    if (broken)
        throw *broken;
    return false;
}

}  // namespace

Detection detect(const std::filesystem::path& root, const std::stop_token& stop)
{
    const Start start = startOf(root);
    Detection detection;
    const auto tree = treeBelow(start, stop, [&](Tree& at) {
        return take(at, start.list.empty() ? signsIn(at) : std::vector {Sign {Layout::Meta, start.list.string()}}, start.list, detection);
    });
    if (!tree)
        throw Error(ErrorCode::DatasetUnknown, {}, root);
    if (!start.list.empty())
        detection.root = root;  // the list itself: reading the folder might take another one
    return detection;
}

}  // namespace inference::datasets
