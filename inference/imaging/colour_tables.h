#pragma once

#include "core/colour_map.h"

namespace inference::imaging {

/// The 256 colours of a map; built once, any thread.
const ColourTable& colourTable(ColourMap map);

}  // namespace inference::imaging
