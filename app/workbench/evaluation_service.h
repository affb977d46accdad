#pragma once

#include "app/common/metrics_table.h"
#include "app/report/report.h"
#include "app/workbench/latest_job.h"
#include "core/error.h"
#include "evaluation/mcnemar.h"
#include "pipeline/dataset_evaluation.h"
#include "pipeline/model_bundle.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace app {

/// What is to be evaluated.
struct EvaluationOrder {
    std::shared_ptr<const inference::datasets::Dataset> dataset;
    inference::datasets::Split split = inference::datasets::Split::Test;
    std::vector<std::string> products;                      ///< empty: all
    std::vector<inference::pipeline::ModelBundle> models;  ///< one, or two that are compared
    bool baseline = false;                                  ///< what good training images show is taken off first
    bool scoredByRecipe = false;                            ///< images by each model's own score instead of the published one
};

/// What one model reaches.
struct ModelFigures {
    QString name;
    int imageSize = 0;
    ReportModel facts;
    inference::pipeline::EvaluationRequest request;
    inference::pipeline::DatasetEvaluation evaluation;  ///< its samples are the result's data set's
    std::vector<ProductMetrics> table;
};

struct EvaluationResult {
    std::shared_ptr<const inference::datasets::Dataset> dataset;
    inference::datasets::Split split = inference::datasets::Split::Test;
    std::vector<std::shared_ptr<const ModelFigures>> models;    ///< one, or two in the order asked for
    std::optional<inference::evaluation::McNemar> test;         ///< of two
    std::vector<inference::datasets::Problem> dataProblems;     ///< those that may concern what was evaluated
    std::vector<inference::Error> problems;                     ///< what could not be read, each once, none that stands above
};

/// Whether the exact figures of a product would take more than half of `memory` bytes, or are not made for so many pixels.
bool needsStreaming(const inference::datasets::Dataset& dataset, const inference::pipeline::EvaluationRequest& request, int modelSize, std::uint64_t memory);

/// Evaluates behind the window with detectors of its own: what is inspected meanwhile has another. One model at a time is in memory.
/// GUI thread; signals come on it.
class EvaluationService : public QObject {
    Q_OBJECT

public:
    explicit EvaluationService(QObject* parent = nullptr);
    ~EvaluationService() override;

    /// Ends in finished(), failed() or cancelled(); an evaluation under way is cancelled without a word.
    void start(const EvaluationOrder& order);
    /// At once: cancelled() comes before this returns, the thread ends behind it.
    void cancel();
    bool isRunning() const { return m_job.isRunning(); }

signals:
    void loading(int model, double fraction);
    void progressed(int model, qint64 done, qint64 total);
    /// The first of two models is done; its figures stay whatever becomes of the second.
    void firstEvaluated(const std::shared_ptr<const app::EvaluationResult>& result);
    void finished(const std::shared_ptr<const app::EvaluationResult>& result);
    void failed(const inference::Error& error);
    void cancelled();

private:
    class Job;

    LatestJob m_job;
};

}  // namespace app
