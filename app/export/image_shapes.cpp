#include "app/export/image_shapes.h"

#include "app/export/region_polygons.h"
#include "app/store/region_class.h"

namespace app {

std::string shownClass(const RegionShape& region)
{
    return region.className.empty() ? plainClass : region.className;
}

ImageShapes imageShapes(const std::string& file, inference::Size size, const inference::Judgement& judgement, const inference::Recipe& recipe,
                        const ReviewState& review)
{
    ImageShapes image {file, size, judgement.verdict, review.human.value_or(judgement.verdict), judgement.score, {}};
    for (std::size_t i = 0; i < judgement.defects.size(); ++i) {
        const inference::Defect& defect = judgement.defects[i];
        RegionShape region {regionPolygons(defect), defect.failing, {}, {}, {}, defect.peak, defect.mean};
        if (const RegionNote* const said = noteOf(i, judgement.defects, review)) {
            region.className = said->className;
            region.note = said->note;
        }
        if (defect.zone >= 0 && std::size_t(defect.zone) < recipe.zones.size())
            region.zone = recipe.zones[std::size_t(defect.zone)].name;
        image.regions.push_back(std::move(region));
    }
    return image;
}

}  // namespace app
