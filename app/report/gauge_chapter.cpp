#include "app/report/chapters_p.h"
#include "app/report/charts_p.h"
#include "app/report/gauge_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportGauge)
};

void addTable(Flow& flow, const QString& title, const TextRows& table, double first)
{
    flow.section(title, 600);
    flow.headings(table.headings, first);
    for (int row = 0; row < table.rows.size(); ++row)
        flow.row(table.rows[row], table.strong.contains(row) ? sheet::Type::SmallStrong : sheet::Type::Small);
}

/// With all digits that it has: the shares of it are told by them, and not by those at which values differ.
QString toleranceText(double tolerance, const widgets::GaugeAxis& axis)
{
    const QString number = QLocale().toString(tolerance, 'f', QLocale::FloatingPointShortest);
    return axis.unit.isEmpty() ? number : number + QChar(0x00a0) + axis.unit;
}

}  // namespace

Chapter addGauge(std::vector<SheetPage>& pages, QSize paper, const ReportGauge& gauge)
{
    constexpr double chartHeight = 2600;
    const GaugeAnswer& answer = *gauge.answer;
    const widgets::GaugeAxis axis = axisOf(answer.question.measure, answer.question.calibration);
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Gauge study"), flow.chapter(Words::tr("Gauge study"))};
    flow.setting(Words::tr("Pictures"), designSentence(answer));
    flow.setting(Words::tr("Named"), answer.pattern.text(), sheet::Type::Mono);
    flow.setting(Words::tr("Measure"), axis.title());
    if (gauge.tolerance > 0)
        flow.setting(Words::tr("Tolerance"), toleranceText(gauge.tolerance, axis));
    flow.gap(sheet::gap);
    flow.text(gaugeSentence(*answer.study, gauge.tolerance), sheet::Type::Strong);
    flow.gap(sheet::gap);
    flow.add(chartHeight, [shared = gauge.answer](QPainter& painter, const QRectF& area, const PagePictures&) { paintGaugeChart(painter, area, *shared); });
    addTable(flow, Words::tr("Gauge R&R"), componentRows(*answer.study, axis, gauge.tolerance), 0.32);
    addTable(flow, Words::tr("Analysis of variance"), varianceRows(*answer.study), 0.26);
    flow.text(Words::tr("Crossed, with random effects, as in AIAG's Measurement Systems Analysis, 4th edition."), sheet::Type::Small, sheet::faint);
    addTable(flow, Words::tr("Verdicts"), verdictRows(answer), 0.4);
    flow.gap(sheet::gap);
    flow.text(agreementSentence(answer));
    return chapter;
}

}  // namespace app
