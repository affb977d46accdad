#pragma once

#include "core/detector.h"
#include "model/options.h"
#include "weights/vcp_weights.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace inference::model {

/// What a loaded model runs on and as.
struct ModelFacts {
    std::string device;      ///< "cpu", "cuda:0"
    std::string deviceName;  ///< the card's name; empty on the CPU
    std::string precision;   ///< "fp32", "bf16", "fp16": of the tower of pictures
    std::vector<int> layers; ///< tapped, 1-based
    int imageSize = 0;
    int patch = 0;
    /// Where the precision was chosen on loading: the greatest difference of the blended, smoothed map from float32's on this device, for a
    /// drawn picture.
    std::optional<double> chosenBy = std::nullopt;
};

/// How a card runs the model. A graph replays all steps of a batch of one size.
struct CardFacts {
    int graphs = 0;
    std::string noGraphs;  ///< why there will be no more: a message of the library; empty where nothing hinders them
};

struct StageTime {
    std::string name;
    double seconds = 0;
};

/// An array copied out of the model for comparison with a reference.
struct TracedArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Intermediates by name: image_features [B, E], context [B, r, T], text [B, 2, E] (good, damaged; unit length),
/// patch_<layer> [B, 1 + L, D].
using Trace = std::map<std::string, TracedArray>;

/// The blocks of the vision tower that `options` taps, 1-based: all that can be said of options without loading a weight.
/// Throws Error: ImageSizeInvalid, LayersInvalid, BundleInvalid("prompts"), as VcpClip::load does.
std::vector<int> tappedLayers(const weights::ClipShape& clip, const weights::VcpShape& vcp, const ModelOptions& options);

/// VCP-CLIP (ECCV 2024) as released: zero-shot anomaly segmentation of one image. All is float32 but the tower of pictures and Pre-VCP's
/// taps where another precision is asked for.
/// Exact short cuts, none of which changes the answer beyond rounding: only the tokens up to EOT run through the text
/// tower, and of those the ones before the visual context only once per checkpoint; Post-VCP's key and value projections
/// are moved to the side of the two text vectors; the two-class softmax is one logit difference; attention is computed in
/// blocks of queries and its weights never leave them.
/// One caller at a time. On a card `stop` is looked at between batches, and what ran out of memory has given all back that isn't in use.
class VcpClip final : public Detector {
public:
    using Progress = std::function<void(double fraction)>;

    /// Copies the weights to the device, giving the mapped file's pages back tensor by tensor. `progress` gets 0..1.
    /// Throws Error: WeightsClash, what tappedLayers() throws, DeviceUnavailable, PrecisionUnavailable, OutOfMemory and
    /// what WeightSet::read throws; Cancelled when `stop` asks for it.
    static std::unique_ptr<VcpClip> load(const weights::ClipWeights& clip, const weights::VcpWeights& vcp,
                                         const ModelOptions& options, const Progress& progress = {}, std::stop_token stop = {});
    ~VcpClip() override;

    int imageSize() const override;
    /// Throws Error: BadInput, AnswerNotFinite, OutOfMemory, Internal; Cancelled.
    std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop = {}) override;

    /// The same for pixels that are normalised already: [batch, 3, S, S]. Fills `trace` when given.
    std::vector<Evidence> detectNormalised(std::span<const float> pixels, int batch, std::stop_token stop = {}, Trace* trace = nullptr);

    std::unique_ptr<PendingEvidence> begin(std::span<const Image> images, std::stop_token stop = {}) override;
    int favouredBatch() const override;

    const ModelFacts& facts() const;
    CardFacts card() const;

    /// One batch, step by step and waiting after each, so that its stages can be told apart: upload, vision, text, heads, download. Throws as detect().
    std::vector<StageTime> timeStages(std::span<const Image> images);

private:
    struct Parts;
    explicit VcpClip(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace inference::model
