#include "pipeline/baseline_json_p.h"

#include "pipeline/hex_p.h"

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;

}  // namespace

std::optional<Baseline> baselineIn(const Json& recipe)
{
    const auto found = recipe.find("baseline");
    if (found == recipe.end())
        return std::nullopt;
    if (!found->is_object())
        throw Error(invalid, {"baseline"});
    const auto number = [&json = *found](const char* key, int most) {
        const auto value = json.find(key);
        if (value == json.end() || !value->is_number_integer() || value->get<double>() < 1 || value->get<double>() > most)
            throw Error(invalid, {std::string("baseline.") + key});
        return value->get<int>();
    };
    constexpr int mostLayers = 64, mostPatches = 1024, mostParts = 1'000'000;
    Baseline baseline;
    baseline.parts = number("parts", mostParts);
    baseline.layers = number("layers", mostLayers);
    baseline.rows = number("rows", mostPatches);
    baseline.columns = number("columns", mostPatches);
    if (const auto frame = found->find("frame"); frame != found->end()) {
        std::vector<std::uint8_t> bytes;
        const auto* const text = frame->get_ptr<const Json::string_t*>();
        if (!text || text->size() != 16 || !appendHex(*text, bytes))
            throw Error(invalid, {"baseline.frame"});
        for (const std::uint8_t byte : bytes)
            baseline.frame = baseline.frame << 8 | byte;
    }
    if (const auto used = found->find("used"); used != found->end()) {
        if (!used->is_boolean())
            throw Error(invalid, {"baseline.used"});
        baseline.used = used->get<bool>();
    }
    if (baseline.offsetsOfView() > Baseline::mostOffsets)
        throw Error(invalid, {"baseline.rows"});
    const auto views = found->find("offsets");
    if (views == found->end() || !views->is_array() || views->empty() || views->size() > Baseline::mostOffsets / baseline.offsetsOfView())
        throw Error(invalid, {"baseline.offsets"});
    baseline.views = int(views->size());
    if (baseline.views > 1)
        baseline.picture = sizeIn(*found, "picture", "baseline.picture", invalid);
    std::vector<std::uint8_t> offsets;
    offsets.reserve(views->size() * baseline.offsetsOfView());
    for (std::size_t i = 0; i < views->size(); ++i) {
        const auto* const text = (*views)[i].get_ptr<const Json::string_t*>();
        if (!text || text->size() != 2 * baseline.offsetsOfView() || !appendHex(*text, offsets))
            throw Error(invalid, {"baseline.offsets[" + std::to_string(i) + "]"});
    }
    return withOffsets(std::move(baseline), std::move(offsets));
}

Json baselineJson(const Baseline& baseline)
{
    Json views = Json::array();
    const std::span<const std::uint8_t> offsets(*baseline.offsets);
    for (std::size_t first = 0; first < offsets.size(); first += baseline.offsetsOfView())
        views.push_back(hexOf(offsets.subspan(first, baseline.offsetsOfView())));
    Json json {{"used", baseline.used}, {"parts", baseline.parts}, {"layers", baseline.layers}, {"rows", baseline.rows}, {"columns", baseline.columns}, {"offsets", std::move(views)}};
    if (baseline.frame != 0) {
        std::vector<std::uint8_t> bytes;
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes.push_back(std::uint8_t(baseline.frame >> shift));
        json["frame"] = hexOf(bytes);
    }
    if (baseline.views > 1)
        json["picture"] = {baseline.picture.width, baseline.picture.height};
    return json;
}

}  // namespace inference::pipeline
