#include "widgets/verdict_sentence.h"

#include "widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {

namespace {

struct VerdictSentence {
    Q_DECLARE_TR_FUNCTIONS(VerdictSentence)

public:
    static QString ofRegions(const inference::Judgement& judgement, const inference::Recipe& recipe, bool failing)
    {
        const auto matches = [failing](const inference::Defect& defect) { return defect.failing == failing; };
        const auto first = std::ranges::find_if(judgement.defects, matches);
        if (first == judgement.defects.end())
            return failing ? tr("The part fails.") : tr("The part wants a person's look.");
        const double limit = failing ? recipe.rule.failLimit : recipe.rule.reviewLimit;
        const QString pattern = failing ? tr("Region %1: peak %2 ≥ limit %3, area %4 ≥ %5.")
                                        : tr("Region %1: peak %2 ≥ review limit %3, area %4 ≥ %5.");
        QString sentence = pattern.arg(wholeNumber(double(first - judgement.defects.begin()) + 1),
                                       scoreText(first->peak, limit), scoreText(limit), areaText(first->area),
                                       areaText(recipe.rule.minArea));
        const auto others = std::ranges::count_if(judgement.defects, matches) - 1;
        if (others > 0)
            sentence += QLatin1Char(' ') + (failing ? tr("%n more region(s) reach(es) it.", nullptr, int(others))
                                                    : tr("%n more region(s) to review.", nullptr, int(others)));
        return sentence;
    }

    static QString ofPass(const inference::Recipe& recipe, double maximum)
    {
        // Float limits against a float maximum: the comparison of the judging itself.
        if (float(maximum) >= recipe.rule.reviewLimit)
            return tr("No region is large enough: highest value %1, every region below %2.")
                .arg(scoreText(maximum), areaText(recipe.rule.minArea));
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
