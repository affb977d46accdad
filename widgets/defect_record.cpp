#include "widgets/defect_record.h"

namespace widgets {

DefectRecord recordOf(const inference::Defect& defect, const std::optional<inference::Placement>& placement)
{
    DefectRecord record;
    record.area = defect.area;
    record.length = defect.length;
    record.width = defect.width;
    record.box = defect.box;
    record.centroid = defect.centroid;
    record.peak = defect.peak;
    record.mean = defect.mean;
    record.contrast = defect.contrast;
    record.zone = defect.zone;
    record.failing = defect.failing;
    if (placement && placement->found)
        record.onPart = inference::unplaced(defect.centroid, *placement);
    return record;
}

}  // namespace widgets
