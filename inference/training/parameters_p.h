#pragma once

#include "model/loader_p.h"
#include "weights/clip_weights.h"
#include "weights/vcp_weights.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inference::training {

using at::Tensor;

/// All weights of a CLIP and of a VCP-CLIP as tensors of their own, float32, under their canonical names (the two never clash).
/// Those that learn are leaves that want a gradient.
class Parameters : public model::TensorSource {
public:
    Parameters(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, at::Device device);

    Tensor tensor(const std::string& name) const override { return m_tensors.at(name); }
    Tensor rows(const std::string& name, const std::vector<std::int64_t>& indices) const override;

    /// Copies of those that learn, without a gradient; the others are shared.
    Parameters copied() const;
    /// Those that learn go `share` of the way to the values of `other`, of which this is a copy.
    void approach(const Parameters& other, double share);

    /// From now on exactly those learn of whose name `learns` says so.
    template <typename Learns>
    void setLearning(Learns learns)
    {
        for (auto& [name, value] : m_tensors)
            value.set_requires_grad(learns(name));
    }

    std::map<std::string, Tensor>& all() { return m_tensors; }
    const std::map<std::string, Tensor>& all() const { return m_tensors; }

private:
    std::map<std::string, Tensor> m_tensors;
    mutable std::map<std::vector<std::int64_t>, Tensor> m_indices;  ///< on the device: bringing them there would wait for it each time
};

/// What VCP-CLIP learns: the linear layers of the taps, both visual-context prompters and the deep text prompts. Both towers stay
/// as CLIP left them.
bool isVcpParameter(std::string_view name);

/// The two temperatures, which learn at a rate of their own.
bool isTemperature(std::string_view name);

}  // namespace inference::training
