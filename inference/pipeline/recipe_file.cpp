#include "pipeline/recipe_file.h"

#include "pipeline/json_fields_p.h"

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;
const char* const format = "vcp-recipe";

Json recipeJson(const Recipe& recipe)
{
    return {{"format", format}, {"version", 1}, {"alpha", recipe.alpha}, {"sigma", recipe.sigma},
            {"score", scoreJson(recipe)}, {"limits", limitsJson(recipe)}};
}

}  // namespace

Recipe readRecipe(const std::filesystem::path& path, const Recipe& defaults)
{
    const Json json = readJson(path, invalid);
    try {
        if (json.value("format", Json()) != format)
            throw Error(invalid, {"format"});
        if (json.value("version", Json()) != 1)
            throw Error(invalid, {"version"});
        Recipe recipe = defaults;
        recipe.alpha = numberIn(json, "alpha", recipe.alpha, 0, 1, invalid);
        recipe.sigma = numberIn(json, "sigma", recipe.sigma, 0, 64, invalid);
        readScore(json, recipe, invalid);
        readLimits(json, recipe, invalid);
        return recipe;
    } catch (const Error& error) {
        throw error.of(path);
    }
}

std::string recipeText(const Recipe& recipe)
{
    return recipeJson(recipe).dump(2);
}

void writeRecipe(const std::filesystem::path& path, const Recipe& recipe)
{
    writeJson(path, recipeJson(recipe));
}

}  // namespace inference::pipeline
