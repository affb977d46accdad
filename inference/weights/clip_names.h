#pragma once

#include "weights/clip_weights.h"
#include "weights/expected.h"

namespace inference::weights {

/// How a file of `naming` stores the tensor that OpenAI calls `canonical`. Hugging Face splits in_proj into q, k, v and
/// transposes both projections (transformers, convert_clip_original_pytorch_to_hf.py); the others are the same.
StoredAs clipStoredAs(ClipNaming naming, const std::string& canonical);

/// The name up to a block's number: "visual.transformer.resblocks." or what `naming` calls it.
std::string clipBlocks(ClipNaming naming, bool vision);

/// A buffer that carries no weights under any of the namings.
bool isClipBuffer(std::string_view name);

/// Open_clip's CustomTextCLIP keeps the text tower under "text."; the same tensors without it.
TensorMap withoutTextPrefix(const TensorMap& tensors);

}  // namespace inference::weights
