#include "model/forward_p.h"

#include "core/detector.h"
#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace inference::model {
namespace {

/// The values from `first` on of one image's taps.
std::vector<float> valuesOf(const float* first, std::size_t count)
{
    return {first, first + count};
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

Tensor joined(const Differences& differences)
{
    return at::stack({at::stack(differences.pre, 1), at::stack(differences.post, 1)}, 1).to(at::kFloat);
}

std::vector<Evidence> evidenceOf(const Tensor& host, int grid, int imageSize)
{
    const float* const values = host.data_ptr<float>();
    if (!std::all_of(values, values + host.numel(), [](float value) { return std::isfinite(value); }))
        throw Error(ErrorCode::AnswerNotFinite);  // what has no number cannot be judged: a NaN passes every limit
    const auto each = std::size_t(host.size(2) * host.size(3));
    std::vector<Evidence> evidence;
    for (std::size_t i = 0; i < std::size_t(host.size(0)); ++i)
        evidence.push_back({int(host.size(2)), grid, grid, imageSize, valuesOf(values + 2 * i * each, each), valuesOf(values + (2 * i + 1) * each, each)});
    return evidence;
}

std::vector<Evidence> evidenceOf(const Differences& differences, int grid, int imageSize)
{
    return evidenceOf(joined(differences).to(at::kCPU).contiguous(), grid, imageSize);
}

void packPixels(std::span<const Image> images, int size, std::uint8_t* target)
{
    for (const Image& image : images) {
        if (image.width != size || image.height != size || image.channels != 3 || image.bytesPerChannel != 1)
            throw Error(ErrorCode::BadInput, {"image form"});
        target = std::copy(image.pixels.begin(), image.pixels.end(), target);
    }
}

Tensor normalised(const Tensor& bytes, const Tensor& mean, const Tensor& std)
{
    const Tensor unit = bytes.permute({0, 3, 1, 2}).to(at::kFloat) / 255.0;
    return ((unit - mean) / std).contiguous();
}

Tensor normalisedPixels(std::span<const Image> images, int size, const Tensor& mean, const Tensor& std, at::Device device)
{
    Tensor bytes = at::empty({std::int64_t(images.size()), size, size, 3}, at::kByte);
    packPixels(images, size, bytes.data_ptr<std::uint8_t>());
    return normalised(bytes.to(device), mean, std);
}

}  // namespace inference::model
