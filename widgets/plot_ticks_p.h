#pragma once

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace widgets {

/// Ticks of an axis that counts: whole numbers, a height of text apart.
class WholeTicker : public QCPAxisTicker {
protected:
    /// Of the steps that are tidy, 2.5 alone is above one and no whole number.
    double getTickStep(const QCPRange& range) override { return std::ceil(QCPAxisTicker::getTickStep(range)); }
    int getSubTickCount(double) override { return 0; }
};

/// As many ticks as an axis of this height (pixels) has room for.
inline int ticksIn(int pixels, int fontHeight)
{
    return std::clamp(pixels / (3 * std::max(fontHeight, 1)), 2, 8);
}

}  // namespace widgets
