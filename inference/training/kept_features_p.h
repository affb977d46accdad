#pragma once

#include "model/vision_p.h"

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>

namespace inference::training {

using at::Tensor;

/// The vision tower's answers for images that come again, on the device: those first met, as many as fit.
class KeptFeatures {
public:
    using Encode = std::function<model::VisionFeatures(const Tensor& pixels)>;

    explicit KeptFeatures(std::size_t bytes)
        : m_most(bytes)
    {
    }

    std::size_t images() const { return m_images.size(); }

    /// The answers for `pixels` [B, ...]; `same` names each image, 0 one that doesn't come again. `encode` is asked for those that aren't
    /// kept, one by one: the last bits of an answer may hang on who goes together, and must not on what is kept.
    model::VisionFeatures of(std::span<const std::uint64_t> same, const Tensor& pixels, const Encode& encode);

    /// Forgets all, and keeps half as much from now on.
    void halve();

private:
    void keep(std::uint64_t name, const model::VisionFeatures& one);

    std::size_t m_most;
    std::size_t m_bytes = 0;
    std::unordered_map<std::uint64_t, model::VisionFeatures> m_images;
};

}  // namespace inference::training
