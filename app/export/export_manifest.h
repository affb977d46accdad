#pragma once

#include "app/export/export_job.h"

#include <filesystem>

namespace app {

/// export.json says what exports have written into a folder, and that it may be replaced:
/// {"format": "vcp-export", "version": 1, "program", "made", "complete": false until the last file is written, "redacted", "parts",
///  "holds": ["images.csv", "masks", ...] of this export and those before it, "problems": [{"file", "code": as in report.json, or "image_changed", "evidence_gone"}]}
inline constexpr const char* manifestName = "export.json";

/// The first of the wanted files, or folders that aren't empty, that is there already and that no export has written: a data set's own
/// masks are not to be replaced. Empty: none. Reads a few KB; any thread.
std::filesystem::path foreignFile(const std::filesystem::path& folder, const ExportWants& wants);

/// `result` null: the export begins. Throws inference::Error(WriteFailed).
void writeManifest(const std::filesystem::path& folder, const Report& report, const ExportWants& wants, const ExportResult* result);

}  // namespace app
