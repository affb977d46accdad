#include "app/export/export_manifest.h"

#include "app/common/iso_time.h"
#include "app/common/json_parts.h"
#include "weights/atomic_file.h"

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

/// By its beginning: the problems of a large export need not be read.
bool isManifest(const fs::path& file)
{
    std::string head(200, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), std::streamsize(head.size()));
    head.resize(std::size_t(stream.gcount()));
    return head.find(std::string("\"format\": \"") + format + '"') != std::string::npos;
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
    if (isManifest(folder / manifestName))
        return {};
    std::vector<std::string> names = wantedNames(wants);
    names.emplace_back(manifestName);
    std::error_code ignored;
    for (const std::string& name : names) {
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
    const Json manifest = {{"format", format},
                           {"version", 1},
                           {"program", report.program.toStdString()},
                           {"made", isoTime(report.made)},
                           {"complete", result != nullptr},
                           {"redacted", report.redacted},
                           {"parts", report.parts.size()},
                           {"holds", wantedNames(wants)},
                           {"problems", std::move(problems)}};
    inference::weights::AtomicFile file(folder / manifestName);
    file.write(manifest.dump(2, ' ', false, replaceBadUtf8) + '\n');
    file.commit();
}

}  // namespace app
