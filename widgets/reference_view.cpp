#include "widgets/reference_view.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

using inference::Anchor;
using inference::Rect;

namespace {

constexpr int usualWidth = 240, greatestHeight = 200;
constexpr double grip = 4;  // a drag that is shorter was a click

QImage imageOf(const Anchor& anchor)
{
    if (!anchor.reference)
        return {};
    const inference::GreyCopy& grey = *anchor.reference;
    return QImage(grey.values.data(), grey.width, grey.height, grey.width, QImage::Format_Grayscale8).copy();
}

/// Moved inside of what the copy holds of the picture, whole blocks; one that is too large shrinks.
Rect inside(Rect mark, inference::Size picture, const inference::GreyCopy* copy, double leastSide)
{
    if (copy)
        picture = {std::min(picture.width, copy->width * copy->block), std::min(picture.height, copy->height * copy->block)};
    mark.width = std::clamp(mark.width, std::min(leastSide, double(picture.width)), double(picture.width));
    mark.height = std::clamp(mark.height, std::min(leastSide, double(picture.height)), double(picture.height));
    mark.x = std::clamp(mark.x, 0.0, picture.width - mark.width);
    mark.y = std::clamp(mark.y, 0.0, picture.height - mark.height);
    return mark;
}

}  // namespace

ReferenceView::ReferenceView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::CrossCursor);
    retranslate();
}

void ReferenceView::setAnchor(const std::optional<Anchor>& anchor)
{
    const bool otherPicture = anchor.has_value() != m_anchor.has_value() || (anchor && (anchor->fingerprint != m_anchor->fingerprint || anchor->picture != m_anchor->picture));
    m_anchor = anchor;
    if (otherPicture) {
        m_drag = Drag::None;
        m_image = anchor ? imageOf(*anchor) : QImage();
        updateGeometry();
    }
    if (anchor && (m_drag == Drag::None || otherPicture))
        m_mark = anchor->mark;
    update();
}

QSize ReferenceView::sizeHint() const
{
    if (m_image.isNull())
        return {usualWidth, 90};
    return {usualWidth, std::clamp(usualWidth * m_image.height() / m_image.width(), 60, greatestHeight)};
}

QRectF ReferenceView::pictureArea() const
{
    if (m_image.isNull())
        return {};
    const QSizeF size = QSizeF(m_image.size()).scaled(QSizeF(width(), height()), Qt::KeepAspectRatio);
    return {(width() - size.width()) / 2, (height() - size.height()) / 2, size.width(), size.height()};
}

QPointF ReferenceView::toPicture(QPointF place) const
{
    const QRectF area = pictureArea();
    const auto along = [](double share, int pixels) { return std::clamp(share, 0.0, 1.0) * pixels; };
    return {along((place.x() - area.x()) / area.width(), m_anchor->picture.width), along((place.y() - area.y()) / area.height(), m_anchor->picture.height)};
}

double ReferenceView::leastSide() const
{
    return double(Anchor::leastMark) * (m_anchor && m_anchor->reference ? m_anchor->reference->block : 1);
}

void ReferenceView::showMark(Rect mark)
{
    mark = inside(mark, m_anchor->picture, m_anchor->reference.get(), leastSide());
    if (mark == m_mark)
        return;
    m_mark = mark;
    update();
    emit markMoved(m_mark);
}

void ReferenceView::finish()
{
    m_drag = Drag::None;
    if (m_anchor && m_mark != m_before)
        emit editingFinished();
    m_before = m_mark;
}

void ReferenceView::paintEvent(QPaintEvent*)
{
    if (m_image.isNull() || !m_anchor)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!isEnabled())
        painter.setOpacity(0.5);
    const QRectF area = pictureArea();
    painter.drawImage(area, m_image);
    const QRectF mark(area.x() + m_mark.x / m_anchor->picture.width * area.width(), area.y() + m_mark.y / m_anchor->picture.height * area.height(),
                      m_mark.width / m_anchor->picture.width * area.width(), m_mark.height / m_anchor->picture.height * area.height());
    QPainterPath around;
    around.addRect(area);
    around.addRect(mark);
    painter.fillPath(around, QColor(0, 0, 0, 110));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
    const QRectF line = mark.adjusted(1, 1, -1, -1);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
    painter.drawRect(line);
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Highlight).lighter(130) : QColor(Qt::white), 1.5));
    painter.drawRect(line);
}

void ReferenceView::mousePressEvent(QMouseEvent* event)
{
    if (!m_anchor || m_image.isNull() || event->button() != Qt::LeftButton || !pictureArea().contains(event->position()))
        return;
    m_before = m_mark;
    m_from = toPicture(event->position());
    const QRectF mark(m_mark.x, m_mark.y, m_mark.width, m_mark.height);
    // One that covers nearly all leaves no room beside it to draw in.
    const bool whole = m_mark.width > 0.9 * m_anchor->picture.width && m_mark.height > 0.9 * m_anchor->picture.height;
    m_drag = mark.contains(m_from) && !whole && !(event->modifiers() & Qt::ShiftModifier) ? Drag::Move : Drag::Draw;
}

void ReferenceView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_anchor || m_image.isNull())
        return;
    const QPointF to = toPicture(event->position());
    if (m_drag == Drag::None) {
        setCursor(QRectF(m_mark.x, m_mark.y, m_mark.width, m_mark.height).contains(to) ? Qt::SizeAllCursor : Qt::CrossCursor);
    } else if (m_drag == Drag::Move) {
        showMark({m_before.x + to.x() - m_from.x(), m_before.y + to.y() - m_from.y(), m_before.width, m_before.height});
    } else {
        const double pixel = m_anchor->picture.width / pictureArea().width();
        const QRectF drawn = QRectF(m_from, to).normalized();
        if (std::max(drawn.width(), drawn.height()) >= grip * pixel)
            showMark({drawn.x(), drawn.y(), drawn.width(), drawn.height()});
    }
}

void ReferenceView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_drag != Drag::None)
        finish();
}

void ReferenceView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!m_anchor || event->button() != Qt::LeftButton)
        return;
    m_before = m_mark;
    showMark(inference::usualMark(m_anchor->picture, m_anchor->greatestShift));
    finish();
}

void ReferenceView::keyPressEvent(QKeyEvent* event)
{
    const QPointF by = event->key() == Qt::Key_Left ? QPointF(-1, 0) : event->key() == Qt::Key_Right ? QPointF(1, 0) : event->key() == Qt::Key_Up ? QPointF(0, -1)
        : event->key() == Qt::Key_Down ? QPointF(0, 1) : QPointF();
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None) {
        showMark(m_before);
        m_drag = Drag::None;
    } else if (by.isNull() || !m_anchor || !m_anchor->reference || m_drag != Drag::None) {
        QWidget::keyPressEvent(event);
    } else {
        const double step = m_anchor->reference->block;
        if (event->modifiers() & Qt::ShiftModifier)
            showMark({m_mark.x, m_mark.y, std::min(m_mark.width + by.x() * step, m_anchor->picture.width - m_mark.x),
                  std::min(m_mark.height + by.y() * step, m_anchor->picture.height - m_mark.y)});
        else
            showMark({m_mark.x + by.x() * step, m_mark.y + by.y() * step, m_mark.width, m_mark.height});
    }
}

void ReferenceView::focusOutEvent(QFocusEvent* event)
{
    if (m_drag != Drag::None)
        finish();
    QWidget::focusOutEvent(event);
}

void ReferenceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ReferenceView::retranslate()
{
    setAccessibleName(tr("Mark that parts are found by"));
    setToolTip(tr("Drag a rectangle around what looks alike on every part; drag inside it to move it.\n"
                  "Arrow keys move it, with Shift its lower right corner. Double click: the usual one."));
}

}  // namespace widgets
