#include "app/report/blind_agreement.h"

#include "app/report/gauge_text.h"
#include "app/report/report.h"
#include "evaluation/verdict_agreement.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace app {
namespace {

namespace evaluation = inference::evaluation;
using inference::Verdict;
using With = BlindComparison::With;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BlindAgreement)
};

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

BlindAgreement blindAgreement(std::span<const BlindPart> parts, const std::string& reviewer)
{
    BlindAgreement agreement;
    std::map<std::string, Pairs> people;
    Pairs before, machine;
    std::unordered_set<std::string_view> images;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const BlindPart& part = parts[i];
        const BlindVerdict* const own = blindOf(*part.review, reviewer);
        if (!own || !images.insert(part.image).second)
            continue;
        ++agreement.judged;
        for (const auto& [name, verdict] : othersOf(*part.review, *own))
            people[name].add(own->human, verdict);
        if (own->held && own->heldOperator == reviewer)
            before.add(own->human, *own->held);
        if (part.machine == Verdict::Pass || part.machine == Verdict::Fail)
            machine.add(own->human, *part.machine);
        else
            ++agreement.undecided;
        if (blindDiffers(*part.review, part.machine).value_or(false))
            agreement.differing.push_back(i);
    }
    for (const auto& [name, pairs] : people)
        agreement.compared.push_back(pairs.comparison(With::Person, QString::fromStdString(name)));
    if (before.parts > 0)
        agreement.compared.push_back(before.comparison(With::OwnBefore, {}));
    if (machine.parts > 0)
        agreement.compared.push_back(machine.comparison(With::Machine, {}));
    return agreement;
}

std::set<std::string> blindReviewers(std::span<const BlindPart> parts)
{
    std::set<std::string> names;
    for (const BlindPart& part : parts)
        for (const BlindVerdict& one : part.review->blind)
            names.insert(one.operatorName);
    return names;
}

std::vector<BlindPart> blindParts(const Report& report)
{
    std::vector<BlindPart> parts;
    for (const ReportPart& part : report.parts) {
        if (std::ranges::any_of(part.review.blind, [](const BlindVerdict& one) { return one.operatorName.empty(); }))
            return {};
        if (!part.error)
            parts.push_back({part.image, &part.review, part.judgement.verdict});
    }
    return parts;
}

TextRows agreementRows(const std::vector<BlindComparison>& compared)
{
    const QString none = QStringLiteral("–");
    TextRows table {{Words::tr("Compared with"), Words::tr("Alike"), Words::tr("Share"), Words::tr("95 % confidence"), Words::tr("Kappa"), Words::tr("Agreement")}, {}};
    for (const BlindComparison& one : compared) {
        const QString name = one.with == With::Machine ? Words::tr("the machine") : one.with == With::OwnBefore ? Words::tr("own verdict before") : one.name.isEmpty() ? Words::tr("nameless") : one.name;
        table.rows.append({name, widgets::shareText(one.same), widgets::percentText(one.same.rate()), widgets::intervalText(one.same.interval()),
                           one.kappa ? QLocale().toString(*one.kappa, 'f', 2) : none, one.kappa ? kappaWord(*one.kappa) : none});
    }
    return table;
}

}  // namespace app
