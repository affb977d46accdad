#include "app/inspect/verify_command.h"

#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/progress.h"
#include "app/inspect/verify_images.h"
#include "app/report/finding_text.h"
#include "model/device.h"
#include "pipeline/file_hash.h"
#include "pipeline/inspector.h"
#include "pipeline/model_loader.h"
#include "pipeline/options_hash.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logVerify, "verify")

using inference::pipeline::ModelBundle;
using Problem = ReportProblem;

/// The same machine gives the same answer to the last digits but one: threads add up in another order.
constexpr double sameTolerance = 1e-5;
/// Another device, or numbers of half the length.
constexpr double otherTolerance = 1e-2;

/// What is found as it is found: long checks say at once what is wrong.
class Findings {
public:
    explicit Findings(Progress& progress)
        : m_progress(progress)
    {
    }
    void add(const ReportFinding& finding)
    {
        m_progress.clear();
        printLine(findingText(finding));
        ++(isChange(finding.problem) ? m_changes : m_unchecked);
    }
    void add(const std::vector<ReportFinding>& findings)
    {
        for (const ReportFinding& finding : findings)
            add(finding);
    }
    int changes() const { return m_changes; }
    int unchecked() const { return m_unchecked; }

private:
    Progress& m_progress;
    int m_changes = 0;
    int m_unchecked = 0;
};

bool holdsWeights(const ModelBundle& bundle, const ReportFacts& facts, const std::stop_token& stop)
{
    const auto sha = [&bundle, &stop](const std::filesystem::path& file) {
        const auto promised = bundle.sha256.find(file.filename().string());
        return promised != bundle.sha256.end() ? promised->second : inference::pipeline::sha256OfFile(file, stop);
    };
    return sha(bundle.clip) == facts.clipSha256 && sha(bundle.vcp) == facts.vcpSha256;
}

/// The model of the report: the one that was named, or one of those on this computer.
std::optional<ModelBundle> modelOf(const Arguments& arguments, const ReportFacts& facts, const std::stop_token& stop)
{
    if (arguments.has("model") || arguments.has("clip") || arguments.has("vcp"))
        return chooseModel(arguments);
    ModelBundle wanted = chooseModel(arguments);  // for device and precision
    for (const std::filesystem::path& folder : modelFolders()) {
        try {
            ModelBundle bundle = inference::pipeline::readBundle(folder);
            if (!holdsWeights(bundle, facts, stop))
                continue;
            bundle.options.device = wanted.options.device;
            bundle.options.precision = wanted.options.precision;
            return bundle;
        } catch (const inference::Error& error) {
            qCWarning(logVerify, "%s", error.what());  // a bundle that is broken is not the one
        }
    }
    return std::nullopt;
}

std::optional<inference::pipeline::LoadedModel> loadModelOf(const Arguments& arguments, const ReportFacts& facts, Progress& progress, Findings& findings,
                                                            const std::stop_token& stop)
{
    std::optional<ModelBundle> bundle = modelOf(arguments, facts, stop);
    if (!bundle) {
        findings.add({Problem::ModelMissing, {facts.clipSha256.substr(0, 12), facts.vcpSha256.substr(0, 12)}});
        return std::nullopt;
    }
    if (!arguments.has("image-size"))
        bundle->options.imageSize = facts.imageSize;
    if (!arguments.has("layers"))
        bundle->options.layers = facts.layers;
    inference::model::prepareMachine();
    auto model = inference::pipeline::loadModel(*bundle, [&progress](double fraction) { progress.loading(fraction); }, stop);
    progress.clear();
    inference::model::ModelOptions options = model.bundle.options;
    options.layers = model.facts.layers;
    if (model.clipSha256 != facts.clipSha256 || model.vcpSha256 != facts.vcpSha256 || inference::pipeline::optionsHash(options) != facts.optionsSha256) {
        findings.add({Problem::ModelOther, {}});
        return std::nullopt;
    }
    if (facts.engine != inference::pipeline::engineRevision)
        printLine(QCoreApplication::translate("Verify", "The report was made by another revision of the engine (%1, this is %2): scores may differ a little.")
                      .arg(QString::fromStdString(facts.engine), QLatin1String(inference::pipeline::engineRevision)));
    return model;
}

double toleranceFor(const ReportFacts& facts, const inference::pipeline::LoadedModel& model)
{
    const bool same = facts.device == model.facts.device && facts.precision == model.facts.precision && facts.engine == inference::pipeline::engineRevision;
    return same ? sameTolerance : otherTolerance;
}

struct Compared {
    int images = 0;
    int same = 0;    ///< their bytes are those that were inspected
    int agreed = 0;  ///< and inspected again they have the same score and verdict, or fail as they did
};

void checkImage(const ReportFacts& facts, const ReportFacts::Image& image, ReportImages& images, const inference::pipeline::LoadedModel* model, Findings& findings,
                Compared& compared, const std::stop_token& stop)
{
    try {
        const ReportImages::Found found = images.find(image);
        if (found.path.empty() || found.changed) {
            findings.add({found.changed ? Problem::ImageChanged : Problem::ImageMissing, {image.file}});
            return;
        }
        ++compared.same;
        if (!model)
            return;
        const auto differences = inspectAgain(facts, image, found.path, *model, toleranceFor(facts, *model), stop);
        findings.add(differences);
        compared.agreed += differences.empty();
    } catch (const inference::Error& error) {
        findings.add({Problem::ImageUnreadable, {image.file, shortSentence(error).toStdString()}});
    }
}

Compared checkImages(const Arguments& arguments, const ReportFacts& facts, Progress& progress, Findings& findings, const std::stop_token& stop)
{
    const std::filesystem::path folder(*arguments.value("images"));
    if (!std::filesystem::is_directory(folder))
        throw UsageError(QCoreApplication::translate("Verify", "“%1” is no folder.").arg(pathText(folder)));
    const auto model = loadModelOf(arguments, facts, progress, findings, stop);
    ReportImages images(folder, stop);
    Compared compared;
    progress.start(int(facts.images.size()));
    for (const ReportFacts::Image& image : facts.images) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        if (image.sha256.empty()) {  // it could not be read when the report was made
            findings.add({Problem::ImageIncomparable, {image.file}});
        } else {
            ++compared.images;
            checkImage(facts, image, images, model ? &*model : nullptr, findings, compared, stop);
        }
        progress.advance();
    }
    progress.clear();
    return compared;
}

void summarize(const ReportFacts& facts)
{
    printLine(QCoreApplication::translate("Verify", "Report of %1, made by %2: %n image(s).", nullptr, int(facts.images.size()))
                  .arg(QString::fromStdString(facts.made), QString::fromStdString(facts.program)));
}

int conclude(const Findings& findings)
{
    if (findings.changes() > 0)
        printLine(QCoreApplication::translate("Verify", "%n thing(s) in this report are not as they were sealed.", nullptr, findings.changes()));
    else if (findings.unchecked() > 0)
        printLine(QCoreApplication::translate("Verify", "Nothing was changed as far as could be checked; %n thing(s) could not be.", nullptr, findings.unchecked()));
    else
        printLine(QCoreApplication::translate("Verify", "Nothing was changed."));
    return findings.changes() > 0 ? exitPartFailed : findings.unchecked() > 0 ? exitInputUnreadable : exitFine;
}

}  // namespace

std::vector<Option> verifyOptions()
{
    std::vector<Option> options {{"images", "DIR", QCoreApplication::translate("Verify", "check the images too, and inspect them again")},
                                 {"history", "F", QCoreApplication::translate("Verify", "check the report's entries against this review log (history.db)")}};
    const std::vector<Option> model = modelOptions();
    options.insert(options.end(), model.begin(), model.end());
    return options;
}

QString verifyUsage()
{
    return QCoreApplication::translate("Verify", "vcp-inspect verify [options] REPORT.pdf\n\n"
                                                 "Tells whether a report is as it was sealed: the PDF, the figures attached to it, the entries of the review log in\n"
                                                 "them. With --images the images are compared by their bytes and inspected again, with the report's own recipe and\n"
                                                 "with the model whose weights have the report's SHA-256. A seal finds a change; it proves no author.\n"
                                                 "Returns 0 when nothing was changed, 1 when something was, 2 for wrong usage or a file that can't be read, 3 when\n"
                                                 "something could not be checked.");
}

int verifyCommand(const Arguments& arguments, std::stop_token stop)
{
    if (arguments.paths().size() != 1)
        throw UsageError(QCoreApplication::translate("Verify", "Name one report: vcp-inspect verify REPORT.pdf"));
    Progress progress(Progress::styleFor(arguments.has("quiet"), arguments.has("verbose")));
    Findings findings(progress);
    const CheckedReport report = checkReport(arguments.paths().front(), stop);
    if (report.facts)
        summarize(*report.facts);
    findings.add(report.findings);
    if (report.facts && arguments.has("history"))
        findings.add(checkAgainstLog(*report.facts, *arguments.value("history"), stop));
    if (report.facts && arguments.has("images")) {
        const Compared compared = checkImages(arguments, *report.facts, progress, findings, stop);
        printLine(QCoreApplication::translate("Verify", "%1 of %2 images are those that were inspected; %3 were inspected again with the same score and verdict.")
                      .arg(compared.same).arg(compared.images).arg(compared.agreed));
    }
    return conclude(findings);
}

}  // namespace app
