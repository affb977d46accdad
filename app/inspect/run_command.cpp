#include "app/inspect/run_command.h"

#include "app/common/error_text.h"
#include "app/common/input_paths.h"
#include "app/common/made_folder.h"
#include "app/common/output_names.h"
#include "app/common/path_text.h"
#include "app/common/self_test_files.h"
#include "app/inspect/console.h"
#include "app/inspect/earlier_results.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/progress.h"
#include "app/inspect/run_pipeline.h"
#include "app/inspect/run_report.h"
#include "app/inspect/run_study.h"
#include "app/inspect/run_writer.h"
#include "pipeline/model_loader.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <new>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logRun, "run")

using inference::Verdict;

struct Counts {
    int pass = 0;
    int review = 0;
    int fail = 0;
    int errors = 0;

    int images() const { return pass + review + fail + errors; }
    void add(const ResultRow& row)
    {
        const Verdict verdict = row.judgement.verdict;
        ++(row.error ? errors : verdict == Verdict::Fail ? fail : verdict == Verdict::Review ? review : pass);
    }
    int exitCode() const { return errors > 0 ? exitInputUnreadable : fail + review > 0 ? exitPartFailed : exitFine; }
};

/// What is wanted, checked as far as it can be without the model.
struct RunPlan {
    std::vector<InputPath> inputs;
    std::vector<std::string> names;  ///< of what is written for each of them
    std::filesystem::path out;
    RunExtras extras;
    inference::pipeline::ModelBundle bundle;
    inference::Recipe recipe;
    std::filesystem::path recipeFile;  ///< empty: the model's own
    std::optional<ReportRequest> report;
    std::optional<StudyRequest> study;
    bool quiet = false;
};

std::vector<std::string> namesFor(const std::vector<InputPath>& inputs, const std::stop_token& stop)
{
    OutputNames names;
    std::vector<std::string> claimed;
    for (const InputPath& input : inputs) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        claimed.push_back(names.claim(input.path));
    }
    return claimed;
}

RunPlan readPlan(const Arguments& arguments, const std::stop_token& stop)
{
    if (!arguments.has("out"))
        throw UsageError(QCoreApplication::translate("Run", "Say where the results go: --out DIR"));
    if (arguments.paths().empty())
        throw UsageError(QCoreApplication::translate("Run", "Name the images or folders to inspect."));

    RunPlan plan;
    plan.quiet = arguments.has("quiet");
    plan.out = *arguments.value("out");
    plan.extras = {arguments.has("maps") || arguments.has("branches"), arguments.has("branches"), arguments.has("overlays"),
                   arguments.has("masks"), arguments.has("labelme"), arguments.has("coco")};
    plan.bundle = chooseModel(arguments);
    plan.report = readReportRequest(arguments);
    const auto recipe = arguments.value("recipe");
    plan.recipeFile = recipe.value_or(std::string());
    plan.recipe = recipe ? inference::pipeline::readRecipe(*recipe, plan.bundle.recipe) : plan.bundle.recipe;
    const std::vector<std::filesystem::path> named(arguments.paths().begin(), arguments.paths().end());
    plan.inputs = findInputs(named, plan.out, stop);
    if (plan.inputs.empty())
        throw UsageError(QCoreApplication::translate("Run", "“%1” holds no image: PNG, JPEG, BMP, TIFF and WebP files are looked for, in subfolders too.")
                             .arg(pathText(named.front())));
    plan.names = namesFor(plan.inputs, stop);
    plan.study = readStudyRequest(arguments, plan.inputs);
    if (const auto foreign = foreignResult(plan.out, plan.extras, plan.study.has_value(), plan.names); !foreign.empty())
        throw UsageError(QCoreApplication::translate("Run", "“%1” would be replaced, and nothing says that a run wrote it. With --out, choose another folder.").arg(pathText(foreign)));
    makeWritableFolder(plan.out);
    return plan;
}

/// One run: the model and where its results go.
class Run {
public:
    Run(const RunPlan& plan, const inference::pipeline::LoadedModel& model, std::stop_token stop)
        : m_plan(plan)
        , m_model(model)
        , m_inspector(std::make_shared<const inference::pipeline::Inspector>(model.detector, plan.recipe.tileSide))
        , m_writer(plan.out, plan.extras)
        , m_stop(std::move(stop))
    {
        if (plan.report)
            m_report.emplace(*plan.report, plan.out, plan.recipe);
        if (plan.study)
            m_study.emplace(*plan.study, plan.recipe);
    }

    enum class Ending { Whole, Stopped, WithoutReport };

    /// Until the last image or a stop. What cannot be written ends the run: throws Error(WriteFailed) after finishing what
    /// still can be.
    Ending inspectAll(Progress& progress)
    {
        progress.start(int(m_plan.inputs.size()));
        try {
            inspectEach(progress);
            m_writer.finish(resultModel(m_model), m_plan.recipe, true);
        } catch (const inference::Cancelled&) {
            m_report.reset();  // it is made on purpose: not of a run that somebody stopped
            m_writer.finish(resultModel(m_model), m_plan.recipe, false);
            return Ending::Stopped;
        } catch (const inference::Error& error) {
            m_report.reset();  // what it keeps may be what has filled the disk
            finishWhatCanBe(error);
            throw;
        }
        if (m_study)
            m_studied = m_study->finish(m_plan.out);
        return writeReport(progress) ? Ending::Whole : Ending::WithoutReport;
    }

    const Counts& counts() const { return m_counts; }
    /// Of a run that came to its end; empty where none was wanted.
    QString studyLines() const { return m_studied ? studyText(*m_studied, m_study->tolerance()) : QString(); }

private:
    void inspectEach(Progress& progress)
    {
        const auto judge = [&](std::size_t index, const PictureFile& file, RunPipeline::Answer answer) {
            return judged(m_plan.inputs[index], file, m_plan.names[index], std::move(answer));
        };
        RunPipeline pipeline(m_plan.inputs, m_inspector, m_report ? RunPipeline::Hashes::Wanted : RunPipeline::Hashes::None, judge, m_stop);
        for (const InputPath& input : m_plan.inputs) {
            RunPipeline::Judged one = pipeline.next();
            write(input, one);
            m_counts.add(one.row);
            if (one.row.error)
                report(*one.row.error, progress);
            progress.advance();
        }
    }

    void write(const InputPath& input, RunPipeline::Judged& one)
    {
        if (m_report && one.part)
            m_report->add(std::move(*one.part), *one.inspection);
        else if (m_report)
            m_report->addFailed(input, one.row, one.sha256);
        if (m_study && one.studied)
            m_study->add(std::move(*one.studied));
        else if (m_study)
            m_study->addFailed(one.row);
        m_writer.add(one.row, m_plan.recipe);
        if (one.row.error && one.row.error->code() == inference::ErrorCode::WriteFailed)
            throw *one.row.error;  // no later image could be written either
    }

    /// False when stopped before it was whole: then there is none.
    bool writeReport(Progress& progress)
    {
        if (!m_report)
            return true;
        if (m_studied && m_studied->study)
            m_report->setStudy({m_studied, m_study->tolerance()});
        try {
            m_report->write(m_model, true, progress, m_stop);
            return true;
        } catch (const inference::Cancelled&) {
            return false;
        }
    }

    /// A full disk may still take a table of a few bytes.
    void finishWhatCanBe(const inference::Error& failure)
    {
        try {
            m_writer.finish(resultModel(m_model), m_plan.recipe, false);
        } catch (const inference::Error& error) {
            qCWarning(logRun, "after %s: %s", failure.what(), error.what());
        }
    }

    void report(const inference::Error& error, Progress& progress) const
    {
        qCWarning(logRun, "%s", error.what());
        if (m_plan.quiet)
            return;
        progress.clear();
        printError(sentence(error));
    }

    /// On several threads at once: touches nothing that is not its own.
    RunPipeline::Judged judged(const InputPath& input, const PictureFile& file, const std::string& name, RunPipeline::Answer answer) const
    {
        RunPipeline::Judged one;
        one.row.file = input.shown;
        one.sha256 = file.sha256;
        try {
            if (const auto* error = std::get_if<inference::Error>(&answer))
                throw *error;
            one.inspection = std::move(std::get<inference::Inspection>(answer));
            const auto maps = inference::judging::renderMaps(*one.inspection, m_plan.recipe);
            one.row.imageSize = one.inspection->imageSize;
            one.row.times = one.inspection->times;
            one.row.picture = one.inspection->picture;
            one.row.judgement = inference::judging::judge(maps, one.inspection->imageSize, m_plan.recipe);
            one.row.written = m_writer.writeExtras(input.path, file.look, name, maps, one.row, m_plan.recipe);
            if (m_report)
                one.part = m_report->partOf(input, file, one.row, maps);
            if (m_study)
                one.studied = m_study->pictureOf(one.row, maps, m_plan.recipe);
        } catch (const inference::Error& error) {
            one.row.error = error.of(input.path);
        } catch (const std::bad_alloc&) {
            one.row.error = inference::Error(inference::ErrorCode::OutOfMemory, {}, input.path);
        } catch (const std::exception& error) {
            one.row.error = inference::Error(inference::ErrorCode::Internal, {error.what()}, input.path);
        }
        return one;
    }

    const RunPlan& m_plan;
    const inference::pipeline::LoadedModel& m_model;
    std::shared_ptr<const inference::pipeline::Inspector> m_inspector;
    RunWriter m_writer;
    std::optional<RunReport> m_report;
    std::optional<RunStudy> m_study;
    std::shared_ptr<const GaugeAnswer> m_studied;  ///< null: none was wanted, or the run isn't over
    std::stop_token m_stop;
    Counts m_counts;
};

QString summary(const Counts& counts, const std::filesystem::path& out)
{
    const QStringList parts {QCoreApplication::translate("Run", "%n images", nullptr, counts.images()),
                             QCoreApplication::translate("Run", "%n pass", nullptr, counts.pass),
                             QCoreApplication::translate("Run", "%n review", nullptr, counts.review),
                             QCoreApplication::translate("Run", "%n fail", nullptr, counts.fail),
                             QCoreApplication::translate("Run", "%n error", nullptr, counts.errors)};
    return QCoreApplication::translate("Run", "%1: %2, %3, %4, %5; results in %6").arg(parts[0], parts[1], parts[2], parts[3], parts[4], pathText(out));
}

}  // namespace

std::vector<Option> runOptions()
{
    std::vector<Option> options = modelOptions();
    const std::vector<Option> own {
        {"recipe", "F", QCoreApplication::translate("Run", "recipe with limits, as saved by the program (default: the model's)")},
        {"out", "DIR", QCoreApplication::translate("Run", "folder for results.csv, defects.csv and results.json")},
        {"maps", "", QCoreApplication::translate("Run", "also write maps/<stem>.tiff: the anomaly map, float32, 0 to 1")},
        {"branches", "", QCoreApplication::translate("Run", "and both branches: maps/<stem>.pre.tiff and .post.tiff")},
        {"overlays", "", QCoreApplication::translate("Run", "also write overlays/<stem>.png: the image with heat and contours")},
        {"masks", "", QCoreApplication::translate("Run", "also write masks/<stem>.png: 0 background, 128 review, 255 fail")},
        {"coco", "", QCoreApplication::translate("Run", "also write coco.json: outlines of all regions, COCO instances")},
        {"labelme", "", QCoreApplication::translate("Run", "also write labelme/<stem>.json: outlines of an image's regions")},
    };
    options.insert(options.end(), own.begin(), own.end());
    for (const std::vector<Option>& others : {studyOptions(), reportOptions()})
        options.insert(options.end(), others.begin(), others.end());
    return options;
}

QString runUsage()
{
    return QCoreApplication::translate("Run", "vcp-inspect run [options] --out DIR PATH...\n\n"
                                              "Inspects images, and folders with all their subfolders.\n"
                                              "Returns 0 when every part passes, 1 when one fails or needs review, 2 for wrong usage or an unusable\n"
                                              "model or recipe, 3 when an input could not be read.");
}

int runCommand(const Arguments& arguments, std::stop_token stop)
{
    const RunPlan plan = readPlan(arguments, stop);
    prepareMachine(plan.quiet);
    Progress progress(Progress::styleFor(plan.quiet, arguments.has("verbose")));
    const auto model = inference::pipeline::loadModel(plan.bundle, [&progress](double fraction) { progress.loading(fraction); }, stop);
    qCInfo(logRun, "model %s on %s, %s, loaded in %.2f s", model.bundle.name.c_str(), model.facts.device.c_str(), model.facts.precision.c_str(), model.loadSeconds);

    requireModel(plan.recipe, plan.recipeFile, model);
    keptSelfTest(model);  // from here on it is known to whatever writes about the model

    Run run(plan, model, stop);
    const auto sayDone = [&] {
        progress.clear();
        printLine(summary(run.counts(), plan.out));
        if (const QString study = run.studyLines(); !study.isEmpty())
            printLine(study);
        if (std::size_t(run.counts().images()) < plan.inputs.size())
            printError(QCoreApplication::translate("Run", "Stopped before the last image: %1 of %2 are done and written.")
                           .arg(run.counts().images()).arg(plan.inputs.size()));
    };
    auto ending = Run::Ending::Whole;
    try {
        ending = run.inspectAll(progress);
    } catch (const inference::Error&) {
        sayDone();
        throw;  // its sentence follows
    }
    sayDone();
    if (ending == Run::Ending::WithoutReport)
        printError(QCoreApplication::translate("Run", "Stopped before the report was finished: it was not written, everything else was."));
    return ending == Run::Ending::Whole ? run.counts().exitCode() : exitInterrupted;
}

}  // namespace app
