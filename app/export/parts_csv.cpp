#include "app/export/parts_csv.h"

#include "app/common/csv_file.h"
#include "app/common/error_text.h"
#include "app/common/iso_time.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"

#include <algorithm>
#include <vector>

namespace app {
namespace {

std::string faultsText(const std::vector<inference::PictureFault>& faults)
{
    std::string text;
    for (const inference::PictureFault& fault : faults)
        text.append(text.empty() ? "" : " ").append(faultKey(fault.kind));
    return text;
}

std::string blindWords(const std::vector<BlindVerdict>& blind)
{
    std::string text;
    for (const BlindVerdict& one : blind) {
        text.append(text.empty() ? "" : ", ");
        if (!one.operatorName.empty())
            text.append(one.operatorName).append(": ");
        text.append(verdictKey(one.human));
    }
    return text;
}

}  // namespace

std::string labelCell(inference::Label label)
{
    return label == inference::Label::Good ? "good" : label == inference::Label::Defective ? "defective" : "";
}

std::string cellText(const std::string& text)
{
    QString valid = QString::fromStdString(text);
    valid.replace(QChar(0), QChar(QChar::ReplacementCharacter));
    return harmlessText(valid.toStdString());
}

std::string squareMillimetres(double pixels, const inference::Recipe& recipe)
{
    return recipe.mmPerPixel > 0 ? decimalText(pixels * recipe.mmPerPixel * recipe.mmPerPixel, 6) : std::string();
}

std::string millimetres(double pixels, const inference::Recipe& recipe)
{
    return recipe.mmPerPixel > 0 ? decimalText(pixels * recipe.mmPerPixel, 4) : std::string();
}

std::string partsCsvLine(const ReportPart& part, const std::string& stem, const inference::Recipe& recipe)
{
    std::vector<std::string> cells {cellText(part.file), cellText(stem), part.image};
    const std::string human = part.review.human ? std::string(verdictKey(*part.review.human)) : std::string();
    if (part.error)
        cells.insert(cells.end(), {"error", "error"});
    else
        cells.insert(cells.end(), {std::string(verdictKey(part.judgement.verdict)), std::string(verdictKey(finalVerdict(part)))});
    cells.insert(cells.end(), {labelCell(part.label), human, cellText(part.review.humanOperator), cellText(part.review.humanUtc), cellText(part.review.note)});
    if (part.error) {
        cells.resize(cells.size() + 9);
    } else {
        double largest = 0, all = 0;
        for (const inference::Defect& defect : part.judgement.defects) {
            largest = std::max(largest, defect.area);
            all += defect.area;
        }
        const auto failing = std::ranges::count_if(part.judgement.defects, &inference::Defect::failing);
        cells.insert(cells.end(), {decimalText(part.judgement.score, 6), std::to_string(part.judgement.defects.size()), std::to_string(failing),
                                   decimalText(largest, 1), squareMillimetres(largest, recipe), decimalText(all, 1), squareMillimetres(all, recipe),
                                   std::to_string(part.imageSize.width), std::to_string(part.imageSize.height)});
    }
    cells.push_back(isoTime(part.modified));
    cells.push_back(part.error ? cellText(shortSentence(*part.error).toStdString()) : std::string());
    cells.push_back(part.error ? std::string() : faultsText(part.judgement.pictureFaults));
    if (const auto& placement = part.judgement.placement; placement && !part.error)
        cells.insert(cells.end(), {decimalText(placement->match, 4), decimalText(placement->shift.x, 2), decimalText(placement->shift.y, 2), decimalText(placement->turn, 3)});
    else
        cells.resize(cells.size() + 4);
    cells.push_back(cellText(blindWords(part.review.blind)));
    return csvLine(cells);
}

}  // namespace app
