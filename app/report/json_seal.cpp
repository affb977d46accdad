#include "app/report/json_seal.h"

#include "pipeline/file_hash.h"

namespace app {
namespace {

constexpr std::string_view before = "\"seal\": \"sha256:";
constexpr std::size_t digits = 64;

/// Where the digits stand; npos without a seal. Ours stands in the first lines, before any text that a person gave.
std::size_t placeOf(std::string_view json)
{
    const std::size_t found = json.substr(0, 256).find(before);
    if (found == std::string_view::npos)
        return found;
    const std::size_t at = found + before.size();
    return at + digits <= json.size() ? at : std::string_view::npos;
}

std::string hashWithout(std::string_view json, std::size_t at)
{
    std::string open(json);
    open.replace(at, digits, digits, '0');
    return inference::pipeline::sha256Of(open);
}

}  // namespace

std::string openJsonSeal()
{
    return "sha256:" + std::string(digits, '0');
}

void sealJson(std::string& json)
{
    const std::size_t at = placeOf(json);
    json.replace(at, digits, hashWithout(json, at));
}

JsonSeal checkJsonSeal(std::string_view json)
{
    const std::size_t at = placeOf(json);
    if (at == std::string_view::npos)
        return JsonSeal::Missing;
    return json.substr(at, digits) == hashWithout(json, at) ? JsonSeal::Whole : JsonSeal::Broken;
}

}  // namespace app
