#pragma once

namespace widgets {

/// How a value lies along a slider and how far a key moves it. Pure arithmetic.
struct LimitScale {
    double minimum = 0;
    double maximum = 1;
    double step = 0.01;        ///< of a key; Shift or Page: five of them. Logarithmic: the least step
    bool logarithmic = false;  ///< needs minimum 0: position 0 is 0, position 1 is 1, then decades up to the maximum
    int positions = 1000;      ///< of the slider

    /// Position 0..positions nearest to a value; values outside lie at the ends.
    int positionOf(double value) const;
    /// The value at a position, rounded to `step` (logarithmic: to two significant digits).
    double valueAt(int position) const;
    /// `steps` keys further, on the grid of steps and inside the range. Logarithmic: a tenth of the value at a time,
    /// at least `step`.
    double stepped(double value, int steps) const;
};

}  // namespace widgets
