#pragma once

#include "weights/weight_set.h"

namespace inference::weights {

/// Sizes of a CLIP, read off its weights.
struct ClipShape {
    int visionWidth = 0;   ///< D; heads are D / 64
    int visionLayers = 0;
    int patch = 0;         ///< pixels
    int trainedGrid = 0;   ///< patches a side of the position embedding
    int embed = 0;         ///< E, the common space
    int textWidth = 0;     ///< T; heads are T / 64
    int textLayers = 0;
    int vocabulary = 0;
    int contextLength = 0;  ///< 77
    friend bool operator==(const ClipShape&, const ClipShape&) = default;
};

enum class ClipNaming { OpenAi, HuggingFace, OpenClip };

/// A complete CLIP under OpenAI's names ("visual.conv1.weight", "transformer.resblocks.0.attn.in_proj_weight",
/// "token_embedding.weight", "text_projection" [T, E], "visual.proj" [D, E], ...).
struct ClipWeights {
    ClipShape shape;
    ClipNaming naming = ClipNaming::OpenAi;
    WeightSet tensors;

    /// Opens, recognises the naming and checks every tensor's presence, shape and type. Buffers that carry no weights
    /// (input_resolution, context_length, vocab_size, position_ids, attn_mask, logit_scale/logit_bias) are ignored.
    /// Throws Error: what WeightFile::open throws; TensorMissing, TensorUnexpected, TensorShape, TensorType;
    /// WeightsFamily when the file holds VCP weights ("VCP-CLIP" found) or neither ("" found).
    static ClipWeights open(const std::filesystem::path& path);
    /// The same for a file that is open already. Throws as open(), less what WeightFile::open throws.
    static ClipWeights from(const std::shared_ptr<const WeightFile>& file);
};

}  // namespace inference::weights
