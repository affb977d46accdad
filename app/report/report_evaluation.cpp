#include "app/report/report_evaluation.h"

#include "app/common/evaluation_text.h"
#include "app/report/report.h"
#include "evaluation/image_confusion.h"
#include "pipeline/recipe_file.h"

#include <algorithm>

namespace app {
namespace {

namespace evaluation = inference::evaluation;

/// The ends and about `most` points between them.
evaluation::Curve thinned(const evaluation::Curve& curve)
{
    constexpr std::size_t most = 300;
    const std::size_t step = std::max<std::size_t>(1, curve.size() / most);
    evaluation::Curve kept;
    for (std::size_t i = 0; i < curve.size(); i += step)
        kept.push_back(curve[i]);
    if (!curve.empty() && kept.back() != curve.back())
        kept.push_back(curve.back());
    return kept;
}

evaluation::RankingCurves thinned(const evaluation::RankingCurves& curves)
{
    return {thinned(curves.roc), thinned(curves.precisionRecall), thinned(curves.pro)};
}

ReportEvaluation::Product productOf(const inference::pipeline::EvaluatedProduct& product)
{
    const evaluation::SetFigures& all = product.figures.all;
    ReportEvaluation::Product made {{product.name, all.metrics, all.images, all.anomalous}, thinned(all.pixelCurves), thinned(all.imageCurves), {}, {}};
    if (all.imageLimitAtF1Max) {
        const evaluation::ImageConfusion cells = evaluation::confusionAt(product.figures.outcomes, *all.imageLimitAtF1Max);
        made.confusion = ReportEvaluation::Confusion {cells.limit, cells.hits.size(), cells.escapes.size(), cells.overkills.size(), cells.passes.size()};
    }
    for (const evaluation::TypeFigures& type : product.figures.types)
        made.types.push_back({type.type, type.figures.anomalous, type.figures.metrics});
    return made;
}

}  // namespace

std::vector<ProductMetrics> ReportEvaluation::table() const
{
    std::vector<ProductMetrics> rows;
    for (const Product& product : products)
        rows.push_back(product.figures);
    return rows;
}

ReportEvaluation reportEvaluation(const inference::pipeline::DatasetEvaluation& evaluation, const inference::pipeline::EvaluationRequest& request,
                                  std::string dataset, std::string model)
{
    ReportEvaluation report;
    report.dataset = std::move(dataset);
    report.model = std::move(model);
    report.alpha = request.alpha;
    report.sigma = request.sigma;
    report.scoredByRecipe = request.scoredBy.has_value();
    for (const auto& product : evaluation.products)
        report.products.push_back(productOf(product));
    report.notes = notes(evaluation);
    return report;
}

Report evaluationReport(ReportEvaluation evaluation, const ReportModel& model, const QString& program)
{
    Report report;
    report.product = QString::fromStdString(evaluation.dataset);
    report.made = QDateTime::currentDateTime();
    report.program = program;
    report.model = model;
    report.recipe.alpha = evaluation.alpha;
    report.recipe.sigma = evaluation.sigma;
    report.recipeHash = inference::pipeline::recipeHash(report.recipe);
    report.evaluation = std::make_shared<const ReportEvaluation>(std::move(evaluation));
    return report;
}

}  // namespace app
