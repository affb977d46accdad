#include "model/vcp_clip.h"

#include "core/error.h"
#include "model/device_p.h"
#include "model/forward_p.h"
#include "model/guarded_p.h"
#include "model/packed_encoder_p.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace inference::model {

struct VcpClip::Parts {
    ModelFacts facts;
    at::Device device {at::kCPU};
    std::unique_ptr<VisionEncoder> vision;
    Network network;  ///< all but the tower of pictures, which `vision` owns
    std::array<Sentence, 2> sentences;  ///< good, damaged
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

TracedArray traced(const Tensor& tensor)
{
    const Tensor host = tensor.to(at::kCPU).contiguous();
    const float* const values = host.data_ptr<float>();
    return {host.sizes().vec(), std::vector<float>(values, values + host.numel())};
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
    return guarded([&] {
        const c10::InferenceMode noGradients;
        auto parts = std::make_unique<Parts>();
        parts->device = chooseDevice(options.device);
        if (!parts->device.is_cpu() && options.precision != "auto" && options.precision != "fp32")
            throw Error(ErrorCode::PrecisionUnavailable, {options.precision, options.device});
        const Precision precision = parts->device.is_cpu() ? choosePrecision(options.precision) : Precision::Float32;
        setTensorFloat(false);
        const std::vector<std::string> cards = parts->device.is_cuda() ? cudaDeviceNames() : std::vector<std::string>();
        parts->facts = {parts->device.str(), cards.empty() ? std::string() : cards.at(std::size_t(parts->device.index())),
                        std::string(precisionName(precision)),
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
        const int grid = options.imageSize / clip.shape.patch;
        const bool packed = parts->device.is_cpu();
        if (packed)
            parts->vision = makePackedEncoder(fromClip, clip.shape, grid, precision);
        parts->network = buildNetwork(fromClip, fromVcp, clip.shape, vcp.shape, {options.good, options.damaged}, grid,
                                      packed ? Tower::Elsewhere : Tower::Included);
        if (!packed)
            parts->vision = makeTorchEncoder(std::exchange(parts->network.vision, {}));
        parts->sentences = prepareSentences(parts->network.text, parts->network.tokens);
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
    return guarded([&] {
        const c10::InferenceMode noGradients;
        return m_parts->forward(normalisedPixels(images, imageSize(), m_parts->mean, m_parts->std, m_parts->device), stop, nullptr);
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
    const VisionFeatures features = vision->encode(pixels, facts.layers, stop);
    const Tensor context = visualContext(network.pre, features.global);
    const Tensor classes = encodeText(network.text, sentences, context);
    const Differences differences = branchDifferences(network.pre, network.post, features.taps, classes, stop);
    if (trace) {
        *trace = {{"image_features", traced(features.global)}, {"context", traced(context)}, {"text", traced(classes)}};
        for (std::size_t i = 0; i < features.taps.size(); ++i)
            trace->emplace("patch_" + std::to_string(facts.layers[i]), traced(features.taps[i]));
    }
    return evidenceOf(differences, facts.imageSize / facts.patch, facts.imageSize);
}

}  // namespace inference::model
