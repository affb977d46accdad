#include "app/common/defects_csv.h"

#include "app/common/csv_file.h"
#include "app/common/number_text.h"

#include <vector>

namespace app {

std::string defectsCsvLines(const ResultRow& row, const inference::Recipe& recipe)
{
    std::string lines;
    if (row.error)
        return lines;
    int number = 0;
    for (const inference::Defect& defect : row.judgement.defects) {
        const auto verdict = defect.failing ? inference::Verdict::Fail : inference::Verdict::Review;
        std::vector<std::string> cells {harmlessText(row.file), std::to_string(++number), std::string(verdictKey(verdict))};
        for (const double pixels : {defect.area, defect.box.x, defect.box.y, defect.box.width, defect.box.height, defect.centroid.x, defect.centroid.y})
            cells.push_back(decimalText(pixels, 1));
        for (const float probability : {defect.peak, defect.mean})
            cells.push_back(decimalText(double(probability), 6));
        cells.push_back(decimalText(defect.length, 1));
        cells.push_back(decimalText(defect.width, 1));
        cells.push_back(decimalText(double(defect.contrast), 6));
        const bool inZone = defect.zone >= 0 && std::size_t(defect.zone) < recipe.zones.size();
        cells.push_back(inZone ? harmlessText(recipe.zones[std::size_t(defect.zone)].name) : std::string());
        lines += csvLine(cells);
    }
    return lines;
}

}  // namespace app
