#include "model/vcp_clip.h"

#include "core/error.h"
#include "model/device_p.h"
#include "model/heads_p.h"
#include "model/loader_p.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <new>

namespace inference::model {

struct VcpClip::Parts {
    ModelFacts facts;
    at::Device device {at::kCPU};
    VisionTower vision;
    TextTower text;
    std::array<Sentence, 2> sentences;  ///< good, damaged
    PreVcp pre;
    PostVcp post;
    Tensor mean;  ///< [3, 1, 1]
    Tensor std;   ///< [3, 1, 1]

    /// pixels [B, 3, S, S], normalised, on the device
    std::vector<Evidence> forward(const Tensor& pixels, const std::stop_token& stop, Trace* trace) const;
};

namespace {

void checkImageSize(int size, int patch)
{
    // 4096 px are 85,000 patches of 14: no machine attends to those, but a wrong file could ask for it.
    if (size >= patch && size % patch == 0 && size <= 4096)
        return;
    const int smaller = std::clamp(size / patch, 1, 4096 / patch) * patch;
    const int larger = std::min(smaller + patch, 4096 / patch * patch);
    throw Error(ErrorCode::ImageSizeInvalid, {std::to_string(size), std::to_string(patch), std::to_string(smaller), std::to_string(larger)});
}

std::vector<int> chooseLayers(const std::vector<int>& wanted, int depth, int taps)
{
    std::vector<int> layers = wanted;
    if (layers.empty())
        for (int i = 1; i <= taps; ++i)
            layers.push_back(depth * i / taps);
    const bool ascending = std::adjacent_find(layers.begin(), layers.end(), std::greater_equal<>()) == layers.end();
    if (int(layers.size()) == taps && ascending && layers.front() >= 1 && layers.back() <= depth)
        return layers;
    std::string text;
    for (const int layer : layers)
        text += (text.empty() ? "" : ",") + std::to_string(layer);
    throw Error(ErrorCode::LayersInvalid, {text, std::to_string(depth), std::to_string(taps)});
}

void checkPrompt(const PromptTemplate& prompt, const weights::ClipShape& clip, const weights::VcpShape& vcp)
{
    const auto length = std::int64_t(prompt.before.size() + prompt.after.size()) + vcp.contextTokens + vcp.promptTokens;
    bool good = !prompt.before.empty() && !prompt.after.empty() && length <= clip.contextLength;
    for (const auto* part : {&prompt.before, &prompt.after})
        for (const std::int64_t token : *part)
            good = good && token >= 0 && token < clip.vocabulary;
    if (!good)
        throw Error(ErrorCode::BundleInvalid, {"prompts"});
}

/// LibTorch's exceptions -> ours.
template <typename Function>
auto guarded(Function&& function)
{
    try {
        return function();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory);
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("out of memory") != std::string::npos || text.find("t allocate memory") != std::string::npos;
        throw memory ? Error(ErrorCode::OutOfMemory) : Error(ErrorCode::Internal, {text.substr(0, text.find('\n'))});
    }
}

TracedArray traced(const Tensor& tensor)
{
    const Tensor host = tensor.to(at::kCPU).contiguous();
    const float* const values = host.data_ptr<float>();
    return {host.sizes().vec(), std::vector<float>(values, values + host.numel())};
}

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

std::vector<int> tappedLayers(const weights::ClipShape& clip, const weights::VcpShape& vcp, const ModelOptions& options)
{
    checkImageSize(options.imageSize, clip.patch);
    checkPrompt(options.good, clip, vcp);
    checkPrompt(options.damaged, clip, vcp);
    return chooseLayers(options.layers, clip.visionLayers, vcp.taps);
}

VcpClip::VcpClip(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

VcpClip::~VcpClip() = default;

int VcpClip::imageSize() const
{
    return m_parts->facts.imageSize;
}

const ModelFacts& VcpClip::facts() const
{
    return m_parts->facts;
}

std::unique_ptr<VcpClip> VcpClip::load(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const ModelOptions& options,
                                       const Progress& progress, std::stop_token stop)
{
    weights::checkFit(clip, vcp);
    const std::vector<int> layers = tappedLayers(clip.shape, vcp.shape, options);
    if (options.precision != "auto" && options.precision != "fp32")
        throw Error(ErrorCode::PrecisionUnavailable, {options.precision, options.device});

    return guarded([&] {
        const c10::InferenceMode noGradients;
        auto parts = std::make_unique<Parts>();
        parts->device = chooseDevice(options.device);
        requireFullFloat32();
        const std::vector<std::string> cards = parts->device.is_cuda() ? cudaDeviceNames() : std::vector<std::string>();
        parts->facts = {parts->device.str(), cards.empty() ? std::string() : cards.at(std::size_t(parts->device.index())), "fp32",
                        layers, options.imageSize, clip.shape.patch};

        std::int64_t total = 0, done = 0;
        for (const auto* set : {&clip.tensors, &vcp.tensors})
            for (const auto& [name, source] : set->sources())
                total += name == "token_embedding.weight" ? 0 : set->elements(name);
        const auto read = [&](std::int64_t elements) {
            done += elements;
            if (stop.stop_requested())
                throw Cancelled();
            if (progress)
                progress(std::min(1.0, double(done) / double(std::max<std::int64_t>(total, 1))));
        };
        const Loader fromClip(clip.tensors, parts->device, read), fromVcp(vcp.tensors, parts->device, read);
        parts->vision = loadVision(fromClip, clip.shape, options.imageSize / clip.shape.patch);
        parts->text = loadText(fromClip, fromVcp, clip.shape);
        parts->pre = loadPreVcp(fromVcp, vcp.shape);
        parts->post = loadPostVcp(fromVcp);
        parts->sentences = {prepareSentence(parts->text, loadSentence(fromClip, options.good, vcp.shape.contextTokens)),
                            prepareSentence(parts->text, loadSentence(fromClip, options.damaged, vcp.shape.contextTokens))};
        const auto constant = [&](const std::array<float, 3>& v) { return at::tensor(v, at::kFloat).view({3, 1, 1}).to(parts->device); };
        parts->mean = constant(options.mean);
        parts->std = constant(options.std);
        return std::unique_ptr<VcpClip>(new VcpClip(std::move(parts)));
    });
}

std::vector<Evidence> VcpClip::detect(std::span<const Image> images, std::stop_token stop)
{
    if (images.empty())
        return {};
    const int size = imageSize();
    for (const Image& image : images)
        if (image.width != size || image.height != size || image.channels != 3 || image.bytesPerChannel != 1)
            throw Error(ErrorCode::BadInput, {"image form"});
    return guarded([&] {
        const c10::InferenceMode noGradients;
        Tensor bytes = at::empty({std::int64_t(images.size()), size, size, 3}, at::kByte);
        for (std::size_t i = 0; i < images.size(); ++i)
            std::memcpy(bytes.data_ptr<std::uint8_t>() + i * images[i].pixels.size(), images[i].pixels.data(), images[i].pixels.size());
        const Tensor unit = bytes.to(m_parts->device).permute({0, 3, 1, 2}).to(at::kFloat) / 255.0;
        return m_parts->forward(((unit - m_parts->mean) / m_parts->std).contiguous(), stop, nullptr);
    });
}

std::vector<Evidence> VcpClip::detectNormalised(std::span<const float> pixels, int batch, std::stop_token stop, Trace* trace)
{
    const int size = imageSize();
    if (batch < 1 || pixels.size() != std::size_t(batch) * 3 * size * size)
        throw Error(ErrorCode::BadInput, {"batch"});
    return guarded([&] {
        const c10::InferenceMode noGradients;
        // from_blob takes no const pointer; nothing writes to it.
        const Tensor host = at::from_blob(const_cast<float*>(pixels.data()), {batch, 3, size, size}, at::kFloat);
        return m_parts->forward(host.to(m_parts->device), stop, trace);
    });
}

std::vector<Evidence> VcpClip::Parts::forward(const Tensor& pixels, const std::stop_token& stop, Trace* trace) const
{
    const VisionFeatures features = encodeImage(vision, pixels, facts.layers, stop);
    const Tensor context = visualContext(pre, features.global);
    const Tensor classes = encodeText(text, sentences, context);
    std::vector<Tensor> preDifferences, postDifferences;
    for (std::size_t i = 0; i < features.taps.size(); ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const Tensor patches = features.taps[i].narrow(1, 1, features.taps[i].size(1) - 1);  // [B, L, D]
        preDifferences.push_back(preDifference(pre, i, patches, classes));
        postDifferences.push_back(postDifference(post, patches, classes));
    }
    if (trace) {
        *trace = {{"image_features", traced(features.global)}, {"context", traced(context)}, {"text", traced(classes)}};
        for (std::size_t i = 0; i < features.taps.size(); ++i)
            trace->emplace("patch_" + std::to_string(facts.layers[i]), traced(features.taps[i]));
    }
    auto allPre = perImage(at::stack(preDifferences, 1)), allPost = perImage(at::stack(postDifferences, 1));
    const int taps = int(features.taps.size()), grid = facts.imageSize / facts.patch;
    std::vector<Evidence> evidence;
    for (std::size_t i = 0; i < allPre.size(); ++i)
        evidence.push_back({taps, grid, grid, facts.imageSize, std::move(allPre[i]), std::move(allPost[i])});
    return evidence;
}

}  // namespace inference::model
