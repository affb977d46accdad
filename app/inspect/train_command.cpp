#include "app/inspect/train_command.h"

#include "app/common/path_text.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/train_report.h"
#include "app/inspect/train_request.h"
#include "core/error.h"
#include "model/device.h"
#include "pipeline/file_hash.h"
#include "training/drawn_examples.h"

#include <QCoreApplication>

namespace app {
namespace {

namespace training = inference::training;
namespace weights = inference::weights;

/// The weights that a training begins with; made anew, to the same bytes, when a training from scratch is gone on with.
std::pair<std::filesystem::path, std::filesystem::path> beginning(const TrainRequest& request)
{
    if (!request.fromScratch)
        return {request.model.clip, request.model.vcp};
    const auto clip = request.out / "begin-clip.safetensors", vcp = request.out / "begin-vcp.pth";
    training::writeFreshWeights(request.shape, request.model.options, request.seed, clip, vcp);
    return {clip, vcp};
}

/// model.json for the best epoch's weights.
void writeTrainedBundle(const TrainRequest& request)
{
    inference::pipeline::ModelBundle bundle = request.model;
    bundle.folder = request.out;
    bundle.name = request.out.filename().string();
    bundle.options.imageSize = request.bundleSize;
    bundle.vcp = request.out / "vcp.pth";
    if (request.fromScratch) {
        bundle.clip = request.out / "clip.safetensors";
    } else {
        bundle.clip = request.out / request.model.clip.filename();
        std::error_code error;
        if (!std::filesystem::exists(bundle.clip))
            std::filesystem::copy_file(request.model.clip, bundle.clip, error);
        if (error)
            throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, bundle.clip);
    }
    bundle.sha256.clear();
    for (const auto& file : {bundle.clip, bundle.vcp})
        bundle.sha256[file.filename().string()] = inference::pipeline::sha256OfFile(file);
    inference::pipeline::writeBundle(request.out, bundle);
}

}  // namespace

QString trainUsage()
{
    return QCoreApplication::translate("Train", "vcp-inspect train [options] --out DIR\n\n"
                                                "Trains the learnable parts of VCP-CLIP, or with --from-scratch a small model from nothing.\n"
                                                "After each epoch everything needed to go on is on the disk: the same command goes on with it.\n"
                                                "Returns 0 when the training has ended, 2 for wrong usage, an unusable model or a disk that refuses.");
}

int trainCommand(const Arguments& arguments, std::stop_token stop)
{
    const TrainRequest request = trainRequestOf(arguments);
    std::error_code error;
    std::filesystem::create_directories(request.out, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, request.out);
    inference::model::prepareMachine();
    const auto [clip, vcp] = beginning(request);
    training::Trainer trainer(weights::ClipWeights::open(clip), weights::VcpWeights::open(vcp), request.trainer);
    const training::DrawnExamples examples(trainer.imageSize(), request.drawn, request.seed);
    const training::DrawnValidation validation(trainer.imageSize(), request.validation, request.seed);
    TrainReport report(request.plan.epochs, request.jsonLines, arguments.has("quiet"));
    try {
        report.ended(training::train(trainer, examples, &validation, request.plan, request.out, report.events(), stop));
    } catch (const inference::Cancelled&) {
        printError(QCoreApplication::translate("Train", "Stopped. The last whole epoch is kept in %1; the same command goes on from there.").arg(pathText(request.out)));
        return exitInterrupted;
    }
    writeTrainedBundle(request);
    if (!request.jsonLines)
        printLine(QCoreApplication::translate("Train", "The trained model is in %1").arg(pathText(request.out)));
    return exitFine;
}

}  // namespace app
