#include "pipeline/recipe_file.h"

#include "pipeline/file_hash.h"
#include "pipeline/recipe_json_p.h"

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;
constexpr int newestVersion = 2;
Recipe recipeOf(const Json& json, const Recipe& defaults, const std::string& model)
{
    if (json.value("format", Json()) != "vcp-recipe")
        throw Error(invalid, {"format"});
    const Json version = json.value("version", Json());
    if (version != 1 && version != newestVersion)
        throw Error(ErrorCode::RecipeVersion, {version.dump().substr(0, 40), std::to_string(newestVersion)});
    requireKnownKeys(json);
    Recipe recipe = defaults;
    recipe.alpha = numberIn(json, "alpha", recipe.alpha, 0, 1, invalid);
    recipe.sigma = numberIn(json, "sigma", recipe.sigma, 0, 64, invalid);
    readScore(json, recipe, invalid);
    readLimits(json, recipe.rule, invalid);
    readProduct(json, recipe);
    if (!model.empty() && !recipe.model.empty() && recipe.model != model)
        throw Error(ErrorCode::RecipeModel, {recipe.model.substr(0, 12), model.substr(0, 12)});
    return recipe;
}

}  // namespace

Recipe readRecipe(const std::filesystem::path& path, const Recipe& defaults, const std::string& model)
{
    const Json json = readJson(path, invalid);
    try {
        return recipeOf(json, defaults, model);
    } catch (const Error& error) {
        throw error.of(path);
    }
}

Recipe recipeFromText(const std::string& text, const Recipe& defaults, const std::string& model)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw Error(invalid, {"{}"});
    return recipeOf(json, defaults, model);
}

std::string recipeText(const Recipe& recipe)
{
    return recipeJson(recipe).dump(2);
}

std::string recipeHash(const Recipe& recipe)
{
    return sha256Of(recipeJson(recipe).dump());
}

std::string modelHash(const std::string& clipSha256, const std::string& vcpSha256)
{
    return sha256Of(clipSha256 + vcpSha256);
}

void writeRecipe(const std::filesystem::path& path, const Recipe& recipe)
{
    const Json json = recipeJson(recipe);
    try {
        recipeOf(json, {}, {});
    } catch (const Error& error) {
        throw error.of(path);
    }
    writeJson(path, json);
}

}  // namespace inference::pipeline
