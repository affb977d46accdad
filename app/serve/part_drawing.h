#pragma once

#include "app/serve/part_service.h"

#include <cstdint>
#include <vector>

namespace app {

/// What is drawn of a part, as vcp-inspect run writes it.
enum class PartDrawing { Overlay, Mask, Map };

/// PNG of Overlay and Mask, TIFF of Map. Decodes the part's file for Overlay: takes the memory of its picture. `part` has a verdict. Pure; any thread.
/// Throws inference::Error.
std::vector<std::uint8_t> drawn(const ServedPart& part, PartDrawing what);

}  // namespace app
