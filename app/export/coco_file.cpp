#include "app/export/coco_file.h"

#include "app/common/iso_time.h"
#include "app/common/json_parts.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"
#include "app/export/region_polygons.h"

namespace app {
namespace {

std::string textOf(const Json& json)
{
    return json.dump(-1, ' ', false, replaceBadUtf8);
}

void append(std::string& list, const Json& object)
{
    list += list.empty() ? "\n    " : ",\n    ";
    list += textOf(object);
}

Json segmentation(const RegionShape& region)
{
    Json polygons = Json::array();
    for (const inference::Polygon& polygon : region.polygons) {
        Json numbers = Json::array();
        for (const inference::Point& point : polygon) {
            numbers.push_back(point.x);
            numbers.push_back(point.y);
        }
        polygons.push_back(std::move(numbers));
    }
    return polygons;
}

}  // namespace

CocoFile::CocoFile(std::filesystem::path path)
    : m_file(std::move(path))
{
    m_file.write("{\n  \"annotations\": [");
}

int CocoFile::categoryOf(const std::string& name)
{
    const auto [at, isNew] = m_ids.try_emplace(name, int(m_ids.size()) + 1);
    if (isNew)
        append(m_categories, {{"id", at->second}, {"name", name}, {"supercategory", plainClass}});
    return at->second;
}

void CocoFile::add(const ImageShapes& image)
{
    append(m_images, {{"id", ++m_imageCount}, {"file_name", image.file}, {"width", image.size.width}, {"height", image.size.height},
                      {"verdict", verdictKey(image.verdict)}, {"final_verdict", verdictKey(image.finalVerdict)}, {"score", rounded(image.score, 6)}});
    for (const RegionShape& region : image.regions) {
        if (region.polygons.empty())
            continue;
        double area = 0;
        for (const inference::Polygon& polygon : region.polygons)
            area += polygonArea(polygon);
        const inference::Rect box = boundsOf(region.polygons);
        const auto verdict = region.failing ? inference::Verdict::Fail : inference::Verdict::Review;
        const Json annotation = {{"id", m_annotationCount + 1},
                                 {"image_id", m_imageCount},
                                 {"category_id", categoryOf(shownClass(region))},
                                 {"segmentation", segmentation(region)},
                                 {"area", rounded(area, 2)},
                                 {"bbox", {box.x, box.y, rounded(box.width, 2), rounded(box.height, 2)}},
                                 {"iscrowd", 0},
                                 {"score", rounded(double(region.peak), 6)},
                                 {"verdict", verdictKey(verdict)},
                                 {"mean", rounded(double(region.mean), 6)},
                                 {"zone", region.zone.empty() ? Json(nullptr) : Json(region.zone)}};
        m_file.write((m_annotationCount == 0 ? "\n    " : ",\n    ") + textOf(annotation));
        ++m_annotationCount;
    }
}

void CocoFile::finish(const CocoInfo& info)
{
    if (m_ids.empty())
        categoryOf(plainClass);  // readers ask for a category even where nothing was found
    const Json about = {{"description", cocoDescription}, {"version", "1"}, {"contributor", info.program},
                        {"date_created", isoTime(info.made)}, {"complete", info.complete}};
    m_file.write(m_annotationCount == 0 ? "]" : "\n  ]");
    m_file.write(",\n  \"images\": [" + m_images + (m_images.empty() ? "]" : "\n  ]"));
    m_file.write(",\n  \"categories\": [" + m_categories + "\n  ],\n  \"info\": " + textOf(about) + ",\n  \"licenses\": []\n}\n");
    m_file.commit();
}

}  // namespace app
