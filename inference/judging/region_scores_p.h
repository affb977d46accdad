#pragma once

#include "judging/figures.h"

namespace inference::judging {

/// The figures of each zone as ZoneFigures says them; areas where `curves` asks for them.
std::vector<ZoneFigures> zoneFigures(const RenderedMaps& maps, Size imageSize, const Recipe& recipe, bool curves);

}  // namespace inference::judging
