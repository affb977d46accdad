#include "pipeline/recipe_json_p.h"

#include "core/tiling.h"
#include "judging/zone_raster.h"
#include "pipeline/anchor_json_p.h"
#include "pipeline/baseline_json_p.h"
#include "pipeline/limit_sample_json_p.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;
constexpr std::size_t mostPoints = 10000;
constexpr std::size_t mostGolden = 100000;
constexpr std::size_t longestName = 1000;

constexpr std::pair<ScoreRule, const char*> ruleNames[] = {{ScoreRule::Published, "published"}, {ScoreRule::TopMean, "top_mean"},
                                                           {ScoreRule::Maximum, "maximum"}, {ScoreRule::AreaOver, "area_over"}};
constexpr std::pair<Verdict, const char*> verdictNames[] = {{Verdict::Pass, "pass"}, {Verdict::Review, "review"}, {Verdict::Fail, "fail"}};

/// A float as the shortest decimal that reads back to it, so that 0.6f is written as 0.6.
double shortest(float value)
{
    for (int digits = 6; digits < 9; ++digits) {
        char text[32];
        std::snprintf(text, sizeof text, "%.*g", digits, double(value));
        if (const double decimal = std::strtod(text, nullptr); float(decimal) == value)
            return decimal;
    }
    return double(value);
}

template <typename Value, std::size_t Count>
Value named(const std::pair<Value, const char*> (&names)[Count], const Json& text, const std::string& key, ErrorCode code)
{
    for (const auto& [value, name] : names)
        if (text == name)
            return value;
    throw Error(code, {key});
}

template <typename Value, std::size_t Count>
const char* nameOf(const std::pair<Value, const char*> (&names)[Count], Value value)
{
    return std::ranges::find(names, value, &std::pair<Value, const char*>::first)->second;
}

std::string textIn(const Json& object, const char* key, const std::string& fallback)
{
    const auto found = object.find(key);
    if (found == object.end())
        return fallback;
    if (!found->is_string() || found->get_ref<const std::string&>().size() > longestName)
        throw Error(invalid, {key});
    return found->get<std::string>();
}

std::string hashIn(const Json& object, const char* key, const std::string& fallback)
{
    const std::string text = textIn(object, key, fallback);
    const bool hex = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!text.empty() && (text.size() != 64 || !hex))
        throw Error(invalid, {key});
    return text;
}

void requireOrder(float review, float fail)
{
    if (!(review <= fail))
        throw Error(ErrorCode::RecipeLimits, {Json(shortest(review)).dump(), Json(shortest(fail)).dump()});
}

const Json& listIn(const Json& object, const char* key, std::size_t most)
{
    static const Json none = Json::array();
    const auto found = object.find(key);
    if (found == object.end())
        return none;
    if (!found->is_array() || found->size() > most)
        throw Error(invalid, {key});
    return *found;
}

using Keys = std::span<const std::string_view>;

constexpr std::string_view recipeKeys[] {"format", "version", "name", "model", "tile_side", "alpha", "sigma", "score", "picture", "baseline", "anchor", "limits", "drawn_for", "zones", "dont_care", "mm_per_pixel", "golden", "limit_samples"};
constexpr std::string_view scoreKeys[] {"rule", "fraction", "level", "fail", "review"};
constexpr std::string_view pictureKeys[] {"brightness_from", "brightness_to", "focus_from"};
constexpr std::string_view limitKeys[] {"fail", "review", "grow", "min_area", "min_length"};
constexpr std::string_view zoneKeys[] {"name", "outline", "limits"};
constexpr std::string_view dontCareKeys[] {"name", "outline"};
constexpr std::string_view goldenKeys[] {"image", "name", "verdict"};

/// What is no object is refused where it is read.
void requireKeys(const Json& object, Keys known, const std::string& place)
{
    if (!object.is_object())
        return;
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            throw Error(invalid, {place + key.substr(0, 100)});
}

void requireKeysIn(const Json& object, const char* key, Keys known, const std::string& place)
{
    if (const auto found = object.find(key); found != object.end())
        requireKeys(*found, known, place + key + '.');
}

void requireKeysOfEach(const Json& recipe, const char* key, Keys known)
{
    const auto list = recipe.find(key);
    if (list == recipe.end() || !list->is_array())
        return;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string place = std::string(key) + '[' + std::to_string(i) + "].";
        requireKeys((*list)[i], known, place);
        if ((*list)[i].is_object())
            requireKeysIn((*list)[i], "limits", limitKeys, place);
    }
}

Polygon outlineIn(const Json& object, Size drawnFor, const std::string& place)
{
    const auto found = object.find("outline");
    if (found == object.end() || !found->is_array() || found->size() < 3 || found->size() > mostPoints)
        throw Error(invalid, {place + ".outline"});
    Polygon outline;
    for (const Json& pair : *found) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
            throw Error(invalid, {place + ".outline"});
        const Point point {pair[0].get<double>(), pair[1].get<double>()};
        if (!(point.x >= 0 && point.x <= drawnFor.width && point.y >= 0 && point.y <= drawnFor.height))
            throw Error(ErrorCode::RecipeOutline, {place, std::to_string(drawnFor.width), std::to_string(drawnFor.height)});
        outline.push_back(point);
    }
    return outline;
}

Json outlineJson(const Polygon& outline)
{
    Json points = Json::array();
    for (const Point& point : outline)
        points.push_back({point.x, point.y});
    return points;
}

/// Absent: the whole picture, whatever was before.
int tileSideIn(const Json& object)
{
    const auto found = object.find("tile_side");
    if (found == object.end())
        return 0;
    if (!found->is_number_integer() || (found->get<double>() != 0 && found->get<double>() < leastTileSide) || found->get<double>() > greatestTileSide)
        throw Error(invalid, {"tile_side"});
    return found->get<int>();
}

/// Absent: nothing is asked, whatever was before.
PictureGate gateIn(const Json& object)
{
    const auto found = object.find("picture");
    if (found == object.end())
        return {};
    if (!found->is_object())
        throw Error(invalid, {"picture"});
    const auto limit = [&picture = *found](const char* key, double greatest) -> std::optional<double> {
        if (!picture.contains(key))
            return std::nullopt;
        return numberIn(picture, key, 0, 0, greatest, invalid);
    };
    const PictureGate gate {limit("brightness_from", 255), limit("brightness_to", 255), limit("focus_from", 1e6)};
    if (gate.leastBrightness && gate.greatestBrightness && *gate.leastBrightness > *gate.greatestBrightness)
        throw Error(invalid, {"picture.brightness_to"});
    return gate;
}

Json gateJson(const PictureGate& gate)
{
    Json json = Json::object();
    const auto put = [&json](const char* key, const std::optional<double>& limit) {
        if (limit)
            json[key] = *limit;
    };
    put("brightness_from", gate.leastBrightness);
    put("brightness_to", gate.greatestBrightness);
    put("focus_from", gate.leastFocus);
    return json;
}

void readPolygons(const Json& object, Recipe& recipe)
{
    const Json& zones = listIn(object, "zones", judging::ZoneRaster::mostZones);
    const Json& dontCares = listIn(object, "dont_care", judging::ZoneRaster::mostZones);
    recipe.zones.clear();
    recipe.dontCares.clear();
    recipe.drawnFor = zones.empty() && dontCares.empty() ? Size {} : sizeIn(object, "drawn_for", "drawn_for", invalid);
    for (const Json& json : zones) {
        const std::string place = "zones[" + std::to_string(recipe.zones.size()) + "]";
        if (!json.is_object())
            throw Error(invalid, {place});
        Zone zone {textIn(json, "name", {}), outlineIn(json, recipe.drawnFor, place), recipe.rule};
        if (zone.name.empty())
            throw Error(invalid, {place + ".name"});
        readLimits(json, zone.rule, invalid);
        recipe.zones.push_back(std::move(zone));
    }
    for (const Json& json : dontCares) {
        const std::string place = "dont_care[" + std::to_string(recipe.dontCares.size()) + "]";
        if (!json.is_object())
            throw Error(invalid, {place});
        recipe.dontCares.push_back({textIn(json, "name", {}), outlineIn(json, recipe.drawnFor, place)});
    }
}

void readGolden(const Json& object, Recipe& recipe)
{
    recipe.golden.clear();
    for (const Json& json : listIn(object, "golden", mostGolden)) {
        const std::string place = "golden[" + std::to_string(recipe.golden.size()) + "]";
        if (!json.is_object() || !json.contains("image") || !json.contains("verdict"))
            throw Error(invalid, {place});
        recipe.golden.push_back({hashIn(json, "image", {}), textIn(json, "name", {}), named(verdictNames, json.at("verdict"), place + ".verdict", invalid)});
        if (recipe.golden.back().image.empty())
            throw Error(invalid, {place + ".image"});
    }
}

}  // namespace

void requireKnownKeys(const Json& recipe)
{
    requireKeys(recipe, recipeKeys, {});
    requireKeysIn(recipe, "score", scoreKeys, {});
    requireKeysIn(recipe, "picture", pictureKeys, {});
    requireKeysIn(recipe, "baseline", baselineKeys, {});
    requireKeysIn(recipe, "anchor", anchorKeys, {});
    requireKeysIn(recipe, "limits", limitKeys, {});
    requireKeysOfEach(recipe, "zones", zoneKeys);
    requireKeysOfEach(recipe, "dont_care", dontCareKeys);
    requireKeysOfEach(recipe, "golden", goldenKeys);
    requireKeysOfEach(recipe, "limit_samples", limitSampleKeys);
}

void readScore(const Json& object, Recipe& recipe, ErrorCode code)
{
    const auto score = object.find("score");
    if (score == object.end())
        return;
    if (!score->is_object())
        throw Error(code, {"score"});
    if (score->contains("rule"))
        recipe.scoreRule = named(ruleNames, score->at("rule"), "score.rule", code);
    recipe.scoreFraction = numberIn(*score, "fraction", recipe.scoreFraction, 1e-6, 1, code);
    recipe.scoreLevel = float(numberIn(*score, "level", double(recipe.scoreLevel), 0, 1, code));
    recipe.scoreLimits.reset();
    if (!score->contains("fail"))
        return;
    const float fail = float(numberIn(*score, "fail", 1, 0, 1, code));
    recipe.scoreLimits = LimitPair {fail, float(numberIn(*score, "review", double(fail), 0, 1, code))};
    requireOrder(recipe.scoreLimits->review, fail);
}

Json scoreJson(const Recipe& recipe)
{
    Json json {{"rule", nameOf(ruleNames, recipe.scoreRule)}, {"fraction", recipe.scoreFraction}, {"level", shortest(recipe.scoreLevel)}};
    if (recipe.scoreLimits) {
        json["fail"] = shortest(recipe.scoreLimits->fail);
        json["review"] = shortest(recipe.scoreLimits->review);
    }
    return json;
}

void readLimits(const Json& object, RegionRule& rule, ErrorCode code)
{
    const auto limits = object.find("limits");
    if (limits == object.end())
        return;
    if (!limits->is_object())
        throw Error(code, {"limits"});
    rule.failLimit = float(numberIn(*limits, "fail", double(rule.failLimit), 0, 1, code));
    rule.reviewLimit = float(numberIn(*limits, "review", double(std::min(rule.reviewLimit, rule.failLimit)), 0, 1, code));
    requireOrder(rule.reviewLimit, rule.failLimit);
    rule.growLimit.reset();
    if (limits->contains("grow")) {
        rule.growLimit = float(numberIn(*limits, "grow", 0, 0, 1, code));
        requireOrder(*rule.growLimit, rule.reviewLimit);
    }
    rule.minArea = numberIn(*limits, "min_area", rule.minArea, 0, 1e12, code);
    rule.minLength = numberIn(*limits, "min_length", rule.minLength, 0, 1e7, code);
}

Json limitsJson(const RegionRule& rule)
{
    Json json {{"fail", shortest(rule.failLimit)}, {"review", shortest(rule.reviewLimit)}, {"min_area", rule.minArea}, {"min_length", rule.minLength}};
    if (rule.growLimit)
        json["grow"] = shortest(*rule.growLimit);
    return json;
}

void readProduct(const Json& object, Recipe& recipe)
{
    recipe.name = textIn(object, "name", recipe.name);
    recipe.model = hashIn(object, "model", recipe.model);
    recipe.mmPerPixel = numberIn(object, "mm_per_pixel", recipe.mmPerPixel, 0, 1e6, invalid);
    recipe.tileSide = tileSideIn(object);
    recipe.gate = gateIn(object);
    recipe.baseline = baselineIn(object);
    recipe.anchor = anchorIn(object);
    // The same numbers would say something else of another model's answers, the one in use among them.
    if (recipe.baseline && (!object.contains("model") || recipe.model.empty()))
        throw Error(invalid, {"model"});
    readPolygons(object, recipe);
    readGolden(object, recipe);
    recipe.limitSamples = limitSamplesIn(object);
}

Json recipeJson(const Recipe& recipe)
{
    Json json {{"format", "vcp-recipe"}, {"version", 2}, {"name", recipe.name}, {"alpha", recipe.alpha}, {"sigma", recipe.sigma},
               {"score", scoreJson(recipe)}, {"limits", limitsJson(recipe.rule)}, {"mm_per_pixel", recipe.mmPerPixel}};
    if (!recipe.model.empty())
        json["model"] = recipe.model;
    if (recipe.tileSide > 0)
        json["tile_side"] = recipe.tileSide;
    if (recipe.gate.asks())
        json["picture"] = gateJson(recipe.gate);
    if (recipe.baseline)
        json["baseline"] = baselineJson(*recipe.baseline);
    if (recipe.anchor)
        json["anchor"] = anchorJson(*recipe.anchor);
    if (!recipe.zones.empty() || !recipe.dontCares.empty())
        json["drawn_for"] = {recipe.drawnFor.width, recipe.drawnFor.height};
    for (const Zone& zone : recipe.zones)
        json["zones"].push_back({{"name", zone.name}, {"outline", outlineJson(zone.outline)}, {"limits", limitsJson(zone.rule)}});
    for (const DontCare& area : recipe.dontCares)
        json["dont_care"].push_back({{"name", area.name}, {"outline", outlineJson(area.outline)}});
    for (const GoldenPart& part : recipe.golden)
        json["golden"].push_back({{"image", part.image}, {"name", part.name}, {"verdict", nameOf(verdictNames, part.verdict)}});
    for (const LimitSample& sample : recipe.limitSamples)
        json["limit_samples"].push_back(limitSampleJson(sample));
    return json;
}

}  // namespace inference::pipeline
