#include "pipeline/limit_sample_json_p.h"

#include "pipeline/hex_p.h"

#include <algorithm>
#include <cmath>

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::RecipeInvalid;
constexpr std::size_t longestText = 1000;
constexpr double greatestSide = 1e6;  // pixels, as of a picture

/// One sample, its keys named by the place where it stands.
class Reader {
public:
    Reader(const Json& object, std::size_t number)
        : m_object(object)
        , m_place("limit_samples[" + std::to_string(number) + "]")
    {
        if (!object.is_object())
            throw Error(invalid, {m_place});
    }

    bool flag(const char* key) const
    {
        const Json& value = required(key);
        if (!value.is_boolean())
            refuse(key);
        return value.get<bool>();
    }

    std::string text(const char* key) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return {};
        if (!found->is_string() || found->get_ref<const std::string&>().size() > longestText)
            refuse(key);
        return found->get<std::string>();
    }

    std::string hash(const char* key) const
    {
        const std::string digits = text(key);
        if (digits.size() != 64 || !std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }))
            refuse(key);
        return digits;
    }

    double number(const char* key, double greatest) const
    {
        return bounded(key, required(key), greatest);
    }

    std::vector<double> numbers(const char* key, std::size_t count) const
    {
        const Json& list = required(key);
        if (!list.is_array() || list.size() != count)
            refuse(key);
        std::vector<double> values;
        for (const Json& value : list)
            values.push_back(bounded(key, value, greatestSide));
        return values;
    }

    Rect rect(const char* key) const
    {
        const std::vector<double> sides = numbers(key, 4);
        if (!(sides[2] > 0 && sides[3] > 0))
            refuse(key);
        return {sides[0], sides[1], sides[2], sides[3]};
    }

    Rect wholeRect(const char* key) const
    {
        const Rect found = rect(key);
        for (const double side : {found.x, found.y, found.width, found.height})
            if (side != std::floor(side))
                refuse(key);
        return found;
    }

    std::shared_ptr<const std::vector<std::uint8_t>> bytes(const char* key) const
    {
        const auto* const digits = required(key).get_ptr<const Json::string_t*>();
        auto values = std::make_shared<std::vector<std::uint8_t>>();
        if (!digits || digits->empty() || digits->size() % 2 != 0 || digits->size() > 2 * mostLimitSampleBytes || !appendHex(*digits, *values))
            refuse(key);
        return values;
    }

private:
    [[noreturn]] void refuse(const char* key) const { throw Error(invalid, {m_place + "." + key}); }

    const Json& required(const char* key) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            refuse(key);
        return *found;
    }

    double bounded(const char* key, const Json& value, double greatest) const
    {
        if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= greatest))
            refuse(key);
        return value.get<double>();
    }

    const Json& m_object;
    const std::string m_place;
};

LimitSample sampleIn(const Reader& reader)
{
    const std::vector<double> at = reader.numbers("peak_at", 2);
    return {.good = reader.flag("good"),
            .className = reader.text("class"),
            .note = reader.text("note"),
            .part = reader.text("part"),
            .image = reader.hash("image"),
            .by = reader.text("by"),
            .utc = reader.text("utc"),
            .area = reader.number("area_px", 1e12),
            .length = reader.number("length_px", 1e7),
            .width = reader.number("width_px", 1e7),
            .peakAt = {at[0], at[1]},
            .peak = float(reader.number("peak", 1)),
            .box = reader.rect("box"),
            .mmPerPixel = reader.number("mm_per_pixel", 1e6),
            .cut = reader.wholeRect("cut"),
            .picture = reader.bytes("jpeg")};
}

Json rectJson(const Rect& rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

}  // namespace

std::vector<LimitSample> limitSamplesIn(const Json& recipe)
{
    std::vector<LimitSample> samples;
    const auto found = recipe.find("limit_samples");
    if (found == recipe.end())
        return samples;
    if (!found->is_array() || found->size() > mostLimitSamples)
        throw Error(invalid, {"limit_samples"});
    for (const Json& json : *found)
        samples.push_back(sampleIn(Reader(json, samples.size())));
    return samples;
}

Json limitSampleJson(const LimitSample& sample)
{
    Json json {{"good", sample.good}, {"image", sample.image}, {"area_px", sample.area}, {"length_px", sample.length}, {"width_px", sample.width},
               {"peak", double(sample.peak)}, {"peak_at", {sample.peakAt.x, sample.peakAt.y}}, {"box", rectJson(sample.box)}, {"mm_per_pixel", sample.mmPerPixel},
               {"cut", rectJson(sample.cut)}, {"jpeg", hexOf(*sample.picture)}};
    const auto put = [&json](const char* key, const std::string& text) {
        if (!text.empty())
            json[key] = text;
    };
    put("class", sample.className);
    put("note", sample.note);
    put("part", sample.part);
    put("by", sample.by);
    put("utc", sample.utc);
    return json;
}

}  // namespace inference::pipeline
