#pragma once

#include "judging/figures.h"

namespace inference::judging {

/// The region score of each zone (curves left empty), as ZoneFigures says it.
std::vector<ZoneFigures> floodedScores(const RenderedMaps& maps, Size imageSize, const Recipe& recipe);

/// For each of `zones` zone ids the area in image pixels squared of its largest region at each level.
std::vector<std::vector<float>> areaCurves(const RenderedMaps& maps, Size imageSize, std::size_t zones);

}  // namespace inference::judging
