#pragma once

#include "training/datasets/mask.h"

namespace inference::datasets {

/// Segmentation of a MATLAB file (version 4, 5 or 7.3), inside the struct groundTruth or on its own: pixels that are 2 are defective.
/// The size is compared with `image` before anything of that size is read. One thread at a time, others wait: the libraries are not
/// made for several.
/// Throws Error: FileMissing, FileUnreadable, DatasetInvalid with what is missing, MaskSize; all name the file.
Mask readMatlabMask(const std::filesystem::path& path, Size image);

}  // namespace inference::datasets
