#pragma once

#include "app/serve/part_service.h"
#include "imaging/image_writer.h"

#include <atomic>
#include <semaphore>

/// Pictures and a model of which the verdict is known: what is bright is defective.
namespace served_parts {

constexpr int side = 8;

class BrightDetector final : public inference::Detector {
public:
    std::counting_semaphore<> turns {1000};  ///< one for each image that it may look at
    std::atomic<int> asked = 0;
    std::atomic<bool> broken = false;

    int imageSize() const override { return side; }
    int favouredBatch() const override { return 4; }
    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token stop) override
    {
        std::vector<inference::Evidence> evidence;
        for (const inference::Image& image : images) {
            ++asked;
            while (!turns.try_acquire_for(std::chrono::milliseconds(1)))
                if (stop.stop_requested())
                    throw inference::Cancelled();
            if (broken)
                throw inference::Error(inference::ErrorCode::AnswerNotFinite);
            const float logit = image.pixels[0] > 127 ? 9.0f : -9.0f;
            evidence.push_back({1, 1, 1, side, {logit}, {logit}});
        }
        return evidence;
    }
};

inline std::vector<std::uint8_t> picture(int brightness, int width = 40, int height = 30)
{
    inference::Image image = inference::makeImage(width, height, 3);
    std::ranges::fill(image.pixels, std::uint8_t(brightness));
    return inference::imaging::encodePng(image);
}

inline app::ServedRecipe recipe(const std::string& name, float fail = 0.6f)
{
    app::ServedRecipe served {name, {}, "hash of " + name};
    served.recipe.name = name;
    served.recipe.rule.failLimit = fail;
    return served;
}

}  // namespace served_parts
