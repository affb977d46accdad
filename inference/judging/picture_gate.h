#pragma once

#include "core/judgement.h"
#include "core/picture_figures.h"
#include "core/placement.h"
#include "core/recipe.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace inference::judging {

/// What the gate says of a picture, darkness and light before focus. Empty where it asks nothing. Pure; any thread.
std::vector<PictureFault> pictureFaults(const std::optional<PictureFigures>& picture, const PictureGate& gate);

/// What gate and anchor of a recipe say of a picture and of where its part lies (none: the picture has no grey copy). Pure; any thread.
std::vector<PictureFault> pictureFaults(const std::optional<PictureFigures>& picture, const std::optional<Placement>& placement, const Recipe& recipe);

/// So few pictures say nothing of how pictures differ.
inline constexpr std::size_t leastPicturesToPropose = 5;

/// A gate that pictures like these pass: brightness within five robust deviations (1.4826 times the median distance from the median) of
/// their median, ten grey levels at least; focus not below the median by five of its logarithm's, half of the median at least. Rounded
/// outwards. So wide that of good pictures none is held back, so that a covered lens or a part out of focus is: a lamp that fades is
/// the drift's business (sources/picture_health.h). An odd picture among them does no harm. None of fewer than leastPicturesToPropose.
std::optional<PictureGate> proposedGate(std::span<const PictureFigures> pictures);

}  // namespace inference::judging
