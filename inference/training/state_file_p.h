#pragma once

#include "model/torch_p.h"
#include "weights/weight_writer.h"

#include <map>
#include <string>
#include <vector>

namespace inference::training {

using at::Tensor;

/// Tensors on their way into a weight file, with the memory behind them.
class OutgoingTensors {
public:
    /// float32 or float16, copied to the host where it must be.
    void add(const std::string& name, const Tensor& tensor);
    const weights::NamedTensors& views() const { return m_views; }

private:
    std::vector<Tensor> m_kept;
    weights::NamedTensors m_views;
};

/// A floating tensor of a file as float32 on the host. Throws what copyAsFloat throws.
Tensor hostTensor(const weights::TensorView& view);

}  // namespace inference::training
