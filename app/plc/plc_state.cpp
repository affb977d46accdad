#include "app/plc/plc_state.h"

#include <algorithm>

namespace app {

bool givesVerdicts(PlcCondition condition)
{
    return condition == PlcCondition::Running || condition == PlcCondition::Black || condition == PlcCondition::Frozen;
}

PlcResult plcResult(const VerdictRecord& record)
{
    PlcResult result;
    result.part = record.part;
    result.number = record.number;
    result.verdict = record.verdict;
    result.reason = record.verdict ? PlcReason::None : PlcReason::Failed;
    for (const inference::PictureFault& fault : record.pictureFaults)
        result.faults.push_back(fault.kind);
    result.score = record.verdict ? record.score : 0;
    result.defects = record.defects.size();
    result.failing = std::size_t(std::ranges::count_if(record.defects, &inference::Defect::failing));
    for (const inference::Defect& defect : record.defects)
        result.largestPx = std::max(result.largestPx, defect.area);
    result.largestMm = result.largestPx * record.mmPerPixel * record.mmPerPixel;
    result.latencyMs = record.latencyMs;
    for (const inference::Defect& defect : record.defects) {
        if (result.first.size() == PlcResult::mostDefects)
            break;
        result.first.push_back({defect.failing, defect.zone, defect.centroid.x, defect.centroid.y, defect.area, defect.length, defect.peak});
    }
    return result;
}

}  // namespace app
