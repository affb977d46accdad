#pragma once

#include "model/options.h"
#include "model/text_p.h"
#include "model/vcp_clip.h"
#include "model/vision_p.h"

namespace inference::model {

/// Where a network's tensors come from: weight files, or the parameters of a training. Names are the canonical ones.
class TensorSource {
public:
    virtual ~TensorSource() = default;
    virtual Tensor tensor(const std::string& name) const = 0;
    /// Rows of a matrix by index, [indices, W].
    virtual Tensor rows(const std::string& name, const std::vector<std::int64_t>& indices) const = 0;

    Linear linear(const std::string& name) const;  ///< name.weight and name.bias; kernels of size 1 become matrices
    LayerNorm norm(const std::string& name, double epsilon = 1e-5) const;
    Tensor exponential(const std::string& name) const;  ///< of a scalar
};

/// Copies named tensors from weight files to a device as float32, one at a time.
class Loader : public TensorSource {
public:
    Loader(const weights::WeightSet& set, at::Device device, std::function<void(std::int64_t elements)> read);

    Tensor tensor(const std::string& name) const override;
    /// No other row is touched.
    Tensor rows(const std::string& name, const std::vector<std::int64_t>& indices) const override;

    /// For who reads the file itself: its tensors, and that `elements` of them have been read. told() on the constructor's thread.
    const weights::WeightSet& set() const { return m_set; }
    void told(std::int64_t elements) const;

private:
    const weights::WeightSet& m_set;
    at::Device m_device;
    std::function<void(std::int64_t)> m_read;
};

Block loadBlock(const TensorSource& clip, const std::string& prefix);
VisionTower loadVision(const TensorSource& clip, const weights::ClipShape& shape, int grid);
/// The same without the blocks.
VisionTower loadVisionEnds(const TensorSource& clip, const weights::ClipShape& shape, int grid);
/// Prefix of the names of a block's tensors, counted from 0.
std::string visionBlock(int index);
TextTower loadText(const TensorSource& clip, const TensorSource& vcp, const weights::ClipShape& shape);
PreVcp loadPreVcp(const TensorSource& vcp, const weights::VcpShape& shape);
PostVcp loadPostVcp(const TensorSource& vcp);
/// Embedding + position of a sentence's tokens around `contextTokens` places.
SentenceTokens loadSentence(const TensorSource& clip, const PromptTemplate& prompt, int contextTokens);

}  // namespace inference::model
