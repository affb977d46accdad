#include "model/vision_encoder_p.h"

namespace inference::model {
namespace {

class TorchEncoder final : public VisionEncoder {
public:
    explicit TorchEncoder(VisionTower tower)
        : m_tower(std::move(tower))
    {
    }

    VisionFeatures encode(const Tensor& pixels, const std::vector<int>& layers, const std::stop_token& stop) override
    {
        return encodeImage(m_tower, pixels, layers, stop);
    }

private:
    VisionTower m_tower;
};

}  // namespace

std::unique_ptr<VisionEncoder> makeTorchEncoder(VisionTower tower)
{
    return std::make_unique<TorchEncoder>(std::move(tower));
}

}  // namespace inference::model
