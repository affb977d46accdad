#include "app/common/data_paths.h"

#include "app/common/natural_order.h"
#include "app/common/path_text.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <algorithm>

namespace app {
namespace {

std::vector<std::filesystem::path> bundlesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(entry->path() / "model.json", ignored))
            found.push_back(entry->path());
    }
    std::ranges::sort(found, naturalLess);
    return found;
}

}  // namespace

std::filesystem::path dataFolder()
{
    return (toPath(QCoreApplication::applicationDirPath()) / ".." / "share" / "vcp-workbench").lexically_normal();
}

std::filesystem::path bundledModel()
{
    return dataFolder() / "models" / "workbench-small";
}

std::filesystem::path sampleParts()
{
    return dataFolder() / "parts";
}

std::filesystem::path userFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

std::filesystem::path userModelsFolder()
{
    return userFolder() / "models";
}

std::filesystem::path logFolder()
{
    return userFolder() / "logs";
}

std::vector<std::filesystem::path> modelFolders()
{
    auto found = bundlesIn(dataFolder() / "models");
    const auto own = bundlesIn(userModelsFolder());
    found.insert(found.end(), own.begin(), own.end());
    return found;
}

}  // namespace app
