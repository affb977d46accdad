#include "app/report/report_model.h"

#include "app/common/path_text.h"
#include "app/common/self_test_files.h"
#include "pipeline/model_loader.h"
#include "pipeline/options_hash.h"

namespace app {

ReportModel reportModel(const inference::pipeline::LoadedModel& model)
{
    inference::model::ModelOptions options = model.bundle.options;
    options.layers = model.facts.layers;
    const auto weights = [](const std::filesystem::path& file, const std::string& sha256) { return ReportWeights {pathUtf8(file.filename()), sha256}; };
    return {model.bundle.name,
            weights(model.bundle.clip, model.clipSha256),
            weights(model.bundle.vcp, model.vcpSha256),
            inference::pipeline::optionsHash(options),
            model.facts.imageSize,
            model.facts.layers,
            model.facts.device,
            model.facts.precision,
            knownSelfTest(model)};
}

}  // namespace app
