#pragma once

#include "core/detector.h"
#include "model/options.h"
#include "training/example_source.h"
#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace inference::training {

/// How a model learns. The defaults are those of the published code for VisA (MVTec AD: rate 2e-5).
struct TrainerOptions {
    model::ModelOptions model;       ///< device, size of the input, tapped layers, sentences
    bool towers = false;             ///< CLIP's towers learn too (all but the embedding of words): for training from nothing
    double rate = 4e-5;
    double temperatureRate = 0.01;   ///< of tau1 and tau2
    double beta1 = 0.5;
    double beta2 = 0.999;
    double decay = 0;                ///< of matrices, apart from the gradient
    double promptDropout = 0.1;      ///< of the text prompts; one mask for all images of a step, where the published code draws one for each
    double focalWeight = 1;
    double diceWeight = 1;
    double extremesWeight = 0;       ///< of the greatest sound and damaged patches, by which a picture is judged
    double greatestGradient = 0;     ///< of the norm over all parameters; larger ones are scaled down. 0: no limit
    std::uint64_t seed = 333;        ///< of the dropout
    /// Not 0: what is judged and written is not the last step's weights but a mean of all, in which each step has 1 - average of the weight of
    /// what was before (more in the first ones).
    double average = 0;
    bool half = false;               ///< on cards that have it, a tower that learns computes its blocks in bf16
    bool tensorFloat = false;        ///< on cards that have it, matrix products take TF32 (10 bits of mantissa): faster, and enough to learn from nothing
    /// Bytes of the towers' answers (float32, taps x tokens x width of an image; at most as many bytes) that may be kept for examples that come again
    /// (Example::same) while the towers stay as they are: those images skip the vision tower. 0: none. Halved where memory runs out.
    std::size_t keptFeatures = 0;
    int together = 4;                ///< images that go through the model at once; a step of more is made in several passes, to the same numbers but for rounding
};

/// Trains the learnable parts of a VCP-CLIP, by the losses and the optimiser of the published code (VCP-CLIP, train.py). The
/// towers run without a gradient unless they learn. Images that come again (Example::same) go through a frozen tower one by one, so that what is
/// kept of them changes no bit of any number. A step depends on nothing but the state, the examples and the number of the
/// step: a training that was saved and restored goes on to the same numbers. Blocking; one caller at a time.
class Trainer : public Detector {
public:
    /// Copies all weights to the device as float32. Throws Error: what VcpClip::load throws.
    Trainer(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, const TrainerOptions& options);
    ~Trainer() override;

    /// One step; both learning rates times `rateFactor`. Returns the loss before it. Where it throws nothing has changed:
    /// Error(LossNotFinite) with the number of the step, Error(BadInput) for examples of another form, Error(OutOfMemory); Cancelled.
    /// A card whose towers learn isn't waited for: the loss is the mean of some steps before, looked at every sixteenth step, and
    /// LossNotFinite comes when weights are spoilt.
    double step(std::span<const Example> examples, double rateFactor = 1, std::stop_token stop = {});
    /// The same for pixels that are normalised already: [B, 3, S, S] and masks [B, S, S].
    double stepNormalised(std::span<const float> pixels, std::span<const std::uint8_t> masks, int batch, double rateFactor = 1);
    /// step(), in passes of half as many images from then on whenever memory runs out; `halved` hears of it. Error(OutOfMemory) only where
    /// a single image doesn't fit.
    double stepInPasses(std::span<const Example> examples, double rateFactor, const std::function<void(int together)>& halved, const std::stop_token& stop = {});
    std::int64_t steps() const;
    /// How many images' answers of the vision tower are kept.
    std::size_t keptFeatures() const;
    /// How many images go through the model at once, from the next step on; at least 1.
    int together() const;
    void setTogether(int images);

    /// Gradients of the last step's loss, by parameter, before they were limited; kept only after keepGradients(true).
    void keepGradients(bool keep);
    std::map<std::string, std::vector<float>> gradients() const;
    /// The value of a parameter. Throws std::out_of_range for an unknown name.
    std::vector<float> value(const std::string& parameter) const;

    bool towersLearn() const;
    int imageSize() const override;
    /// With the present weights and without dropout.
    std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop = {}) override;

    /// The learned weights as the published code saves them: Python's torch.load reads them. What it saves and never uses comes from
    /// the weights that the training began with. Throws Error(WriteFailed).
    void writeVcp(const std::filesystem::path& path) const;
    /// CLIP as a plain state dict, matrices as float16 (as OpenAI's archive has them).
    void writeClip(const std::filesystem::path& path) const;

    /// All that a training needs to go on: parameters that learn, moments, number of steps, as safetensors. Throws
    /// Error(WriteFailed).
    void save(const std::filesystem::path& path) const;
    /// Throws what WeightFile::open throws; TensorMissing, TensorShape for a state of another model.
    void restore(const std::filesystem::path& path);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace inference::training
