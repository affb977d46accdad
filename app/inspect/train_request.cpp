#include "app/inspect/train_request.h"

#include "app/common/path_text.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/option_numbers.h"
#include "core/error.h"
#include "pipeline/file_hash.h"

#include <nlohmann/json.hpp>

namespace app {
namespace {

using inference::training::TrainerOptions;
using inference::training::TrainingPlan;

constexpr int greatestSize = 1024;

/// Whatever was asked for in place of `trainer`'s and `plan`'s own.
void setRates(const Arguments& arguments, TrainerOptions& trainer, TrainingPlan& plan)
{
    trainer.rate = numberOf(arguments, "lr", 1e-9, 1.0, trainer.rate);
    trainer.temperatureRate = numberOf(arguments, "lr-temperature", 0.0, 1.0, trainer.temperatureRate);
    trainer.decay = numberOf(arguments, "decay", 0.0, 1.0, trainer.decay);
    trainer.promptDropout = numberOf(arguments, "dropout", 0.0, 0.9, trainer.promptDropout);
    trainer.focalWeight = numberOf(arguments, "focal", 0.0, 100.0, trainer.focalWeight);
    trainer.extremesWeight = numberOf(arguments, "extremes", 0.0, 100.0, trainer.extremesWeight);
    trainer.average = numberOf(arguments, "average", 0.0, 0.99999, trainer.average);
    if (const auto schedule = arguments.value("schedule")) {
        if (*schedule != "constant" && *schedule != "cosine")
            throw UsageError(QCoreApplication::translate("Train", "“%1” is no --schedule: constant or cosine.").arg(QString::fromStdString(*schedule)));
        plan.cosine = *schedule == "cosine";
    }
    trainer.together = numberOf(arguments, "together", 1, 4096, trainer.together);
    plan.epochs = numberOf(arguments, "epochs", 1, 100000, plan.epochs);
    plan.batch = numberOf(arguments, "batch", 1, 4096, plan.batch);
    plan.patience = numberOf(arguments, "patience", 0, 100000, plan.patience);
}

void setFromScratch(const Arguments& arguments, TrainRequest& request)
{
    if (arguments.has("model") || arguments.has("clip") || arguments.has("vcp"))
        throw UsageError(QCoreApplication::translate("Train", "--from-scratch begins without a model: leave out --model, --clip and --vcp."));
    auto training = inference::training::fromScratch();
    auto& model = training.trainer.model;
    if (const auto folder = arguments.value("begin-with")) {
        if (arguments.has("width"))
            throw UsageError(QCoreApplication::translate("Train", "--begin-with takes the width of the weights that it begins with: leave out --width."));
        training.beginWith = *folder;
        std::error_code ignored;
        if (std::filesystem::equivalent(training.beginWith, request.out, ignored))
            throw UsageError(QCoreApplication::translate("Train", "The training would write over what it begins with: name another folder than --begin-with for --out."));
    }
    training.shape.visionWidth = numberOf(arguments, "width", 64, 1024, training.shape.visionWidth);
    int& depth = training.beginWith.empty() ? training.shape.visionLayers : training.grownTo;
    depth = numberOf(arguments, "depth", 4, 48, depth);
    model.imageSize = numberOf(arguments, "image-size", training.shape.patch, greatestSize, model.imageSize);
    model.device = arguments.value("device").value_or("auto");
    training.seed = request.seed;
    training.drawn = request.drawn;
    training.use = request.use;
    training.validation = request.validation;
    setRates(arguments, training.trainer, training.plan);
    try {
        settle(training);
    } catch (const inference::Error& error) {
        if (training.grownTo == 0 || error.code() != inference::ErrorCode::BadInput)
            throw;
        throw UsageError(QCoreApplication::translate("Train", "The weights in %1 can’t be grown to --depth %2: it would move what their layers see. Ask for more.")
                             .arg(pathText(training.beginWith), QString::number(training.grownTo)));
    }
    request.trainer = training.trainer;
    request.plan = training.plan;
    request.model.options = model;
    request.model.recipe.alpha = training.plan.alpha;
    request.model.recipe.sigma = training.plan.sigma;
    request.model.recipe.scoreRule = inference::ScoreRule::TopMean;  // a small defect counts in a small picture
    request.model.recipe.scoreFraction = 0.002;
    request.fromScratch = std::move(training);
}

/// Whether the file lies in the folder, or is a link into it.
bool liesIn(const std::filesystem::path& file, const std::filesystem::path& folder)
{
    std::error_code ignored;
    const auto isBeside = [&](const std::filesystem::path& path) { return std::filesystem::equivalent(path.parent_path(), folder, ignored); };
    return isBeside(std::filesystem::absolute(file, ignored)) || isBeside(std::filesystem::weakly_canonical(file, ignored));
}

void setFineTuning(const Arguments& arguments, TrainRequest& request)
{
    request.model = chooseModel(arguments);
    if (liesIn(request.model.clip, request.out) || liesIn(request.model.vcp, request.out))
        throw UsageError(QCoreApplication::translate("Train", "The training would write over the model that it begins with: name another folder for --out."));
    request.trainer.model = request.model.options;
    request.trainer.seed = request.seed;
    request.plan.alpha = request.model.recipe.alpha;
    request.plan.sigma = request.model.recipe.sigma;
    setRates(arguments, request.trainer, request.plan);
}

/// The data set to learn from; none for drawn examples.
std::optional<DataRequest> chosenData(const Arguments& arguments)
{
    if (arguments.paths().empty()) {
        for (const Option& option : dataOptions())
            if (arguments.has(option.name))
                throw UsageError(QCoreApplication::translate("Train", "--%1 belongs to a data set: name the one to learn from.").arg(QString::fromStdString(option.name)));
        return std::nullopt;
    }
    for (const char* drawn : {"drawn", "uses", "pool", "validation"})
        if (arguments.has(drawn))
            throw UsageError(QCoreApplication::translate("Train", "--%1 belongs to drawn examples: leave it out, or the data set.").arg(QLatin1String(drawn)));
    return dataRequestOf(arguments);
}

}  // namespace

std::vector<Option> trainOptions()
{
    const auto text = [](const char* help) { return QCoreApplication::translate("Train", help); };
    std::vector<Option> options = modelOptions();
    const std::vector<Option> own {
        {"out", "DIR", text(QT_TRANSLATE_NOOP("Train", "folder of the training: state, record and the trained bundle; one that holds a training of the same options is gone on with"))},
        {"check", "", text(QT_TRANSLATE_NOOP("Train", "train nothing: read the data, say what it holds, and estimate memory and time by a trial"))},
        {"from-scratch", "", text(QT_TRANSLATE_NOOP("Train", "train a small model from nothing, its towers too"))},
        {"begin-with", "DIR", text(QT_TRANSLATE_NOOP("Train", "from scratch: go on from the weights in a folder (clip.safetensors, vcp.pth) in place of fresh ones"))},
        {"drawn", "N", text(QT_TRANSLATE_NOOP("Train", "learn from N drawn examples an epoch (default: 8192)"))},
        {"uses", "N", text(QT_TRANSLATE_NOOP("Train", "show each drawn picture N times, each time turned, scaled and coloured anew (default: 1)"))},
        {"pool", "N", text(QT_TRANSLATE_NOOP("Train", "drawn pictures kept in memory to be shown again (default: 8192)"))},
        {"epochs", "N", text(QT_TRANSLATE_NOOP("Train", "epochs (default: 10)"))},
        {"batch", "N", text(QT_TRANSLATE_NOOP("Train", "images a step (default: 32, from scratch 16)"))},
        {"together", "N", text(QT_TRANSLATE_NOOP("Train", "images that go through the model at once (default: 4); halves itself when memory runs out, which changes no number of the training"))},
        {"lr", "X", text(QT_TRANSLATE_NOOP("Train", "learning rate (default: 4e-5, from scratch 7e-4)"))},
        {"lr-temperature", "X", text(QT_TRANSLATE_NOOP("Train", "learning rate of both temperatures (default: 0.01, from scratch 0.002)"))},
        {"decay", "X", text(QT_TRANSLATE_NOOP("Train", "decay of weights (default: 0, from scratch 0.05)"))},
        {"dropout", "X", text(QT_TRANSLATE_NOOP("Train", "dropout of the text prompts (default: 0.1, from scratch 0)"))},
        {"schedule", "S", text(QT_TRANSLATE_NOOP("Train", "constant, or cosine: the rates fall to a hundredth (default: constant, from scratch cosine)"))},
        {"average", "X", text(QT_TRANSLATE_NOOP("Train", "judge and keep a running mean of the weights in which each step counts 1 - X; 0: the weights of the last step (default: 0, from scratch 0.999)"))},
        {"focal", "X", text(QT_TRANSLATE_NOOP("Train", "weight of the focal loss beside the dice loss (default: 1, from scratch 6)"))},
        {"extremes", "X", text(QT_TRANSLATE_NOOP("Train", "weight of a loss of the greatest sound and damaged patches of a picture, by which it is judged (default: 0, from scratch 0.3)"))},
        {"patience", "N", text(QT_TRANSLATE_NOOP("Train", "stop after N epochs without a better one (default: never)"))},
        {"validation", "N", text(QT_TRANSLATE_NOOP("Train", "drawn images of each product to judge an epoch by (default: 24)"))},
        {"seed", "N", text(QT_TRANSLATE_NOOP("Train", "another number, another training (default: 333)"))},
        {"width", "N", text(QT_TRANSLATE_NOOP("Train", "from scratch: width of the vision tower, a multiple of 64 (default: 128)"))},
        {"depth", "N", text(QT_TRANSLATE_NOOP("Train", "from scratch: blocks of the vision tower (default: 6, or those of --begin-with, which can be grown by more)"))},
        {"bundle-size", "N", text(QT_TRANSLATE_NOOP("Train", "image size at which the trained bundle is used (default: the one it is trained at)"))},
        {"json-lines", "", text(QT_TRANSLATE_NOOP("Train", "progress as JSON, one object a line, on stdout"))}};
    options.insert(options.end(), own.begin(), own.end());
    const auto data = dataOptions();
    options.insert(options.end(), data.begin(), data.end());
    return options;
}

TrainRequest trainRequestOf(const Arguments& arguments)
{
    TrainRequest request;
    const auto out = arguments.value("out");
    request.checkOnly = arguments.has("check");
    if (request.checkOnly && (out || arguments.has("from-scratch")))
        throw UsageError(QCoreApplication::translate("Train", "--check writes nothing: leave out --out and --from-scratch."));
    if (!out && !request.checkOnly)
        throw UsageError(QCoreApplication::translate("Train", "Say where the training goes: --out DIR"));
    request.data = chosenData(arguments);
    request.out = out.value_or(std::string());
    request.jsonLines = arguments.has("json-lines");
    request.seed = numberOf<std::uint64_t>(arguments, "seed", 0, ~std::uint64_t(0), request.seed);
    request.drawn = numberOf<std::size_t>(arguments, "drawn", 1, 100'000'000, 8192);
    request.validation = numberOf<std::size_t>(arguments, "validation", 4, 10000, request.validation);
    request.use.uses = numberOf(arguments, "uses", 1, 100, request.use.uses);
    request.use.pool = numberOf<std::size_t>(arguments, "pool", 1, 1'000'000, request.use.pool);
    if (arguments.has("from-scratch"))
        setFromScratch(arguments, request);
    else if (arguments.has("begin-with"))
        throw UsageError(QCoreApplication::translate("Train", "--begin-with belongs to --from-scratch; a model that is fine-tuned is named by --model."));
    else
        setFineTuning(arguments, request);
    request.bundleSize = numberOf(arguments, "bundle-size", 8, 4096, request.model.options.imageSize);
    if (request.data && !request.data->augment && !request.trainer.towers)
        request.trainer.keptFeatures = numberOf<std::size_t>(arguments, "keep-features", 0, 1u << 20, 1024) << 20;
    return request;
}

std::string fingerprintOf(const TrainRequest& request, const std::string& data)
{
    if (request.fromScratch && !request.data)
        return request.fromScratch->plan.fingerprint;
    const std::string source = request.data ? nlohmann::json {data, request.data->augment, request.data->mosaic}.dump()
                                            : inference::training::drawnSource(request.drawn, request.validation, request.use);
    const std::string beginning = request.fromScratch ? request.fromScratch->plan.fingerprint
                                                       : inference::pipeline::sha256OfFile(request.model.clip) + inference::pipeline::sha256OfFile(request.model.vcp);
    return inference::training::fingerprintOf(request.trainer, request.plan, request.seed, source, beginning);
}

}  // namespace app
