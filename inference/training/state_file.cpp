#include "training/state_file_p.h"

namespace inference::training {

void OutgoingTensors::add(const std::string& name, const Tensor& tensor)
{
    const Tensor& kept = m_kept.emplace_back(tensor.detach().to(at::kCPU).contiguous());
    const auto type = kept.scalar_type() == at::kHalf ? weights::DType::F16 : weights::DType::F32;
    m_views[name] = {type, kept.sizes().vec(), kept.strides().vec(),
                     {static_cast<const std::byte*>(kept.data_ptr()), std::size_t(kept.numel()) * std::size_t(kept.element_size())}};
}

Tensor hostTensor(const weights::TensorView& view)
{
    Tensor tensor = at::empty(view.shape, at::kFloat);
    weights::copyAsFloat(view, {tensor.data_ptr<float>(), std::size_t(tensor.numel())});
    return tensor;
}

}  // namespace inference::training
