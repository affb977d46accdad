#include "training/trainer_p.h"

#include "core/error.h"
#include "model/guarded_p.h"
#include "training/loss_p.h"
#include "training/shown_views_p.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

namespace inference::training {
namespace {

using model::guarded;

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

}  // namespace

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

}  // namespace inference::training
