#include "pipeline/json_fields_p.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <system_error>

namespace inference::pipeline {
namespace {

constexpr std::uintmax_t greatestJsonBytes = 16 << 20;

constexpr std::pair<ScoreRule, const char*> ruleNames[] = {
    {ScoreRule::Published, "published"}, {ScoreRule::TopMean, "top_mean"}, {ScoreRule::Maximum, "maximum"}};

/// A float as the shortest decimal that reads back to it, so that 0.6f is written as 0.6.
double shortest(float value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.7g", double(value));
    return std::strtod(text, nullptr);
}

}  // namespace

Json readJson(const std::filesystem::path& path, ErrorCode invalid)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        throw Error(error == std::errc::no_such_file_or_directory ? ErrorCode::FileMissing : ErrorCode::FileUnreadable,
                    error == std::errc::no_such_file_or_directory ? std::vector<std::string>() : std::vector {error.message()}, path);
    if (size > greatestJsonBytes)
        throw Error(invalid, {std::to_string(size)}, path);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::FileUnreadable, {std::strerror(errno)}, path);
    try {
        Json json = Json::parse(file);
        if (!json.is_object())
            throw Error(invalid, {"{}"}, path);
        return json;
    } catch (const Json::parse_error& broken) {
        throw Error(invalid, {"byte " + std::to_string(broken.byte)}, path);
    }
}

void writeJson(const std::filesystem::path& path, const Json& json)
{
    std::filesystem::path beside = path;
    beside += ".new";
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        file << json.dump(2) << '\n';
        file.flush();
        if (!file)
            throw Error(ErrorCode::WriteFailed, {std::strerror(errno)}, path);
    }
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, path);
}

double numberIn(const Json& object, const char* key, double fallback, double least, double greatest, ErrorCode invalid)
{
    const auto found = object.find(key);
    if (found == object.end())
        return fallback;
    if (!found->is_number() || !(found->get<double>() >= least && found->get<double>() <= greatest))
        throw Error(invalid, {key});
    return found->get<double>();
}

void readScore(const Json& object, Recipe& recipe, ErrorCode invalid)
{
    const auto score = object.find("score");
    if (score == object.end())
        return;
    if (!score->is_object() || !score->contains("rule") || !score->at("rule").is_string())
        throw Error(invalid, {"score"});
    bool known = false;
    for (const auto& [rule, name] : ruleNames)
        if (score->at("rule") == name) {
            recipe.scoreRule = rule;
            known = true;
        }
    if (!known)
        throw Error(invalid, {"score.rule"});
    recipe.scoreFraction = numberIn(*score, "fraction", recipe.scoreFraction, 1e-6, 1, invalid);
}

Json scoreJson(const Recipe& recipe)
{
    for (const auto& [rule, name] : ruleNames)
        if (rule == recipe.scoreRule)
            return {{"rule", name}, {"fraction", recipe.scoreFraction}};
    return {};
}

void readLimits(const Json& object, Recipe& recipe, ErrorCode invalid)
{
    const auto limits = object.find("limits");
    if (limits == object.end())
        return;
    if (!limits->is_object())
        throw Error(invalid, {"limits"});
    recipe.rule.failLimit = float(numberIn(*limits, "fail", recipe.rule.failLimit, 0, 1, invalid));
    recipe.rule.reviewLimit = float(numberIn(*limits, "review", std::min(recipe.rule.reviewLimit, recipe.rule.failLimit), 0, 1, invalid));
    recipe.rule.minArea = numberIn(*limits, "min_area", recipe.rule.minArea, 0, 1e12, invalid);
    if (recipe.rule.reviewLimit > recipe.rule.failLimit)
        throw Error(invalid, {"limits"});
}

Json limitsJson(const Recipe& recipe)
{
    return {{"fail", shortest(recipe.rule.failLimit)}, {"review", shortest(recipe.rule.reviewLimit)}, {"min_area", recipe.rule.minArea}};
}

}  // namespace inference::pipeline
