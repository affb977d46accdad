#include "app/report/report.h"

#include "app/common/path_text.h"

#include <algorithm>

namespace app {

using inference::Verdict;

namespace {

std::string withoutFolders(const std::string& file)
{
    return file.substr(file.rfind('/') + 1);
}

}  // namespace

void redact(Report& report, const Redaction& redaction)
{
    report.redacted = report.redacted || redaction != Redaction {};
    if (redaction.operators) {
        report.operatorName.clear();
        if (report.reviews)
            report.reviews->rows.clear();
    }
    if (redaction.names != Redaction::Names::Kept)
        report.gauge.reset();
    const int digits = std::max(4, int(std::to_string(report.parts.size()).size()));
    for (std::size_t i = 0; i < report.parts.size(); ++i) {
        ReportPart& part = report.parts[i];
        if (redaction.names == Redaction::Names::Numbers) {
            std::string number = std::to_string(i + 1);
            part.file = "part " + std::string(std::size_t(digits) - number.size(), '0') + number;
        } else if (redaction.names == Redaction::Names::Files) {
            part.file = withoutFolders(part.file);
        }
        if (redaction.names != Redaction::Names::Kept && part.error)  // its sentence names the file
            part.error = inference::Error(part.error->code(), part.error->arguments());
        if (redaction.times)
            part.modified = {};
        if (redaction.operators) {
            part.review.humanOperator.clear();
            for (BlindVerdict& one : part.review.blind) {
                one.operatorName.clear();
                one.heldOperator.clear();
            }
        }
    }
    for (inference::GoldenPart& golden : report.recipe.golden) {
        if (redaction.names == Redaction::Names::Numbers)
            golden.name.clear();
        else if (redaction.names == Redaction::Names::Files)
            golden.name = withoutFolders(golden.name);
    }
    // They show and name parts that this report isn't of.
    if (redaction.names == Redaction::Names::Numbers || redaction.operators) {
        report.recipe.limitSamples = {};
    } else if (redaction.names == Redaction::Names::Files) {
        std::vector<inference::LimitSample> samples = report.recipe.limitSamples.list();
        for (inference::LimitSample& sample : samples)
            sample.part = withoutFolders(sample.part);
        report.recipe.limitSamples = std::move(samples);
    }
}

Verdict finalVerdict(const ReportPart& part)
{
    return part.review.human.value_or(part.judgement.verdict);
}

bool isOverruled(const ReportPart& part)
{
    return !part.error && part.review.human && *part.review.human != part.judgement.verdict;
}

ReportCounts countsOf(const Report& report)
{
    ReportCounts counts;
    for (const ReportPart& part : report.parts) {
        const Verdict verdict = finalVerdict(part);
        ++(part.error ? counts.errors : verdict == Verdict::Fail ? counts.fail : verdict == Verdict::Review ? counts.review : counts.pass);
        counts.reviewed += part.review.human.has_value();
        counts.overruled += isOverruled(part);
    }
    return counts;
}

}  // namespace app
