#pragma once

#include "app/report/report.h"

#include <string>
#include <string_view>

namespace app {

/// Header and line of an export's images.csv, one line per image in the report's order. Units stand in the names: px2 and mm2 are
/// pixels and millimetres squared, mm2 empty without calibration; score 0..1; reviewed_utc and modified as ISO 8601.
/// stem names the part's files in masks, overlays, maps and labelme.
/// verdict is the machine's, final_verdict the person's where there is one; "error" for an image that failed, which has its reason in
/// the program's language and no numbers. label: "good", "defective", or empty. picture_faults: why a part was not believed, by faultKey(),
/// apart by spaces. match, shift and turn: where the part lies (core/placement.h), empty where the recipe looks for nothing. blind: what
/// people said in blind reviews, "Anna: fail, Ben: pass".
inline constexpr std::string_view partsCsvHeader =
    "file,stem,sha256,verdict,final_verdict,label,human_verdict,operator,reviewed_utc,note,score,defects,failing_defects,"
    "largest_defect_px2,largest_defect_mm2,all_defects_px2,all_defects_mm2,width_px,height_px,modified,error,picture_faults,match,shift_x_px,shift_y_px,turn_deg,blind";
std::string partsCsvLine(const ReportPart& part, const std::string& stem, const inference::Recipe& recipe);

/// "good", "defective", or empty.
std::string labelCell(inference::Label label);
/// Text for a cell: valid UTF-8 without NUL, which no reader takes, and no formula (csv_file.h).
std::string cellText(const std::string& text);
/// An area of the image in mm2, and a length in mm; empty without calibration.
std::string squareMillimetres(double pixels, const inference::Recipe& recipe);
std::string millimetres(double pixels, const inference::Recipe& recipe);

}  // namespace app
