#pragma once

#include "app/inspect/run_extras.h"

#include <filesystem>
#include <span>
#include <string>

namespace app {

/// The first file that a run into `folder` would replace and that no run has written: a data set's own masks are not to be lost. `names`: of the
/// images' files (output_names.h). Empty: none.
std::filesystem::path foreignResult(const std::filesystem::path& folder, const RunExtras& extras, bool study, std::span<const std::string> names);

/// The folders of what a run writes for each image, marked (resultsMark) where they hold nothing but a run's files: one that holds files of others never
/// gets the mark, they aren't ours later either. Throws inference::Error(WriteFailed).
void makeResultsFolders(const std::filesystem::path& folder, const RunExtras& extras);

/// Takes away what a run writes at its end: until then it would belong to other rows.
void removeEndOfRunBefore(const std::filesystem::path& folder);

}  // namespace app
