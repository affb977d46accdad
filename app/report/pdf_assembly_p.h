#pragma once

#include "app/report/report_pages.h"

#include <cstdio>
#include <filesystem>
#include <stop_token>

namespace app {

/// Takes the pages that were drawn and makes the report of them: links, outline, the JSON attached, sealed. Streams what it
/// copies. Throws inference::Error(WriteFailed) naming `path`, Cancelled; nothing is left under that name then but what was there before.
void assemblePdf(std::FILE* drawn, const std::filesystem::path& path, const ReportPages& pages, const std::stop_token& stop = {});

}  // namespace app
