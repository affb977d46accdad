#include "app/workbench/golden_changes.h"

#include <unordered_map>

namespace app {
namespace {

using Verdicts = std::unordered_map<std::string, inference::Verdict>;

Verdicts verdictsOf(const std::vector<inference::GoldenPart>& parts)
{
    Verdicts verdicts;
    for (const inference::GoldenPart& part : parts)
        verdicts.emplace(part.image, part.verdict);
    return verdicts;
}

}  // namespace

std::vector<std::pair<std::string, GoldenChange>> goldenChanges(const std::vector<inference::GoldenPart>& before,
                                                                const std::vector<inference::GoldenPart>& after)
{
    std::vector<std::pair<std::string, GoldenChange>> changes;
    if (before == after)
        return changes;
    const Verdicts old = verdictsOf(before), now = verdictsOf(after);
    for (const inference::GoldenPart& part : before)
        if (!now.contains(part.image))
            changes.push_back({part.image, {part.verdict, {}, {}, {}}});
    for (const inference::GoldenPart& part : after) {
        const auto held = old.find(part.image);
        if (held == old.end())
            changes.push_back({part.image, {{}, part.verdict, {}, {}}});
        else if (held->second != part.verdict)
            changes.push_back({part.image, {held->second, part.verdict, {}, {}}});
    }
    return changes;
}

}  // namespace app
