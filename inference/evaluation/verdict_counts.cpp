#include "evaluation/verdict_counts.h"

#include "core/error.h"

#include <cmath>

namespace inference::evaluation {
namespace {

std::size_t& place(VerdictCounts& counts, Label label, Verdict verdict)
{
    VerdictRow& row = label == Label::Good ? counts.good : label == Label::Defective ? counts.defective : counts.unlabelled;
    return verdict == Verdict::Pass ? row.pass : verdict == Verdict::Review ? row.review : row.fail;
}

}  // namespace

std::size_t VerdictRow::of(Verdict verdict) const
{
    switch (verdict) {
    case Verdict::Pass: return pass;
    case Verdict::Review: return review;
    case Verdict::Fail: return fail;
    }
    return 0;
}

const VerdictRow& VerdictCounts::of(Label label) const
{
    switch (label) {
    case Label::Good: return good;
    case Label::Defective: return defective;
    case Label::None: break;
    }
    return unlabelled;
}

VerdictRow VerdictCounts::all() const
{
    return {good.pass + defective.pass + unlabelled.pass, good.review + defective.review + unlabelled.review,
            good.fail + defective.fail + unlabelled.fail};
}

void VerdictCounts::add(Label label, Verdict verdict)
{
    ++place(*this, label, verdict);
}

void VerdictCounts::remove(Label label, Verdict verdict)
{
    --place(*this, label, verdict);
}

VerdictCounts countVerdicts(std::span<const JudgedPart> parts)
{
    VerdictCounts counts;
    for (const JudgedPart& part : parts)
        counts.add(part.label, part.verdict);
    return counts;
}

double cost(const VerdictCounts& counts, const Costs& costs)
{
    for (const double each : {costs.escape, costs.overkill, costs.review})
        if (!std::isfinite(each) || each < 0)
            throw Error(ErrorCode::BadInput, {"cost"});
    return costs.escape * double(counts.escapes().count) + costs.overkill * double(counts.overkills().count)
        + costs.review * double(counts.reviews().count);
}

Verdict verdictOf(double score, const LimitPair& limits)
{
    if (score >= double(limits.fail))
        return Verdict::Fail;
    return score >= double(limits.review) ? Verdict::Review : Verdict::Pass;
}

}  // namespace inference::evaluation
