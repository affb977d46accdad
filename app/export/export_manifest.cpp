#include "app/export/export_manifest.h"

#include "app/common/iso_time.h"
#include "app/common/json_parts.h"
#include "weights/atomic_file.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr const char* format = "vcp-export";

std::vector<std::string> wantedNames(const ExportWants& wants)
{
    std::vector<std::string> names;
    for (const auto& [wanted, name] : {std::pair {wants.imagesCsv, "images.csv"}, {wants.defectsCsv, "defects.csv"}, {wants.json, "report.json"},
                                       {wants.coco, "coco.json"}, {wants.labelme, "labelme"}, {wants.masks, "masks"}, {wants.overlays, "overlays"},
                                       {wants.maps, "maps"}, {wants.history, "history.sqlite"}})
        if (wanted)
            names.emplace_back(name);
    return names;
}

/// What exports have written into a folder; empty where export.json is none of ours.
struct Held {
    bool isManifest = false;
    std::vector<std::string> names;
};

/// By the file's beginning: the problems of a large export need not be read.
Held heldIn(const fs::path& folder)
{
    std::string head(4096, '\0');
    std::ifstream stream(folder / manifestName, std::ios::binary);
    stream.read(head.data(), std::streamsize(head.size()));
    head.resize(std::size_t(stream.gcount()));
    Held held {head.find(std::string("\"format\": \"") + format + '"') != std::string::npos, {}};
    const std::string_view key = "\"holds\": ";
    const auto begin = head.find(key), end = head.find(']', begin);
    if (!held.isManifest || begin == std::string::npos || end == std::string::npos)
        return held;
    const Json names = Json::parse(head.begin() + std::ptrdiff_t(begin + key.size()), head.begin() + std::ptrdiff_t(end + 1), nullptr, false);
    for (const Json& name : names)
        if (name.is_string())
            held.names.push_back(name.get<std::string>());
    return held;
}

std::string_view codeOf(const ExportProblem& problem)
{
    switch (problem.kind) {
    case ExportProblem::Kind::ImageChanged: return "image_changed";
    case ExportProblem::Kind::EvidenceGone: return "evidence_gone";
    case ExportProblem::Kind::Failed: break;
    }
    return problem.error ? inference::codeName(problem.error->code()) : "internal";
}

}  // namespace

fs::path foreignFile(const fs::path& folder, const ExportWants& wants)
{
    Held held = heldIn(folder);
    if (held.isManifest)
        held.names.emplace_back(manifestName);
    std::vector<std::string> names = wantedNames(wants);
    names.emplace_back(manifestName);
    std::error_code ignored;
    for (const std::string& name : names) {
        if (std::ranges::find(held.names, name) != held.names.end())
            continue;
        const fs::path path = folder / name;
        if (fs::exists(fs::symlink_status(path, ignored)) && !(fs::is_directory(path, ignored) && fs::is_empty(path, ignored)))
            return path;
    }
    return {};
}

void writeManifest(const fs::path& folder, const Report& report, const ExportWants& wants, const ExportResult* result)
{
    Json problems = Json::array();
    if (result)
        for (const ExportProblem& problem : result->problems)
            problems.push_back({{"file", problem.file}, {"code", codeOf(problem)}});
    std::vector<std::string> holds = wantedNames(wants);
    std::error_code ignored;
    for (const std::string& name : heldIn(folder).names)  // what is gone is no longer ours: somebody else's may come in its place
        if (std::ranges::find(holds, name) == holds.end() && fs::exists(folder / name, ignored))
            holds.push_back(name);
    const Json manifest = {{"format", format},
                           {"version", 1},
                           {"program", report.program.toStdString()},
                           {"made", isoTime(report.made)},
                           {"complete", result != nullptr},
                           {"redacted", report.redacted},
                           {"parts", report.parts.size()},
                           {"holds", std::move(holds)},
                           {"problems", std::move(problems)}};
    inference::weights::AtomicFile file(folder / manifestName);
    file.write(manifest.dump(2, ' ', false, replaceBadUtf8) + '\n');
    file.commit();
}

}  // namespace app
