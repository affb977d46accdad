#include "app/workbench/label_next.h"

#include "app/workbench/session.h"
#include "judging/figures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace app {
namespace {

using inference::Label;

/// How far a part's score is from the limit above which it fails; where the recipe limits both scores, from the nearer one.
double distanceToLimit(const PartRecord& part, const inference::Recipe& recipe)
{
    double distance = std::abs(std::max(0.0, double(part.judged.regionScore)) - double(recipe.rule.failLimit));
    if (recipe.scoreLimits)
        distance = std::min(distance, std::abs(part.judged.score - double(recipe.scoreLimits->fail)));
    return distance;
}

QStringList nearLimit(const Session& session, const std::vector<int>& rows, int most)
{
    struct Near {
        double distance;
        int row;
    };
    std::vector<Near> parts;
    std::unordered_set<std::string_view> images;
    for (const int row : rows)
        if (const PartRecord& part = session.part(row); part.label == Label::None && images.insert(part.image).second)
            parts.push_back({distanceToLimit(part, session.recipe()), row});
    const auto nearest = parts.begin() + std::min<std::ptrdiff_t>(most, std::ssize(parts));
    std::ranges::partial_sort(parts, nearest, {}, [](const Near& near) { return std::pair(near.distance, near.row); });
    QStringList next;
    for (auto near = parts.begin(); near != nearest; ++near)
        next.append(session.part(near->row).path);
    return next;
}

}  // namespace

LabelNextAnswer labelNext(const Session& session, LabelNextFrom from, int most, double goal)
{
    LabelNextAnswer answer;
    std::vector<AuditedPart> parts;
    std::vector<int> rows;
    std::unordered_map<const inference::Recipe*, inference::judging::MovedLimits> moved;  // few recipes, many parts
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& part = session.part(row);
        const auto verdict = [&]() -> std::optional<inference::Verdict> {
            if (part.image.empty() || !part.isJudged())
                return std::nullopt;
            return moved.try_emplace(part.judged.recipe.get(), *part.judged.recipe, session.recipe()).first->second.verdict(*part.judged.figures);
        }();
        if (!verdict) {
            ++answer.unjudged;
            continue;
        }
        parts.push_back({part.image, part.label, *verdict});
        rows.push_back(row);
    }
    answer.audit = auditOf(parts, std::size_t(most), goal);
    if (from == LabelNextFrom::NearLimit) {
        answer.next = nearLimit(session, rows, most);
        return answer;
    }
    for (const std::size_t i : answer.audit[std::size_t(from)].next)
        answer.next.append(session.part(rows[i]).path);
    if (!answer.next.isEmpty())
        answer.gap = session.part(rows[answer.audit[std::size_t(from)].next.front()]).name;
    return answer;
}

}  // namespace app
