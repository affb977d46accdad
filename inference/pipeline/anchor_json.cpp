#include "pipeline/anchor_json_p.h"

#include "pipeline/hex_p.h"

#include <algorithm>
#include <span>

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;

/// Within the picture.
Rect readMark(const Json& anchor, Size picture)
{
    const auto found = anchor.find("mark");
    if (found == anchor.end() || !found->is_array() || found->size() != 4 || !std::ranges::all_of(*found, [](const Json& number) { return number.is_number(); }))
        throw Error(invalid, {"anchor.mark"});
    const Rect mark {(*found)[0].get<double>(), (*found)[1].get<double>(), (*found)[2].get<double>(), (*found)[3].get<double>()};
    constexpr double rounding = 1e-6;
    if (!(mark.x >= 0 && mark.y >= 0 && mark.width > 0 && mark.height > 0 && mark.x + mark.width <= picture.width + rounding
          && mark.y + mark.height <= picture.height + rounding))
        throw Error(invalid, {"anchor.mark"});
    return mark;
}

std::shared_ptr<const GreyCopy> readGrey(const Json& anchor, Size picture)
{
    const auto rows = anchor.find("grey");
    auto grey = std::make_shared<GreyCopy>(frameOfCopy(picture));
    if (rows == anchor.end() || !rows->is_array() || rows->size() != std::size_t(grey->height))
        throw Error(invalid, {"anchor.grey"});
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const auto* const text = (*rows)[row].get_ptr<const Json::string_t*>();
        if (!text || text->size() != 2 * std::size_t(grey->width) || !appendHex(*text, grey->values))
            throw Error(invalid, {"anchor.grey[" + std::to_string(row) + "]"});
    }
    return grey;
}

}  // namespace

std::optional<Anchor> anchorIn(const Json& recipe)
{
    const auto found = recipe.find("anchor");
    if (found == recipe.end())
        return std::nullopt;
    if (!found->is_object())
        throw Error(invalid, {"anchor"});
    const auto number = [&json = *found](const char* key, double fallback, double greatest) {
        const auto value = json.find(key);
        if (value == json.end())
            return fallback;
        if (!value->is_number() || !(value->get<double>() >= 0 && value->get<double>() <= greatest))
            throw Error(invalid, {std::string("anchor.") + key});
        return value->get<double>();
    };
    Anchor anchor;
    if (const auto used = found->find("used"); used != found->end()) {
        if (!used->is_boolean())
            throw Error(invalid, {"anchor.used"});
        anchor.used = used->get<bool>();
    }
    anchor.greatestShift = number("shift", anchor.greatestShift, 1);
    anchor.greatestTurn = number("turn", anchor.greatestTurn, 180);
    anchor.leastMatch = number("match", anchor.leastMatch, 1);
    const Size picture = sizeIn(*found, "picture", "anchor.picture", invalid);
    anchor.mark = readMark(*found, picture);
    return withReference(std::move(anchor), readGrey(*found, picture), picture);
}

Json anchorJson(const Anchor& anchor)
{
    const GreyCopy& grey = *anchor.reference;
    Json rows = Json::array();
    for (int row = 0; row < grey.height; ++row)
        rows.push_back(hexOf(std::span(grey.values).subspan(std::size_t(row) * std::size_t(grey.width), std::size_t(grey.width))));
    return {{"used", anchor.used}, {"picture", {anchor.picture.width, anchor.picture.height}}, {"mark", {anchor.mark.x, anchor.mark.y, anchor.mark.width, anchor.mark.height}},
            {"shift", anchor.greatestShift}, {"turn", anchor.greatestTurn}, {"match", anchor.leastMatch}, {"grey", std::move(rows)}};
}

}  // namespace inference::pipeline
