#pragma once

#include "training/datasets/summary.h"

#include <stop_token>

namespace inference::datasets {

/// Which layout a folder has, and how one knows.
struct Detection {
    Layout layout = Layout::Folder;
    std::filesystem::path root;            ///< where the data set begins: `root` as given, or further down
    std::string sign;                      ///< what tells it, relative to `root`: "split_csv/1cls.csv", "train/*_GT.png"
    std::vector<Layout> alsoFits;          ///< layouts whose signs are there too, the likeliest first; the answer is one of several
    Summary summary;                       ///< of the data set read in that layout, without opening pictures
};

/// Finds out the layout of a data set by its folders and the names of its files. Where several fit, the more special one is taken and
/// `alsoFits` names the others: a folder with its own layout before a list (meta.json) that somebody made of it.
/// Throws as readDataset(), and Error(DatasetUnknown) naming `root` when none fits. Blocking; any thread.
Detection detect(const std::filesystem::path& root, const std::stop_token& stop = {});

}  // namespace inference::datasets
