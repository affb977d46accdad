#include "weights/corrupt.h"

#include "core/error.h"

#include <algorithm>

namespace inference::weights {
namespace {

bool isPlain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

}  // namespace

std::string printable(std::string_view text)
{
    constexpr std::size_t longest = 200;
    std::string result(text.substr(0, longest));
    std::replace_if(result.begin(), result.end(), [](char c) { return !isPlain(c); }, '?');
    return text.size() > longest ? result + "..." : result;
}

void throwCorrupt(std::string_view place)
{
    throw Error(ErrorCode::WeightsCorrupt, {printable(place)});
}

void throwTruncated(std::size_t needed, std::size_t there)
{
    throw Error(ErrorCode::WeightsTruncated, {std::to_string(needed), std::to_string(there)});
}

void checkTensorName(std::string_view name)
{
    if (name.empty() || name.size() > 500 || !std::all_of(name.begin(), name.end(), isPlain))
        throwCorrupt("tensor name " + printable(name));
}

}  // namespace inference::weights
