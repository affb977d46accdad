#pragma once

#include "widgets/canvas_pyramid.h"
#include "widgets/heat_layer.h"
#include "widgets/shared_rows.h"
#include "widgets/view_transform.h"

#include <QImage>
#include <QRect>
#include <QRegion>

#include <functional>
#include <memory>

namespace widgets {

/// A picture as a view shows it, without heat, painted ahead of time.
struct PaintedPicture {
    ViewTransform view;
    std::shared_ptr<const CanvasPyramid> source;
    QRgb background = 0;
    QImage image;  ///< Format_RGB32, as large as the view's device pixels

    /// Any thread. Null where the view is empty.
    static std::shared_ptr<const PaintedPicture> paint(const ViewTransform& view, std::shared_ptr<const CanvasPyramid> source, QRgb background);
};

/// The pixels of a view: picture on its background, heat on top. Keeps what it painted, so that a moved view costs only the
/// strips that came into sight, and a moved limit only the heat.
///
/// Sampling: the picture's own pixels at 1 and from 2 on, bilinear otherwise, reduced sizes from the pyramid. Large areas are
/// split over the machine's cores. Belongs to the GUI thread.
class CanvasFrame {
public:
    /// The whole view, Format_RGB32, viewport() * devicePixelRatio() pixels; `heat` null for none. The answer stays valid
    /// until the next call; copy no reference to its pixels.
    const QImage& update(const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, const HeatLayer* heat,
                         QRgb background);

    /// For the next update(): taken instead of painting the picture where it is just what is to be seen then.
    void offer(std::shared_ptr<const PaintedPicture> painted) { m_offered = std::move(painted); }

    /// What update() painted last, without its heat. Valid until the next call.
    const QImage& picture() const { return m_picture; }

    /// Where the picture lies in the view's device pixels: those whose centres are inside it.
    static QRect pictureRect(const ViewTransform& view);
    /// The device pixels that `heat` may colour.
    static QRect heatRect(const ViewTransform& view, const HeatLayer& heat);

private:
    QRegion reuse(const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, QRgb background);
    void paintPicture(const QRect& area);
    void paintHeat(const QRect& area, const HeatLayer& heat);
    void overRows(const QRect& area, const std::function<void(int top, int bottom)>& work);

    SharedRows m_rows;
    ViewTransform m_view;
    std::shared_ptr<const CanvasPyramid> m_source;
    QRgb m_background = 0;
    std::shared_ptr<const PaintedPicture> m_offered;
    QImage m_picture;
    QImage m_composite;
    quint64 m_heatRevision = 0;  // of m_composite; 0 when it is out of date
    QRect m_heatRect;            // what of m_composite may be coloured
};

}  // namespace widgets
