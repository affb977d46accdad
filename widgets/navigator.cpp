#include "widgets/navigator.h"

#include "widgets/canvas_hud.h"
#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double greatestSide = 160;
constexpr double smallestSide = 24;  // of a very long picture's short side

QSizeF smallSize(QSize picture)
{
    QSizeF size = QSizeF(picture).scaled(greatestSide, greatestSide, Qt::KeepAspectRatio);
    return {std::max(smallestSide, std::round(size.width())), std::max(smallestSide, std::round(size.height()))};
}

}  // namespace

Navigator::Navigator(QWidget* parent)
    : QWidget(parent)
{
    setCursor(Qt::OpenHandCursor);
    retranslate();
}

void Navigator::setPicture(std::shared_ptr<const CanvasPyramid> picture)
{
    m_picture = std::move(picture);
    m_small = {};
    updateGeometry();
    update();
}

void Navigator::setView(const QRectF& view, double zoom)
{
    if (view == m_view && zoom == m_zoom)
        return;
    m_view = view;
    m_zoom = zoom;
    update();
}

double Navigator::captionHeight() const
{
    return std::ceil(QFontMetricsF(hud::smallFont(font())).height());
}

QSize Navigator::sizeHint() const
{
    if (!m_picture)
        return {};
    const QFontMetricsF metrics(hud::smallFont(font()));
    const QSizeF small = smallSize(m_picture->size());
    const double width = std::max(small.width(), tabularWidth(metrics, tr("%1 %").arg(6400)));
    return {int(std::ceil(width + 2 * hud::padding)), int(small.height() + captionHeight() + hud::padding + hud::padding / 2)};
}

QRectF Navigator::pictureRect() const
{
    if (!m_picture)
        return {};
    const QSizeF small = smallSize(m_picture->size());
    return {std::floor((width() - small.width()) / 2), hud::padding, small.width(), small.height()};
}

QPointF Navigator::toImage(QPointF at) const
{
    const QRectF picture = pictureRect();
    return {(at.x() - picture.left()) / picture.width() * m_picture->size().width(),
            (at.y() - picture.top()) / picture.height() * m_picture->size().height()};
}

QRectF Navigator::frameRect() const
{
    const QRectF picture = pictureRect();
    const double across = picture.width() / m_picture->size().width();
    const double down = picture.height() / m_picture->size().height();
    QRectF frame(picture.left() + m_view.left() * across, picture.top() + m_view.top() * down, m_view.width() * across,
                 m_view.height() * down);
    const QPointF middle = frame.center();
    frame.setSize({std::max(6.0, frame.width()), std::max(6.0, frame.height())});  // still to be seen at 64:1
    frame.moveCenter(middle);
    return frame;
}

void Navigator::paintEvent(QPaintEvent*)
{
    if (!m_picture)
        return;
    QPainter painter(this);
    hud::paintBox(painter, QRectF(rect()), palette());
    const QRectF picture = pictureRect();
    const QSize device = (picture.size() * devicePixelRatioF()).toSize();
    if (m_small.size() != device) {
        const auto& level = m_picture->levelFor(std::min(double(device.width()) / m_picture->size().width(),
                                                         double(device.height()) / m_picture->size().height()));
        m_small = level.image.scaled(device, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    painter.drawImage(picture, m_small);

    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outside;
    outside.addRect(picture);
    const QRectF frame = frameRect();
    QPainterPath inside;
    inside.addRect(frame);
    painter.fillPath(outside - inside, QColor(0, 0, 0, 110));
    painter.setClipRect(picture.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(QColor(0, 0, 0, 180), 3));
    painter.drawRect(frame);
    painter.setPen(QPen(QColor(Qt::white), 1.2));
    painter.drawRect(frame);
    painter.setClipping(false);

    painter.setFont(hud::smallFont(font()));
    painter.setPen(hud::text());
    const double percent = m_zoom * 100;
    const QString zoom = tr("%1 %").arg(locale().toString(percent, 'f', percent < 10 ? 1 : 0));
    drawTabular(&painter, QRectF(picture.left(), picture.bottom(), picture.width(), height() - picture.bottom()),
                Qt::AlignRight | Qt::AlignVCenter, zoom);
}

void Navigator::mousePressEvent(QMouseEvent* event)
{
    if (!m_picture || event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    const QPointF at = toImage(event->position());
    const bool gripped = frameRect().contains(event->position());
    m_grabOffset = gripped ? m_view.center() - at : QPointF();
    if (!gripped)
        emit centreRequested(at);
}

void Navigator::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging)
        emit centreRequested(toImage(event->position()) + m_grabOffset);
}

void Navigator::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = false;
    setCursor(Qt::OpenHandCursor);
}

void Navigator::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Navigator::retranslate()
{
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(tr("The part of the picture in sight"));
}

}  // namespace widgets
