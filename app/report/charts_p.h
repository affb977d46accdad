#pragma once

#include "core/judgement.h"
#include "core/label.h"
#include "core/recipe.h"
#include "evaluation/curve.h"
#include "widgets/defect_record.h"
#include "widgets/pareto.h"

#include <QRectF>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace inference::evaluation {
class ScoreDistribution;
}

namespace app {

struct GaugeAnswer;

/// The charts of a report, as lines and surfaces: sharp at any size. Each fills `area`, in units of a sheet.

/// How many parts reach which score, by label, with the limits.
void paintScoreChart(QPainter& painter, const QRectF& area, const inference::evaluation::ScoreDistribution& scores,
                     const std::optional<inference::LimitPair>& limits, const QString& scoreName);

/// Bars, largest first, and the share they reach together.
void paintParetoChart(QPainter& painter, const QRectF& area, const widgets::Pareto& pareto);

/// Where on the image defects lie: counts in cells and, while they are few, points.
void paintLocationChart(QPainter& painter, const QRectF& area, const std::vector<widgets::DefectRecord>& records);

/// One part in the order of the lot.
struct TrendScore {
    double score = 0;
    inference::Verdict verdict = inference::Verdict::Pass;
};
void paintTrendChart(QPainter& painter, const QRectF& area, const std::vector<TrendScore>& scores, const std::optional<inference::LimitPair>& limits,
                     const QString& scoreName);

/// Every value over its part, a mark and a line of means for each appraiser.
void paintGaugeChart(QPainter& painter, const QRectF& area, const GaugeAnswer& answer);

/// Curves over each other, both axes from 0; x to the greatest there is.
struct CurveLine {
    int look = 0;  ///< the same in all charts that have one legend
    inference::evaluation::Curve points;
};
struct CurveChart {
    QString title, xTitle, yTitle;
    std::vector<CurveLine> lines;  ///< none is empty
};
void paintCurveChart(QPainter& painter, const QRectF& area, const CurveChart& chart);
/// An entry of the legend: how the lines of that look are drawn, and of what they are.
void paintCurveName(QPainter& painter, const QRectF& area, int look, const QString& name);

}  // namespace app
