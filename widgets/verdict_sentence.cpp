#include "widgets/verdict_sentence.h"

#include "widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace widgets {

namespace {

const inference::RegionRule& ruleOf(const inference::Recipe& recipe, const inference::Defect& defect)
{
    const bool inZone = defect.zone >= 0 && std::size_t(defect.zone) < recipe.zones.size();
    return inZone ? recipe.zones[std::size_t(defect.zone)].rule : recipe.rule;
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
        const inference::RegionRule& rule = ruleOf(recipe, *first);
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
            sentence += QLatin1Char(' ') + (failing ? tr("%n more region(s) reach(es) it.", nullptr, int(others))
                                                    : tr("%n more region(s) to review.", nullptr, int(others)));
        return sentence;
    }

    /// The score has decided, not a region.
    static QString ofScore(const inference::Judgement& judgement, const inference::Recipe& recipe)
    {
        if (!recipe.scoreLimits)
            return {};
        const bool failing = judgement.scoreVerdict == inference::Verdict::Fail;
        const double limit = double(failing ? recipe.scoreLimits->fail : recipe.scoreLimits->review);
        return (failing ? tr("Score %1 ≥ limit %2.") : tr("Score %1 ≥ review limit %2.")).arg(scoreText(judgement.score, limit), scoreText(limit));
    }

    static QString ofPass(const inference::Recipe& recipe, double maximum)
    {
        // Float limits against a float maximum: the comparison of the judging itself.
        if (float(maximum) >= recipe.rule.reviewLimit)
            return tr("No region is large enough: highest value %1, every region below %2.")
                .arg(scoreText(maximum), areaText(recipe.rule.minArea, recipe.mmPerPixel));
        return tr("No region reaches the limits. Highest value %1, review limit %2.")
            .arg(scoreText(maximum, recipe.rule.reviewLimit), scoreText(recipe.rule.reviewLimit));
    }
};

}  // namespace

QString verdictSentence(const inference::Judgement& judgement, const inference::Recipe& recipe, double maximum)
{
    switch (judgement.verdict) {
    case inference::Verdict::Fail: return VerdictSentence::ofRegions(judgement, recipe, true);
    case inference::Verdict::Review: return VerdictSentence::ofRegions(judgement, recipe, false);
    case inference::Verdict::Pass: break;
    }
    return VerdictSentence::ofPass(recipe, maximum);
}

}  // namespace widgets
