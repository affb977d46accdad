#include "app/export/regions_csv.h"

#include "app/common/csv_file.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"
#include "app/export/parts_csv.h"
#include "app/store/region_class.h"

#include <vector>

namespace app {

std::string regionsCsvLines(const ReportPart& part, const inference::Recipe& recipe)
{
    std::string lines;
    if (part.error)
        return lines;
    for (std::size_t i = 0; i < part.judgement.defects.size(); ++i) {
        const inference::Defect& defect = part.judgement.defects[i];
        const auto verdict = defect.failing ? inference::Verdict::Fail : inference::Verdict::Review;
        const RegionNote* const said = noteOf(i, part.judgement.defects, part.review);
        const bool inZone = defect.zone >= 0 && std::size_t(defect.zone) < recipe.zones.size();
        std::vector<std::string> cells {cellText(part.file), part.image, std::to_string(i + 1), std::string(verdictKey(verdict)),
                                        said ? cellText(said->className) : std::string(), said ? cellText(said->note) : std::string(),
                                        inZone ? cellText(recipe.zones[std::size_t(defect.zone)].name) : std::string(),
                                        decimalText(defect.area, 1), squareMillimetres(defect.area, recipe)};
        for (const double length : {defect.length, defect.width}) {
            cells.push_back(decimalText(length, 1));
            cells.push_back(millimetres(length, recipe));
        }
        for (const double pixels : {defect.centroid.x, defect.centroid.y, defect.box.x, defect.box.y, defect.box.width, defect.box.height})
            cells.push_back(decimalText(pixels, 1));
        for (const double length : {defect.box.width, defect.box.height})
            cells.push_back(millimetres(length, recipe));
        for (const float share : {defect.peak, defect.mean, defect.contrast})
            cells.push_back(decimalText(double(share), 6));
        lines += csvLine(cells);
    }
    return lines;
}

}  // namespace app
