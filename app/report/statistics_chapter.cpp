#include "app/report/blind_agreement.h"
#include "app/report/chapters_p.h"
#include "app/report/charts_p.h"
#include "app/report/lot_audit.h"

#include "app/store/region_class.h"
#include "evaluation/score_distribution.h"
#include "evaluation/verdict_counts.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {
namespace {

using inference::Label;
using inference::Verdict;
namespace evaluation = inference::evaluation;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportStatistics)
};

/// Two to a page, with what else stands on it.
double chartHeightOf(QSize paper)
{
    return (sheet::body(paper).height() - 2200) / 2;
}

/// How far people agree, where somebody judged blind.
void addBlind(Flow& flow, const Report& report)
{
    const std::vector<BlindPart> parts = blindParts(report);
    for (const std::string& reviewer : blindReviewers(parts)) {
        const BlindAgreement agreement = blindAgreement(parts, reviewer);
        const TextRows table = agreementRows(agreement.compared);
        flow.section(Words::tr("Blind review by %1: %n part(s)", nullptr, agreement.judged).arg(QString::fromStdString(reviewer)), 250 + 125 * double(table.rows.size()));
        if (table.rows.isEmpty())
            continue;
        flow.headings(table.headings, 0.28);
        for (const QStringList& row : table.rows)
            flow.row(row, sheet::Type::Small);
    }
}

/// Of the charts of scores: both on the page that the figures are on, as long as they are large enough.
double scoreHeightIn(const Flow& flow, double chartHeight)
{
    constexpr double between = 1250, least = 1500;  // headings and the words below the first
    const double both = (flow.left() - between) / 2;
    return both < least ? chartHeight : std::min(both, chartHeight);
}

std::vector<widgets::DefectRecord> recordsOf(const Report& report)
{
    std::vector<widgets::DefectRecord> records;
    for (std::size_t row = 0; row < report.parts.size(); ++row) {
        const ReportPart& part = report.parts[row];
        const auto& defects = part.judgement.defects;
        for (std::size_t i = 0; i < defects.size() && !part.error; ++i) {
            widgets::DefectRecord record = widgets::recordOf(defects[i], part.judgement.placement);
            record.part = int(row);
            record.partPath = record.partName = QString::fromStdString(part.file);
            record.number = int(i) + 1;
            record.imageSize = part.imageSize;
            record.className = QString::fromStdString(classOf(i, defects, part.review));
            if (record.zone >= 0 && std::size_t(record.zone) < report.recipe.zones.size())
                record.zoneName = QString::fromStdString(report.recipe.zones[std::size_t(record.zone)].name);
            records.push_back(std::move(record));
        }
    }
    return records;
}

/// A table of what parts really are against what the machine says.
void addTruth(Flow& flow, const evaluation::VerdictCounts& counts)
{
    const QString none = QStringLiteral("–");
    const auto rate = [](const evaluation::Share& share) {
        return Words::tr("%1 (%2); with 95 % confidence %3").arg(widgets::shareText(share), widgets::percentText(share.rate()), widgets::intervalText(share.interval()));
    };
    flow.section(Words::tr("Machine against label"), 700);
    if (counts.labelled() == 0) {
        flow.text(Words::tr("No part is labelled good or defective, so escapes and overkill are not known."));
        return;
    }
    flow.setting(Words::tr("Escapes"), counts.defective.total() > 0 ? rate(counts.escapes()) : none);
    flow.setting(QString(), Words::tr("defective parts that the machine passes"), sheet::Type::Small);
    flow.setting(Words::tr("Overkill"), counts.good.total() > 0 ? rate(counts.overkills()) : none);
    flow.setting(QString(), Words::tr("good parts that the machine fails"), sheet::Type::Small);
    const auto row = [&flow](const QString& name, const evaluation::VerdictRow& verdicts) {
        if (verdicts.total() > 0)
            flow.setting(name, Words::tr("%1 parts: %2 pass, %3 review, %4 fail")
                                   .arg(widgets::wholeNumber(double(verdicts.total())), widgets::wholeNumber(double(verdicts.pass)),
                                        widgets::wholeNumber(double(verdicts.review)), widgets::wholeNumber(double(verdicts.fail))));
    };
    row(Words::tr("Good"), counts.good);
    row(Words::tr("Defective"), counts.defective);
    row(Words::tr("Unlabelled"), counts.unlabelled);
}

struct Scores {
    std::shared_ptr<const evaluation::ScoreDistribution> regions;
    std::shared_ptr<const std::vector<TrendScore>> trend;
    evaluation::VerdictCounts counts;
};

double unit(double score)
{
    return std::clamp(score, 0.0, 1.0);  // a part without a region has -1
}

Scores scoresOf(const Report& report)
{
    std::vector<evaluation::ScoredPart> scored;
    auto trend = std::make_shared<std::vector<TrendScore>>();
    Scores scores;
    for (const ReportPart& part : report.parts) {
        if (part.error)
            continue;
        scored.push_back({unit(double(part.regionScore)), part.label});
        trend->push_back({unit(double(part.regionScore)), part.judgement.verdict});
        scores.counts.add(part.label, part.judgement.verdict);
    }
    scores.regions = std::make_shared<const evaluation::ScoreDistribution>(scored);
    scores.trend = std::move(trend);
    return scores;
}

widgets::ParetoBy groupingOf(const Report& report, const std::vector<widgets::DefectRecord>& records)
{
    if (std::ranges::any_of(records, [](const auto& record) { return !record.className.isEmpty(); }))
        return widgets::ParetoBy::Class;
    return report.recipe.zones.empty() ? widgets::ParetoBy::Folder : widgets::ParetoBy::Zone;
}

QString paretoTitle(widgets::ParetoBy by)
{
    switch (by) {
    case widgets::ParetoBy::Class: return Words::tr("Defects by class");
    case widgets::ParetoBy::Zone: return Words::tr("Defects by zone");
    case widgets::ParetoBy::Folder: break;
    }
    return Words::tr("Defects by folder");
}

void addDefectCharts(Flow& flow, const Report& report, double chartHeight)
{
    const auto records = std::make_shared<const std::vector<widgets::DefectRecord>>(recordsOf(report));
    flow.section(Words::tr("Where defects lie"), chartHeight);
    if (records->empty()) {
        flow.text(Words::tr("No part has a defect."));
        return;
    }
    flow.add(chartHeight, [records](QPainter& painter, const QRectF& area, const PagePictures&) { paintLocationChart(painter, area, *records); });
    const widgets::ParetoBy by = groupingOf(report, *records);
    const auto pareto = std::make_shared<const widgets::Pareto>(widgets::paretoOf(*records, by, widgets::ParetoHeight::Count, 7));
    flow.section(paretoTitle(by), chartHeight);
    flow.add(chartHeight, [pareto](QPainter& painter, const QRectF& area, const PagePictures&) { paintParetoChart(painter, area, *pareto); });
}

/// What parts drawn by chance say of all of them, where some were.
void addAudit(Flow& flow, const Report& report)
{
    const LotAudit audit = auditOf(report);
    const auto isSample = [](const auto& sample) { return sample.found.of > 0 && sample.found.of < sample.of; };  // the table above tells of whole ones
    if (std::ranges::none_of(audit, isSample))
        return;
    flow.section(Words::tr("Drawn by chance"), 500);
    for (const AuditOf of : audits)
        if (const auto& sample = audit[std::size_t(of)]; isSample(sample))
            flow.text(auditSentence(of, sample));
    flow.text(Words::tr("With 95 % confidence. Parts are drawn in the order of their files' SHA-256, up to the first that has no label."), sheet::Type::Small, sheet::faint);
}

}  // namespace

Chapter addStatistics(std::vector<SheetPage>& pages, QSize paper, const Report& report)
{
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Statistics"), flow.chapter(Words::tr("Statistics"))};
    const double chartHeight = chartHeightOf(paper);
    const Scores scores = scoresOf(report);
    addTruth(flow, scores.counts);
    addAudit(flow, report);
    addBlind(flow, report);
    const double scoreHeight = scoreHeightIn(flow, chartHeight);
    if (scores.trend->empty()) {
        flow.gap(sheet::space);
        flow.text(Words::tr("No part could be judged, so there is nothing to count."));
        return chapter;
    }
    const inference::LimitPair limits {report.recipe.rule.failLimit, report.recipe.rule.reviewLimit};
    const QString name = Words::tr("region score");
    flow.section(Words::tr("Scores"), scoreHeight);
    flow.add(scoreHeight, [scores, limits, name](QPainter& painter, const QRectF& area, const PagePictures&) {
        paintScoreChart(painter, area, *scores.regions, limits, name);
    });
    flow.text(Words::tr("The region score is the greatest limit at which a part still has a region that counts: it reaches a limit exactly when the part does. "
                        "The machine's verdicts are counted."), sheet::Type::Small, sheet::faint);
    flow.section(Words::tr("Course of the lot"), scoreHeight);
    flow.add(scoreHeight, [scores, limits, name](QPainter& painter, const QRectF& area, const PagePictures&) {
        paintTrendChart(painter, area, *scores.trend, limits, name);
    });
    addDefectCharts(flow, report, chartHeight);
    return chapter;
}

}  // namespace app
