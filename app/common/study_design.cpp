#include "app/common/study_design.h"

#include "core/error.h"
#include "core/natural_order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace app {
namespace {

/// Names, each once, as a person counts them.
QStringList ordered(const std::map<QString, int>& names)
{
    std::vector<std::pair<std::string, QString>> keys;
    for (const auto& [name, count] : names)
        keys.emplace_back(inference::naturalKey(name.toStdString()), name);
    std::ranges::sort(keys);
    QStringList sorted;
    for (const auto& [key, name] : keys)
        sorted.append(name);
    return sorted;
}

std::map<QString, int> indexed(const QStringList& names)
{
    std::map<QString, int> places;
    for (int i = 0; i < names.size(); ++i)
        places[names[i]] = i;
    return places;
}

using Cells = std::map<std::pair<QString, QString>, int>;  ///< pictures of a part by an appraiser

/// What most cells hold; of counts that as many hold the greater one.
int usualCount(const Cells& cells)
{
    std::map<int, int> cellsOfCount;
    for (const auto& [cell, pictures] : cells)
        ++cellsOfCount[pictures];
    const auto most = std::ranges::max_element(cellsOfCount, [](const auto& left, const auto& right) {
        return std::pair(left.second, left.first) < std::pair(right.second, right.first);
    });
    return most == cellsOfCount.end() ? 0 : most->first;
}

}  // namespace

StudyDesign studyDesign(std::span<const QString> names, const ReadingPattern& pattern)
{
    StudyDesign design;
    std::vector<std::optional<ReadingName>> readings;
    std::map<QString, int> parts, appraisers;
    Cells cells;
    for (const QString& name : names) {
        readings.push_back(pattern.match(name));
        if (const auto& reading = readings.back()) {
            ++parts[reading->part];
            ++appraisers[reading->appraiser];
            ++cells[{reading->part, reading->appraiser}];
        } else {
            design.otherNames.append(name);
        }
    }
    design.appraisers = ordered(appraisers);
    design.trials = usualCount(cells);
    for (const QString& part : ordered(parts)) {
        const auto pictures = [&](const QString& appraiser) {
            const auto cell = cells.find({part, appraiser});
            return cell == cells.end() ? 0 : cell->second;
        };
        const auto other = std::ranges::find_if(design.appraisers, [&](const QString& appraiser) { return pictures(appraiser) != design.trials; });
        if (other == design.appraisers.end())
            design.parts.append(part);
        else
            design.leftOut.push_back({part, *other, pictures(*other)});
    }
    const std::map<QString, int> partPlaces = indexed(design.parts), appraiserPlaces = indexed(design.appraisers);
    for (const auto& reading : readings) {
        const auto part = reading ? partPlaces.find(reading->part) : partPlaces.end();
        design.places.push_back(part == partPlaces.end() ? StudyDesign::Place {} : StudyDesign::Place {part->second, appraiserPlaces.at(reading->appraiser)});
    }
    return design;
}

QString suggestedPattern(std::span<const QString> names, const QString& remembered, const std::stop_token& stop)
{
    QStringList patterns = ReadingPattern::common();
    if (!remembered.isEmpty())
        patterns.prepend(remembered);
    QString best;
    std::pair<bool, qsizetype> bestRank {false, 0};
    for (const QString& text : patterns) {
        const ReadingPattern pattern(text);
        const bool fitsAll = std::ranges::all_of(names, [&](const QString& name) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            return pattern.match(name).has_value();
        });
        if (!fitsAll)
            continue;
        const StudyDesign design = studyDesign(names, pattern);
        const bool knowsAppraisers = design.appraisers.size() > 1;
        // One appraiser alone by a pattern that asks for them is a folder that happens to be there.
        const bool folder = !knowsAppraisers && text.contains(QStringLiteral("{appraiser}"));
        if (!design.isStudy() || !design.leftOut.empty() || folder || design.appraisers.size() > design.parts.size())
            continue;
        if (const std::pair rank(knowsAppraisers, design.parts.size()); rank > bestRank) {
            best = text;
            bestRank = rank;
        }
    }
    return best;
}

}  // namespace app
