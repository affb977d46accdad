#include "widgets/view_transform.h"

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

/// One axis: where the picture's edge lies, given where it is wanted. `low` and `high` bound the free area.
double boundedOrigin(double wanted, double extent, double low, double high, double viewport)
{
    const double slack = extent - (high - low);
    if (slack <= 0)  // in the middle of the view if that stays free, else as near as the margins allow
        return std::clamp((viewport - extent) / 2, low, high - extent);
    const double over = std::min(viewport / 2, slack);
    return std::clamp(wanted, high - extent - over, low + over);
}

}  // namespace

void ViewTransform::setImageSize(QSize size)
{
    m_image = size;
    m_fit ? fit() : bound();
}

void ViewTransform::setViewport(QSizeF size, double devicePixelRatio)
{
    if (size == m_viewport && devicePixelRatio == m_ratio)
        return;
    const QPointF middle = toImage(viewportCentre());
    m_viewport = size;
    m_ratio = devicePixelRatio;
    m_fit ? fit() : centreOn(middle);
}

void ViewTransform::setMargins(QMarginsF margins)
{
    m_margins = margins;
    m_fit ? fit() : bound();
}

double ViewTransform::fitZoom() const
{
    if (isEmpty())
        return 1;
    const double width = std::max(1.0, m_viewport.width() - m_margins.left() - m_margins.right());
    const double height = std::max(1.0, m_viewport.height() - m_margins.top() - m_margins.bottom());
    return std::min({width * m_ratio / m_image.width(), height * m_ratio / m_image.height(), greatestZoom()});
}

double ViewTransform::smallestZoom() const
{
    return std::min(fitZoom() / 4, 1.0);
}

void ViewTransform::fit()
{
    m_fit = true;
    m_zoom = fitZoom();
    bound();
}

void ViewTransform::zoomTo(double zoom, QPointF widgetPoint)
{
    if (isEmpty())
        return;
    const double next = std::clamp(zoom, smallestZoom(), greatestZoom());
    const QPointF device = widgetPoint * m_ratio;
    m_origin = device - (device - m_origin) * (next / m_zoom);
    m_zoom = next;
    m_fit = false;
    bound();
}

void ViewTransform::zoomBy(double factor, QPointF widgetPoint)
{
    if (isEmpty())
        return;
    double next = m_zoom * factor;
    const double fitting = fitZoom();
    for (const double stop : {fitting, 1.0}) {
        const double low = stop * (1 - 1e-9);  // many steps add up to almost a stop
        const double high = stop * (1 + 1e-9);
        if ((m_zoom < low && next > low) || (m_zoom > high && next < high))
            next = stop;
    }
    if (next == fitting && m_zoom > fitting)
        fit();  // coming home: place as well as size
    else
        zoomTo(next, widgetPoint);
}

void ViewTransform::panBy(QPointF widgetDelta)
{
    const QPoint before = deviceOrigin();
    m_origin += widgetDelta * m_ratio;
    bound();
    if (deviceOrigin() != before)
        m_fit = false;
}

void ViewTransform::centreOn(QPointF imagePoint)
{
    m_origin = viewportCentre() * m_ratio - imagePoint * m_zoom;
    bound();
}

QPointF ViewTransform::toWidget(QPointF image) const
{
    return (QPointF(deviceOrigin()) + image * m_zoom) / m_ratio;
}

QRectF ViewTransform::toWidget(const QRectF& image) const
{
    return {toWidget(image.topLeft()), toWidget(image.bottomRight())};
}

QPointF ViewTransform::toImage(QPointF widget) const
{
    return (widget * m_ratio - QPointF(deviceOrigin())) / m_zoom;
}

QPoint ViewTransform::deviceOrigin() const
{
    return {int(std::lround(m_origin.x())), int(std::lround(m_origin.y()))};
}

QRectF ViewTransform::visibleImageRect() const
{
    if (isEmpty())
        return {};
    const QRectF seen(toImage({0, 0}), toImage({m_viewport.width(), m_viewport.height()}));
    return seen & QRectF(QPointF(0, 0), QSizeF(m_image));
}

bool ViewTransform::showsWholeImage() const
{
    const QRectF seen = visibleImageRect();
    const double tolerance = 1.0 / m_zoom;  // a device pixel
    return isEmpty() || (seen.width() >= m_image.width() - tolerance && seen.height() >= m_image.height() - tolerance);
}

void ViewTransform::bound()
{
    if (isEmpty())
        return;
    m_zoom = std::clamp(m_zoom, smallestZoom(), greatestZoom());
    const QSizeF view = m_viewport * m_ratio;
    const QMarginsF free = m_margins * m_ratio;
    m_origin.setX(boundedOrigin(m_origin.x(), m_image.width() * m_zoom, free.left(), view.width() - free.right(), view.width()));
    m_origin.setY(boundedOrigin(m_origin.y(), m_image.height() * m_zoom, free.top(), view.height() - free.bottom(), view.height()));
}

}  // namespace widgets
