#include "app/inspect/model_command.h"

#include "app/common/error_text.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_report.h"
#include "model/vcp_clip.h"

#include <QCoreApplication>

namespace app {
namespace {

/// The right family in each place, the promised hashes, both fitting each other and the bundle's options.
void checkBundle(ModelReport& report)
{
    WeightFacts& clip = report.files[0];
    WeightFacts& vcp = report.files[1];
    const auto wrongFamily = [](WeightFacts& facts, bool right, const char* wanted) {
        if (!right && !facts.problem)
            facts.problem = inference::Error(inference::ErrorCode::WeightsFamily, {familyName(facts), wanted}, facts.path);
    };
    wrongFamily(clip, clip.clip.has_value(), "CLIP");
    wrongFamily(vcp, vcp.vcp.has_value(), "VCP-CLIP");
    for (const WeightFacts& facts : report.files) {
        const auto promised = report.bundle->sha256.find(facts.path.filename().string());
        if (promised != report.bundle->sha256.end() && !facts.sha256.empty() && promised->second != facts.sha256)
            report.problems.push_back(inference::Error(inference::ErrorCode::BundleHash, {facts.sha256, promised->second}, facts.path));
    }
    if (clip.problem || vcp.problem)
        return;
    try {
        inference::weights::checkFit(*clip.clip, *vcp.vcp);
        report.layers = inference::model::tappedLayers(clip.clip->shape, vcp.vcp->shape, report.bundle->options);
    } catch (const inference::Error& error) {
        report.problems.push_back(error);
    }
}

ModelReport look(const std::filesystem::path& path, const std::stop_token& stop)
{
    ModelReport report;
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
        report.files.push_back(lookAt(path, stop));
        return report;
    }
    report.bundle = inference::pipeline::readBundle(path);
    report.files = {lookAt(report.bundle->clip, stop), lookAt(report.bundle->vcp, stop)};
    checkBundle(report);
    return report;
}

}  // namespace

std::vector<Option> modelCommandOptions()
{
    return {{"json", "", QCoreApplication::translate("ModelCommand", "one JSON object instead of text")}};
}

QString modelUsage()
{
    return QCoreApplication::translate("ModelCommand", "vcp-inspect model [--json] FILE|DIR\n\n"
                                                       "Says what a weight file or a model bundle holds, and what is wrong with it. Nothing in the file is executed.\n"
                                                       "Returns 0 when it can be used, 2 when it cannot.");
}

int modelCommand(const Arguments& arguments, std::stop_token stop)
{
    if (arguments.paths().size() != 1)
        throw UsageError(QCoreApplication::translate("ModelCommand", "Name one weight file, or one folder with a model.json."));
    const ModelReport report = look(arguments.paths().front(), stop);
    printLine(arguments.has("json") ? reportJson(report) : reportText(report));
    for (const WeightFacts& facts : report.files)
        if (facts.problem)
            printError(sentence(*facts.problem));
    for (const inference::Error& problem : report.problems)
        printError(sentence(problem));
    return report.usable() ? exitFine : exitUnusable;
}

}  // namespace app
