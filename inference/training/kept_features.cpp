#include "training/kept_features_p.h"

namespace inference::training {
namespace {

model::VisionFeatures joined(const std::vector<model::VisionFeatures>& parts)
{
    std::vector<Tensor> globals;
    std::vector<std::vector<Tensor>> taps(parts.front().taps.size());
    for (const model::VisionFeatures& part : parts) {
        globals.push_back(part.global);
        for (std::size_t tap = 0; tap < taps.size(); ++tap)
            taps[tap].push_back(part.taps[tap]);
    }
    model::VisionFeatures all {at::cat(globals), {}};
    for (const auto& tap : taps)
        all.taps.push_back(at::cat(tap));
    return all;
}

std::size_t bytesOf(const model::VisionFeatures& features)
{
    std::size_t bytes = features.global.nbytes();
    for (const Tensor& tap : features.taps)
        bytes += tap.nbytes();
    return bytes;
}

}  // namespace

model::VisionFeatures KeptFeatures::of(std::span<const std::uint64_t> same, const Tensor& pixels, const Encode& encode)
{
    const c10::NoGradGuard noGradients;
    std::vector<model::VisionFeatures> parts;
    for (std::size_t i = 0; i < same.size(); ++i) {
        const auto found = m_images.find(same[i]);
        if (found != m_images.end()) {
            parts.push_back(found->second);
        } else {
            parts.push_back(encode(pixels.narrow(0, std::int64_t(i), 1)));
            keep(same[i], parts.back());
        }
    }
    return joined(parts);
}

void KeptFeatures::keep(std::uint64_t name, const model::VisionFeatures& one)
{
    const std::size_t bytes = bytesOf(one);
    if (name != 0 && m_bytes + bytes <= m_most && m_images.emplace(name, one).second)
        m_bytes += bytes;
}

void KeptFeatures::halve()
{
    m_images.clear();
    m_bytes = 0;
    m_most /= 2;
}

}  // namespace inference::training
