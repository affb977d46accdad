#pragma once

#include "app/store/live_log.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace app {

/// Header and line of the verdicts of the live view as a table: columns of the same name as in the table that a line hears
/// (verdict_message.h). utc is of the exposure; verdict is "error" where there is none, with the code's name in error and no score; part is
/// empty in free run; score 0..1; file: where the picture lay when it was written, empty where it wasn't kept.
inline constexpr std::string_view liveLogCsvHeader
    = "utc,run,number,part,frame,source,trigger,verdict,error,score,defects,latency_ms,recipe_sha256,model_sha256,image_sha256,file";
std::string liveLogCsvLine(const LiveRow& row);

/// All rows that `filter` wants, newest first, into `file`, which is there whole or as it was before. Calls progress(rows written, rows
/// there are to write) after each page. Answers how many were written. Throws what LiveLog throws, Error(WriteFailed) of `file`, Cancelled.
qint64 writeLiveLogCsv(LiveLog& log, const LiveFilter& filter, const std::filesystem::path& file,
                       const std::function<void(qint64 done, qint64 total)>& progress, const std::stop_token& stop);

}  // namespace app
