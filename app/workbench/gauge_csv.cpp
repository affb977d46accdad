#include "app/workbench/gauge_csv.h"

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

std::string labelKey(inference::Label label)
{
    return label == inference::Label::Good ? "good" : label == inference::Label::Defective ? "defective" : "";
}

std::string line(const GaugePicture& picture, const QString& part, const QString& appraiser, widgets::Calibration calibration)
{
    const auto value = [&](GaugeMeasure measure) { return picture.values[std::size_t(measure)]; };
    const auto millimetres = [&](double converted) { return calibration.inMillimetres() ? decimalText(converted, 6) : std::string(); };
    const double largest = value(GaugeMeasure::LargestArea), all = value(GaugeMeasure::AllAreas), longest = value(GaugeMeasure::LongestRegion);
    const std::vector<std::string> cells {
        cellText(part.toStdString()),
        cellText(appraiser.toStdString()),
        cellText(picture.name.toStdString()),
        std::string(verdictKey(picture.verdict)),
        labelKey(picture.label),
        decimalText(value(GaugeMeasure::RegionScore), 6),
        decimalText(value(GaugeMeasure::ImageScore), 6),
        decimalText(largest, 2),
        millimetres(calibration.area(largest)),
        decimalText(all, 2),
        millimetres(calibration.area(all)),
        decimalText(longest, 2),
        millimetres(calibration.length(longest)),
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
    std::string text(header);
    text += "\r\n";
    for (const std::size_t i : pictures)
        text += line(answer.question.pictures[i], answer.design.parts[places[i].part], answer.design.appraisers[places[i].appraiser], answer.question.calibration);
    return text;
}

}  // namespace app
