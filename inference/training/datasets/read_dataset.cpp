#include "training/datasets/read_dataset.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "training/datasets/layouts_p.h"
#include "training/datasets/mask.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

constexpr int greatestDepth = 3;

std::vector<Product> productsOf(Tree& tree, Layout layout, const fs::path& list)
{
    switch (layout) {
    case Layout::Mvtec:
    case Layout::Mpdd:
    case Layout::Btad: return readTrainTest(tree);
    case Layout::Visa: return readVisa(tree);
    case Layout::Ksdd: return readKsdd(tree);
    case Layout::Ksdd2: return readKsdd2(tree);
    case Layout::Dagm: return readDagm(tree);
    case Layout::Bsd: return readBsd(tree);
    case Layout::Gc10: return readGc10(tree);
    case Layout::Msd: return readMsd(tree);
    case Layout::Road: return readRoad(tree);
    case Layout::Rsdd: return readRsdd(tree);
    case Layout::Meta: return readMeta(tree, list);
    case Layout::Folder: return readFolder(tree);
    }
    return {};
}

void labelFromMask(Tree& tree, Sample& sample)
{
    try {
        const bool defective = readMask(sample, imaging::readHeader(sample.mask.file).size).any();
        sample.label = defective ? Label::Defective : Label::Good;
        if (!defective)
            sample.defect.clear();
        else if (sample.defect.empty())
            sample.defect = "defect";
    } catch (const Error& error) {
        tree.problem(ProblemCode::MaskUnreadable, sample.mask.file, std::string(codeName(error.code())));
    }
}

void labelFromMasks(Tree& tree, Product& product)
{
    for (Sample& sample : product.samples) {
        tree.throwIfStopped();
        if (sample.label == Label::None && sample.mask.kind == MaskKind::File)
            labelFromMask(tree, sample);
    }
}

void tellMissingMasks(Tree& tree, const Product& product)
{
    const auto isDefective = [](const Sample& sample) { return sample.label == Label::Defective; };
    const auto isMasked = [&](const Sample& sample) { return isDefective(sample) && sample.mask.kind != MaskKind::None; };
    if (std::ranges::any_of(product.samples, isMasked)) {
        for (const Sample& sample : product.samples)
            if (isDefective(sample) && !isMasked(sample))
                tree.problem(ProblemCode::MaskMissing, sample.image);
    } else if (std::ranges::any_of(product.samples, isDefective)) {
        tree.problem(ProblemCode::NoMasks, tree.root(), product.name);
    }
}

void tellOneClass(Tree& tree, const Product& product)
{
    std::size_t count[3] = {};
    for (const Sample& sample : product.samples)
        if (sample.split == Split::Test)
            ++count[std::size_t(sample.label)];
    const bool oneClass = (count[std::size_t(Label::Good)] == 0) != (count[std::size_t(Label::Defective)] == 0);
    if (oneClass && count[std::size_t(Label::None)] == 0)
        tree.problem(ProblemCode::OneClass, tree.root(), product.name);
}

}  // namespace

Start startOf(const fs::path& root)
{
    std::error_code error;
    if (!fs::is_regular_file(root, error))
        return {root, {}};
    return {root.has_parent_path() ? root.parent_path() : fs::path("."), root.filename()};
}

std::unique_ptr<Tree> treeBelow(const Start& start, const std::stop_token& stop, const std::function<bool(Tree&)>& accepts)
{
    fs::path folder = start.folder;
    for (int depth = 0; depth <= (start.list.empty() ? greatestDepth : 0); ++depth) {
        auto tree = std::make_unique<Tree>(folder, stop);
        if (accepts(*tree))
            return tree;
        if (tree->list({}).folders.size() != 1 || !tree->images({}).empty())
            return nullptr;
        folder = tree->full(tree->list({}).folders.front());
    }
    return nullptr;
}

/// Many others lay their sets out as these do: only the products tell whether it is the published one.
bool hasItsOwnProducts(const Dataset& dataset)
{
    static const std::map<Layout, std::set<std::string>> known {
        {Layout::Mvtec, {"bottle", "cable", "capsule", "carpet", "grid", "hazelnut", "leather", "metal_nut", "pill", "screw", "tile", "toothbrush",
                         "transistor", "wood", "zipper"}},
        {Layout::Visa, {"candle", "capsules", "cashew", "chewinggum", "fryum", "macaroni1", "macaroni2", "pcb1", "pcb2", "pcb3", "pcb4", "pipe_fryum"}},
        {Layout::Btad, {"01", "02", "03"}},
        {Layout::Dagm, {"Class1", "Class2", "Class3", "Class4", "Class5", "Class6", "Class7", "Class8", "Class9", "Class10"}},
        {Layout::Rsdd, {"rsdd", "Type-I RSDDs dataset", "Type-II RSDDs dataset"}},
        {Layout::Mpdd, {"bracket_black", "bracket_brown", "bracket_white", "connector", "metal_plate", "tubes"}}};
    const auto names = known.find(dataset.layout);
    return names == known.end() || std::ranges::all_of(dataset.products, [&](const Product& product) { return names->second.contains(product.name); });
}

Dataset readFrom(Tree& tree, Layout layout, const ReadOptions& options, const fs::path& list)
{
    Dataset dataset {layout, tree.root(), {}, productsOf(tree, layout, list), {}};
    dataset.name = hasItsOwnProducts(dataset) ? std::string(publishedName(layout)) : std::string();
    if (dataset.name.empty())
        dataset.name = tree.rootName();
    std::erase_if(dataset.products, [&](const Product& product) {
        if (product.samples.empty())
            tree.problem(ProblemCode::EmptyProduct, tree.root(), product.name);
        return product.samples.empty();
    });
    for (Product& product : dataset.products) {
        if (options.labelsFromMasks)
            labelFromMasks(tree, product);
        tellMissingMasks(tree, product);
        tellOneClass(tree, product);
    }
    dataset.problems = tree.takeProblems();
    return dataset;
}

Dataset readDataset(const fs::path& root, Layout layout, const ReadOptions& options, const std::stop_token& stop)
{
    const Start start = layout == Layout::Meta ? startOf(root) : Start {root, {}};
    Dataset dataset;
    const auto tree = treeBelow(start, stop, [&](Tree& at) {
        dataset = readFrom(at, layout, options, start.list);
        return !dataset.products.empty();
    });
    if (!tree)
        throw Error(ErrorCode::DatasetLayout, {std::string(layoutName(layout))}, root);
    return dataset;
}

}  // namespace inference::datasets
