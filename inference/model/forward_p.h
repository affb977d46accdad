#pragma once

#include "core/evidence.h"
#include "model/heads_p.h"
#include "model/loader_p.h"
#include "model/text_p.h"
#include "model/vision_p.h"

#include <array>
#include <span>
#include <stop_token>
#include <vector>

namespace inference::model {

/// All parts of a VCP-CLIP, as one forward uses them. The same for inference and for training: there the tensors are
/// parameters, and the sentences are prepared anew each step.
struct Network {
    VisionTower vision;
    TextTower text;
    std::array<SentenceTokens, 2> tokens;  ///< good, damaged
    PreVcp pre;
    PostVcp post;
};

/// Whether a network has the tower of pictures, or somebody else does.
enum class Tower { Included, Elsewhere };

/// `grid` patches a side. Either source may hold parameters that want a gradient.
Network buildNetwork(const TensorSource& clip, const TensorSource& vcp, const weights::ClipShape& clipShape,
                     const weights::VcpShape& vcpShape, const std::array<PromptTemplate, 2>& prompts, int grid,
                     Tower tower = Tower::Included);

/// Logit differences damaged - good of each tap, [B, L].
struct Differences {
    std::vector<Tensor> pre;   ///< branch M1
    std::vector<Tensor> post;  ///< branch M2
};

/// Both branches of all taps; `classes` [B, 2, E] as from encodeText. Throws Cancelled between taps.
Differences branchDifferences(const PreVcp& pre, const PostVcp& post, const std::vector<Tensor>& taps, const Tensor& classes,
                              const std::stop_token& stop);

/// All of them in one tensor, so that one copy brings them from the device: [B, 2 (pre, post), taps, L], float32.
Tensor joined(const Differences& differences);

/// One Evidence for each image of the batch, of joined() in the host's memory. Throws Error(AnswerNotFinite).
std::vector<Evidence> evidenceOf(const Tensor& joinedOnHost, int grid, int imageSize);
std::vector<Evidence> evidenceOf(const Differences& differences, int grid, int imageSize);

/// The images' bytes one behind the other: images x S x S x 3 of them. Throws Error(BadInput, "image form").
void packPixels(std::span<const Image> images, int size, std::uint8_t* target);

/// [B, S, S, 3] bytes -> normalised pixels [B, 3, S, S], where the bytes are.
Tensor normalised(const Tensor& bytes, const Tensor& mean, const Tensor& std);

/// The images (each S x S, 8-bit RGB) as normalised pixels [B, 3, S, S] on `device`.
/// Throws Error(BadInput, "image form").
Tensor normalisedPixels(std::span<const Image> images, int size, const Tensor& mean, const Tensor& std, at::Device device);

}  // namespace inference::model
