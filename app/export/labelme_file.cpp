#include "app/export/labelme_file.h"

#include "app/common/json_parts.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"
#include "weights/atomic_file.h"

namespace app {
namespace {

using inference::Verdict;

Json shape(const RegionShape& region, const inference::Polygon& polygon, int group)
{
    Json points = Json::array();
    for (const inference::Point& point : polygon)
        points.push_back({point.x, point.y});
    return {{"label", shownClass(region)},
            {"points", std::move(points)},
            {"group_id", group},
            {"description", region.note},
            {"shape_type", "polygon"},
            {"flags", Json::object()},
            {"verdict", verdictKey(region.failing ? Verdict::Fail : Verdict::Review)},
            {"score", rounded(double(region.peak), 6)}};
}

}  // namespace

std::string labelmeJson(const ImageShapes& image)
{
    Json shapes = Json::array();
    int group = 0;
    for (const RegionShape& region : image.regions) {
        ++group;
        for (const inference::Polygon& polygon : region.polygons)
            shapes.push_back(shape(region, polygon, group));
    }
    Json flags = Json::object();
    for (const Verdict verdict : {Verdict::Pass, Verdict::Review, Verdict::Fail})
        flags[std::string(verdictKey(verdict))] = verdict == image.finalVerdict;
    const Json json = {{"version", "5.0.1"},
                       {"flags", std::move(flags)},
                       {"shapes", std::move(shapes)},
                       {"imagePath", image.file},
                       {"imageData", nullptr},
                       {"imageHeight", image.size.height},
                       {"imageWidth", image.size.width}};
    return json.dump(-1, ' ', false, replaceBadUtf8) + '\n';
}

void writeLabelme(const std::filesystem::path& path, const ImageShapes& image)
{
    inference::weights::AtomicFile file(path);
    file.write(labelmeJson(image));
    file.commit();
}

}  // namespace app
