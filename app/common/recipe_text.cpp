#include "app/common/recipe_text.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using inference::Recipe;
using inference::RegionRule;

/// As many digits as it takes to tell the number from others, and no more; never an exponent.
QString number(double value)
{
    return QLocale().toString(value, 'f', QLocale::FloatingPointShortest);
}

QString number(float value)
{
    for (int digits = 2; digits < 9; ++digits)
        if (const QString text = QString::number(double(value), 'g', digits); text.toFloat() == value)
            return number(text.toDouble());
    return number(double(value));
}

/// Four significant digits and those before the point, without zeros at the end.
QString fourDigits(double value)
{
    constexpr double whole = 1000;
    return number(value < whole ? QString::number(value, 'g', 4).toDouble() : std::round(value));
}

/// Both as they are shown, or with all their digits where the shown ones are the same.
template <typename Text>
std::pair<QString, QString> toldApart(const Text& text, double before, double after)
{
    if (const QString a = text(before), b = text(after); a != b)
        return {a, b};
    return {number(before), number(after)};
}

QString none()
{
    return QCoreApplication::translate("RecipeText", "none");
}

QString areaText(double area, double mmPerPixel)
{
    return mmPerPixel > 0 ? fourDigits(area * mmPerPixel * mmPerPixel) + QStringLiteral(" mm²") : number(area) + QStringLiteral(" px²");
}

QString lengthText(double length, double mmPerPixel)
{
    return mmPerPixel > 0 ? fourDigits(length * mmPerPixel) + QStringLiteral(" mm") : number(length) + QStringLiteral(" px");
}

/// Collects sentences of the form "what: before → after".
class Differences {
public:
    explicit Differences(double mmPerPixel)
        : m_mmPerPixel(mmPerPixel)
    {
    }

    void compare(const QString& what, const QString& before, const QString& after)
    {
        if (before != after)
            m_texts.append(QCoreApplication::translate("RecipeText", "%1: %2 → %3").arg(what, before, after));
    }
    void compare(const QString& what, double before, double after)
    {
        if (before != after)
            compare(what, number(before), number(after));
    }
    void compareSizes(const QString& what, QString (*text)(double, double), double before, double after)
    {
        if (before == after)
            return;
        const auto [a, b] = toldApart([this, text](double size) { return text(size, m_mmPerPixel); }, before, after);
        compare(what, a, b);
    }
    void say(const QString& sentence) { m_texts.append(sentence); }
    bool isEmpty() const { return m_texts.isEmpty(); }

    /// `of` names the zone, or nothing.
    void compareRules(const QString& of, const RegionRule& before, const RegionRule& after)
    {
        const auto named = [&of](const QString& what) {
            return of.isEmpty() ? what : QCoreApplication::translate("RecipeText", "Zone “%1”, %2").arg(of, what.toLower());
        };
        compare(named(QCoreApplication::translate("RecipeText", "Fail limit")), number(before.failLimit), number(after.failLimit));
        compare(named(QCoreApplication::translate("RecipeText", "Review limit")), number(before.reviewLimit), number(after.reviewLimit));
        const auto grow = [](const RegionRule& rule) { return rule.growLimit ? number(*rule.growLimit) : none(); };
        compare(named(QCoreApplication::translate("RecipeText", "Grow limit")), grow(before), grow(after));
        compareSizes(named(QCoreApplication::translate("RecipeText", "Least area")), areaText, before.minArea, after.minArea);
        compareSizes(named(QCoreApplication::translate("RecipeText", "Least length")), lengthText, before.minLength, after.minLength);
    }

    QStringList take() { return std::move(m_texts); }

private:
    double m_mmPerPixel;
    QStringList m_texts;
};

void compareBaselines(const std::optional<inference::Baseline>& before, const std::optional<inference::Baseline>& after, Differences& differences)
{
    const auto text = [](const std::optional<inference::Baseline>& baseline) {
        if (!baseline)
            return none();
        return baseline->used ? QCoreApplication::translate("RecipeText", "from %n part(s)", nullptr, baseline->parts) : QCoreApplication::translate("RecipeText", "turned off");
    };
    const QString what = QCoreApplication::translate("RecipeText", "What good parts show");
    if (const QString a = text(before), b = text(after); a != b)
        differences.compare(what, a, b);
    else if (before != after)
        differences.say(QCoreApplication::translate("RecipeText", "%1: learned anew").arg(what));
}

/// Everything by which a part is found, in words; empty where nothing is looked for.
void compareAnchors(const std::optional<inference::Anchor>& before, const std::optional<inference::Anchor>& after, Differences& differences)
{
    const auto text = [](const std::optional<inference::Anchor>& anchor) {
        if (!anchor)
            return none();
        return anchor->used ? QCoreApplication::translate("RecipeText", "by a mark") : QCoreApplication::translate("RecipeText", "turned off");
    };
    const QString what = QCoreApplication::translate("RecipeText", "Where the part lies");
    if (const QString a = text(before), b = text(after); a != b)
        differences.compare(what, a, b);
    if (!before || !after)
        return;
    if (before->fingerprint != after->fingerprint)
        differences.say(QCoreApplication::translate("RecipeText", "%1: another reference picture").arg(what));
    else if (before->mark != after->mark)
        differences.say(QCoreApplication::translate("RecipeText", "%1: another mark").arg(what));
    differences.compare(QCoreApplication::translate("RecipeText", "Greatest shift (%)"), before->greatestShift * 100, after->greatestShift * 100);
    differences.compare(QCoreApplication::translate("RecipeText", "Greatest turn (°)"), before->greatestTurn, after->greatestTurn);
    differences.compare(QCoreApplication::translate("RecipeText", "Least match"), before->leastMatch, after->leastMatch);
}

void compareScores(const Recipe& before, const Recipe& after, Differences& differences)
{
    if (const QString a = scoreRuleText(before), b = scoreRuleText(after); a != b)
        differences.compare(QCoreApplication::translate("RecipeText", "Score"), a, b);
    else if (before.scoreFraction != after.scoreFraction && before.scoreRule != inference::ScoreRule::Maximum && before.scoreRule != inference::ScoreRule::AreaOver)
        differences.compare(QCoreApplication::translate("RecipeText", "Share of the pixels that the score looks at"), before.scoreFraction, after.scoreFraction);
    const auto limit = [](const Recipe& recipe, bool fail) {
        return !recipe.scoreLimits ? none() : number(fail ? recipe.scoreLimits->fail : recipe.scoreLimits->review);
    };
    differences.compare(QCoreApplication::translate("RecipeText", "Fail limit of the score"), limit(before, true), limit(after, true));
    differences.compare(QCoreApplication::translate("RecipeText", "Review limit of the score"), limit(before, false), limit(after, false));
}

template <typename Areas>
auto findNamed(const Areas& areas, const std::string& name)
{
    return std::ranges::find_if(areas, [&name](const auto& area) { return area.name == name; });
}

QString nameOf(const inference::DontCare& area)
{
    return area.name.empty() ? QCoreApplication::translate("RecipeText", "without a name") : QString::fromStdString(area.name);
}

bool hasPolygons(const Recipe& recipe)
{
    return !recipe.zones.empty() || !recipe.dontCares.empty();
}

/// The same outlines on a picture of another size are other places.
void compareDrawnFor(const Recipe& before, const Recipe& after, Differences& differences)
{
    if (!hasPolygons(before) || !hasPolygons(after))
        return;
    const auto text = [](inference::Size size) { return QStringLiteral("%1 × %2").arg(size.width).arg(size.height); };
    differences.compare(QCoreApplication::translate("RecipeText", "Picture that zones are drawn on"), text(before.drawnFor), text(after.drawnFor));
}

/// Names may be the same, and then what is compared by name says too little.
void compareRest(const Recipe& before, const Recipe& after, Differences& differences)
{
    Recipe other = after;
    if (!hasPolygons(before) && !hasPolygons(after))
        other.drawnFor = before.drawnFor;
    other.scoreFraction = before.scoreFraction;
    other.scoreLevel = before.scoreLevel;
    if (differences.isEmpty() && other != before)
        differences.say(before.zones != after.zones                ? QCoreApplication::translate("RecipeText", "Zones of the same name changed")
                        : before.limitSamples != after.limitSamples ? QCoreApplication::translate("RecipeText", "Order of the limit samples changed")
                                                                    : QCoreApplication::translate("RecipeText", "Order or names of the golden parts changed"));
}

void compareZones(const Recipe& before, const Recipe& after, Differences& differences)
{
    for (const auto& zone : before.zones)
        if (findNamed(after.zones, zone.name) == after.zones.end())
            differences.say(QCoreApplication::translate("RecipeText", "Zone “%1” removed").arg(QString::fromStdString(zone.name)));
    for (const auto& zone : after.zones) {
        const QString name = QString::fromStdString(zone.name);
        const auto old = findNamed(before.zones, zone.name);
        if (old == before.zones.end()) {
            differences.say(QCoreApplication::translate("RecipeText", "Zone “%1” added").arg(name));
            continue;
        }
        if (old->outline != zone.outline)
            differences.say(QCoreApplication::translate("RecipeText", "Zone “%1” reshaped").arg(name));
        differences.compareRules(name, old->rule, zone.rule);
    }
    const auto sameName = [](const auto& a, const auto& b) { return a.name == b.name; };
    if (before.zones.size() == after.zones.size() && std::ranges::is_permutation(before.zones, after.zones, sameName)
        && !std::ranges::equal(before.zones, after.zones, sameName))
        differences.say(QCoreApplication::translate("RecipeText", "Order of the zones changed"));
}

void compareDontCares(const Recipe& before, const Recipe& after, Differences& differences)
{
    // Names may be empty or the same, so an area is known by its outline.
    const auto holds = [](const std::vector<inference::DontCare>& areas, const inference::DontCare& area) {
        return std::ranges::any_of(areas, [&area](const auto& other) { return other.outline == area.outline; });
    };
    QStringList removed, added;
    for (const auto& area : before.dontCares)
        if (!holds(after.dontCares, area))
            removed.append(nameOf(area));
    for (const auto& area : after.dontCares)
        if (!holds(before.dontCares, area))
            added.append(nameOf(area));
    if (removed.size() == 1 && removed == added) {
        differences.say(QCoreApplication::translate("RecipeText", "Don't-care area “%1” reshaped").arg(removed.first()));
        return;
    }
    for (const QString& name : removed)
        differences.say(QCoreApplication::translate("RecipeText", "Don't-care area “%1” removed").arg(name));
    for (const QString& name : added)
        differences.say(QCoreApplication::translate("RecipeText", "Don't-care area “%1” added").arg(name));
    if (removed.isEmpty() && added.isEmpty() && before.dontCares != after.dontCares)
        differences.say(QCoreApplication::translate("RecipeText", "Don't-care areas renamed or put in another order"));
}

void compareGolden(const Recipe& before, const Recipe& after, Differences& differences)
{
    const auto find = [](const Recipe& recipe, const std::string& image) {
        return std::ranges::find(recipe.golden, image, &inference::GoldenPart::image);
    };
    for (const auto& part : before.golden)
        if (find(after, part.image) == after.golden.end())
            differences.say(QCoreApplication::translate("RecipeText", "“%1” left the golden set").arg(QString::fromStdString(part.name)));
    for (const auto& part : after.golden) {
        const auto old = find(before, part.image);
        const QString name = QString::fromStdString(part.name);
        if (old == before.golden.end())
            differences.say(QCoreApplication::translate("RecipeText", "“%1” joined the golden set as %2").arg(name, word(part.verdict)));
        else
            differences.compare(QCoreApplication::translate("RecipeText", "Golden part “%1”").arg(name), word(old->verdict), word(part.verdict));
    }
}

void compareLimitSamples(const Recipe& before, const Recipe& after, Differences& differences)
{
    const auto find = [](const Recipe& recipe, const inference::LimitSample& sample) {
        return std::ranges::find_if(recipe.limitSamples, [&sample](const auto& other) { return other.image == sample.image && other.utc == sample.utc && other.peakAt == sample.peakAt; });
    };
    const auto side = [](const inference::LimitSample& sample) {
        return sample.good ? QCoreApplication::translate("RecipeText", "still good") : QCoreApplication::translate("RecipeText", "no longer good");
    };
    const auto nameOf = [](const inference::LimitSample& sample) { return QString::fromStdString(sample.part); };
    for (const auto& sample : before.limitSamples)
        if (find(after, sample) == after.limitSamples.end())
            differences.say(QCoreApplication::translate("RecipeText", "Limit sample of “%1” removed").arg(nameOf(sample)));
    for (const auto& sample : after.limitSamples) {
        const auto old = find(before, sample);
        if (old == before.limitSamples.end())
            differences.say(filledText(QCoreApplication::translate("RecipeText", "Limit sample of “%1” added: %2", "part, still good"), {nameOf(sample), side(sample)}));
        else if (old->good != sample.good)
            differences.compare(QCoreApplication::translate("RecipeText", "Limit sample of “%1”").arg(nameOf(sample)), side(*old), side(sample));
        else if (*old != sample)
            differences.say(QCoreApplication::translate("RecipeText", "Limit sample of “%1” changed").arg(nameOf(sample)));
    }
}

}  // namespace

QString scoreRuleText(const Recipe& recipe)
{
    const auto percent = [](double share) { return fourDigits(share * 100); };
    switch (recipe.scoreRule) {
    case inference::ScoreRule::Published:
        return QCoreApplication::translate("RecipeText", "mean of the top %1 % of both branches").arg(percent(recipe.scoreFraction));
    case inference::ScoreRule::TopMean: return QCoreApplication::translate("RecipeText", "mean of the top %1 %").arg(percent(recipe.scoreFraction));
    case inference::ScoreRule::AreaOver: return QCoreApplication::translate("RecipeText", "share of the area at or above %1").arg(number(recipe.scoreLevel));
    case inference::ScoreRule::Maximum: break;
    }
    return QCoreApplication::translate("RecipeText", "greatest value");
}

QStringList recipeDifferences(const Recipe& before, const Recipe& after)
{
    Differences differences(after.mmPerPixel);
    const auto text = [](const std::string& value) { return value.empty() ? none() : QString::fromStdString(value); };
    differences.compare(QCoreApplication::translate("RecipeText", "Name"), text(before.name), text(after.name));
    differences.compare(QCoreApplication::translate("RecipeText", "Model"), text(before.model.substr(0, 12)), text(after.model.substr(0, 12)));
    const auto tiles = [](int side) {
        return side > 0 ? QCoreApplication::translate("RecipeText", "%1 px").arg(QLocale().toString(side)) : QCoreApplication::translate("RecipeText", "whole picture");
    };
    differences.compare(QCoreApplication::translate("RecipeText", "Tiles"), tiles(before.tileSide), tiles(after.tileSide));
    const auto asked = [](const std::optional<double>& limit) { return limit ? number(*limit) : none(); };
    differences.compare(QCoreApplication::translate("RecipeText", "Brightness from"), asked(before.gate.leastBrightness), asked(after.gate.leastBrightness));
    differences.compare(QCoreApplication::translate("RecipeText", "Brightness up to"), asked(before.gate.greatestBrightness), asked(after.gate.greatestBrightness));
    differences.compare(QCoreApplication::translate("RecipeText", "Focus from"), asked(before.gate.leastFocus), asked(after.gate.leastFocus));
    compareBaselines(before.baseline, after.baseline, differences);
    compareAnchors(before.anchor, after.anchor, differences);
    differences.compare(QCoreApplication::translate("RecipeText", "Alpha"), before.alpha, after.alpha);
    differences.compare(QCoreApplication::translate("RecipeText", "Sigma"), before.sigma, after.sigma);
    compareScores(before, after, differences);
    differences.compareRules({}, before.rule, after.rule);
    differences.compare(QCoreApplication::translate("RecipeText", "Millimetres per pixel"), before.mmPerPixel, after.mmPerPixel);
    compareDrawnFor(before, after, differences);
    compareZones(before, after, differences);
    compareDontCares(before, after, differences);
    compareGolden(before, after, differences);
    compareLimitSamples(before, after, differences);
    compareRest(before, after, differences);
    return differences.take();
}

QString recipeStepText(const Recipe& before, const Recipe& after)
{
    const QStringList differences = recipeDifferences(before, after);
    return differences.size() == 1 ? differences.first() : QCoreApplication::translate("RecipeText", "%n change(s)", nullptr, int(differences.size()));
}

}  // namespace app
