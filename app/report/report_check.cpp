#include "app/report/report_check.h"

#include "app/report/json_seal.h"
#include "app/report/pdf_seal.h"
#include "app/report/report_json.h"
#include "app/report/report_reader.h"
#include "app/store/review_log.h"
#include "core/error.h"
#include "pipeline/recipe_file.h"

#include <algorithm>
#include <unordered_set>

namespace app {
namespace {

using Problem = ReportProblem;

void checkEntries(const ReportFacts& facts, std::vector<ReportFinding>& findings)
{
    const ReportFacts::ReviewLogFacts& log = *facts.reviewLog;
    std::unordered_set<std::string> images;
    for (const ReportFacts::Image& image : facts.images)
        images.insert(image.sha256);
    const ReviewRow* before = nullptr;
    for (const ReviewRow& row : log.entries) {
        const std::string id = std::to_string(row.id);
        if (chainHash(row) != row.hash)
            findings.push_back({Problem::EntryChanged, {id}});
        if (before && (row.id <= before->id || (row.id == before->id + 1 && row.previousHash != before->hash)))
            findings.push_back({Problem::EntryUnlinked, {id}});
        if (row.id > log.rows || (row.id == log.rows && row.hash != log.tipHash))
            findings.push_back({Problem::EntryUnlinked, {id}});
        if (!images.contains(row.image))
            findings.push_back({Problem::EntryForeign, {id}});
        before = &row;
    }
    if (log.finding != findingKey(ReviewFinding::Intact) && log.finding != findingKey(ReviewFinding::TipBehind))
        findings.push_back({Problem::LogWasBroken, {log.finding}});
}

void checkFigures(const std::string& json, CheckedReport& report)
{
    if (checkJsonSeal(json) != JsonSeal::Whole)
        report.findings.push_back({Problem::FiguresChanged});
    try {
        report.facts = reportFacts(json);
    } catch (const inference::Error& error) {
        report.findings.push_back({Problem::FiguresInvalid, error.arguments()});
        return;
    }
    const ReportFacts& facts = *report.facts;
    // A redacted recipe lacks the names of golden parts, and keeps the hash of the one that judged.
    if (!facts.redacted && inference::pipeline::recipeHash(facts.recipe) != facts.recipeSha256)
        report.findings.push_back({Problem::RecipeChanged});
    if (facts.counts != facts.counted)
        report.findings.push_back({Problem::CountsChanged});
    if (facts.reviewLog)
        checkEntries(facts, report.findings);
}

}  // namespace

CheckedReport checkReport(const std::filesystem::path& pdf, const std::stop_token& stop)
{
    CheckedReport report;
    switch (checkPdfSeal(pdf, stop)) {
    case PdfSeal::Whole: break;
    case PdfSeal::Broken: report.findings.push_back({Problem::PdfChanged}); break;
    case PdfSeal::Missing: report.findings.push_back({Problem::SealMissing}); break;
    }
    if (const auto json = attachedReport(pdf))
        checkFigures(*json, report);
    else
        report.findings.push_back({Problem::FiguresMissing});
    return report;
}

bool stemsFromLog(const ReportFacts& facts, const std::filesystem::path& history)
{
    if (!facts.reviewLog)
        return false;
    ReviewLog log(history, Opening::ReadOnly);
    const auto holds = [&log](qint64 id, const std::string& hash) {
        const auto row = log.row(id);
        return row && row->hash == hash;
    };
    return holds(facts.reviewLog->rows, facts.reviewLog->tipHash)
        || std::ranges::any_of(facts.reviewLog->entries, [&holds](const ReviewRow& entry) { return holds(entry.id, entry.hash); });
}

std::vector<ReportFinding> checkAgainstLog(const ReportFacts& facts, const std::filesystem::path& history, const std::stop_token& stop)
{
    std::vector<ReportFinding> findings;
    ReviewLog log(history, Opening::ReadOnly);
    const ReviewVerification verification = log.verify(stop);
    if (verification.finding == ReviewFinding::TipLost)
        findings.push_back({Problem::LogEndUnknown});  // a copy has none
    else if (verification.finding != ReviewFinding::Intact && verification.finding != ReviewFinding::TipBehind)
        findings.push_back({Problem::LogIsBroken, {std::string(findingKey(verification.finding)), std::to_string(verification.row)}});
    if (!facts.reviewLog)
        return findings;
    const auto lacks = [&log](qint64 id, const std::string& hash) {
        const auto row = log.row(id);
        return !row || row->hash != hash;
    };
    for (const ReviewRow& entry : facts.reviewLog->entries)
        if (lacks(entry.id, entry.hash))
            findings.push_back({Problem::LogLacksEntry, {std::to_string(entry.id)}});
    const bool tipIsEntry = !facts.reviewLog->entries.empty() && facts.reviewLog->entries.back().id == facts.reviewLog->rows;
    if (facts.reviewLog->rows > 0 && !tipIsEntry && lacks(facts.reviewLog->rows, facts.reviewLog->tipHash))
        findings.push_back({Problem::LogLacksEntry, {std::to_string(facts.reviewLog->rows)}});
    return findings;
}

}  // namespace app
