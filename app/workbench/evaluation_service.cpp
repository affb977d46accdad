#include "app/workbench/evaluation_service.h"

#include "app/common/eval_comparison.h"
#include "app/common/evaluated_part.h"
#include "app/report/report_model.h"
#include "app/workbench/background.h"
#include "core/detector.h"
#include "model/device.h"
#include "pipeline/model_loader.h"

#include <algorithm>
#include <set>

#include <unistd.h>

namespace app {

namespace datasets = inference::datasets;
namespace pipeline = inference::pipeline;
using inference::Error;
using inference::ErrorCode;

namespace {

constexpr std::uint64_t bytesOfPixel = 8;  // of a defective one; others take less

std::uint64_t physicalMemory()
{
    const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0 ? std::uint64_t(pages) * std::uint64_t(size) : std::uint64_t(4) << 30;
}

}  // namespace

bool needsStreaming(const datasets::Dataset& dataset, const pipeline::EvaluationRequest& request, int modelSize, std::uint64_t memory)
{
    if (!pipeline::tooLargeToKeep(dataset, request, modelSize).empty())
        return true;
    const std::uint64_t pixels = std::uint64_t(modelSize) * std::uint64_t(modelSize);
    pipeline::EvaluationRequest one = request;
    for (const datasets::Product& product : dataset.products) {
        one.products = {product.name};
        const bool chosen = request.products.empty() || std::ranges::find(request.products, product.name) != request.products.end();
        if (chosen && pipeline::evaluatedImages(dataset, one) > memory / 2 / bytesOfPixel / std::max<std::uint64_t>(pixels, 1))
            return true;
    }
    return false;
}

/// One evaluation on its thread; tells the service as long as nobody wants another.
class EvaluationService::Job {
public:
    Job(EvaluationService& service, const LatestJob::Voice& voice, const EvaluationOrder& order, const std::stop_token& stop)
        : m_service(service)
        , m_voice(voice)
        , m_order(order)
        , m_stop(stop)
    {
    }

    void run()
    {
        inference::model::prepareMachine();
        EvaluationResult result;
        result.dataset = m_order.dataset;
        result.split = m_order.split;
        datasets::Dataset part = *m_order.dataset;
        keepEvaluated(part, m_order.products, m_order.split);
        result.dataProblems = std::move(part.problems);
        for (const datasets::Problem& problem : result.dataProblems)
            if (problem.code == datasets::ProblemCode::MaskMissing)
                m_told.insert({ErrorCode::MaskMissing, problem.path});
        for (std::size_t model = 0; model < m_order.models.size(); ++model) {
            const auto figures = evaluate(int(model));
            for (const Error& problem : figures->evaluation.problems)
                if (m_told.insert({problem.code(), problem.file()}).second)
                    result.problems.push_back(problem);
            result.models.push_back(figures);
            if (model + 1 < m_order.models.size())
                m_voice.tell([&service = m_service, done = std::make_shared<const EvaluationResult>(result)] { emit service.firstEvaluated(done); });
        }
        if (result.models.size() == 2)
            result.test = compareVerdicts(result.models[0]->evaluation, result.models[1]->evaluation);
        m_voice.end([&service = m_service, done = std::make_shared<const EvaluationResult>(std::move(result))] { emit service.finished(done); });
    }

    void fail(const Error& error)
    {
        m_voice.end([&service = m_service, error] { emit service.failed(error); });
    }

private:
    /// The model is let go of before this returns: two need not fit beside each other.
    std::shared_ptr<const ModelFigures> evaluate(int number)
    {
        const pipeline::ModelBundle& bundle = m_order.models[std::size_t(number)];
        const auto loading = [&](double fraction) {
            if (m_pace.isTime(fraction >= 1))
                m_voice.tell([&service = m_service, number, fraction] { emit service.loading(number, fraction); });
        };
        const pipeline::LoadedModel model = pipeline::loadModel(bundle, loading, m_stop);
        auto figures = std::make_shared<ModelFigures>();
        figures->name = QString::fromStdString(bundle.name);
        figures->imageSize = model.detector->imageSize();
        figures->facts = reportModel(model);
        pipeline::EvaluationRequest& request = figures->request;
        request.split = m_order.split;
        request.products = m_order.products;
        request.alpha = bundle.recipe.alpha;
        request.sigma = bundle.recipe.sigma;
        request.baseline = m_order.baseline;
        if (m_order.scoredByRecipe)
            request.scoredBy = bundle.recipe;
        request.streaming = needsStreaming(*m_order.dataset, request, figures->imageSize, physicalMemory());
        pipeline::EvaluationEvents events;
        events.advanced = [&](std::size_t done, std::size_t total) {
            if (m_pace.isTime(done == total))
                m_voice.tell([&service = m_service, number, done, total] { emit service.progressed(number, qint64(done), qint64(total)); });
        };
        events.advanced(0, pipeline::evaluatedImages(*m_order.dataset, request));
        figures->evaluation = pipeline::evaluateDataset(*model.detector, *m_order.dataset, request, events, m_stop);
        figures->table = tableOf(figures->evaluation);
        return figures;
    }

    EvaluationService& m_service;
    const LatestJob::Voice& m_voice;
    const EvaluationOrder& m_order;
    const std::stop_token& m_stop;
    ProgressPace m_pace;
    std::set<std::pair<ErrorCode, std::filesystem::path>> m_told;
};

EvaluationService::EvaluationService(QObject* parent)
    : QObject(parent)
    , m_job(this)
{
}

EvaluationService::~EvaluationService() = default;

void EvaluationService::start(const EvaluationOrder& order)
{
    m_job.start([this, order](const LatestJob::Voice& voice, const std::stop_token& stop) {
        Job job(*this, voice, order, stop);
        try {
            job.run();
        } catch (const inference::Cancelled&) {
            // Told when it was asked for.
        } catch (const Error& error) {
            job.fail(error);
        } catch (const std::bad_alloc&) {
            job.fail(Error(ErrorCode::OutOfMemory));
        } catch (const std::exception& error) {
            job.fail(Error(ErrorCode::Internal, {error.what()}));
        }
    });
}

void EvaluationService::cancel()
{
    if (m_job.cancel())
        emit cancelled();
}

}  // namespace app
