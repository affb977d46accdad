#include "app/common/results_json.h"

#include "app/common/json_parts.h"
#include "app/common/number_text.h"
#include "app/common/program.h"
#include "app/common/self_test_files.h"
#include "pipeline/model_loader.h"
#include "pipeline/recipe_file.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

Json writtenJson(const WrittenFiles& written)
{
    Json names = Json::object();
    for (const auto& [key, name] : {std::pair {"map", &written.map}, {"pre", &written.pre}, {"post", &written.post}, {"overlay", &written.overlay},
                                     {"mask", &written.mask}, {"labelme", &written.labelme}})
        if (!name->empty())
            names[key] = *name;
    return names;
}

Json imageJson(const ResultRow& row)
{
    Json image = {{"file", row.file}, {"verdict", verdictKey(row)}, {"score", nullptr}, {"defects", Json::array()}, {"picture", nullptr},
                  {"width", nullptr}, {"height", nullptr}, {"milliseconds", nullptr}, {"error", errorJson(row.error)},
                  {"maps", writtenJson(row.written)}};
    if (row.error)
        return image;
    image["score"] = rounded(row.judgement.score, 6);
    for (const inference::Defect& defect : row.judgement.defects)
        image["defects"].push_back(defectJson(defect));
    if (row.picture)
        image["picture"] = {{"brightness", rounded(row.picture->brightness, 2)}, {"focus", rounded(row.picture->focus, 2)}};
    if (row.judgement.placement)
        image["position"] = placementJson(row.judgement.placement);
    if (!row.judgement.pictureFaults.empty())
        image["picture_faults"] = faultsJson(row.judgement.pictureFaults);
    image["width"] = row.imageSize.width;
    image["height"] = row.imageSize.height;
    image["milliseconds"] = {{"decode", rounded(row.times.decode, 2)}, {"prepare", rounded(row.times.prepare, 2)}, {"infer", rounded(row.times.infer, 2)}};
    return image;
}

Json modelJson(const ResultModel& model)
{
    return {{"name", model.name}, {"clip_sha256", model.clipSha256}, {"vcp_sha256", model.vcpSha256}, {"image_size", model.imageSize},
            {"layers", model.layers}, {"device", model.device}, {"precision", model.precision},
            {"self_test", selfTestJson(model.selfTest)}};
}

}  // namespace

ResultModel resultModel(const inference::pipeline::LoadedModel& model)
{
    return {model.bundle.name, model.clipSha256, model.vcpSha256, model.facts.imageSize, model.facts.layers, model.facts.device, model.facts.precision, knownSelfTest(model)};
}

void ResultsJson::add(const ResultRow& row)
{
    m_images += m_images.empty() ? "\n    " : ",\n    ";
    m_images += imageJson(row).dump(-1, ' ', false, replaceBadUtf8);
}

std::string ResultsJson::text(const ResultModel& model, const inference::Recipe& recipe, bool complete) const
{
    const Json head = {{"format", "vcp-results"},
                       {"version", 1},
                       {"program", "vcp-inspect " + programVersion().toStdString()},
                       {"complete", complete},
                       {"model", modelJson(model)},
                       {"recipe", Json::parse(inference::pipeline::recipeText(recipe))}};
    std::string text = head.dump(2, ' ', false, replaceBadUtf8);
    text.erase(text.rfind('\n'));  // the images go in before the closing brace
    return text + ",\n  \"images\": [" + m_images + (m_images.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

void ResultsJson::write(const std::filesystem::path& path, const ResultModel& model, const inference::Recipe& recipe, bool complete) const
{
    auto beside = path;
    beside += ".new";
    {
        errno = 0;
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        file << text(model, recipe, complete);
        file.flush();
        if (!file)
            throw inference::Error(inference::ErrorCode::WriteFailed, {std::strerror(errno ? errno : EIO)}, path);
    }
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, path);
}

}  // namespace app
