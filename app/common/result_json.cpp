#include "app/common/result_json.h"

#include "app/common/number_text.h"
#include "app/common/self_test_files.h"

namespace app {

Json imageJson(const ResultRow& row)
{
    Json image = {{"file", row.file}, {"verdict", verdictKey(row)}, {"score", nullptr}, {"defects", Json::array()}, {"picture", nullptr},
                  {"width", nullptr}, {"height", nullptr}, {"milliseconds", nullptr}, {"error", errorJson(row.error)}};
    if (row.error)
        return image;
    image["score"] = rounded(row.judgement.score, 6);
    for (const inference::Defect& defect : row.judgement.defects)
        image["defects"].push_back(defectJson(defect));
    if (row.picture)
        image["picture"] = {{"brightness", rounded(row.picture->brightness, 2)}, {"focus", rounded(row.picture->focus, 2)}};
    if (row.judgement.placement)
        image["position"] = placementJson(row.judgement.placement);
    if (!row.judgement.pictureFaults.empty())
        image["picture_faults"] = faultsJson(row.judgement.pictureFaults);
    image["width"] = row.imageSize.width;
    image["height"] = row.imageSize.height;
    image["milliseconds"] = {{"decode", rounded(row.times.decode, 2)}, {"prepare", rounded(row.times.prepare, 2)}, {"infer", rounded(row.times.infer, 2)}};
    return image;
}

Json modelJson(const ResultModel& model)
{
    return {{"name", model.name}, {"clip_sha256", model.clipSha256}, {"vcp_sha256", model.vcpSha256}, {"image_size", model.imageSize},
            {"layers", model.layers}, {"device", model.device}, {"precision", model.precision},
            {"self_test", selfTestJson(model.selfTest)}};
}

}  // namespace app
