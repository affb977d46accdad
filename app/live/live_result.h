#pragma once

#include "app/live/live_shot.h"
#include "core/error.h"
#include "core/inspection.h"
#include "core/judgement.h"
#include "core/recipe.h"
#include "judging/judge.h"
#include "pipeline/inspector.h"

#include <memory>
#include <optional>

namespace app {

/// What the model says of one frame: heat and outlines belong to this picture and to no other.
struct LiveResult {
    LiveShot shot;
    std::uint64_t number = 0;  ///< counts results up from 1
    std::shared_ptr<const inference::Recipe> recipe;  ///< by which it was judged
    std::shared_ptr<const inference::pipeline::Inspector> inspector;  ///< by which it was inspected
    std::shared_ptr<const inference::Inspection> inspection;
    std::shared_ptr<const inference::judging::RenderedMaps> maps;
    std::shared_ptr<const inference::Judgement> judgement;
    std::optional<inference::Error> error;  ///< set: there is no judgement. Where it is the frame's own (Frame::error), there are no pixels either
    double latencyMs = 0;  ///< from exposure to verdict
    double judgingMs = 0;  ///< of that, from when the frame was taken: inference with all that belongs to it

    const LiveFrame& frame() const { return shot.frame; }
};

using LiveResultPtr = std::shared_ptr<const LiveResult>;

}  // namespace app
