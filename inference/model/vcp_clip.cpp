#include "model/vcp_clip.h"

#include "core/error.h"
#include "model/card_p.h"
#include "model/device_p.h"
#include "model/forward_p.h"
#include "model/guarded_p.h"
#include "model/measure.h"
#include "model/packed_encoder_p.h"

#include <torch/cuda.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
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
    std::unique_ptr<Card> card;  ///< none on the CPU; last: it computes with what is above

    /// pixels [B, 3, S, S], normalised, on the device -> joined answers there
    Tensor forward(const Tensor& pixels, const std::stop_token& stop, Trace* trace = nullptr) const;
    std::vector<Evidence> evidence(const Tensor& joinedAnswers) const;
    std::vector<Evidence> detect(std::span<const Image> images, const std::stop_token& stop) const;
    struct HalfPrecision {
        std::string name;      ///< "bf16", "fp16"
        bool halfSum = false;  ///< ModelOptions::halfSum
    };
    void choosePrecision(VisionTower tower, const ModelOptions& options);
    void chooseByTrial(VisionTower tower, std::span<const HalfPrecision> candidates);
    void lowerPrecision(const VisionTower& tower, const std::vector<Linear>& taps, const HalfPrecision& wanted);
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
    const Tensor host = tensor.to(at::kCPU, at::kFloat).contiguous();
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
        setTensorFloat(false);
        const std::vector<std::string> cards = parts->device.is_cuda() ? cudaDeviceNames() : std::vector<std::string>();
        parts->facts = {parts->device.str(), cards.empty() ? std::string() : cards.at(std::size_t(parts->device.index())), "fp32",
                        layers, options.imageSize, clip.shape.patch, {}};

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
        const bool packed = parts->device.is_cpu() && !options.reference;
        if (packed) {
            const Precision precision = model::choosePrecision(options.precision);
            parts->facts.precision = precisionName(precision);
            parts->vision = makePackedEncoder(fromClip, clip.shape, grid, precision);
        }
        parts->network = buildNetwork(fromClip, fromVcp, clip.shape, vcp.shape, {options.good, options.damaged}, grid,
                                      packed ? Tower::Elsewhere : Tower::Included);
        parts->sentences = prepareSentences(parts->network.text, parts->network.tokens);
        const auto constant = [&](const std::array<float, 3>& v) { return at::tensor(v, at::kFloat).view({3, 1, 1}).to(parts->device); };
        parts->mean = constant(options.mean);
        parts->std = constant(options.std);
        if (!packed)
            parts->choosePrecision(std::exchange(parts->network.vision, {}), options);
        parts->card = makeCard(parts->device, [of = parts.get()](const Tensor& bytes) { return of->forward(normalised(bytes, of->mean, of->std), {}); });
        return std::unique_ptr<VcpClip>(new VcpClip(std::move(parts)));
    });
}

void VcpClip::Parts::lowerPrecision(const VisionTower& tower, const std::vector<Linear>& taps, const HalfPrecision& wanted)
{
    const at::ScalarType type = wanted.name == "bf16" ? at::kBFloat16 : at::kHalf;
    vision = makeTorchEncoder(halved(tower, type, wanted.halfSum));
    for (std::size_t i = 0; i < taps.size(); ++i)
        network.pre.taps[i] = {taps[i].weight.to(type), taps[i].bias.to(type)};
    facts.precision = wanted.name;
}

/// The fastest whose maps of some drawn pictures stay near enough to float32's, else float32.
void VcpClip::Parts::chooseByTrial(VisionTower tower, std::span<const HalfPrecision> candidates)
{
    const std::vector<Linear> taps = network.pre.taps;
    std::vector<Image> pictures;
    for (unsigned i = 0; i < 4; ++i)
        pictures.push_back(drawnPicture(facts.imageSize, i));
    vision = makeTorchEncoder(tower);
    const auto exact = detect(pictures, {});
    for (const HalfPrecision& candidate : candidates) {
        lowerPrecision(tower, taps, candidate);
        try {
            const auto found = detect(pictures, {});
            MapDifference difference;
            for (std::size_t i = 0; i < found.size(); ++i)
                difference.add(exact[i], found[i], 0.8, 8);
            facts.chosenBy = difference.greatest;
            if (*facts.chosenBy <= mapTolerance)
                return;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::AnswerNotFinite)  // fp16 ends at 65504
                throw;
        }
    }
    vision = makeTorchEncoder(std::move(tower));
    network.pre.taps = taps;
    facts.precision = "fp32";
}

void VcpClip::Parts::choosePrecision(VisionTower tower, const ModelOptions& options)
{
    const at::ScalarType fastest = fastestType(device);
    const bool half = fastest != at::kFloat, brain = fastest == at::kBFloat16;
    if (options.reference || options.precision == "fp32" || (options.precision == "auto" && !half)) {
        vision = makeTorchEncoder(std::move(tower));
        facts.precision = "fp32";
    } else if (options.precision == "auto") {
        // A sum in bf16 is a tenth faster than one in float32; fp16 is as fast as bf16, eight times as exact, and can overflow.
        const std::array<HalfPrecision, 3> candidates {{{"bf16", true}, {"bf16", false}, {"fp16", false}}};
        chooseByTrial(std::move(tower), brain ? std::span(candidates) : std::span(candidates).last(1));
    } else if ((options.precision == "bf16" && brain) || (options.precision == "fp16" && half)) {
        lowerPrecision(tower, std::vector<Linear>(network.pre.taps), {options.precision, options.halfSum});
    } else {
        throw Error(ErrorCode::PrecisionUnavailable, {options.precision, options.device});
    }
}

std::vector<Evidence> VcpClip::detect(std::span<const Image> images, std::stop_token stop)
{
    return begin(images, std::move(stop))->take();
}

std::unique_ptr<PendingEvidence> VcpClip::begin(std::span<const Image> images, std::stop_token stop)
{
    if (images.empty())
        return std::make_unique<ReadyEvidence>(std::vector<Evidence>());
    if (!m_parts->card)
        return guarded([&]() -> std::unique_ptr<PendingEvidence> {
            const c10::InferenceMode noGradients;
            return std::make_unique<ReadyEvidence>(m_parts->detect(images, stop));
        });
    if (stop.stop_requested())
        throw Cancelled();
    try {
        return guarded([&] {
            const c10::InferenceMode noGradients;
            const auto finish = [grid = m_parts->facts.imageSize / m_parts->facts.patch, size = imageSize()](const Tensor& host) {
                return guarded([&] { return evidenceOf(host, grid, size); });
            };
            return m_parts->card->begin(images, imageSize(), finish);
        });
    } catch (const Error& error) {
        if (error.code() == ErrorCode::OutOfMemory)
            guarded([&] { m_parts->card->letGo(); });
        throw;
    }
}

int VcpClip::favouredBatch() const
{
    return m_parts->card ? 16 : 1;
}

CardFacts VcpClip::card() const
{
    if (!m_parts->card)
        return {};
    const auto [graphs, reason] = m_parts->card->graphs();
    return {graphs, reason};
}

std::vector<StageTime> VcpClip::timeStages(std::span<const Image> images)
{
    return guarded([&] {
        const c10::InferenceMode noGradients;
        const Parts& parts = *m_parts;
        std::vector<StageTime> times;
        const auto timed = [&](const char* name, auto&& stage) {
            const auto start = std::chrono::steady_clock::now();
            auto result = stage();
            if (parts.device.is_cuda())
                torch::cuda::synchronize(parts.device.index());
            times.push_back({name, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
            return result;
        };
        const Tensor pixels = timed("upload", [&] { return normalisedPixels(images, imageSize(), parts.mean, parts.std, parts.device); });
        const VisionFeatures features = timed("vision", [&] { return parts.vision->encode(pixels, parts.facts.layers, {}); });
        const Tensor classes = timed("text", [&] { return encodeText(parts.network.text, parts.sentences, visualContext(parts.network.pre, features.global)); });
        const Tensor answers = timed("heads", [&] { return joined(branchDifferences(parts.network.pre, parts.network.post, features.taps, classes, {})); });
        timed("download", [&] { return parts.evidence(answers); });
        return times;
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
        return m_parts->evidence(m_parts->forward(host.to(m_parts->device), stop, trace));
    });
}

std::vector<Evidence> VcpClip::Parts::detect(std::span<const Image> images, const std::stop_token& stop) const
{
    return evidence(forward(normalisedPixels(images, facts.imageSize, mean, std, device), stop));
}

std::vector<Evidence> VcpClip::Parts::evidence(const Tensor& joinedAnswers) const
{
    return evidenceOf(joinedAnswers.to(at::kCPU).contiguous(), facts.imageSize / facts.patch, facts.imageSize);
}

Tensor VcpClip::Parts::forward(const Tensor& pixels, const std::stop_token& stop, Trace* trace) const
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
    return joined(differences);
}

}  // namespace inference::model
