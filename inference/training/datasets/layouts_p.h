#pragma once

#include "training/datasets/read_dataset.h"
#include "training/datasets/tree_p.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace inference::datasets {

// One reader for each layout: products with their samples; what is wrong with single files is told to the tree. Products may be empty.
// Throw as readDataset().
std::vector<Product> readVisa(Tree& tree);
std::vector<Product> readKsdd(Tree& tree);
std::vector<Product> readKsdd2(Tree& tree);
std::vector<Product> readDagm(Tree& tree);
std::vector<Product> readBsd(Tree& tree);
std::vector<Product> readGc10(Tree& tree);
std::vector<Product> readMsd(Tree& tree);
std::vector<Product> readRoad(Tree& tree);
std::vector<Product> readRsdd(Tree& tree);
std::vector<Product> readFolder(Tree& tree);
/// `list`: the one to read, relative to the root; empty for all that are there.
std::vector<Product> readMeta(Tree& tree, const std::filesystem::path& list);

/// product/{train,test}/<defect>, product/ground_truth/<defect>, for MVTec AD, MPDD, BTAD and VisA: their masks are of 0 and 255, or of numbers of
/// classes. The root itself may be the one product.
std::vector<Product> readTrainTest(Tree& tree);

/// The folders of a tree that are products of that form; an empty path for the root itself, unless its "test" is a product of that name.
std::vector<std::filesystem::path> trainTestProducts(Tree& tree);

/// Whether a folder or class of that name holds good parts: good, ok, normal.
bool namesGood(const std::filesystem::path& folder);

/// Lists that readMeta() knows by their names: meta.json, meta_<set>.json, *.jsonl; relative to the root.
std::vector<std::filesystem::path> metaLists(Tree& tree);

/// The layouts whose signs are there, the most special first, each with its sign.
struct Sign {
    Layout layout;
    std::string sign;
};
std::vector<Sign> signsIn(Tree& tree);

/// A data set of that layout from an open tree, complete with its problems; without products where nothing is there.
Dataset readFrom(Tree& tree, Layout layout, const ReadOptions& options, const std::filesystem::path& list = {});

/// Where a data set is given by its list (Meta): the folder and the name of the list; else the folder alone.
struct Start {
    std::filesystem::path folder;
    std::filesystem::path list;
};
Start startOf(const std::filesystem::path& root);

/// The first tree that `accepts` takes: that of the folder, or, where no list is given, of a folder below it where each one down to it is
/// the only one and there are no images. Nothing where none is.
std::unique_ptr<Tree> treeBelow(const Start& start, const std::stop_token& stop, const std::function<bool(Tree&)>& accepts);

}  // namespace inference::datasets
