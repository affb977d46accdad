#include "widgets/verdict_sentence.h"

#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/picture_fault_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace widgets {

namespace {

/// -1: that of all that lies in no zone.
const inference::RegionRule& ruleOf(const inference::Recipe& recipe, int zone)
{
    const bool inZone = zone >= 0 && std::size_t(zone) < recipe.zones.size();
    return inZone ? recipe.zones[std::size_t(zone)].rule : recipe.rule;
}

QString zoneName(const inference::Recipe& recipe, int zone)
{
    return std::size_t(zone) < recipe.zones.size() ? QString::fromStdString(recipe.zones[std::size_t(zone)].name) : QString();
}

/// All places at once: a zone that is called "%2" stays it.
QString filled(const QString& pattern, const std::array<QString, 5>& values)
{
    return pattern.arg(values[0], values[1], values[2], values[3], values[4]);
}

struct VerdictSentence {
    Q_DECLARE_TR_FUNCTIONS(VerdictSentence)

public:
    static QString ofRegions(const inference::Judgement& judgement, const inference::Recipe& recipe, bool failing)
    {
        const auto matches = [failing](const inference::Defect& defect) { return defect.failing == failing; };
        const auto first = std::ranges::find_if(judgement.defects, matches);
        if (first == judgement.defects.end())
            return ofScore(judgement, recipe);
        const inference::RegionRule& rule = ruleOf(recipe, first->zone);
        const double limit = double(failing ? rule.failLimit : rule.reviewLimit);
        const QString number = wholeNumber(double(first - judgement.defects.begin()) + 1);
        const QString region = first->zone < 0 ? tr("Region %1").arg(number) : tr("Region %1 in zone %2").arg(number, zoneName(recipe, first->zone));
        const QString pattern = failing ? tr("%1: peak %2 ≥ limit %3, area %4 ≥ %5") : tr("%1: peak %2 ≥ review limit %3, area %4 ≥ %5");
        QString sentence = filled(pattern, {region, scoreText(double(first->peak), limit), scoreText(limit),
                                            areaText(first->area, recipe.mmPerPixel), areaText(rule.minArea, recipe.mmPerPixel)});
        if (rule.minLength > 0)
            sentence += tr(", length %1 ≥ %2").arg(lengthText(first->length, recipe.mmPerPixel), lengthText(rule.minLength, recipe.mmPerPixel));
        sentence += QCoreApplication::translate("VerdictSentence", ".", "ends a sentence");
        const auto others = std::ranges::count_if(judgement.defects, matches) - 1;
        if (others > 0)
            sentence = joinedSentences({sentence, failing ? tr("%n more region(s) reach(es) it.", nullptr, int(others)) : tr("%n more region(s) to review.", nullptr, int(others))});
        return sentence;
    }

    /// The score has decided, or the picture, not a region.
    static QString ofScore(const inference::Judgement& judgement, const inference::Recipe& recipe)
    {
        if (!recipe.scoreLimits || judgement.scoreVerdict == inference::Verdict::Pass)
            return {};
        const bool failing = judgement.scoreVerdict == inference::Verdict::Fail;
        const double limit = double(failing ? recipe.scoreLimits->fail : recipe.scoreLimits->review);
        return (failing ? tr("Score %1 ≥ limit %2.") : tr("Score %1 ≥ review limit %2.")).arg(scoreText(judgement.score, limit), scoreText(limit));
    }

    static QString ofPass(const inference::Recipe& recipe, std::span<const float> peaks)
    {
        // The zone that is nearest to asking for a review, or furthest beyond it: it says why none does.
        int zone = -1;
        const auto margin = [&](int of) {
            return of + 1 < int(peaks.size()) ? peaks[std::size_t(of + 1)] - ruleOf(recipe, of).reviewLimit : -2;
        };
        for (int other = 0; other < int(recipe.zones.size()); ++other)
            if (margin(other) > margin(zone))
                zone = other;
        const inference::RegionRule& rule = ruleOf(recipe, zone);
        const float peak = peaks.empty() ? 0 : peaks[std::size_t(zone + 1)];
        // Float limits against a float peak: the comparison of the judging itself.
        if (peak >= rule.reviewLimit)
            return zone < 0 ? tr("No region is large enough: highest value %1, every region %2.").arg(scoreText(double(peak)), shortfall(rule, recipe))
                            : filled(tr("No region in zone %1 is large enough: highest value %2, every region %3."),
                                     {zoneName(recipe, zone), scoreText(double(peak)), shortfall(rule, recipe), {}, {}});
        const QString value = scoreText(double(peak), double(rule.reviewLimit));
        const QString limit = scoreText(double(rule.reviewLimit));
        return zone < 0 ? tr("No region reaches the limits. Highest value %1, review limit %2.").arg(value, limit)
                        : filled(tr("No region reaches the limits. Highest value in zone %1 %2, its review limit %3."),
                                 {zoneName(recipe, zone), value, limit, {}, {}});
    }

    /// What every region lacks, of what is demanded.
    static QString shortfall(const inference::RegionRule& rule, const inference::Recipe& recipe)
    {
        const QString area = tr("below %1").arg(areaText(rule.minArea, recipe.mmPerPixel));
        if (rule.minLength <= 0)
            return area;
        const QString length = tr("shorter than %1").arg(lengthText(rule.minLength, recipe.mmPerPixel));
        return rule.minArea > 0 ? tr("%1 or %2").arg(area, length) : length;
    }
};

}  // namespace

QString verdictSentence(const inference::Judgement& judgement, const inference::Recipe& recipe, std::span<const float> peaks)
{
    if (judgement.verdict == inference::Verdict::Pass)
        return VerdictSentence::ofPass(recipe, peaks);
    const QString found = VerdictSentence::ofRegions(judgement, recipe, judgement.verdict == inference::Verdict::Fail);
    const QString picture = pictureFaultsText(judgement.pictureFaults);
    return joinedSentences({found, picture});
}

}  // namespace widgets
