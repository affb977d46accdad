#include "app/report/recipe_words.h"

#include "app/common/recipe_text.h"
#include "widgets/joined_list.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace app {
namespace {

using inference::Recipe;
using inference::RegionRule;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RecipeWords)
};

QString number(double value)
{
    return QLocale().toString(value, 'g', 6);
}

QString limits(double fail, double review)
{
    return fail == review ? Words::tr("fails at or above %1").arg(widgets::limitText(fail))
                          : Words::tr("fails at or above %1, review at or above %2")
                                .arg(widgets::limitText(fail), widgets::limitText(review));
}

/// "25 px² (0.04 mm²)"
QString both(double pixels, double mmPerPixel, QString (*text)(double, double))
{
    const QString inPixels = text(pixels, 0);
    return mmPerPixel > 0 ? Words::tr("%1 (%2)").arg(inPixels, text(pixels, mmPerPixel)) : inPixels;
}

QString areaText(double area, double mmPerPixel)
{
    return widgets::areaText(area, mmPerPixel);
}

QString ruleText(const RegionRule& rule, double mmPerPixel)
{
    QStringList parts {limits(double(rule.failLimit), double(rule.reviewLimit))};
    if (rule.growLimit)
        parts.append(Words::tr("regions grow down to %1").arg(widgets::limitText(double(*rule.growLimit))));
    if (rule.minArea > 0)
        parts.append(Words::tr("regions below %1 do not count").arg(both(rule.minArea, mmPerPixel, areaText)));
    if (rule.minLength > 0)
        parts.append(Words::tr("regions shorter than %1 do not count")
                         .arg(both(rule.minLength, mmPerPixel, widgets::lengthText)));
    return parts.join(QStringLiteral("; "));
}

QString gateText(const inference::PictureGate& gate)
{
    QStringList parts;
    if (gate.leastBrightness)
        parts.append(Words::tr("brightness from %1").arg(number(*gate.leastBrightness)));
    if (gate.greatestBrightness)
        parts.append(Words::tr("brightness up to %1").arg(number(*gate.greatestBrightness)));
    if (gate.leastFocus)
        parts.append(Words::tr("focus from %1").arg(number(*gate.leastFocus)));
    return Words::tr("%1; else review").arg(widgets::joinedList(parts));
}

QString baselineText(const inference::Baseline& baseline, bool used)
{
    return used ? Words::tr("what %n good part(s) show at each place is taken off the map", nullptr, baseline.parts)
                         : Words::tr("learned from %n good part(s), but turned off", nullptr, baseline.parts);
}

QString anchorText(const inference::Anchor& anchor)
{
    if (!anchor.used)
        return Words::tr("a mark is known, but it is not looked for");
    const auto text = [](double value) { return widgets::wholeNumber(value); };
    return Words::tr("a mark of %1 × %2 px is looked for, moved by up to %3 % of the picture and turned by up to %4°; match from %5, else review")
        .arg(text(anchor.mark.width), text(anchor.mark.height), text(anchor.greatestShift * 100), text(anchor.greatestTurn), widgets::limitText(anchor.leastMatch));
}

QString dontCareNames(const Recipe& recipe)
{
    QStringList names;
    for (const inference::DontCare& area : recipe.dontCares)
        if (!area.name.empty())
            names.append(QString::fromStdString(area.name));
    const QString count = Words::tr("%n area(s) never judged", nullptr, int(recipe.dontCares.size()));
    return names.isEmpty() ? count : Words::tr("%1: %2").arg(count, widgets::joinedList(names));
}

}  // namespace

QList<Setting> recipeWords(const Recipe& recipe)
{
    QList<Setting> words;
    if (!recipe.name.empty())
        words.append({Words::tr("Recipe"), QString::fromStdString(recipe.name)});
    words.append({Words::tr("Regions"), ruleText(recipe.rule, recipe.mmPerPixel)});
    for (const inference::Zone& zone : recipe.zones)
        words.append({Words::tr("Zone “%1”").arg(QString::fromStdString(zone.name)), ruleText(zone.rule, recipe.mmPerPixel)});
    if (!recipe.dontCares.empty())
        words.append({Words::tr("Don't-care areas"), dontCareNames(recipe)});
    words.append({Words::tr("Score"), scoreRuleText(recipe)});
    words.append({Words::tr("Limits on the score"), recipe.scoreLimits ? limits(double(recipe.scoreLimits->fail), double(recipe.scoreLimits->review))
                                                                : Words::tr("none: the score is only shown")});
    if (recipe.gate.asks())
        words.append({Words::tr("Picture"), gateText(recipe.gate)});
    if (recipe.baseline)
        words.append({Words::tr("Good parts"), baselineText(*recipe.baseline, recipe.usedBaseline() != nullptr)});
    if (recipe.anchor)
        words.append({Words::tr("Position"), anchorText(*recipe.anchor)});
    if (recipe.tileSide > 0)
        words.append({Words::tr("Tiles"), Words::tr("looked at in tiles with a side of %1 px, which overlap by a fifth").arg(QLocale().toString(recipe.tileSide))});
    words.append({Words::tr("Map"), Words::tr("%1 of Post-VCP and %2 of Pre-VCP; smoothed by %3 px of the model's input")
                                 .arg(widgets::percentText(recipe.alpha), widgets::percentText(1 - recipe.alpha), number(recipe.sigma))});
    words.append({Words::tr("Scale"), recipe.mmPerPixel > 0 ? Words::tr("%1 mm per pixel").arg(number(recipe.mmPerPixel))
                                                     : Words::tr("not calibrated: sizes are in pixels")});
    if (!recipe.golden.empty())
        words.append({Words::tr("Golden set"), Words::tr("%n part(s) with a locked verdict", nullptr, int(recipe.golden.size()))});
    if (!recipe.limitSamples.empty()) {
        const auto good = std::ranges::count(recipe.limitSamples, true, &inference::LimitSample::good);
        words.append({Words::tr("Limit samples"), Words::tr("%1 still good, %2 no longer good").arg(QLocale().toString(good), QLocale().toString(qlonglong(recipe.limitSamples.size()) - good))});
    }
    return words;
}

}  // namespace app
