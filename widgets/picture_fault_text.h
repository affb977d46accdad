#pragma once

#include "core/judgement.h"

#include <QString>

#include <vector>

namespace widgets {

/// Brightness or focus of a picture: whole numbers from ten up, one decimal below.
QString figureText(double figure);

/// "The picture is too dark: brightness 12, at least 40 asked for." One sentence for each; empty for none.
QString pictureFaultsText(const std::vector<inference::PictureFault>& faults);

}  // namespace widgets
