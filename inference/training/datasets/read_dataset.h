#pragma once

#include "training/datasets/dataset.h"

#include <stop_token>

namespace inference::datasets {

struct ReadOptions {
    /// Where only a mask tells good from defective (KSDD, KSDD2, masks beside unlabelled images), it is decoded. Without it those
    /// images stay Label::None, and reading opens no picture at all.
    bool labelsFromMasks = true;
};

/// Reads a data set whose layout is known; for one that isn't, see detect(). `root` is the data set's folder, one of at most
/// three folders around it that hold nothing else, or the list itself (Meta).
/// Names count without regard to the case of ASCII letters; files and folders come in natural order ("2" before "10"), the same in
/// every locale; hidden ones don't count. Masks are paired by the stem of their name (x, x_mask, x_GT, x_label, x_seg); where
/// none of a folder's masks fits so and there are as many as images, by order, with a problem. No path leads out of `root`: an absolute
/// path, "..", or a link to outside is a problem and is not read. Lists and annotations are at most 64 MB, a data set has at
/// most a million files.
/// A single bad file is a problem in the answer. Throws Error: FileMissing, FileUnreadable (the root or a list), DatasetLayout when nothing of
/// that layout is there, DatasetInvalid for a list that can't be read at all, DatasetTooLarge; Cancelled. Blocking; any thread.
Dataset readDataset(const std::filesystem::path& root, Layout layout, const ReadOptions& options = {}, const std::stop_token& stop = {});

}  // namespace inference::datasets
