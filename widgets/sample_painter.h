#pragma once

#include "widgets/sample_card.h"

#include <vector>

class QPainter;
class QPalette;

namespace widgets {

/// Side of the square that a cut-out is shown in on the screen, in logical pixels.
inline constexpr int sampleSide = 160;

/// A cut-out in a square, its region in the middle as far as that leaves no ground bare, `scale` painter's units to one of the card's; `framed`: corners around
/// the region, their lines as wide as befits the square. What doesn't fit is cut off. Without a picture a quiet ground says so.
void paintSample(QPainter& painter, const QRectF& square, const SampleCard& card, double scale, bool framed, const QPalette& palette);

/// The greatest scale at which every region fits well inside a square of this side, and no unit takes more than a twentieth of it; 1 where there are no cards.
double fittingScale(const std::vector<SampleCard>& cards, double side);

}  // namespace widgets
