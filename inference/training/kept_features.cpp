#include "training/kept_features_p.h"

namespace inference::training {
namespace {

/// One image's part of an answer, [1, ...] each, in memory of its own.
model::VisionFeatures partOf(const model::VisionFeatures& features, std::int64_t index)
{
    model::VisionFeatures part {features.global.narrow(0, index, 1).clone(), {}};
    for (const Tensor& tap : features.taps)
        part.taps.push_back(tap.narrow(0, index, 1).clone());
    return part;
}

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
    const at::NoGradGuard noGradients;
    std::vector<std::int64_t> missing;
    for (std::size_t i = 0; i < same.size(); ++i)
        if (!m_images.contains(same[i]))
            missing.push_back(std::int64_t(i));
    model::VisionFeatures found;
    if (missing.size() == same.size())
        found = encode(pixels);
    else if (!missing.empty())
        found = encode(pixels.index_select(0, at::tensor(missing, at::kLong).to(pixels.device())));
    std::vector<model::VisionFeatures> parts(same.size());
    for (std::size_t i = 0; i < missing.size(); ++i) {
        const auto place = std::size_t(missing[i]);
        parts[place] = partOf(found, std::int64_t(i));
        keep(same[place], parts[place]);
    }
    for (std::size_t i = 0; i < same.size(); ++i)
        if (!parts[i].global.defined())
            parts[i] = m_images.at(same[i]);
    return missing.size() == same.size() ? found : joined(parts);
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
