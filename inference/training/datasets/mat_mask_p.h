#pragma once

#include "training/datasets/mask.h"

namespace inference::datasets {

/// Segmentation of a MATLAB file (version 4, 5 or 7.3), inside the struct groundTruth or on its own: pixels that are 2 are defective.
/// The size is compared with `image` before anything of that size is read. libmatio and libhdf5 can be crashed by a damaged
/// file, so a process of its own reads it: such a file is DatasetInvalid ("contents"). Any thread.
/// Throws Error: FileMissing, FileUnreadable, DatasetInvalid with what is missing, MaskSize, OutOfMemory; all name the file.
Mask readMatlabMask(const std::filesystem::path& path, Size image);

}  // namespace inference::datasets
