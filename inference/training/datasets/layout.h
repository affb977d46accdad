#pragma once

#include <optional>
#include <string_view>

namespace inference::datasets {

/// How a data set lies on the disk, as published.
enum class Layout {
    Mvtec,   ///< product/{train/good, test/<defect>, ground_truth/<defect>}
    Visa,    ///< split_csv/1cls.csv with product/Data/{Images,Masks}, or product/{train/good, test/{good,bad}, ground_truth/bad}
    Btad,    ///< product/{train/ok, test/{ok,ko}, ground_truth/ko}
    Ksdd,    ///< kosNN/PartM.jpg with PartM_label.bmp
    Ksdd2,   ///< {train,test}/N.png with N_GT.png
    Dagm,    ///< ClassN/{Train,Test}/NNNN.PNG with Label/NNNN_label.PNG for defective ones: coarse ellipses
    Bsd,     ///< data/*.jpg with label/*.json: polygons of labelme
    Gc10,    ///< images/<class>/*.jpg with VOC XML: boxes
    Msd,     ///< JPEGImages/*.jpg with SegmentationClass/*.png: palette indices; good/
    Road,    ///< image/*.jpg with groundTruth/*.mat (CrackForest)
    Rsdd,    ///< a folder for each type, with one of images and one of masks
    Mpdd,    ///< as Mvtec
    Meta,    ///< meta.json or a JSONL list that names images and masks
    Folder,  ///< good/ and a folder for each defect, with masks or without; or images alone
};

inline constexpr Layout everyLayout[] = {Layout::Mvtec, Layout::Visa, Layout::Btad, Layout::Ksdd, Layout::Ksdd2, Layout::Dagm, Layout::Bsd,
                                         Layout::Gc10, Layout::Msd, Layout::Road, Layout::Rsdd, Layout::Mpdd, Layout::Meta, Layout::Folder};

/// Stable name, as the command line takes it: "mvtec", "ksdd2", "folder".
std::string_view layoutName(Layout layout) noexcept;

/// The layout of that name, or nothing.
std::optional<Layout> layoutOfName(std::string_view name) noexcept;

/// Boxes around defects instead of their pixels: pixel metrics against them say little.
bool hasBoxesOnly(Layout layout) noexcept;

/// Masks that are drawn coarsely, by ellipses that reach beyond the defect.
bool hasCoarseMasks(Layout layout) noexcept;

}  // namespace inference::datasets
