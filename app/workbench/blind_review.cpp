#include "app/workbench/blind_review.h"

#include "app/workbench/review_desk.h"
#include "app/workbench/session.h"
#include "evaluation/verdict_agreement.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>

namespace app {

namespace {

namespace evaluation = inference::evaluation;
using inference::Verdict;

/// Verdicts of the reviewer and of another one on the same parts.
struct Pairs {
    std::vector<evaluation::VerdictReading> readings;
    int parts = 0;

    void add(Verdict own, Verdict other)
    {
        readings.push_back({parts, 0, own});
        readings.push_back({parts, 1, other});
        ++parts;
    }
    BlindComparison comparison(BlindComparison::With with, const QString& name) const
    {
        const auto agreement = evaluation::verdictAgreement(readings, {});
        return {with, name, agreement.between, agreement.kappa};
    }
};

/// What everybody but the reviewer says of a part, by name.
std::map<std::string, Verdict> othersOf(const ReviewState& review, const BlindVerdict& own)
{
    std::map<std::string, Verdict> others;
    if (own.held && own.heldOperator != own.operatorName)
        others[own.heldOperator] = *own.held;
    for (const BlindVerdict& one : review.blind)
        if (one.operatorName != own.operatorName)
            others[one.operatorName] = one.human;
    return others;
}

}  // namespace

std::vector<int> blindRows(const Session& session, BlindParts which, const QString& reviewer)
{
    const std::string who = reviewer.toStdString();
    std::vector<int> rows;
    std::unordered_set<std::string_view> images;
    images.reserve(std::size_t(session.count()));
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& part = session.part(row);
        const bool own = blindOf(part.review, who) || (part.review.human && part.review.humanOperator == who);
        if (!part.image.empty() && !own && (which == BlindParts::All || part.review.human) && images.insert(part.image).second)
            rows.push_back(row);
    }
    return rows;
}

int unreadParts(const Session& session)
{
    int unread = 0;
    for (int row = 0; row < session.count(); ++row)
        unread += session.part(row).image.empty();
    return unread;
}

QString knownName(const Session& session, const QString& name, const QString& operatorName)
{
    const QString plain = name.simplified();
    const auto same = [&plain](const QString& known) { return known.simplified().compare(plain, Qt::CaseInsensitive) == 0; };
    if (same(operatorName))
        return operatorName;
    std::string_view last;  // most parts are decided by the same person
    for (int row = 0; row < session.count(); ++row) {
        const ReviewState& review = session.part(row).review;
        if (review.human && review.humanOperator != last) {
            last = review.humanOperator;
            if (const QString known = QString::fromStdString(review.humanOperator); same(known))
                return known;
        }
        for (const BlindVerdict& one : review.blind)
            if (const QString known = QString::fromStdString(one.operatorName); same(known))
                return known;
    }
    return plain;
}

std::vector<int> drawn(std::vector<int> rows, int most, std::mt19937& random)
{
    std::ranges::shuffle(rows, random);
    if (most > 0 && std::size_t(most) < rows.size())
        rows.resize(std::size_t(most));
    return rows;
}

BlindOutcome blindOutcome(const Session& session, const QString& reviewer)
{
    const std::string who = reviewer.toStdString();
    BlindOutcome outcome;
    std::map<std::string, Pairs> people;
    Pairs before, machine;
    std::unordered_set<std::string_view> images;
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& part = session.part(row);
        const BlindVerdict* const own = blindOf(part.review, who);
        if (!own || !images.insert(part.image).second)
            continue;
        ++outcome.judged;
        for (const auto& [name, verdict] : othersOf(part.review, *own))
            people[name].add(own->human, verdict);
        if (own->held && own->heldOperator == who)
            before.add(own->human, *own->held);
        const auto said = machineVerdict(part, session.recipe());
        if (said == Verdict::Pass || said == Verdict::Fail)
            machine.add(own->human, *said);
        else
            ++outcome.undecided;
        if (blindDiffers(part.review, said).value_or(false))
            outcome.differing.append(part.path);
    }
    using With = BlindComparison::With;
    for (const auto& [name, pairs] : people)
        outcome.compared.push_back(pairs.comparison(With::Person, QString::fromStdString(name)));
    if (before.parts > 0)
        outcome.compared.push_back(before.comparison(With::OwnBefore, {}));
    if (machine.parts > 0)
        outcome.compared.push_back(machine.comparison(With::Machine, {}));
    return outcome;
}

}  // namespace app
