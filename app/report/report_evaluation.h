#pragma once

#include "app/common/metrics_table.h"
#include "evaluation/curve.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace inference::pipeline {
struct DatasetEvaluation;
struct EvaluationRequest;
}

namespace app {

/// What a model reaches on a data set, as a chapter of a report.
struct ReportEvaluation {
    struct TypeRow {
        std::string type;
        std::size_t anomalous = 0;
        inference::evaluation::Metrics metrics;
    };
    /// Whole images at the limit of the greatest F1.
    struct Confusion {
        double limit = 0;
        std::size_t hits = 0, escapes = 0, overkills = 0, passes = 0;
    };
    struct Product {
        ProductMetrics figures;
        inference::evaluation::RankingCurves pixels;
        inference::evaluation::RankingCurves images;  ///< without PRO
        std::optional<Confusion> confusion;           ///< none: no limit is best
        std::vector<TypeRow> types;
    };
    struct Other {
        std::string model;
        std::vector<ProductMetrics> products;
        QString sentence;  ///< whether the difference is more than chance
    };

    std::string dataset;  ///< name of its folder
    std::string model;
    double alpha = 0;
    double sigma = 0;
    bool scoredByRecipe = false;  ///< image scores by the model's own rule instead of as published
    std::vector<Product> products;
    QStringList notes;            ///< what the figures can't say
    std::optional<Other> other;   ///< a second model on the same images

    std::vector<ProductMetrics> table() const;
};

/// Copies what a report needs: the evaluation may go. Curves are thinned to what a printer can tell apart.
ReportEvaluation reportEvaluation(const inference::pipeline::DatasetEvaluation& evaluation, const inference::pipeline::EvaluationRequest& request,
                                  std::string dataset, std::string model);

struct Report;
struct ReportModel;

/// A report of nothing but an evaluation, made now.
Report evaluationReport(ReportEvaluation evaluation, const ReportModel& model, const QString& program);

}  // namespace app
