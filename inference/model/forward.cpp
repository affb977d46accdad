#include "model/forward_p.h"

#include "core/detector.h"
#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace inference::model {
namespace {

/// [B, taps, L] on any device -> one vector per image. What has no number cannot be judged: a NaN passes every limit.
std::vector<std::vector<float>> perImage(const Tensor& differences)
{
    const Tensor host = differences.to(at::kCPU).contiguous();
    if (!std::all_of(host.data_ptr<float>(), host.data_ptr<float>() + host.numel(), [](float value) { return std::isfinite(value); }))
        throw Error(ErrorCode::AnswerNotFinite);
    const auto each = host.numel() / host.size(0);
    std::vector<std::vector<float>> out;
    for (std::int64_t i = 0; i < host.size(0); ++i)
        out.emplace_back(host.data_ptr<float>() + i * each, host.data_ptr<float>() + (i + 1) * each);
    return out;
}

}  // namespace

Network buildNetwork(const TensorSource& clip, const TensorSource& vcp, const weights::ClipShape& clipShape,
                     const weights::VcpShape& vcpShape, const std::array<PromptTemplate, 2>& prompts, int grid,
                     Tower tower)
{
    return {tower == Tower::Included ? loadVision(clip, clipShape, grid) : VisionTower(),
            loadText(clip, vcp, clipShape),
            {loadSentence(clip, prompts[0], vcpShape.contextTokens), loadSentence(clip, prompts[1], vcpShape.contextTokens)},
            loadPreVcp(vcp, vcpShape),
            loadPostVcp(vcp)};
}

Differences branchDifferences(const PreVcp& pre, const PostVcp& post, const std::vector<Tensor>& taps, const Tensor& classes,
                              const std::stop_token& stop)
{
    Differences differences;
    for (std::size_t i = 0; i < taps.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const Tensor patches = taps[i].narrow(1, 1, taps[i].size(1) - 1);  // [B, L, D]
        differences.pre.push_back(preDifference(pre, i, patches, classes));
        differences.post.push_back(postDifference(post, patches, classes));
    }
    return differences;
}

std::vector<Evidence> evidenceOf(const Differences& differences, int grid, int imageSize)
{
    auto pre = perImage(at::stack(differences.pre, 1)), post = perImage(at::stack(differences.post, 1));
    std::vector<Evidence> evidence;
    for (std::size_t i = 0; i < pre.size(); ++i)
        evidence.push_back({int(differences.pre.size()), grid, grid, imageSize, std::move(pre[i]), std::move(post[i])});
    return evidence;
}

Tensor normalisedPixels(std::span<const Image> images, int size, const Tensor& mean, const Tensor& std, at::Device device)
{
    for (const Image& image : images)
        if (image.width != size || image.height != size || image.channels != 3 || image.bytesPerChannel != 1)
            throw Error(ErrorCode::BadInput, {"image form"});
    Tensor bytes = at::empty({std::int64_t(images.size()), size, size, 3}, at::kByte);
    for (std::size_t i = 0; i < images.size(); ++i)
        std::memcpy(bytes.data_ptr<std::uint8_t>() + i * images[i].pixels.size(), images[i].pixels.data(), images[i].pixels.size());
    const Tensor unit = bytes.to(device).permute({0, 3, 1, 2}).to(at::kFloat) / 255.0;
    return ((unit - mean) / std).contiguous();
}

}  // namespace inference::model
