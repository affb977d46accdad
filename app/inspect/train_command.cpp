#include "app/inspect/train_command.h"

#include "app/common/path_text.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/train_guard.h"
#include "app/inspect/train_report.h"
#include "app/inspect/train_request.h"
#include "app/inspect/train_trial.h"
#include "core/error.h"
#include "model/device.h"
#include "model/vcp_clip.h"
#include "pipeline/file_hash.h"
#include "training/drawn_examples.h"
#include "training/memory_need.h"
#include "weights/atomic_file.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {
namespace {

namespace training = inference::training;
namespace weights = inference::weights;

/// What a training learns from and is judged by.
struct Sources {
    std::unique_ptr<training::ExampleSource> examples;
    std::unique_ptr<training::ValidationSource> validation;  ///< none where there is nothing to judge by
    std::uint64_t keptBytes = 0;                             ///< that decoded images may take
};

/// The weights that a training begins with; made anew, to the same bytes, when a training from scratch is gone on with.
training::Beginning beginning(const TrainRequest& request)
{
    return request.fromScratch ? writeBeginning(*request.fromScratch, request.out) : training::Beginning {request.model.clip, request.model.vcp};
}

Sources sourcesOf(const TrainRequest& request, const std::optional<TrainingData>& data)
{
    const int size = request.trainer.model.imageSize;
    if (!data)
        return {std::make_unique<training::DrawnExamples>(size, request.drawn, request.seed, request.use),
                std::make_unique<training::DrawnValidation>(size, request.validation, request.seed), request.use.bytes(size)};
    training::DatasetExamplesOptions options;
    options.size = size;
    options.seed = request.seed;
    options.augment = request.data->augment;
    options.mosaic = request.data->mosaic;
    const auto bytes = std::uint64_t(size) * std::uint64_t(size) * 4;
    Sources sources;
    sources.examples = std::make_unique<training::DatasetExamples>(data->training, options);
    sources.keptBytes = std::min<std::uint64_t>(options.keptBytes, sources.examples->size() * bytes);
    if (!data->validation.products.empty()) {
        sources.validation = std::make_unique<training::DatasetValidation>(data->validation, size);
        sources.keptBytes += std::min<std::uint64_t>(256u << 20, sources.validation->size() * bytes);
    }
    return sources;
}

/// A copy that is whole or isn't there. What lies there already, as of a training that was cut off, is taken only where it holds the same bytes.
void copyWhole(const std::filesystem::path& from, const std::filesystem::path& to, const std::stop_token& stop)
{
    using inference::pipeline::sha256OfFile;
    std::error_code ignored;
    if (std::filesystem::exists(to, ignored) && sha256OfFile(to, stop) == sha256OfFile(from, stop))
        return;
    weights::AtomicFile copy(to);
    sha256OfFile(from, stop, [&copy](std::span<const char> block) { copy.write(std::as_bytes(block)); });
    copy.commit();
}

/// model.json for the best epoch's weights. What it names is in UTF-8, whatever the names on the disk are.
void writeTrainedBundle(const TrainRequest& request, const std::optional<TrainingData>& data, const std::stop_token& stop)
{
    inference::pipeline::ModelBundle bundle = request.model;
    bundle.folder = request.out;
    bundle.name = pathUtf8(inference::pipeline::nameOfFolder(request.out));
    bundle.options.imageSize = request.bundleSize;
    bundle.vcp = request.out / "vcp.pth";
    if (request.fromScratch) {
        bundle.clip = request.out / "clip.safetensors";
    } else {
        bundle.clip = request.out / pathUtf8(request.model.clip.filename());
        copyWhole(request.model.clip, bundle.clip, stop);
    }
    if (data) {
        auto record = inference::pipeline::recordOf(data->training, stop);
        for (std::string& name : record.datasets)
            name = pathUtf8(name);
        bundle.trainedOn = joined(bundle.trainedOn, record);
    }
    bundle.sha256.clear();
    for (const auto& file : {bundle.clip, bundle.vcp})
        bundle.sha256[file.filename().string()] = inference::pipeline::sha256OfFile(file);
    inference::pipeline::writeBundle(request.out, bundle);
}

/// Both models on the images that the training is judged by.
TrainGuard guardOf(const TrainRequest& request, const training::ValidationSource& source, const training::TrainingEvents& events, const std::stop_token& stop)
{
    const auto figures = [&](const std::filesystem::path& vcp) {
        const auto model = inference::model::VcpClip::load(weights::ClipWeights::open(request.model.clip), weights::VcpWeights::open(vcp), request.trainer.model, {}, stop);
        return training::validate(*model, source, request.plan.alpha, request.plan.sigma, events.validated, stop);
    };
    const auto before = figures(request.model.vcp);
    return compared(before, figures(request.out / "vcp.pth"));
}

/// The weights that a training begins with, and what it will take with them; said.
struct Loading {
    weights::ClipWeights clip;
    weights::VcpWeights vcp;
    training::MemoryNeed need;
    std::uint64_t bytes = 0;
};

Loading loadingOf(const TrainRequest& request, const training::Beginning& files, const Sources& sources, const TrainMachine& machine, TrainReport& report)
{
    Loading loading {weights::ClipWeights::open(files.clip), weights::VcpWeights::open(files.vcp), {}, 0};
    loading.need = training::memoryNeed(loading.clip, loading.vcp, request.trainer, request.plan.batch, sources.examples->size());
    loading.bytes = loading.need.total() + sources.keptBytes;
    report.willTake(loading.bytes, machine);
    return loading;
}

/// Loads, learns and gives the memory of the training back.
training::TrainingResult learn(const TrainRequest& request, const training::Beginning& files, const Sources& sources, const TrainMachine& machine, TrainReport& report,
                               const std::stop_token& stop)
{
    const Loading loading = loadingOf(request, files, sources, machine, report);
    training::Trainer trainer(loading.clip, loading.vcp, request.trainer);
    return training::train(trainer, *sources.examples, sources.validation.get(), request.plan, request.out, report.events(), stop);
}

/// Says what the training would learn from and take; nothing is written. What doesn't fit into the memory isn't tried: that alone could bring the
/// machine to a standstill.
void check(const TrainRequest& request, const training::Beginning& files, const Sources& sources, const TrainMachine& machine, TrainReport& report, const std::stop_token& stop)
{
    const Loading loading = loadingOf(request, files, sources, machine, report);
    if (machine.freeBytes && *machine.freeBytes < loading.bytes)
        return report.checked({});
    training::Trainer trainer(loading.clip, loading.vcp, request.trainer);
    const TrainTrial trial = tryOut(trainer, *sources.examples, sources.validation.get(), stop);
    report.checked(secondsOf(trial, request.plan, sources.examples->size(), sources.validation ? sources.validation->size() : 0,
                             loading.need.kept > 0 && loading.need.kept < request.trainer.keptFeatures));
}

void sayWhatIsKept(const TrainRequest& request, const QString& sentence)
{
    std::error_code ignored;
    if (std::filesystem::exists(request.out / "training.json", ignored))
        printError(sentence.arg(pathText(request.out)));
}

int trainChecked(TrainRequest& request, const training::Beginning& files, const TrainMachine& machine, bool quiet, const std::stop_token& stop)
{
    std::optional<TrainingData> data;
    if (request.data)
        data = TrainDataReader(*request.data, request.seed, request.jsonLines, quiet).read(stop);
    if (data && request.model.trainedOn.images.size() + data->images > inference::pipeline::greatestImageRecord)
        printError(QCoreApplication::translate("Train", "A model's record of what it was trained on names %1 images at most: those beyond are learned from all the same, but not named.")
                       .arg(inference::pipeline::greatestImageRecord));
    request.plan.fingerprint = fingerprintOf(request, data ? data->fingerprint : std::string());
    const Sources sources = sourcesOf(request, data);
    TrainReport report(request.plan.epochs, TrainExamples(request.out, request.model.recipe.rule.failLimit), request.jsonLines, quiet);
    const int code = data && data->lost ? exitInputUnreadable : exitFine;
    if (request.checkOnly) {
        check(request, files, sources, machine, report, stop);
        return code;
    }
    report.ended(learn(request, files, sources, machine, report, stop));
    writeTrainedBundle(request, data, stop);
    if (!request.jsonLines)
        printLine(QCoreApplication::translate("Train", "The trained model is in %1").arg(pathText(request.out)));
    if (!request.fromScratch && sources.validation)
        tell(guardOf(request, *sources.validation, report.events(), stop), request.jsonLines);
    return code;
}

}  // namespace

QString trainUsage()
{
    return QCoreApplication::translate("Train", "vcp-inspect train [options] --out DIR [DATASET]\n"
                                                "vcp-inspect train [options] --check [DATASET]\n\n"
                                                "Trains the learnable parts of VCP-CLIP, or with --from-scratch a small model from nothing, on the images of a data set that\n"
                                                "somebody has labelled, or without one on drawn parts. After each epoch everything needed to go on is on the disk: the same\n"
                                                "command goes on with it. At the end the trained model is compared with the one that the training began with.\n"
                                                "--check reads the data, tries a step and says what the training would learn from, how much memory and time it would take.\n"
                                                "Returns 0 when the training has ended, 2 for wrong usage, an unusable model or data set or a disk that refuses, 3 when\n"
                                                "it has ended but some image or mask could not be read and was left out.");
}

int trainCommand(const Arguments& arguments, std::stop_token stop)
{
    TrainRequest request = trainRequestOf(arguments);
    std::error_code error;
    if (!request.checkOnly)
        std::filesystem::create_directories(request.out, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, request.out);
    const TrainMachine machine = trainMachine(inference::model::prepareMachine(), request.trainer.model.device);
    request.plan.exampleThreads = machine.exampleThreads;
    const training::Beginning files = beginning(request);
    {
        // A model that doesn't fit is told before a long look at the data.
        const auto clip = weights::ClipWeights::open(files.clip);
        const auto vcp = weights::VcpWeights::open(files.vcp);
        weights::checkFit(clip, vcp);
        inference::model::tappedLayers(clip.shape, vcp.shape, request.trainer.model);
    }
    try {
        return trainChecked(request, files, machine, arguments.has("quiet"), stop);
    } catch (const inference::Cancelled&) {
        if (request.checkOnly)
            throw;
        printError(QCoreApplication::translate("Train", "Stopped. The last whole epoch is kept in %1; the same command goes on from there.").arg(pathText(request.out)));
        return exitInterrupted;
    } catch (const inference::Error& failed) {
        if (!request.checkOnly && failed.code() != inference::ErrorCode::TrainingOther && failed.code() != inference::ErrorCode::TrainingInvalid)
            sayWhatIsKept(request, QCoreApplication::translate("Train", "The training has stopped. The last whole epoch is kept in: %1"));
        throw;  // its sentence follows
    }
}

}  // namespace app
