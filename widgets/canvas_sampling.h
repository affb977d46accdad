#pragma once

#include "widgets/canvas_pyramid.h"
#include "widgets/view_transform.h"

#include <QRgb>

#include <cstdint>
#include <vector>

namespace widgets {

/// Reads one run of a view's columns out of a pyramid. The columns' places are worked out once, the rows are then independent.
/// A device pixel always gets the same colour, whichever run and row order it is painted in.
class PictureSampler {
public:
    /// For `count` device columns from `left` on, all inside the picture. Keeps references to both arguments.
    PictureSampler(const CanvasPyramid& pyramid, const ViewTransform& view, int left, int count);

    /// Device row `y`, inside the picture, as opaque pixels. Any thread, several at once.
    void paintRow(int y, QRgb* out) const;

private:
    double levelPlace(double device, double origin) const { return (device + 0.5 - origin) * m_step; }

    const CanvasPyramid::Level& m_level;
    QPoint m_origin;
    double m_step = 1;  // level pixels per device pixel
    bool m_nearest = true;
    std::vector<int> m_index;           // the (left) level pixel of each column
    std::vector<std::uint16_t> m_weight;  // of the right one, 0..256; empty for nearest
};

}  // namespace widgets
