#pragma once

#include "app/common/verdict_record.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace app {

/// What is sent of a verdict: bounded, whatever the picture and the recipe hold, as up to a thousand of them may wait.
struct VerdictMessage {
    static constexpr std::size_t mostDefects = 100;
    static constexpr std::size_t longestText = 4096;  ///< bytes of UTF-8

    VerdictRecord record;  ///< the first mostDefects of its defects, without outlines; texts of at most longestText
    std::size_t defects = 0;  ///< how many there are
    double largestPx = 0;     ///< area of the largest of them, image pixels squared; 0: there is none
    bool test = false;        ///< a person tries an output: there was no part
};

/// Pure; any thread.
VerdictMessage verdictMessage(const VerdictRecord& record);

/// A message that says of itself that it is a test: number 0, verdict "none", nothing of any part.
VerdictMessage testMessage();

/// One compact JSON object in UTF-8, without a line break:
/// {"format": "vcp-verdict", "version": 1, "test": true (only of a test), "utc" (of exposure, ISO 8601 with milliseconds), "run", "number",
///  "part": null in free run, "frame", "source", "trigger", "verdict": "pass", "review", "fail" or "none", "error": null or a code's name, "score",
///  "defect_count", "defects": [as in results_json.h, and "area_mm2", "length_mm", "feret_width_mm" where calibrated], "width", "height",
///  "mm_per_pixel": null without calibration, "latency_ms", "recipe", "recipe_sha256", "model_sha256", "file": null where it isn't kept}
/// "score" is null where the verdict is "none". Numbers are rounded as in results.json, mm as in an export. Pure; any thread.
std::string verdictJson(const VerdictMessage& message);

/// Header and line of a CSV file: RFC 4180, "\r\n" at the line's end (not at the header's), text that no spreadsheet takes for a
/// formula. Empty: not known. Pure; any thread.
inline constexpr std::string_view verdictCsvHeader
    = "utc,run,number,part,frame,source,trigger,verdict,error,score,defects,largest_defect_px2,largest_defect_mm2,width_px,height_px,"
      "latency_ms,recipe,recipe_sha256,model_sha256,file";
std::string verdictCsvLine(const VerdictMessage& message);

}  // namespace app
