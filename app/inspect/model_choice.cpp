#include "app/inspect/model_choice.h"

#include "app/common/data_paths.h"
#include "app/inspect/console.h"
#include "core/error.h"
#include "model/device.h"
#include "pipeline/model_loader.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <charconv>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logModel, "model")

QString shown(const std::string& text)
{
    return QString::fromUtf8(QByteArray::fromStdString(text));
}

std::optional<int> positive(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = error == std::errc() && end == text.data() + text.size() && number > 0;
    return good ? std::optional(number) : std::nullopt;
}

int imageSize(const std::string& text)
{
    if (const auto size = positive(text))
        return *size;
    throw UsageError(QCoreApplication::translate("ModelChoice", "“%1” is no image size. Give a number of pixels, such as: --image-size 518").arg(shown(text)));
}

std::vector<int> layers(const std::string& text)
{
    std::vector<int> found;
    std::string_view rest = text;
    while (true) {
        const auto comma = rest.find(',');
        const auto layer = positive(rest.substr(0, comma));
        if (!layer)
            throw UsageError(QCoreApplication::translate("ModelChoice", "“%1” is no list of layers. Give their numbers, such as: --layers 6,12,18,24").arg(shown(text)));
        found.push_back(*layer);
        if (comma == std::string_view::npos)
            return found;
        rest.remove_prefix(comma + 1);
    }
}

std::string device(const std::string& text)
{
    const bool card = text.starts_with("cuda:") && text.size() > 5 && text.find_first_not_of("0123456789", 5) == std::string::npos;
    if (card || text == "auto" || text == "cpu" || text == "cuda")
        return text;
    throw UsageError(QCoreApplication::translate("ModelChoice", "There is no device “%1”. Choose auto, cpu, cuda or cuda:0.").arg(shown(text)));
}

std::string precision(const std::string& text)
{
    if (text == "auto" || text == "fp32" || text == "bf16" || text == "fp16")
        return text;
    throw UsageError(QCoreApplication::translate("ModelChoice", "There is no precision “%1”. Choose auto, fp32, bf16 or fp16.").arg(shown(text)));
}

inference::pipeline::ModelBundle chooseFiles(const Arguments& arguments)
{
    const auto folder = arguments.value("model"), clip = arguments.value("clip"), vcp = arguments.value("vcp");
    if (folder && (clip || vcp))
        throw UsageError(QCoreApplication::translate("ModelChoice", "Give either --model, or --clip and --vcp."));
    if (clip.has_value() != vcp.has_value())
        throw UsageError(QCoreApplication::translate("ModelChoice", "--clip and --vcp go together: give both weight files."));
    if (clip)
        return inference::pipeline::bundleOf(*clip, *vcp);
    if (!folder)
        return inference::pipeline::readBundle(bundledModel());
    const std::filesystem::path path(*folder);
    return inference::pipeline::readBundle(path.filename() == "model.json" ? path.parent_path() : path);
}

}  // namespace

std::vector<Option> modelOptions()
{
    return {{"model", "DIR", QCoreApplication::translate("ModelChoice", "model bundle: a folder with a model.json (default: the bundled one)")},
            {"clip", "F", QCoreApplication::translate("ModelChoice", "CLIP weights, together with --vcp instead of --model")},
            {"vcp", "F", QCoreApplication::translate("ModelChoice", "VCP-CLIP weights")},
            {"image-size", "N", QCoreApplication::translate("ModelChoice", "side of the model's input in pixels (default: the bundle's, or 518)")},
            {"layers", "a,b,c,d", QCoreApplication::translate("ModelChoice", "tapped layers (default: the bundle's, or quarters of the depth)")},
            {"device", "D", QCoreApplication::translate("ModelChoice", "auto, cpu, cuda or cuda:N (default: auto)")},
            {"precision", "P", QCoreApplication::translate("ModelChoice", "auto, fp32, bf16 or fp16 (default: auto)")}};
}

inference::pipeline::ModelBundle chooseModel(const Arguments& arguments)
{
    // Slips of typing are told before any file is opened.
    inference::model::ModelOptions wanted;
    const auto size = arguments.value("image-size"), taps = arguments.value("layers");
    wanted.imageSize = size ? imageSize(*size) : 0;
    wanted.layers = taps ? layers(*taps) : std::vector<int>();
    wanted.device = device(arguments.value("device").value_or("auto"));
    wanted.precision = precision(arguments.value("precision").value_or("auto"));

    auto bundle = chooseFiles(arguments);
    if (size)
        bundle.options.imageSize = wanted.imageSize;
    if (taps)
        bundle.options.layers = wanted.layers;
    bundle.options.device = wanted.device;
    bundle.options.precision = wanted.precision;
    return bundle;
}

void prepareMachine(bool quiet)
{
    const inference::model::Machine machine = inference::model::prepareMachine();
    qCInfo(logModel, "LibTorch %s, %d threads, BLAS %s", machine.torchVersion.c_str(), machine.threads, machine.blasLibrary.c_str());
    if (machine.referenceBlas && !quiet)
        printError(QCoreApplication::translate("Run", "Warning: this computer uses the slow reference BLAS (%1); inspection takes tens of times longer. "
                                                      "Install the package libopenblas0-openmp.")
                       .arg(QString::fromStdString(machine.blasLibrary)));
}

void requireModel(const inference::Recipe& recipe, const std::filesystem::path& file, const inference::pipeline::LoadedModel& model)
{
    const std::string inUse = inference::pipeline::modelHash(model.clipSha256, model.vcpSha256);
    if (!recipe.model.empty() && recipe.model != inUse)
        throw inference::Error(inference::ErrorCode::RecipeModel, {recipe.model.substr(0, 12), inUse.substr(0, 12)}, file);
}

}  // namespace app
