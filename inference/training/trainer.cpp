#include "training/trainer.h"

#include "core/error.h"
#include "model/device_p.h"
#include "model/forward_p.h"
#include "model/guarded_p.h"
#include "model/vcp_clip.h"
#include "training/adam_p.h"
#include "training/kept_features_p.h"
#include "training/loss_p.h"
#include "training/shown_views_p.h"
#include "training/state_file_p.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <optional>

namespace inference::training {
namespace {

using model::guarded;

constexpr const char* publishedGroups[] = {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"};
constexpr const char* stepsName = "adam.steps";
constexpr int unseenSteps = 16;  ///< of a card that isn't waited for

/// The numbers of a step hang on its number alone, so that a training goes on as if it had never stopped.
at::Generator generatorOf(std::uint64_t seed, std::int64_t step)
{
    return at::make_generator<at::CPUGeneratorImpl>(seed * 0x9e3779b97f4a7c15ull + std::uint64_t(step));
}

Tensor withDropout(const Tensor& prompts, double share, at::Generator& generator)
{
    if (share <= 0 || prompts.numel() == 0)
        return prompts;
    const Tensor kept = at::empty(prompts.sizes(), at::kFloat).bernoulli_(1 - share, generator);
    return prompts * kept.to(prompts.device()) / (1 - share);
}

/// OpenAI's archive holds matrices, embeddings and the blocks' biases as float16, layer norms as float32.
bool isHalf(std::string_view name)
{
    return name.find("ln_") == std::string_view::npos;
}

/// Images of a step on the device.
struct Batch {
    Tensor pixels;                    ///< [B, 3, S, S], normalised
    Tensor masks;                     ///< [B, S, S]
    std::span<const std::uint64_t> same = {};  ///< Example::same of each; empty: nobody knows

    Batch part(std::int64_t first, std::int64_t count) const
    {
        return {pixels.narrow(0, first, count), masks.narrow(0, first, count), same.empty() ? same : same.subspan(std::size_t(first), std::size_t(count))};
    }
};

}  // namespace

struct Trainer::Parts {
    TrainerOptions options;
    weights::ClipShape clipShape;
    weights::VcpShape vcpShape;
    weights::WeightSet began;  ///< the VCP weights that the training began with
    std::vector<int> layers;
    at::Device device;
    Parameters parameters;
    Adam adam;
    std::optional<Parameters> average;  ///< TrainerOptions::average
    Tensor mean;
    Tensor std;
    KeptFeatures kept;
    bool keepGradients = false;
    std::map<std::string, Tensor> gradients;
    std::vector<Tensor> unseen;  ///< losses of the steps since one was looked at
    double seen = 0;             ///< the mean loss of those before

    Parts(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const TrainerOptions& wanted)
        : options(wanted)
        , clipShape(clip.shape)
        , vcpShape(vcp.shape)
        , began(vcp.tensors)
        , layers(model::tappedLayers(clip.shape, vcp.shape, wanted.model))
        , device(model::chooseDevice(wanted.model.device))
        , parameters(clip, vcp, device)
        , adam({wanted.rate, wanted.temperatureRate, wanted.beta1, wanted.beta2, wanted.decay})
        , kept(wanted.towers ? 0 : wanted.keptFeatures)
    {
        options.together = std::max(options.together, 1);
        const auto constant = [this](const std::array<float, 3>& v) { return at::tensor(v, at::kFloat).view({3, 1, 1}).to(device); };
        mean = constant(options.model.mean);
        std = constant(options.model.std);
        parameters.setLearning([this](const std::string& name) {
            return isVcpParameter(name) || (options.towers && name != "token_embedding.weight");
        });
        if (options.average > 0)
            average = parameters.copied();
    }

    int grid() const { return options.model.imageSize / clipShape.patch; }

    /// What is judged and written.
    const Parameters& result() const { return average ? *average : parameters; }

    model::Network network(const Parameters& of) const
    {
        return model::buildNetwork(of, of, clipShape, vcpShape, {options.model.good, options.model.damaged}, grid());
    }

    /// Whether a step ends before the device has done it.
    bool hurries() const { return options.towers && device.is_cuda(); }

    model::VisionFeatures features(const model::Network& network, const Tensor& pixels, const std::stop_token& stop) const
    {
        if (options.towers && options.half && device.is_cuda() && c10::GradMode::is_enabled())
            return model::encodeImage(model::halved(network.vision, at::kBFloat16, false), pixels, layers, stop);
        if (options.towers)
            return model::encodeImage(network.vision, pixels, layers, stop);
        const c10::NoGradGuard frozen;
        return model::encodeImage(network.vision, pixels, layers, stop);
    }

    /// The same for images some of which may come again.
    model::VisionFeatures features(const model::Network& network, const Batch& batch, const std::stop_token& stop)
    {
        if (options.towers || std::ranges::count(batch.same, 0u) == std::ptrdiff_t(batch.same.size()))
            return features(network, batch.pixels, stop);
        return kept.of(batch.same, batch.pixels, [&](const Tensor& pixels) { return features(network, pixels, stop); });
    }

    static model::Differences differences(const model::Network& network, const model::VisionFeatures& features, const std::stop_token& stop)
    {
        const auto sentences = model::prepareSentences(network.text, network.tokens);
        const Tensor classes = model::encodeText(network.text, sentences, model::visualContext(network.pre, features.global));
        return model::branchDifferences(network.pre, network.post, features.taps, classes, stop);
    }

    double step(const Batch& batch, double rateFactor, const std::stop_token& stop);
    Tensor pass(const Batch& batch, double share, const std::stop_token& stop);
    double lookedAt(const Tensor& loss);
    void limitGradients();
    Batch batchOf(std::span<const Example> examples) const;
};

double Trainer::Parts::step(const Batch& batch, double rateFactor, const std::stop_token& stop)
{
    const auto size = batch.pixels.size(0);
    double told = 0;
    try {
        Tensor loss = at::zeros({}, batch.pixels.options());
        for (std::int64_t first = 0; first < size; first += options.together) {
            const auto count = std::min<std::int64_t>(options.together, size - first);
            loss += pass(batch.part(first, count), double(count) / double(size), stop);
        }
        told = lookedAt(loss);
        if (keepGradients) {
            gradients.clear();
            for (const auto& [name, parameter] : parameters.all())
                if (parameter.grad().defined())
                    gradients.emplace(name, parameter.grad().clone());
        }
        limitGradients();
    } catch (...) {
        for (auto& [name, parameter] : parameters.all())
            parameter.mutable_grad().reset();
        kept.halve();  // it may have been memory
        throw;
    }
    adam.step(parameters, rateFactor);
    const auto steps = double(adam.steps());
    if (average)
        average->approach(parameters, 1 - std::min(options.average, (1 + steps) / (10 + steps)));
    return told;
}

/// The step's loss, or that of steps before.
double Trainer::Parts::lookedAt(const Tensor& loss)
{
    unseen.push_back(loss);
    if (hurries() && adam.steps() % unseenSteps != 0)
        return seen;
    seen = at::stack(unseen).mean().item<double>();
    unseen.clear();
    if (!std::isfinite(seen))
        throw Error(ErrorCode::LossNotFinite, {std::to_string(adam.steps() + 1)});
    return seen;
}

/// Adds the gradient of `share` times the loss of these images.
Tensor Trainer::Parts::pass(const Batch& batch, double share, const std::stop_token& stop)
{
    at::Generator generator = generatorOf(options.seed, adam.steps());  // the same dropout in every pass of a step
    model::Network net = network(parameters);
    net.text.shallowPrompt = withDropout(net.text.shallowPrompt, options.promptDropout, generator);
    net.text.deepPrompts = withDropout(net.text.deepPrompts, options.promptDropout, generator);
    const LossWeights weights {options.focalWeight, options.diceWeight, options.extremesWeight};
    const model::Differences found = differences(net, features(net, batch, stop), stop);
    LossSlope loss;
    if (options.towers)
        loss = lossSlope(found, batch.masks, weights);
    else
        loss.loss = loss.slope = lossOf(found, batch.masks, weights);
    (loss.slope * share).backward();
    return loss.loss.detach() * share;
}

/// Down to the greatest norm; a gradient without a number is an error.
void Trainer::Parts::limitGradients()
{
    const c10::NoGradGuard noGradients;
    std::vector<Tensor> all;
    for (const auto& [name, parameter] : parameters.all())
        if (parameter.grad().defined())
            all.push_back(parameter.grad());
    if (all.empty())
        return;
    const Tensor norm = at::stack(at::_foreach_norm(all, 2)).to(at::kDouble).norm();  // where they are: no waiting
    if (!hurries() && !std::isfinite(norm.item<double>()))
        throw Error(ErrorCode::LossNotFinite, {std::to_string(adam.steps() + 1)});
    if (options.greatestGradient <= 0)
        return;
    const Tensor scale = (options.greatestGradient / (norm + 1e-6)).clamp_max(1).to(at::kFloat);
    for (Tensor& gradient : all)
        gradient.mul_(scale);
}

Batch Trainer::Parts::batchOf(std::span<const Example> examples) const
{
    const int size = options.model.imageSize;
    if (std::ranges::any_of(examples, [](const Example& example) { return example.view != 0; })) {
        const ShownViews views = shownViews(examples, size, device);
        return {(views.pixels - mean) / std, views.masks};
    }
    const auto plane = std::size_t(size) * std::size_t(size);
    std::vector<Image> images;
    Tensor masks = at::empty({std::int64_t(examples.size()), size, size}, at::kFloat);
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (examples[i].mask.size() != plane)
            throw Error(ErrorCode::BadInput, {"mask form"});
        images.push_back(examples[i].image);
        std::ranges::copy(examples[i].mask, masks.data_ptr<float>() + i * plane);
    }
    return {model::normalisedPixels(images, size, mean, std, device), masks.to(device)};
}

Trainer::Trainer(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const TrainerOptions& options)
{
    weights::checkFit(clip, vcp);
    m_parts = guarded([&] {
        auto parts = std::make_unique<Parts>(clip, vcp, options);
        model::setTensorFloat(options.tensorFloat);
        return parts;
    });
}

Trainer::~Trainer() = default;

double Trainer::step(std::span<const Example> examples, double rateFactor, std::stop_token stop)
{
    if (examples.empty())
        throw Error(ErrorCode::BadInput, {"examples"});
    std::vector<std::uint64_t> same;
    std::ranges::transform(examples, std::back_inserter(same), &Example::same);
    return guarded([&] {
        Batch batch = m_parts->batchOf(examples);
        batch.same = same;
        return m_parts->step(batch, rateFactor, stop);
    });
}

double Trainer::stepNormalised(std::span<const float> pixels, std::span<const std::uint8_t> masks, int batch, double rateFactor)
{
    const std::int64_t size = imageSize();
    const auto plane = std::size_t(size * size);
    if (batch < 1 || pixels.size() != std::size_t(batch) * 3 * plane || masks.size() != std::size_t(batch) * plane)
        throw Error(ErrorCode::BadInput, {"batch"});
    return guarded([&] {
        // from_blob takes no const pointer; nothing writes to it.
        const Tensor host = at::from_blob(const_cast<float*>(pixels.data()), {batch, 3, size, size}, at::kFloat);
        Tensor truth = at::empty({batch, size, size}, at::kFloat);
        std::ranges::copy(masks, truth.data_ptr<float>());
        return m_parts->step({host.to(m_parts->device), truth.to(m_parts->device)}, rateFactor, {});
    });
}

double Trainer::stepInPasses(std::span<const Example> examples, double rateFactor, const std::function<void(int together)>& halved, const std::stop_token& stop)
{
    while (true)
        try {
            return step(examples, rateFactor, stop);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory || together() == 1)
                throw;
            setTogether(together() / 2);
            if (halved)
                halved(together());
        }
}

std::int64_t Trainer::steps() const
{
    return m_parts->adam.steps();
}

std::size_t Trainer::keptFeatures() const
{
    return m_parts->kept.images();
}

int Trainer::together() const
{
    return m_parts->options.together;
}

void Trainer::setTogether(int images)
{
    m_parts->options.together = std::max(images, 1);
}

void Trainer::keepGradients(bool keep)
{
    m_parts->keepGradients = keep;
    m_parts->gradients.clear();
}

std::map<std::string, std::vector<float>> Trainer::gradients() const
{
    std::map<std::string, std::vector<float>> all;
    for (const auto& [name, gradient] : m_parts->gradients) {
        const Tensor host = gradient.to(at::kCPU).contiguous();
        all.emplace(name, std::vector<float>(host.data_ptr<float>(), host.data_ptr<float>() + host.numel()));
    }
    return all;
}

std::vector<float> Trainer::value(const std::string& parameter) const
{
    const Tensor host = m_parts->parameters.tensor(parameter).detach().to(at::kCPU).contiguous();
    return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
}

bool Trainer::towersLearn() const
{
    return m_parts->options.towers;
}

int Trainer::imageSize() const
{
    return m_parts->options.model.imageSize;
}

std::vector<Evidence> Trainer::detect(std::span<const Image> images, std::stop_token stop)
{
    if (images.empty())
        return {};
    return guarded([&] {
        const c10::NoGradGuard noGradients;
        const Tensor pixels = model::normalisedPixels(images, imageSize(), m_parts->mean, m_parts->std, m_parts->device);
        const model::Network network = m_parts->network(m_parts->result());
        const auto differences = Parts::differences(network, m_parts->features(network, pixels, stop), stop);
        return model::evidenceOf(differences, m_parts->grid(), imageSize());
    });
}

void Trainer::writeVcp(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, source] : m_parts->began.sources())
        out.add(name, m_parts->result().tensor(name));
    // Saved by the published code and used by nothing, but its loader asks for it.
    const std::string unused = "prompt_text_projection";
    const auto& given = m_parts->began.file().tensors();
    const auto width = m_parts->clipShape.textWidth;
    const auto found = given.find(unused);
    out.add(unused, found != given.end() ? hostTensor(found->second) : at::eye(width));
    weights::writeTorchZip(path, out.views(), {std::begin(publishedGroups), std::end(publishedGroups)});
}

void Trainer::writeClip(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, value] : m_parts->result().all())
        if (!isVcpParameter(name))
            out.add(name, isHalf(name) ? value.detach().to(at::kHalf) : value);
    weights::writeSafetensors(path, out.views());
}

void Trainer::save(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, value] : m_parts->parameters.all())
        if (value.requires_grad()) {
            out.add("value." + name, value);
            if (m_parts->average)
                out.add("average." + name, m_parts->average->tensor(name));
        }
    for (const auto& [name, moments] : m_parts->adam.moments()) {
        out.add("adam.first." + name, moments.first);
        out.add("adam.second." + name, moments.second);
    }
    out.add(stepsName, at::full({1}, double(steps()), at::kFloat));  // whole numbers are exact up to 16 million
    weights::writeSafetensors(path, out.views());
}

void Trainer::restore(const std::filesystem::path& path)
{
    const auto file = weights::WeightFile::open(path);
    const auto find = [&](const std::string& name, at::IntArrayRef shape) -> Tensor {
        const auto found = file->tensors().find(name);
        if (found == file->tensors().end())
            throw Error(ErrorCode::TensorMissing, {name, weights::shapeText(shape)}, path);
        if (found->second.shape != shape.vec())
            throw Error(ErrorCode::TensorShape, {name, weights::shapeText(found->second.shape), weights::shapeText(shape)}, path);
        return hostTensor(found->second).to(m_parts->device);
    };
    // All is read before anything is changed.
    std::map<std::string, Tensor> values, averages;
    std::map<std::string, Adam::Moments> moments;
    for (const auto& [name, value] : m_parts->parameters.all()) {
        if (!value.requires_grad())
            continue;
        values.emplace(name, find("value." + name, value.sizes()));
        if (m_parts->average)
            averages.emplace(name, find("average." + name, value.sizes()));
        if (file->tensors().contains("adam.first." + name))
            moments.emplace(name, Adam::Moments {find("adam.first." + name, value.sizes()), find("adam.second." + name, value.sizes())});
    }
    const auto steps = std::int64_t(find(stepsName, {1}).item<float>());
    const c10::NoGradGuard noGradients;
    for (auto& [name, value] : values)
        m_parts->parameters.all().at(name).copy_(value);
    for (auto& [name, value] : averages)
        m_parts->average->all().at(name).copy_(value);
    m_parts->adam.restore(steps, std::move(moments));
}

}  // namespace inference::training
