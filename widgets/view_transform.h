#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace widgets {

/// How a picture lies in a view: a zoom and a place, kept within sensible bounds.
///
/// Image coordinates are continuous pixels: pixel (i, j) covers [i, i + 1) x [j, j + 1). Widget coordinates are Qt's logical
/// pixels; device pixels are those times devicePixelRatio(). The zoom is device pixels per image pixel, so that 1 is crisp on
/// every screen. The picture is always painted with its corner on a whole device pixel, and both mappings follow that, while
/// the exact place is kept, so that zooming in and out again at one point drifts by nothing.
///
/// A picture smaller than the free area is centred; a larger one may be moved until its edge is half a view inside.
/// Plain value; any thread.
class ViewTransform {
public:
    static constexpr double greatestZoom() { return 64; }

    /// Size in image pixels; empty for no picture. Leaves zoom and place, bounded anew; fits when in fit mode.
    void setImageSize(QSize size);
    /// Size in widget pixels. Keeps the picture in fit mode, otherwise the image point in the middle.
    void setViewport(QSizeF size, double devicePixelRatio);
    /// Widget pixels at the edges that a fitted picture leaves free.
    void setMargins(QMarginsF margins);

    void fit();
    /// `zoom` is clamped to smallestZoom()..greatestZoom(); the image point below `widgetPoint` stays there.
    void zoomTo(double zoom, QPointF widgetPoint);
    /// As zoomTo(zoom() * factor), but a step across the fit zoom or across 1 stops there.
    void zoomBy(double factor, QPointF widgetPoint);
    void panBy(QPointF widgetDelta);
    void centreOn(QPointF imagePoint);

    QSize imageSize() const { return m_image; }
    QSizeF viewport() const { return m_viewport; }
    double devicePixelRatio() const { return m_ratio; }
    double zoom() const { return m_zoom; }
    double fitZoom() const;
    /// A quarter of the fit zoom, but never above 1, so that 1:1 can always be reached.
    double smallestZoom() const;
    bool isFit() const { return m_fit; }
    bool isEmpty() const { return m_image.isEmpty() || m_viewport.isEmpty(); }
    /// Widget pixels per image pixel.
    double scale() const { return m_zoom / m_ratio; }

    QPointF toWidget(QPointF image) const;
    QRectF toWidget(const QRectF& image) const;
    QPointF toImage(QPointF widget) const;
    /// Device pixel of the picture's upper left corner.
    QPoint deviceOrigin() const;
    /// The part of the picture inside the view, in image pixels.
    QRectF visibleImageRect() const;
    bool showsWholeImage() const;
    QPointF viewportCentre() const { return {m_viewport.width() / 2, m_viewport.height() / 2}; }

    friend bool operator==(const ViewTransform&, const ViewTransform&) = default;

private:
    void bound();

    QSize m_image;
    QSizeF m_viewport;
    QMarginsF m_margins;
    double m_ratio = 1;
    double m_zoom = 1;
    QPointF m_origin;  // device pixels, exact
    bool m_fit = true;
};

}  // namespace widgets
