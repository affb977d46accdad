#pragma once

#include "app/common/verdict_record.h"
#include "app/live/live_result.h"
#include "imaging/overlay.h"

#include <filesystem>
#include <string>

namespace app {

/// Writes one moment with its evidence into a new folder <folder>/snapshots/2026-11-26/14.15.03.123_000012/ (UTC, of the exposure; "-2"
/// and so on where that is taken) and answers which:
///     frame.png     the picture as it came, lossless
///     overlay.png   with heat and contours; `style` but for its limit, which is the recipe's
///     map.tiff      blended and smoothed, float32, 0..1, of the judging raster's size
///     verdict.json  `verdictJson`, the record as text
/// Of a result that couldn't be judged frame.png and verdict.json. The folder appears whole or not at all.
/// Blocks; any thread. Throws inference::Error naming the file: WriteFailed, OutOfMemory, Internal; BadInput for a frame without pixels.
std::filesystem::path writeSnapshot(const std::filesystem::path& folder, const LiveResult& result, const VerdictRecord& record,
                                    const std::string& verdictJson, const inference::imaging::OverlayStyle& style = {});

}  // namespace app
