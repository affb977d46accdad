#include "app/workbench/evaluate_presenter.h"

#include "app/common/data_paths.h"
#include "app/common/error_text.h"
#include "app/common/eval_comparison.h"
#include "app/common/evaluation_files.h"
#include "app/common/made_folder.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/report/report_evaluation.h"
#include "app/report/report_file.h"
#include "app/workbench/background.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::pipeline::ModelBundle;

namespace {

void writeModel(const ModelFigures& figures, const std::filesystem::path& root, const std::filesystem::path& folder)
{
    makeFolder(folder / "curves");
    writeEvaluation({folder / "figures.json", folder / "figures.csv", folder / "curves"}, figures.evaluation, root);
}

}  // namespace

EvaluatePresenter::EvaluatePresenter(Settings& settings, ModelLibrary library, PickFile pickFolder, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_library(std::move(library))
    , m_pickFolder(std::move(pickFolder))
{
    wireService();
}

EvaluatePresenter::~EvaluatePresenter() = default;

void EvaluatePresenter::wireService()
{
    connect(&m_looker, &DatasetLooker::looked, this, [this](const DatasetLook& look) {
        m_dataset = look.dataset;
        m_window->setup().setLook(look);
        findLeaks();
    });
    connect(&m_looker, &DatasetLooker::failed, this, [this](const Error& error) {
        // What can't be compared for leaks can be evaluated all the same.
        if (!m_dataset)
            m_window->setup().setLookFailed(sentence(error));
    });
    connect(&m_looker, &DatasetLooker::warned, this, [this](const DatasetLeaks& leaks) { m_window->setup().setLeaks(leaks); });
    connect(&m_service, &EvaluationService::loading, this, [this](int model, double fraction) { m_window->setup().setLoading(m_names.value(model), fraction); });
    connect(&m_service, &EvaluationService::progressed, this, [this](int model, qint64 done, qint64 total) { m_window->setup().setProgress(m_names.value(model), done, total); });
    connect(&m_service, &EvaluationService::firstEvaluated, this, &EvaluatePresenter::take);
    connect(&m_service, &EvaluationService::finished, this, [this](const std::shared_ptr<const EvaluationResult>& result) {
        take(result);
        const std::size_t unread = result->problems.size();
        end(unread > 0 ? tr("Done. %n image(s) or mask(s) could not be read: they stand in the notes.", nullptr, int(unread)) : tr("Done."));
    });
    connect(&m_service, &EvaluationService::failed, this, [this](const Error& error) { end(sentence(error)); });
    connect(&m_service, &EvaluationService::cancelled, this, [this] {
        end(m_window->results().result() ? tr("Cancelled. The figures of the first model stand.") : tr("Cancelled."));
    });
}

void EvaluatePresenter::build()
{
    m_window = std::make_unique<EvaluateWindow>(m_pickFolder);
    // The program ends with its main window, whether or not this one is open.
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    EvaluationSetup& setup = m_window->setup();
    connect(&setup, &EvaluationSetup::datasetWanted, this, &EvaluatePresenter::lookAt);
    connect(&setup, &EvaluationSetup::samplesWanted, this, [this] { m_window->setup().setFolder(pathText(sampleParts())); });
    connect(&setup, &EvaluationSetup::modelsChanged, this, &EvaluatePresenter::findLeaks);
    connect(&setup, &EvaluationSetup::startWanted, this, &EvaluatePresenter::start);
    connect(&setup, &EvaluationSetup::cancelWanted, &m_service, &EvaluationService::cancel);
    connect(&m_window->results(), &EvaluationResults::imageWanted, this, &EvaluatePresenter::imageWanted);
    connect(&m_window->results(), &EvaluationResults::exportWanted, this, &EvaluatePresenter::exportResult);
    offerModels();
    if (const QString last = m_settings.evaluatedDataset(); QFileInfo::exists(last))
        setup.setFolder(last);
}

void EvaluatePresenter::showWindow()
{
    if (!m_window)
        build();
    readLibrary();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void EvaluatePresenter::setModel(const ModelBundle& bundle)
{
    m_inUse = bundle;
    if (m_window)
        offerModels();
}

/// Anew each time the window is shown: models come and go meanwhile.
void EvaluatePresenter::readLibrary()
{
    m_reader = std::jthread([this, library = m_library, older = std::make_shared<std::jthread>(std::move(m_reader))] {
        if (older->joinable())
            older->join();
        std::vector<ModelBundle> found;
        for (const ModelEntry& entry : library.read())
            if (entry.problem.isEmpty())
                found.push_back(entry.bundle);
        QMetaObject::invokeMethod(this, [this, found = std::move(found)] {
            m_others = found;
            offerModels();
        }, Qt::QueuedConnection);
    });
}

void EvaluatePresenter::offerModels()
{
    if (m_service.isRunning())
        return;  // the choice is closed; end() offers them
    const auto chosen = chosenModels();
    m_offered.clear();
    QStringList names;
    if (!m_inUse.name.empty()) {
        m_offered.push_back(m_inUse);
        names.append(tr("%1 (in use)").arg(QString::fromStdString(m_inUse.name)));
    }
    for (ModelBundle other : m_others) {
        if (!m_inUse.name.empty() && sameModel(other, m_inUse))
            continue;
        other.options.device = m_inUse.name.empty() ? "auto" : m_inUse.options.device;
        other.options.precision = m_inUse.name.empty() ? "auto" : m_inUse.options.precision;
        names.append(QString::fromStdString(other.name));
        m_offered.push_back(std::move(other));
    }
    m_window->setup().setModels(names);
    if (!std::ranges::equal(chosen, chosenModels(), sameModel))
        findLeaks();
}

void EvaluatePresenter::lookAt(const QString& folder, std::optional<inference::datasets::Layout> layout)
{
    m_dataset.reset();
    m_looker.stop();
    if (folder.isEmpty())
        return;
    // Absolute and without "..": the main window may have the same parts open under that name.
    const QString whole = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    m_settings.setEvaluatedDataset(whole);
    m_window->setup().setLooking();
    m_looker.look(toPath(whole), layout);
}

std::vector<ModelBundle> EvaluatePresenter::chosenModels() const
{
    std::vector<ModelBundle> models;
    for (const int model : {m_window->setup().model(), m_window->setup().other()})
        if (model >= 0 && model < int(m_offered.size()))
            models.push_back(m_offered[std::size_t(model)]);
    return models;
}

void EvaluatePresenter::findLeaks()
{
    if (m_dataset)
        m_looker.findLeaks(m_dataset, chosenModels());
}

void EvaluatePresenter::start(const EvaluationWish& wish)
{
    if (!m_dataset || wish.model < 0 || wish.model >= int(m_offered.size()))
        return;
    EvaluationOrder order {m_dataset, wish.split, wish.products, {m_offered[std::size_t(wish.model)]}, wish.baseline, wish.scoredByRecipe};
    if (wish.other >= 0 && wish.other < int(m_offered.size()))
        order.models.push_back(m_offered[std::size_t(wish.other)]);
    m_names.clear();
    for (const ModelBundle& model : order.models)
        m_names.append(QString::fromStdString(model.name));
    m_window->showNothingYet(true);
    m_window->setup().setLoading(m_names.first(), 0);
    m_service.start(order);
}

void EvaluatePresenter::take(const std::shared_ptr<const EvaluationResult>& result)
{
    m_window->results().setResult(result);
}

void EvaluatePresenter::end(const QString& sentence)
{
    if (!m_window->results().result())
        m_window->showNothingYet(false);
    m_window->setup().setIdle(sentence);
    offerModels();
}

namespace {

std::shared_ptr<const Report> reportOf(const EvaluationResult& result)
{
    const ModelFigures& first = *result.models.front();
    ReportEvaluation evaluation = reportEvaluation(first.evaluation, first.request, pathUtf8(result.dataset->root.lexically_normal().filename()), first.name.toStdString());
    if (result.models.size() > 1) {
        const ModelFigures& second = *result.models[1];
        evaluation.other = ReportEvaluation::Other {second.name.toStdString(), second.table, result.test ? comparisonSentence(*result.test, first.name, second.name) : QString()};
    }
    return std::make_shared<const Report>(evaluationReport(std::move(evaluation), first.facts, QStringLiteral("vcp-workbench ") + programVersion()));
}

}  // namespace

std::filesystem::path EvaluatePresenter::writeResult(const EvaluationResult& result, const std::filesystem::path& into)
{
    std::filesystem::path folder = into / "evaluation";
    for (int number = 2; std::filesystem::exists(folder); ++number)
        folder = into / ("evaluation-" + std::to_string(number));
    writeModel(*result.models.front(), result.dataset->root, folder);
    if (result.models.size() > 1)
        writeModel(*result.models[1], result.dataset->root, folder / "second model");
    writeReport(folder / "report.pdf", ReportPages(reportOf(result), {}, {}));
    return folder;
}

void EvaluatePresenter::exportResult()
{
    const auto result = m_window->results().result();
    const QString into = result ? m_pickFolder(m_window.get(), tr("Export the Figures into a Folder"), QDir::homePath(), QString()) : QString();
    if (into.isEmpty())
        return;
    m_window->results().setExporting(true);
    m_exporter = std::jthread([this, result, into = toPath(into)] {
        const auto written = attempt(into, [&] { return writeResult(*result, into); });
        QMetaObject::invokeMethod(this, [this, written] {
            m_window->results().setExporting(false);
            const auto* const error = std::get_if<Error>(&written);
            m_window->setup().setSaid(error ? sentence(*error) : tr("The figures are in “%1”.").arg(pathText(std::get<std::filesystem::path>(written))));
        }, Qt::QueuedConnection);
    });
}

}  // namespace app
