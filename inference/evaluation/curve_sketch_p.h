#pragma once

#include "evaluation/curve.h"

#include <array>
#include <optional>

namespace inference::evaluation {

/// Takes the points of a curve as they come, x never falling, and keeps at most so many: all of them where they are few enough;
/// else the first, last, lowest and highest of each of most/4 equal columns, which draws the same picture on a screen that has
/// one column of pixels for each (M4: U. Jugel et al., PVLDB 7 (2014) 797). Both ends are always among them.
class CurveSketch {
public:
    /// `end` is the greatest x to come, above 0; `most` at least leastCurvePoints.
    CurveSketch(int most, double end);

    void add(const CurvePoint& point);
    Curve take();

private:
    struct Column {
        std::size_t index = 0;
        CurvePoint first, lowest, highest, last;
        std::size_t lowestAt = 0, highestAt = 0, points = 0;  ///< places in the order of coming
    };

    void thin(const CurvePoint& point);
    void close();

    std::size_t m_most;
    double m_end;
    bool m_thinning = false;
    std::optional<Column> m_column;  ///< the one that is being filled
    Curve m_points;
};

}  // namespace inference::evaluation
