#include "app/workbench/blind_review.h"

#include "app/workbench/review_desk.h"
#include "app/workbench/session.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace app {

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
    std::vector<BlindPart> parts;
    parts.reserve(std::size_t(session.count()));
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& part = session.part(row);
        const bool judged = !part.review.blind.empty();  // the machine is asked for few of many
        parts.push_back({part.image, &part.review, judged ? machineVerdict(part, session.recipe()) : std::nullopt});
    }
    BlindAgreement agreement = blindAgreement(parts, reviewer.toStdString());
    BlindOutcome outcome {agreement.judged, std::move(agreement.compared), agreement.undecided, {}};
    for (const std::size_t row : agreement.differing)
        outcome.differing.append(session.part(int(row)).path);
    return outcome;
}

}  // namespace app
