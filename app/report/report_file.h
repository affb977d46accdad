#pragma once

#include "app/report/report_pages.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace app {

/// Dots to the inch of pictures in a written report.
inline constexpr double reportDpi = 200;

/// Writes the report as PDF: its pages with contents, links and embedded fonts, the report as JSON attached ("report.json",
/// report_json.h), and as its last line the seal (report_seal.h). Under the final name it is whole or not there: what an
/// earlier file of that name held stays until then. Pictures are prepared ahead on another thread; a few of them are in
/// memory at a time.
/// `progress` hears of finished pages of all, on this thread. Throws inference::Error(WriteFailed), Cancelled. Blocking; any thread.
void writeReport(const std::filesystem::path& path, const ReportPages& pages, const std::function<void(int done, int total)>& progress = {},
                 const std::stop_token& stop = {});

}  // namespace app
