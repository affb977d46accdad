#include "model/vision_encoder_p.h"

namespace inference::model {
namespace {

template <typename Tower>
class TorchEncoder final : public VisionEncoder {
public:
    explicit TorchEncoder(Tower tower)
        : m_tower(std::move(tower))
    {
    }

    VisionFeatures encode(const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop) override
    {
        return encodeImage(m_tower, pixels, layers, stop);
    }

private:
    Tower m_tower;
};

}  // namespace

std::unique_ptr<VisionEncoder> makeTorchEncoder(VisionTower tower)
{
    return std::make_unique<TorchEncoder<VisionTower>>(std::move(tower));
}

std::unique_ptr<VisionEncoder> makeTorchEncoder(HalfTower tower)
{
    return std::make_unique<TorchEncoder<HalfTower>>(std::move(tower));
}

}  // namespace inference::model
