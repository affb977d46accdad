#include "app/inspect/earlier_results.h"

#include "app/common/folder_walk.h"
#include "app/common/json_parts.h"
#include "app/common/made_folder.h"
#include "app/export/coco_file.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace app {

namespace fs = std::filesystem;

namespace {

/// What stands at the beginning or the end of a file that a run writes, in other versions too.
struct Table {
    const char* name;
    std::string_view sign;
};
constexpr Table resultsTable {"results.csv", "file,verdict,score"};
constexpr Table defectsTable {"defects.csv", "file,defect,verdict"};
constexpr Table jsonTable {"results.json", "\"vcp-results\""};
constexpr Table cocoTable {"coco.json", cocoDescription};
constexpr Table studyTable {"study.csv", "part,appraiser,file"};

/// Nothing is lost with a file that is empty or isn't there.
bool isForeign(const fs::path& folder, const Table& table)
{
    constexpr std::streamoff looked = 500;
    std::error_code error;
    const auto size = fs::file_size(folder / table.name, error);
    if (error || size == 0)
        return false;
    std::ifstream file(folder / table.name, std::ios::binary);
    std::string text(std::size_t(2 * looked), '\0');
    file.read(text.data(), looked);
    file.clear();
    file.seekg(std::max<std::streamoff>(0, std::streamoff(size) - looked));
    file.read(text.data() + looked, looked);
    return text.find(table.sign) == std::string::npos;
}

struct Kind {
    const char* folder;
    bool wanted;
    std::vector<const char*> endings;  ///< of each image's files
};

std::vector<Kind> kindsOf(const RunExtras& extras)
{
    return {{"maps", extras.maps, extras.branches ? std::vector {".tiff", ".pre.tiff", ".post.tiff"} : std::vector {".tiff"}},
            {"overlays", extras.overlays, {".png"}},
            {"masks", extras.masks, {".png"}},
            {"labelme", extras.labelme, {".json"}}};
}

using Names = std::unordered_set<std::string>;

/// The files that results.json of the run before tells of: an image is a line. Runs did not always mark their folders.
Names filesOfRunBefore(const fs::path& folder)
{
    Names names;
    std::ifstream stream(folder / jsonTable.name, std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with(','))
            line.pop_back();
        const Json image = Json::parse(line, nullptr, false);
        if (!image.is_object() || !image.contains("maps"))
            continue;
        for (const Json& name : image["maps"])
            if (name.is_string())
                names.insert(name.get<std::string>());
    }
    return names;
}

bool isMarked(const fs::path& folder)
{
    std::error_code ignored;
    return fs::exists(folder / resultsMark, ignored);
}

void makeResultsFolder(const fs::path& folder, const std::string& kind)
{
    const fs::path own = folder / kind;
    makeFolder(own);
    if (isMarked(own))
        return;
    std::error_code ignored;
    if (!fs::is_empty(own, ignored)) {
        const Names ours = filesOfRunBefore(folder);
        for (const auto& entry : fs::directory_iterator(own, ignored))
            if (!ours.contains(kind + '/' + entry.path().filename().string()))
                return;
    }
    std::ofstream(own / resultsMark);
}

}  // namespace

fs::path foreignResult(const fs::path& folder, const RunExtras& extras, bool study, std::span<const std::string> names)
{
    for (const auto& [wanted, table] : {std::pair {true, resultsTable}, {true, defectsTable}, {true, jsonTable}, {extras.coco, cocoTable}, {study, studyTable}})
        if (wanted && isForeign(folder, table))
            return folder / table.name;
    std::error_code ignored;
    std::optional<Names> ours;
    for (const Kind& kind : kindsOf(extras)) {
        if (!kind.wanted || !fs::exists(folder / kind.folder, ignored) || isMarked(folder / kind.folder))
            continue;
        for (const std::string& name : names) {
            for (const char* const ending : kind.endings) {
                const std::string file = std::string(kind.folder) + '/' + name + ending;
                if (!fs::exists(fs::symlink_status(folder / file, ignored)))
                    continue;
                if (!ours)
                    ours = filesOfRunBefore(folder);
                if (!ours->contains(file))
                    return folder / file;
            }
        }
    }
    return {};
}

void makeResultsFolders(const fs::path& folder, const RunExtras& extras)
{
    for (const Kind& kind : kindsOf(extras))
        if (kind.wanted)
            makeResultsFolder(folder, kind.folder);
}

void removeEndOfRunBefore(const fs::path& folder)
{
    std::error_code ignored;
    for (const Table& table : {jsonTable, cocoTable, studyTable})
        if (!isForeign(folder, table))
            fs::remove(folder / table.name, ignored);
}

}  // namespace app
