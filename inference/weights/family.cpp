#include "weights/family.h"

#include "core/error.h"

#include <algorithm>
#include <array>

namespace inference::weights {
namespace {

bool holds(const TensorMap& tensors, Family family)
{
    constexpr std::array<std::string_view, 6> clip {"visual.", "transformer.resblocks.", "token_embedding.", "vision_model.",
                                                    "text_model.", "text."};
    constexpr std::array<std::string_view, 3> vcp {"trainable_linearlayer.", "New_Lan_Embed.", "Zero_try."};
    const auto present = [&](std::string_view prefix) { return anyBeginsWith(tensors, prefix); };
    return family == Family::Clip ? std::any_of(clip.begin(), clip.end(), present) : std::any_of(vcp.begin(), vcp.end(), present);
}

std::string familyName(Family family)
{
    return family == Family::Clip ? "CLIP" : "VCP-CLIP";
}

}  // namespace

void checkFamily(const TensorMap& tensors, Family expected)
{
    if (holds(tensors, expected))
        return;
    const Family other = expected == Family::Clip ? Family::Vcp : Family::Clip;
    throw Error(ErrorCode::WeightsFamily, {holds(tensors, other) ? familyName(other) : "", familyName(expected)});
}

}  // namespace inference::weights
