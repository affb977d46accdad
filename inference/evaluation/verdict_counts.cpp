#include "evaluation/verdict_counts.h"

#include "core/error.h"

#include <cmath>

namespace inference::evaluation {

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

VerdictCounts countVerdicts(std::span<const JudgedPart> parts)
{
    VerdictCounts counts;
    for (const JudgedPart& part : parts) {
        VerdictRow& row = part.label == Label::Good ? counts.good
            : part.label == Label::Defective        ? counts.defective
                                                    : counts.unlabelled;
        ++(part.verdict == Verdict::Pass ? row.pass : part.verdict == Verdict::Review ? row.review : row.fail);
    }
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
