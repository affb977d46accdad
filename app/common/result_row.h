#pragma once

#include "core/error.h"
#include "core/inspection.h"
#include "core/judgement.h"

#include <optional>
#include <string>
#include <string_view>

namespace app {

/// Names of what was written for one image, relative to the folder of the results, "/" between folders; empty where
/// nothing was written.
struct WrittenFiles {
    std::string map;      ///< blended and smoothed
    std::string pre;      ///< Pre-VCP branch, M1
    std::string post;     ///< Post-VCP branch, M2
    std::string overlay;
    std::string mask;
    std::string labelme;
};

/// One image of a run as the result files tell it: judged, or failed with its reason.
struct ResultRow {
    std::string file;  ///< UTF-8, as the person named it or relative to the folder named
    std::optional<inference::Error> error;  ///< set: what follows is not
    inference::Size imageSize;
    inference::StageTimes times;
    std::optional<inference::PictureFigures> picture {};  ///< none: not measured
    inference::Judgement judgement;
    WrittenFiles written;
};

/// "pass", "review", "fail": stable, for files.
std::string_view verdictKey(inference::Verdict verdict);

/// "too_dark", "too_bright", "out_of_focus", "not_measured", "part_not_found", "part_out_of_place", "position_not_kept": likewise.
std::string_view faultKey(inference::PictureFault::Kind fault);

/// The same for a row, which may also be "error".
std::string_view verdictKey(const ResultRow& row);

}  // namespace app
