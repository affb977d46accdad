#include "app/inspect/train_examples.h"

#include "core/error.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"
#include "imaging/resample.h"
#include "judging/contours.h"

#include <algorithm>

namespace app {
namespace {

using inference::AnomalyMap;
using inference::Image;

/// What somebody has marked, as one region: overlays draw those.
inference::Judgement markedIn(const inference::training::Example& example, inference::Size size)
{
    inference::Judgement judgement;
    if (std::ranges::find(example.mask, 1) == example.mask.end())
        return judgement;
    const AnomalyMap mask {example.image.width, example.image.height, {example.mask.begin(), example.mask.end()}};
    inference::Defect marked;
    marked.failing = true;
    marked.contours = inference::judging::traceContours(mask, 0.5f, size);
    judgement.defects.push_back(std::move(marked));
    return judgement;
}

std::filesystem::path nameOf(int epoch, std::size_t number)
{
    return "epoch-" + std::to_string(epoch) + "-" + std::to_string(number) + ".png";
}

}  // namespace

std::filesystem::path TrainExamples::write(int epoch, const inference::training::EpochExample& example) const
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, m_folder);
    const auto& shown = example.example.example;
    const Image small = inference::imaging::resizeBicubic(shown.image, side, side);
    const Image painted = inference::imaging::paintOverlay(small, example.map, markedIn(shown, small.size()), {.limit = m_limit});
    const auto file = m_folder / nameOf(epoch, example.number);
    inference::imaging::writePng(file, painted);
    if (epoch > keptEpochs)
        std::filesystem::remove(m_folder / nameOf(epoch - keptEpochs, example.number), error);
    return file;
}

}  // namespace app
