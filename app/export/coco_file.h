#pragma once

#include "app/export/image_shapes.h"
#include "weights/atomic_file.h"

#include <QDateTime>

#include <filesystem>
#include <map>
#include <string>

namespace app {

/// What a COCO file says of itself.
struct CocoInfo {
    std::string program;  ///< "vcp-inspect 0.1.0"
    QDateTime made;       ///< with the offset of its time zone
    bool complete = true; ///< false: stopped before its last image
};

/// How a file of ours is told from others.
inline constexpr const char* cocoDescription = "Regions found by VCP-CLIP Workbench";

/// Regions of many images as one COCO instances file:
/// {"annotations": [{"id", "image_id", "category_id", "segmentation": [[x, y, x, y, ...], ...], "area": of the polygons, in pixels
///  squared, "bbox": [x, y, width, height], "iscrowd": 0, "score": the peak, "verdict": "fail" | "review", "mean", "zone": name or null}],
///  "images": [{"id", "file_name", "width", "height", "verdict", "final_verdict", "score"}], "categories": [{"id", "name", "supercategory"}],
///  "info": {"description", "version", "contributor", "date_created", "complete"}, "licenses": []}
/// Ids count from 1. A region's category is the class that a person gave it, else "defect". Coordinates are pixels of the oriented
/// image, (0, 0) the upper left corner of its upper left pixel. An image without regions stands there with no annotation.
///
/// Annotations go to the file as they come; of each image about 150 bytes stay in memory until finish(). Under the final name the
/// file is whole or not there. Confined to one thread at a time; all throw inference::Error(WriteFailed).
class CocoFile {
public:
    explicit CocoFile(std::filesystem::path path);

    void add(const ImageShapes& image);
    void finish(const CocoInfo& info);

private:
    int categoryOf(const std::string& name);

    inference::weights::AtomicFile m_file;
    std::string m_images;      ///< objects, comma-separated
    std::string m_categories;  ///< likewise, by id
    std::map<std::string, int> m_ids;
    int m_imageCount = 0;
    int m_annotationCount = 0;
};

}  // namespace app
