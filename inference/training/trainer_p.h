#pragma once

#include "model/device_p.h"
#include "model/forward_p.h"
#include "model/vcp_clip.h"
#include "training/adam_p.h"
#include "training/kept_features_p.h"
#include "training/parameters_p.h"
#include "training/trainer.h"

#include <algorithm>
#include <optional>

namespace inference::training {

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

/// What a trainer holds. Its steps are in trainer.cpp, its files in trainer_files.cpp.
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

}  // namespace inference::training
