#pragma once

#include "model/network_p.h"

namespace inference::model {

/// Pre-VCP's context: global feature [B, E] -> [B, r, E]
Tensor visualContext(const PreVcp& pre, const Tensor& global);

/// Branch M1 of tap `index`: patches [B, L, D], text [B, 2, E] -> logit difference damaged - good [B, L]
Tensor preDifference(const PreVcp& pre, std::size_t index, const Tensor& patches, const Tensor& text);

/// Branch M2: patches [B, L, D], text [B, 2, E] -> logit difference damaged - good [B, L]
Tensor postDifference(const PostVcp& post, const Tensor& patches, const Tensor& text);

}  // namespace inference::model
