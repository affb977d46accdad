#include "app/common/results_json.h"

#include "app/common/program.h"
#include "app/common/result_json.h"
#include "app/common/self_test_files.h"
#include "pipeline/model_loader.h"
#include "pipeline/recipe_file.h"
#include "weights/atomic_file.h"

#include <nlohmann/json.hpp>

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

}  // namespace

ResultModel resultModel(const inference::pipeline::LoadedModel& model)
{
    return {model.bundle.name, model.clipSha256, model.vcpSha256, model.facts.imageSize, model.facts.layers, model.facts.device, model.facts.precision, knownSelfTest(model)};
}

void ResultsJson::add(const ResultRow& row)
{
    m_images += m_images.empty() ? "\n    " : ",\n    ";
    Json image = imageJson(row);
    image["maps"] = writtenJson(row.written);
    m_images += image.dump(-1, ' ', false, replaceBadUtf8);
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
    inference::weights::AtomicFile file(path);
    file.write(text(model, recipe, complete));
    file.commit();
}

}  // namespace app
