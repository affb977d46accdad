#pragma once

#include "core/defect.h"
#include "core/placement.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// One region of one part, as the views over all parts show it. Fields named alike mean what core/defect.h says: positions
/// and lengths in pixels of the (oriented) image.
struct DefectRecord {
    int part = 0;               ///< row of the part in the list of parts, >= 0: file order
    QString partPath;           ///< identifies the part
    QString partName;           ///< what is shown: the path relative to the folder that was opened
    int number = 1;             ///< 1-based, in the part
    double area = 0;            ///< image pixels squared
    double length = 0;          ///< image pixels
    double width = 0;           ///< image pixels
    inference::Rect box;        ///< image pixels
    inference::Point centroid;  ///< image pixels
    std::optional<inference::Point> onPart {};  ///< image pixels: where it would lie if the part lay as in the reference picture; none: nobody looked
    inference::Size imageSize;  ///< of the part's image
    float peak = 0;             ///< 0..1
    float mean = 0;             ///< 0..1
    float contrast = 0;         ///< -1..1
    int zone = -1;              ///< index into the recipe's zones; -1: in none
    QString zoneName;           ///< empty: in none
    QString className;          ///< empty: not classified
    bool failing = false;       ///< reaches the fail limit (otherwise only the review limit)

    friend bool operator==(const DefectRecord&, const DefectRecord&) = default;
};

/// What the region itself knows, and where it lies on the part where that was found; part, names and image size are the caller's to add.
DefectRecord recordOf(const inference::Defect& defect, const std::optional<inference::Placement>& placement = {});

/// All regions of all parts, shared by every view of them. Strings that are equal should share their data: a million records
/// of a thousand parts then cost what the numbers cost.
using DefectRecords = std::shared_ptr<const std::vector<DefectRecord>>;

/// Never null: no records are an empty list.
inline DefectRecords recordsOrNone(DefectRecords records)
{
    static const DefectRecords none = std::make_shared<const std::vector<DefectRecord>>();
    return records ? std::move(records) : none;
}

}  // namespace widgets
