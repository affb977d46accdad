#include "app/common/json_parts.h"

#include "app/common/error_text.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"

namespace app {

Json defectJson(const inference::Defect& defect)
{
    const auto verdict = defect.failing ? inference::Verdict::Fail : inference::Verdict::Review;
    return {{"verdict", verdictKey(verdict)},
            {"area_px", rounded(defect.area, 1)},
            {"x", rounded(defect.box.x, 1)},
            {"y", rounded(defect.box.y, 1)},
            {"width", rounded(defect.box.width, 1)},
            {"height", rounded(defect.box.height, 1)},
            {"centroid_x", rounded(defect.centroid.x, 1)},
            {"centroid_y", rounded(defect.centroid.y, 1)},
            {"peak", rounded(double(defect.peak), 6)},
            {"mean", rounded(double(defect.mean), 6)},
            {"length", rounded(defect.length, 1)},
            {"feret_width", rounded(defect.width, 1)},
            {"contrast", rounded(double(defect.contrast), 6)},
            {"zone", defect.zone < 0 ? Json(nullptr) : Json(defect.zone)}};
}

Json placementJson(const std::optional<inference::Placement>& placement)
{
    if (!placement)
        return nullptr;
    return {{"found", placement->found},
            {"match", rounded(placement->match, 4)},
            {"shift_x_px", rounded(placement->shift.x, 2)},
            {"shift_y_px", rounded(placement->shift.y, 2)},
            {"turn_deg", rounded(placement->turn, 3)},
            {"middle_x", rounded(placement->middle.x, 2)},
            {"middle_y", rounded(placement->middle.y, 2)}};
}

Json faultsJson(const std::vector<inference::PictureFault>& faults)
{
    Json keys = Json::array();
    for (const inference::PictureFault& fault : faults)
        keys.push_back(faultKey(fault.kind));
    return keys;
}

Json errorJson(const std::optional<inference::Error>& error)
{
    if (!error)
        return nullptr;
    return {{"code", inference::codeName(error->code())}, {"sentence", shortSentence(*error).toStdString()}};
}

}  // namespace app
