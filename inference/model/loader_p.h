#pragma once

#include "model/options.h"
#include "model/text_p.h"
#include "model/vcp_clip.h"
#include "model/vision_p.h"

namespace inference::model {

/// Copies named tensors from weight files to a device as float32, one at a time.
class Loader {
public:
    Loader(const weights::WeightSet& set, at::Device device, std::function<void(std::int64_t elements)> read);

    Tensor tensor(const std::string& name) const;
    Linear linear(const std::string& name) const;  ///< name.weight and name.bias; kernels of size 1 become matrices
    LayerNorm norm(const std::string& name, double epsilon = 1e-5) const;
    double scalar(const std::string& name) const;
    /// Rows of a matrix by index, [indices, W]; no other row is touched.
    Tensor rows(const std::string& name, const std::vector<std::int64_t>& indices) const;

private:
    const weights::WeightSet& m_set;
    at::Device m_device;
    std::function<void(std::int64_t)> m_read;
};

Block loadBlock(const Loader& clip, const std::string& prefix);
VisionTower loadVision(const Loader& clip, const weights::ClipShape& shape, int grid);
TextTower loadText(const Loader& clip, const Loader& vcp, const weights::ClipShape& shape);
PreVcp loadPreVcp(const Loader& vcp, const weights::VcpShape& shape);
PostVcp loadPostVcp(const Loader& vcp);
/// Embedding + position of a sentence's tokens around `contextTokens` places.
SentenceTokens loadSentence(const Loader& clip, const PromptTemplate& prompt, int contextTokens);

}  // namespace inference::model
