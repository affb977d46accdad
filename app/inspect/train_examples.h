#pragma once

#include "training/training_run.h"

#include <filesystem>

namespace app {

/// Pictures by which a person sees a training get on: what the model of each epoch makes of a few validation images, as
/// `examples/epoch-N-K.png` in the training's folder. Square as the model sees the image, 256 pixels wide, with heat on the absolute
/// scale and the outline of what is marked as damaged. Those of the last 50 epochs are kept: at most 200 small files.
class TrainExamples {
public:
    static constexpr int keptEpochs = 50;
    static constexpr int side = 256;

    /// Below `limit` the heat fades (core/heat_opacity.h).
    TrainExamples(std::filesystem::path training, float limit)
        : m_folder(std::move(training) / "examples")
        , m_limit(limit)
    {
    }

    /// The file written; that of the epoch that is too old by now is gone. Nobody meets half a file. Throws Error(WriteFailed).
    std::filesystem::path write(int epoch, const inference::training::EpochExample& example) const;

private:
    std::filesystem::path m_folder;
    float m_limit;
};

}  // namespace app
