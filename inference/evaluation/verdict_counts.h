#pragma once

#include "core/judgement.h"
#include "core/label.h"
#include "core/recipe.h"
#include "evaluation/intervals.h"

#include <span>

namespace inference::evaluation {

/// Parts of one label by what the machine says of them.
struct VerdictRow {
    std::size_t pass = 0;
    std::size_t review = 0;
    std::size_t fail = 0;

    std::size_t total() const { return pass + review + fail; }
    std::size_t of(Verdict verdict) const;
    friend bool operator==(const VerdictRow&, const VerdictRow&) = default;
};

/// Truth against verdict. Review is neither an escape nor an overkill: a person will look.
struct VerdictCounts {
    VerdictRow good;
    VerdictRow defective;
    VerdictRow unlabelled;

    const VerdictRow& of(Label label) const;
    void add(Label label, Verdict verdict);     ///< one part more
    void remove(Label label, Verdict verdict);  ///< one that was added
    VerdictRow all() const;
    std::size_t labelled() const { return good.total() + defective.total(); }

    Share escapes() const { return {defective.pass, defective.total()}; }  ///< defective parts that pass
    Share overkills() const { return {good.fail, good.total()}; }          ///< good parts that fail
    Share goodInReview() const { return {good.review, good.total()}; }
    Share defectiveInReview() const { return {defective.review, defective.total()}; }
    Share reviews() const { return {good.review + defective.review, labelled()}; }  ///< of the labelled parts

    friend bool operator==(const VerdictCounts&, const VerdictCounts&) = default;
};

struct JudgedPart {
    Label label = Label::None;
    Verdict verdict = Verdict::Pass;
};

VerdictCounts countVerdicts(std::span<const JudgedPart> parts);

/// What one part costs, in any currency; none is below 0.
struct Costs {
    double escape = 0;    ///< a defective part that passes
    double overkill = 0;  ///< a good part that fails
    double review = 0;    ///< a part that a person has to look at

    bool any() const { return escape > 0 || overkill > 0 || review > 0; }
    friend bool operator==(const Costs&, const Costs&) = default;
};

/// What the labelled parts cost. It is the cost of this sample: where a line makes fewer defective parts than were labelled, its
/// escapes are fewer too. Unlabelled parts cost nothing, for nobody knows what they are. Throws Error(BadInput) for a cost that
/// is negative or not finite.
double cost(const VerdictCounts& counts, const Costs& costs);

/// "At or above" counts; the review limit isn't above the fail limit.
Verdict verdictOf(double score, const LimitPair& limits);

}  // namespace inference::evaluation
