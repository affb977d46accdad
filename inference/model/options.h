#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace inference::model {

/// One state word's sentence as CLIP token ids: `before` starts with SOT, the visual context follows it, `after` ends with
/// EOT. Ids are rows of the token embedding.
struct PromptTemplate {
    std::vector<std::int64_t> before;
    std::vector<std::int64_t> after;
    friend bool operator==(const PromptTemplate&, const PromptTemplate&) = default;
};

/// "a photo of a good <context>" and "a photo of a damaged <context>", as published.
PromptTemplate publishedGoodPrompt();
PromptTemplate publishedDamagedPrompt();

/// How weights become a model.
struct ModelOptions {
    std::string device = "auto";     ///< auto, cpu, cuda or cuda:N; auto takes a GPU when LibTorch has one
    std::string precision = "auto";  ///< auto, fp32, bf16 or fp16: of the tower of pictures. auto: on a card bf16 where its maps stay near enough to
                                     ///< float32's (fp16 on cards without bf16), on the CPU what testPrecision() chose (precision.h); else fp32
    bool reference = false;          ///< the tower by LibTorch's own operators in float32: what other ways to compute it are compared with
    bool halfSum = false;            ///< bf16 and fp16: the sum that runs through the blocks in it too, not in float32
    int imageSize = 518;             ///< side S of the input in pixels, a multiple of the patch
    std::vector<int> layers;         ///< tapped blocks, 1-based, ascending; empty: 1/4, 2/4, 3/4, 4/4 of the depth
    PromptTemplate good = publishedGoodPrompt();
    PromptTemplate damaged = publishedDamagedPrompt();
    std::array<float, 3> mean {0.48145466f, 0.4578275f, 0.40821073f};  ///< of RGB in 0..1
    std::array<float, 3> std {0.26862954f, 0.26130258f, 0.27577711f};
};

}  // namespace inference::model
