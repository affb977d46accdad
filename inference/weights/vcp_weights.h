#pragma once

#include "weights/clip_weights.h"

namespace inference::weights {

/// Sizes of a set of VCP-CLIP weights.
struct VcpShape {
    int visionWidth = 0;    ///< D
    int embed = 0;          ///< E, which must equal the text tower's width T
    int textLayers = 0;     ///< deep prompts + 1
    int taps = 0;           ///< linear layers of branch M1
    int contextTokens = 0;  ///< r
    int promptTokens = 0;   ///< n
    friend bool operator==(const VcpShape&, const VcpShape&) = default;
};

/// The learned part of VCP-CLIP under the published names, flattened ("trainable_linearlayer.fc.0.weight",
/// "New_Lan_Embed.prompt_query", "Zero_try.q_proj_pre.weight", "prompt_embeddings", "prompt_norm.weight", ...).
/// `prompt_text_projection` is saved by the published code and used by nothing: optional, ignored.
struct VcpWeights {
    VcpShape shape;
    WeightSet tensors;

    /// Throws as ClipWeights::open.
    static VcpWeights open(const std::filesystem::path& path);
    /// The same for a file that is open already.
    static VcpWeights from(const std::shared_ptr<const WeightFile>& file);
};

/// Throws Error(WeightsClash), naming both tensors and both sizes, when the two do not belong together.
void checkFit(const ClipWeights& clip, const VcpWeights& vcp);

}  // namespace inference::weights
