#include "app/report/report_json.h"

#include "app/common/iso_time.h"
#include "app/common/json_parts.h"
#include "app/common/number_text.h"
#include "app/common/program.h"
#include "app/common/result_row.h"
#include "app/common/self_test_files.h"
#include "app/report/blind_agreement.h"
#include "app/report/gauge_answer.h"
#include "app/report/json_seal.h"
#include "app/report/lot_audit.h"
#include "app/report/report_evaluation.h"
#include "app/store/label_table.h"
#include "app/store/region_class.h"
#include "pipeline/inspector.h"
#include "pipeline/recipe_file.h"

#include <array>

namespace app {
namespace {

std::string text(const QString& value)
{
    return value.toStdString();
}

Json timeJson(const QDateTime& time)
{
    return time.isValid() ? Json(isoTime(time)) : Json(nullptr);
}

Json modelJson(const ReportModel& model)
{
    const auto weights = [](const ReportWeights& file) { return Json {{"file", file.file}, {"sha256", file.sha256}}; };
    return {{"name", model.name}, {"clip", weights(model.clip)}, {"vcp", weights(model.vcp)}, {"options_sha256", model.options},
            {"image_size", model.imageSize}, {"layers", model.layers}, {"device", model.device}, {"precision", model.precision},
            {"self_test", selfTestJson(model.selfTest)}, {"engine", inference::pipeline::engineRevision}};
}

Json reviewJson(const ReviewState& review)
{
    if (review == ReviewState {})
        return nullptr;
    Json regions = Json::array();
    for (const RegionNote& region : review.regions)
        regions.push_back({{"x", rounded(region.at.x, 2)}, {"y", rounded(region.at.y, 2)}, {"class", region.className}, {"note", region.note}});
    Json blind = Json::array();
    for (const BlindVerdict& one : review.blind)
        blind.push_back({{"verdict", verdictKey(one.human)}, {"operator", one.operatorName}, {"utc", one.utc}});
    return {{"verdict", review.human ? Json(verdictKey(*review.human)) : Json(nullptr)}, {"operator", review.humanOperator},
            {"utc", review.humanUtc}, {"note", review.note}, {"regions", std::move(regions)}, {"blind", std::move(blind)}};
}

Json defectsJson(const ReportPart& part)
{
    Json defects = Json::array();
    for (std::size_t i = 0; i < part.judgement.defects.size(); ++i) {
        Json defect = defectJson(part.judgement.defects[i]);
        const RegionNote* const said = noteOf(i, part.judgement.defects, part.review);
        defect["class"] = said ? said->className : std::string();
        defect["note"] = said ? said->note : std::string();
        defects.push_back(std::move(defect));
    }
    return defects;
}

Json imageJson(const ReportPart& part, int page)
{
    const bool judged = !part.error;
    const auto ifJudged = [judged](auto value) { return judged ? Json(value) : Json(nullptr); };
    return {{"file", part.file},
            {"sha256", part.image.empty() ? Json(nullptr) : Json(part.image)},
            {"modified", timeJson(part.modified)},
            {"width", ifJudged(part.imageSize.width)},
            {"height", ifJudged(part.imageSize.height)},
            {"verdict", judged ? verdictKey(part.judgement.verdict) : "error"},
            {"score", ifJudged(rounded(part.judgement.score, 6))},
            {"region_score", judged && part.regionScore >= 0 ? Json(rounded(double(part.regionScore), 6)) : Json(nullptr)},
            {"final_verdict", judged ? verdictKey(finalVerdict(part)) : "error"},
            {"label", labelKey(part.label)},
            {"review", reviewJson(part.review)},
            {"defects", judged ? defectsJson(part) : Json::array()},
            {"position", placementJson(part.judgement.placement)},
            {"picture_faults", faultsJson(part.judgement.pictureFaults)},
            {"error", errorJson(part.error)},
            {"page", page >= 0 ? Json(page + 1) : Json(nullptr)}};
}

Json entryJson(const ReviewRow& row)
{
    return {{"id", row.id}, {"batch", row.batch}, {"utc", row.utc}, {"operator", row.operatorName}, {"image", row.image},
            {"kind", row.kind}, {"payload", row.payload}, {"previous_hash", row.previousHash}, {"hash", row.hash}};
}

Json reviewLogJson(const std::optional<ReportReviews>& reviews)
{
    if (!reviews || reviews->unread)
        return nullptr;
    Json entries = Json::array();
    for (const ReviewRow& row : reviews->rows)
        entries.push_back(entryJson(row));
    return {{"finding", findingKey(reviews->check.finding)}, {"row", reviews->check.row}, {"rows", reviews->tip.rows},
            {"tip_hash", reviews->tip.hash}, {"entries", std::move(entries)}};
}

Json evaluationJson(const ReportEvaluation* evaluation)
{
    if (!evaluation)
        return nullptr;
    Json confusion = Json::object();
    for (const ReportEvaluation::Product& product : evaluation->products)
        if (const auto& cells = product.confusion)
            confusion[product.figures.name] = {{"limit", cells->limit}, {"hits", cells->hits}, {"escapes", cells->escapes},
                                               {"overkills", cells->overkills}, {"passes", cells->passes}};
    const auto other = [&]() -> Json {
        if (!evaluation->other)
            return nullptr;
        return {{"model", evaluation->other->model}, {"figures", Json::parse(metricsJson(evaluation->other->products))}};
    };
    return {{"dataset", evaluation->dataset}, {"model", evaluation->model}, {"alpha", evaluation->alpha}, {"sigma", evaluation->sigma},
            {"image_score", evaluation->scoredByRecipe ? "recipe" : "published"}, {"figures", Json::parse(metricsJson(evaluation->table()))},
            {"confusion", std::move(confusion)}, {"compared_with", other()}};
}

Json varianceJson(const inference::evaluation::GaugeStudy& study)
{
    return {{"repeatability", study.repeatability}, {"appraisers", study.appraiserVariance}, {"interaction", study.interactionVariance}, {"parts", study.partVariance}};
}

Json agreementJson(const GaugeAnswer& answer)
{
    const inference::evaluation::VerdictAgreement& agreement = answer.agreement;
    const auto share = [](const inference::evaluation::Share& one) -> Json { return {{"count", one.count}, {"of", one.of}}; };
    Json within = Json::array();
    for (std::size_t i = 0; i < agreement.within.size(); ++i)
        within.push_back({{"appraiser", text(answer.design.appraisers[int(i)])}, {"count", agreement.within[i].count}, {"of", agreement.within[i].of}});
    return {{"between", share(agreement.between)}, {"within", std::move(within)}, {"right", share(agreement.right)},
            {"kappa", agreement.kappa ? Json(*agreement.kappa) : Json()}};
}

Json gaugeJson(const std::optional<ReportGauge>& gauge)
{
    if (!gauge)
        return nullptr;
    const GaugeAnswer& answer = *gauge->answer;
    const inference::evaluation::GaugeStudy& study = *answer.study;
    const auto categories = study.distinctCategories();
    Json readings = Json::array();
    for (const widgets::GaugePoint& point : answer.points)
        readings.push_back({{"file", text(point.name)}, {"part", text(answer.design.parts[point.part])}, {"appraiser", text(answer.design.appraisers[point.appraiser])},
                            {"value", point.value}});
    return {{"names", text(answer.pattern.text())}, {"measure", measureKey(answer.question.measure)},
            {"unit", text(axisOf(answer.question.measure, answer.question.calibration).unit)}, {"tolerance", gauge->tolerance > 0 ? Json(gauge->tolerance) : Json()},
            {"parts", study.parts}, {"appraisers", study.appraisers}, {"trials", study.trials}, {"mean", study.mean}, {"variance", varianceJson(study)},
            {"interaction_p", study.interaction.p ? Json(*study.interaction.p) : Json()}, {"interaction_pooled", study.pooled},
            {"grr_of_variation", study.share(study.gauge())},
            {"grr_of_tolerance", gauge->tolerance > 0 ? Json(inference::evaluation::GaugeStudy::shareOfTolerance(study.gauge(), gauge->tolerance)) : Json()},
            {"distinct_categories", categories ? Json(*categories) : Json()}, {"agreement", agreementJson(answer)}, {"readings", std::move(readings)}};
}

Json countsJson(const ReportCounts& counts)
{
    return {{"pass", counts.pass}, {"review", counts.review}, {"fail", counts.fail}, {"error", counts.errors},
            {"reviewed", counts.reviewed}, {"overruled", counts.overruled}};
}

/// By `audits`.
constexpr std::array auditKeys {"pass", "review", "fail", "all"};

Json auditJson(const Report& report)
{
    const LotAudit audit = auditOf(report);
    Json json;
    for (const AuditOf of : audits) {
        const auto& sample = audit[std::size_t(of)];
        json[auditKeys[std::size_t(of)]] = {{"parts", sample.of}, {"drawn", sample.found.of}, {"looked_for", labelKey(soughtIn(of))},
                                             {"found", sample.found.count}, {"low", sample.all.low}, {"high", sample.all.high}};
    }
    return json;
}

Json blindJson(const Report& report)
{
    using With = BlindComparison::With;
    const std::vector<BlindPart> parts = blindParts(report);
    Json reviewers = Json::array();
    for (const std::string& reviewer : blindReviewers(parts)) {
        const BlindAgreement agreement = blindAgreement(parts, reviewer);
        Json compared = Json::array();
        for (const BlindComparison& one : agreement.compared)
            compared.push_back({{"with", one.with == With::Machine ? "machine" : one.with == With::OwnBefore ? "own_before" : "person"}, {"name", text(one.name)},
                                {"same", one.same.count}, {"of", one.same.of}, {"kappa", one.kappa ? Json(*one.kappa) : Json()}});
        reviewers.push_back({{"operator", reviewer}, {"judged", agreement.judged}, {"machine_undecided", agreement.undecided}, {"compared", std::move(compared)}});
    }
    return reviewers;
}

Json headJson(const Report& report)
{
    return {{"format", "vcp-report"}, {"version", 1}, {"seal", openJsonSeal()}, {"program", text(report.program)}, {"program_sha256", programSha256()}, {"made", timeJson(report.made)},
            {"complete", report.complete}, {"redacted", report.redacted}, {"product", text(report.product)}, {"lot", text(report.lot)},
            {"station", text(report.station)}, {"operator", text(report.operatorName)}, {"notes", text(report.notes)},
            {"heading", text(report.heading)}, {"model", modelJson(report.model)},
            {"recipe", Json::parse(inference::pipeline::recipeText(report.recipe))},
            {"recipe_sha256", report.recipeHash}, {"counts", countsJson(countsOf(report))}, {"audit", auditJson(report)}, {"blind_reviews", blindJson(report)}};
}

}  // namespace

std::string_view findingKey(ReviewFinding finding)
{
    switch (finding) {
    case ReviewFinding::Intact: return "intact";
    case ReviewFinding::TipBehind: return "tip_behind";
    case ReviewFinding::RowChanged: return "row_changed";
    case ReviewFinding::RowMissing: return "row_missing";
    case ReviewFinding::RowUnlinked: return "row_unlinked";
    case ReviewFinding::CutAtEnd: return "cut_at_end";
    case ReviewFinding::Rewritten: return "rewritten";
    case ReviewFinding::AddedAtEnd: return "added_at_end";
    case ReviewFinding::TipLost: return "tip_lost";
    case ReviewFinding::LabelChanged: return "label_changed";
    }
    return "intact";
}

std::string reportJson(const Report& report, const std::function<int(std::size_t part)>& pageOf)
{
    std::string json = headJson(report).dump(2, ' ', false, replaceBadUtf8);
    json.erase(json.rfind('\n'));  // images and reviews go in before the closing brace: parsed, a long run would take far more memory
    json += ",\n  \"images\": [";
    for (std::size_t i = 0; i < report.parts.size(); ++i) {
        json += i == 0 ? "\n    " : ",\n    ";
        json += imageJson(report.parts[i], pageOf ? pageOf(i) : -1).dump(-1, ' ', false, replaceBadUtf8);
    }
    json += report.parts.empty() ? "],\n" : "\n  ],\n";
    json += "  \"evaluation\": " + evaluationJson(report.evaluation.get()).dump(-1, ' ', false, replaceBadUtf8) + ",\n";
    json += "  \"gauge\": " + gaugeJson(report.gauge).dump(-1, ' ', false, replaceBadUtf8) + ",\n";
    json += std::string("  \"review_log_unread\": ") + (report.reviews && report.reviews->unread ? "true" : "false") + ",\n";
    json += "  \"review_log\": " + reviewLogJson(report.reviews).dump(-1, ' ', false, replaceBadUtf8) + "\n}\n";
    sealJson(json);
    return json;
}

}  // namespace app
