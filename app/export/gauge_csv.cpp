#include "app/export/gauge_csv.h"

#include "app/common/csv_file.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"
#include "app/export/parts_csv.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace app {
namespace {

constexpr std::string_view header = "part,appraiser,file,verdict,label,region_score,image_score,largest_defect_px2,largest_defect_mm2,all_defects_px2,all_defects_mm2,"
                                    "longest_defect_px,longest_defect_mm,defects";

std::string line(const GaugePicture& picture, const QString& part, const QString& appraiser, const inference::Recipe& calibrated)
{
    const auto value = [&](GaugeMeasure measure) { return picture.values[std::size_t(measure)]; };
    const double largest = value(GaugeMeasure::LargestArea), all = value(GaugeMeasure::AllAreas), longest = value(GaugeMeasure::LongestRegion);
    const std::vector<std::string> cells {
        cellText(part.toStdString()),
        cellText(appraiser.toStdString()),
        cellText(picture.name.toStdString()),
        std::string(verdictKey(picture.verdict)),
        labelCell(picture.label),
        decimalText(value(GaugeMeasure::RegionScore), 6),
        decimalText(value(GaugeMeasure::ImageScore), 6),
        decimalText(largest, 1),
        squareMillimetres(largest, calibrated),
        decimalText(all, 1),
        squareMillimetres(all, calibrated),
        decimalText(longest, 2),
        millimetres(longest, calibrated),
        decimalText(value(GaugeMeasure::Regions), 0),
    };
    return csvLine(cells);
}

}  // namespace

std::string gaugeCsv(const GaugeAnswer& answer)
{
    const auto& places = answer.design.places;
    std::vector<std::size_t> pictures;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i].isInStudy())
            pictures.push_back(i);
    std::ranges::stable_sort(pictures, {}, [&](std::size_t i) { return std::tuple(places[i].part, places[i].appraiser); });
    inference::Recipe calibrated;
    calibrated.mmPerPixel = answer.question.calibration.mmPerPixel;
    std::string text(header);
    text += "\r\n";
    for (const std::size_t i : pictures)
        text += line(answer.question.pictures[i], answer.design.parts[places[i].part], answer.design.appraisers[places[i].appraiser], calibrated);
    return text;
}

}  // namespace app
