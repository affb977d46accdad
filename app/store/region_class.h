#pragma once

#include "app/store/review_state.h"
#include "core/defect.h"

#include <optional>
#include <span>
#include <string>

namespace app {

/// The region that a point belongs to, an index: the one whose peak it is, else the one with the smallest box around it, so
/// that a dot inside a ring is told from the ring. None where no box holds it.
std::optional<std::size_t> regionAt(const inference::Point& at, std::span<const inference::Defect> regions);

/// What was said of one of a part's `regions`: by the latest point which belongs to it. Null: nothing. Lives in `review`.
const RegionNote* noteOf(std::size_t region, std::span<const inference::Defect> regions, const ReviewState& review);

/// The class that was given to one of a part's `regions`: empty without one.
std::string classOf(std::size_t region, std::span<const inference::Defect> regions, const ReviewState& review);

}  // namespace app
