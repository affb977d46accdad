#include "widgets/canvas.h"
#include "widgets/canvas_compare.h"
#include "widgets/canvas_hud.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

#include <cmath>

namespace widgets {

void Canvas::paintEvent(QPaintEvent* event)
{
    m_view.setViewport(QSizeF(size()), devicePixelRatioF());  // the ratio changes when a window moves to another screen
    QPainter painter(this);
    if (m_picture) {
        m_frame.update(m_view, m_picture, showsHeat() ? &m_heat : nullptr, ground());
        const double ratio = devicePixelRatioF();
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        for (const QRect& part : event->region())
            painter.drawImage(QRectF(part), m_frame.picture(), QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio));
        if (const QRectF heat = m_frame.heatedArea(); !heat.isEmpty())
            painter.drawImage(QRectF(heat.topLeft() / ratio, heat.size() / ratio), m_frame.heated(), heat);
        m_compare->paint(painter, event->region(), m_view, m_frame.picture(), ground());
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        paintOverlays(painter, event->region());
        if (m_readout)
            paintReadout(painter, QRectF(readoutRect()).bottomLeft(), readoutFields(*m_readout, m_picture->size()),
                         hud::smallFont(font()), palette());
        paintBusy(painter);
    } else {
        painter.fillRect(event->rect(), hud::canvasBackground(palette()));
    }
    paintFrames(painter);
}

QRgb Canvas::ground() const
{
    return hud::canvasBackground(palette()).rgb();
}

/// Bottom left; out of the way at the top when the cursor comes near.
QRect Canvas::readoutRect() const
{
    if (!m_readout || !m_picture)
        return {};
    const QSize size = readoutSize(readoutFields(*m_readout, m_picture->size()), hud::smallFont(font())).toSize();
    constexpr int margin = int(hud::margin);
    QRect box(QPoint(margin, height() - margin - size.height()), size);
    if (m_cursor && QRectF(box.adjusted(-24, -24, 24, 24)).contains(*m_cursor))
        box.moveTop(margin);
    return box;
}

void Canvas::paintBusy(QPainter& painter) const
{
    if (m_busy.isEmpty())
        return;
    painter.setFont(hud::smallFont(font()));
    const QFontMetricsF metrics(painter.font());
    const double widest = width() - 2 * hud::margin - 2 * hud::padding;
    const QString text = metrics.elidedText(m_busy, Qt::ElideRight, widest);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text)) + 2 * hud::padding, std::ceil(metrics.height()) + hud::padding);
    const QRectF box(QPointF(std::round((width() - size.width()) / 2), hud::margin), size);
    hud::paintBox(painter, box, palette());
    painter.setPen(hud::text());
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void Canvas::paintFrames(QPainter& painter) const
{
    if (!m_dropping && !m_focusFrame)
        return;
    const QColor accent = hud::accent(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_dropping) {
        QColor wash = accent;
        wash.setAlpha(36);
        painter.setBrush(wash);
        painter.setPen(QPen(accent, 2, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(7, 7, -7, -7), 8, 8);
    }
    if (m_focusFrame) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1));
        painter.drawRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5));
        painter.setPen(QPen(accent, 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

}  // namespace widgets
