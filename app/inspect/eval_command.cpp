#include "app/inspect/eval_command.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/error_text.h"
#include "app/common/eval_comparison.h"
#include "app/common/evaluation_files.h"
#include "app/common/evaluation_text.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/inspect/console.h"
#include "app/inspect/eval_report.h"
#include "app/inspect/eval_request.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/progress.h"
#include "app/report/report_evaluation.h"
#include "app/report/report_file.h"
#include "app/report/report_model.h"
#include "model/device.h"
#include "pipeline/model_loader.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <set>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logEval, "eval")

namespace datasets = inference::datasets;
namespace pipeline = inference::pipeline;

QString nameOf(const pipeline::ModelBundle& bundle)
{
    return QString::fromStdString(bundle.name);
}

/// One evaluation, from what is wrong with the data to the files.
class Evaluation {
public:
    Evaluation(const EvalRequest& request, const Arguments& arguments, std::stop_token stop)
        : m_request(request)
        , m_style(Progress::styleFor(request.quiet, arguments.has("verbose")))
        , m_stop(std::move(stop))
    {
    }

    int run()
    {
        printLine(dataSummary(m_request) + u'\n');
        tellProblems();
        warn();
        const auto first = evaluate(m_request.model);
        const auto table = tableOf(first);
        tellFigures(m_request.model, first, table);
        // Before the second model, which may turn out unusable after all that work.
        writeEvaluation({m_request.json, m_request.csv, m_request.curves}, first, m_request.dataset.root);
        if (m_request.other && !compare(first, table))
            return exitInterrupted;
        if (!m_request.report.empty() && !report(first))
            return exitInterrupted;
        return m_lost ? exitInputUnreadable : exitFine;
    }

private:
    void complain(const QString& text) const
    {
        if (!m_request.quiet)
            printError(text);
    }

    void tellProblems()
    {
        for (const datasets::Problem& problem : m_request.dataset.problems) {
            if (problem.code == datasets::ProblemCode::MaskMissing)
                m_told.insert({inference::ErrorCode::MaskMissing, problem.path});
            m_lost = m_lost || losesData(problem.code);
        }
        for (const QString& line : problemSentences(m_request.dataset.problems))
            complain(line);
    }

    void warn() const
    {
        for (const QString& line : leakSentences(pipeline::findLeaks({&m_request.dataset, 1}, m_stop)))
            complain(line);
        for (const auto* bundle : {&m_request.model, m_request.other ? &*m_request.other : nullptr})
            if (bundle)
                for (const QString& line : leakSentences(nameOf(*bundle), pipeline::seenInTraining(bundle->trainedOn, m_request.dataset, m_stop)))
                    complain(line);
    }

    /// The model is let go of before this returns: two need not fit beside each other.
    pipeline::DatasetEvaluation evaluate(const pipeline::ModelBundle& bundle)
    {
        Progress progress(m_style);
        const auto model = pipeline::loadModel(bundle, [&progress](double fraction) { progress.loading(fraction); }, m_stop);
        qCInfo(logEval, "model %s on %s, %s, loaded in %.2f s", bundle.name.c_str(), model.facts.device.c_str(), model.facts.precision.c_str(), model.loadSeconds);
        if (&bundle == &m_request.model)
            m_model = reportModel(model);
        const auto evaluation = m_request.evaluationWith(bundle);
        progress.start(int(pipeline::evaluatedImages(m_request.dataset, evaluation)));
        pipeline::EvaluationEvents events;
        events.advanced = [&progress](std::size_t, std::size_t) { progress.advance(); };
        events.problem = [&](const inference::Error& error) {
            qCWarning(logEval, "%s", error.what());
            m_lost = true;
            if (!m_told.insert({error.code(), error.file()}).second)
                return;
            progress.clear();
            complain(sentence(error));
        };
        return pipeline::evaluateDataset(*model.detector, m_request.dataset, evaluation, events, m_stop);
    }

    void tellFigures(const pipeline::ModelBundle& bundle, const pipeline::DatasetEvaluation& evaluation, const std::vector<ProductMetrics>& table) const
    {
        const auto with = m_request.evaluationWith(bundle);
        printLine(QCoreApplication::translate("Eval", "Model %1, %2 pixels, alpha %3, sigma %4")
                      .arg(nameOf(bundle), QString::number(bundle.options.imageSize), QString::number(with.alpha), QString::number(with.sigma)));
        printLine(figureTable(table));
        for (const QString& line : notes(evaluation))
            printLine(line);
    }

    /// False when stopped.
    bool compare(const pipeline::DatasetEvaluation& first, const std::vector<ProductMetrics>& table)
    {
        const pipeline::ModelBundle& other = *m_request.other;
        pipeline::DatasetEvaluation second;
        try {
            second = evaluate(other);
        } catch (const inference::Cancelled&) {
            printError(QCoreApplication::translate("Eval", "Stopped before the last image of the second model; the files tell the figures of the first."));
            return false;
        }
        const auto secondTable = tableOf(second);
        const QString sentence = comparisonSentence(compareVerdicts(first, second), nameOf(m_request.model), nameOf(other));
        m_other = ReportEvaluation::Other {other.name, secondTable, sentence};
        printLine({});
        tellFigures(other, second, secondTable);
        printLine(u'\n' + QCoreApplication::translate("Eval", "Second minus first model, in points of per cent:"));
        printLine(differenceTable(table, secondTable));
        printLine(sentence);
        return true;
    }

    /// False when stopped.
    bool report(const pipeline::DatasetEvaluation& evaluation) const
    {
        const std::string dataset = pathUtf8(pipeline::nameOfFolder(m_request.dataset.root));
        ReportEvaluation chapter = reportEvaluation(evaluation, m_request.evaluationWith(m_request.model), dataset, m_request.model.name);
        chapter.other = m_other;
        const ReportPages pages(std::make_shared<const Report>(evaluationReport(std::move(chapter), m_model, QStringLiteral("vcp-inspect ") + programVersion())), {}, {});
        try {
            writeReport(m_request.report, pages, {}, m_stop);
            return true;
        } catch (const inference::Cancelled&) {
            printError(QCoreApplication::translate("Eval", "Stopped before the report was finished: it was not written, everything else was."));
            return false;
        }
    }

    const EvalRequest& m_request;
    Progress::Style m_style;
    std::stop_token m_stop;
    std::set<std::pair<inference::ErrorCode, std::filesystem::path>> m_told;  ///< no problem is told twice
    ReportModel m_model;                           ///< the first
    std::optional<ReportEvaluation::Other> m_other;
    bool m_lost = false;                                                      ///< some image or mask could not be read
};

}  // namespace

QString evalUsage()
{
    return QCoreApplication::translate("Eval", "vcp-inspect eval [options] DATASET\n\n"
                                               "Evaluates a model on a data set with masks: the published metrics of each product and their mean.\n"
                                               "Returns 0 when all was read, 2 for wrong usage or an unusable model or data set, 3 when an image or\n"
                                               "a mask could not be read.");
}

int evalCommand(const Arguments& arguments, std::stop_token stop)
{
    try {
        const EvalRequest request = evalRequestOf(arguments, stop);
        inference::model::prepareMachine();
        return Evaluation(request, arguments, stop).run();
    } catch (const inference::Cancelled&) {
        printError(QCoreApplication::translate("Eval", "Stopped before the last image; nothing was written."));
        return exitInterrupted;
    }
}

}  // namespace app
