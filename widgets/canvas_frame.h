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

/// The pixels of a view in two layers: the picture on its background, and the heat over the part that it can colour. Keeps what it
/// painted, so that a moved view costs only the strips that came into sight, a moved limit only the heat, and a part without heat nothing more.
///
/// Sampling: the picture's own pixels at 1 and from 2 on, bilinear otherwise, reduced sizes from the pyramid. Large areas are
/// split over the machine's cores. Belongs to the GUI thread.
class CanvasFrame {
public:
    /// Paints both layers anew where they changed; `heat` null for none.
    void update(const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, const HeatLayer* heat, QRgb background);

    // Of the last update(), until the next; Format_RGB32, viewport() * devicePixelRatio() pixels.
    /// All of it, without heat.
    const QImage& picture() const { return m_picture; }
    /// With heat; only what lies in heatedArea(), which may be empty, means anything.
    const QImage& heated() const { return m_heated; }
    QRect heatedArea() const { return m_heatedArea; }

    /// For the next update(): taken instead of painting the picture where it is just what is to be seen then.
    void offer(std::shared_ptr<const PaintedPicture> painted) { m_offered = std::move(painted); }

    /// Where the picture lies in the view's device pixels: those whose centres are inside it, and of a thinner one a line.
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
    QImage m_heated;
    quint64 m_heatRevision = 0;  // of m_heated; 0 when it is out of date
    QRect m_heatedArea;
};

}  // namespace widgets
