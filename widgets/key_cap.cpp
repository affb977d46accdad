#include "widgets/key_cap.h"

#include "widgets/contrast.h"

#include <QPainter>

namespace widgets {

KeyCap::KeyCap(const QString& key, QWidget* parent) : QWidget(parent), m_key(key)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(key);
}

QSize KeyCap::sizeHint() const
{
    const int height = std::max(24, (fontMetrics().height() + 7) / 4 * 4);
    return {std::max(height, fontMetrics().horizontalAdvance(m_key) + 12), height};
}

void KeyCap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor text = palette().color(QPalette::WindowText);
    const QColor base = palette().color(QPalette::Base);
    const QRectF cap = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(text, base, 0.5));
    painter.drawRoundedRect(cap, 4, 4);
    painter.setPen(QPen(mixed(text, base, 0.5), 1));
    painter.setBrush(base);
    painter.drawRoundedRect(cap.adjusted(0, 0, 0, -1.5), 4, 4);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(cap.adjusted(0, 0, 0, -1.5), Qt::AlignCenter, m_key);
}

}  // namespace widgets
