#include "widgets/canvas_compare.h"

#include "widgets/canvas_hud.h"
#include "widgets/split_handle.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace widgets {
namespace {

using namespace std::chrono_literals;

constexpr auto blinkTime = 250ms;  // each picture: 2 Hz, below the 3 flashes a second that can harm
constexpr qint64 builtAtOnce = 1'000'000;  // pixels
constexpr double labelGap = 16;  // beside the line, widget pixels
constexpr double leastLabel = 40;

qint64 pixels(QSize size)
{
    return qint64(size.width()) * size.height();
}

std::shared_ptr<const CanvasPyramid> stretched(const QImage& picture, QSize size, const std::stop_token& stop = {})
{
    const QImage same = picture.size() == size ? picture
                                               : picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return stop.stop_requested() ? nullptr : CanvasPyramid::build(same, {}, stop);
}

/// A name in a box, at most as wide as `room`, its left or right edge at x.
void paintLabel(QPainter& painter, const QString& text, double x, double top, bool toTheLeft, double room, const QPalette& palette)
{
    const QFontMetricsF metrics(painter.font());
    if (room < leastLabel)
        return;
    const QString shown = metrics.elidedText(text, Qt::ElideMiddle, room - 2 * hud::padding);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(shown)) + 2 * hud::padding, std::ceil(metrics.height()) + hud::padding);
    const QRectF box(QPointF(std::round(toTheLeft ? x - size.width() : x), top), size);
    hud::paintBox(painter, box, palette);
    painter.setPen(hud::text());
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, shown);
}

}  // namespace

CanvasCompare::CanvasCompare(QWidget* canvas)
    : QObject(canvas)
    , m_canvas(canvas)
    , m_handle(new SplitHandle(canvas))
{
    m_handle->hide();
    m_builders.setMaxThreadCount(1);
    m_blink.setInterval(blinkTime);
    connect(m_handle, &SplitHandle::moved, this, [this](double share) {
        emit changed();
        emit splitMoved(share);
    });
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_other = !m_other;
        emit changed();
    });
}

CanvasCompare::~CanvasCompare()
{
    m_building.request_stop();
    m_builders.waitForDone();
}

void CanvasCompare::setMode(CompareMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    m_other = false;
    follow();
}

void CanvasCompare::setReference(const QImage& picture, const QString& name)
{
    m_reference = picture;
    m_name = name;
    prepare();
}

void CanvasCompare::setPictureSize(QSize size)
{
    if (size == m_size)
        return;
    m_size = size;
    prepare();
}

void CanvasCompare::prepare()
{
    m_building.request_stop();
    ++m_number;
    m_pyramid.reset();
    if (!m_reference.isNull() && !m_size.isEmpty()) {
        if (std::max(pixels(m_reference.size()), pixels(m_size)) <= builtAtOnce) {
            m_pyramid = stretched(m_reference, m_size);
        } else {
            m_building = {};
            m_builders.start([this, picture = m_reference, size = m_size, number = m_number, stop = m_building.get_token()] {
                auto built = stretched(picture, size, stop);
                if (!built)
                    return;
                QMetaObject::invokeMethod(this, [this, number, built = std::move(built)] {
                    if (number != m_number)
                        return;
                    m_pyramid = built;
                    follow();
                }, Qt::QueuedConnection);
            });
        }
    }
    follow();
}

/// The line and the timer as mode and reference want them.
void CanvasCompare::follow()
{
    const bool blinks = m_mode == CompareMode::Blink && m_pyramid;
    if (!blinks) {
        m_blink.stop();
        m_other = false;
    } else if (!m_blink.isActive()) {
        m_blink.start();
    }
    placeHandle();
    m_handle->setVisible(!m_size.isEmpty()
                         && (m_mode == CompareMode::SplitHeat || (m_mode == CompareMode::SplitReference && m_pyramid)));
    emit changed();
}

void CanvasCompare::setSplit(double share)
{
    m_handle->setShare(share);
    emit changed();
}

double CanvasCompare::split() const
{
    return m_handle->share();
}

void CanvasCompare::placeHandle()
{
    m_handle->place();
}

bool CanvasCompare::showsReference() const
{
    return m_pyramid && (m_mode == CompareMode::SplitReference || (m_mode == CompareMode::Blink && m_other));
}

QRect CanvasCompare::partSide() const
{
    QRect side = m_canvas->rect();
    if (showsReference())
        side.setWidth(m_mode == CompareMode::Blink ? 0 : int(std::lround(split() * side.width())));
    return side;
}

void CanvasCompare::paint(QPainter& painter, const QRegion& exposed, const ViewTransform& view, const QImage& plain, QRgb background)
{
    const bool reference = showsReference();
    if (!reference && m_mode != CompareMode::SplitHeat)
        return;
    QRect side = m_canvas->rect();
    const int line = int(std::lround(split() * side.width()));
    if (m_mode == CompareMode::SplitHeat)
        side.setWidth(line);
    else if (m_mode == CompareMode::SplitReference)
        side.setLeft(line);
    if (reference)
        m_frame.update(view, m_pyramid, nullptr, background);
    const QImage& frame = reference ? m_frame.picture() : plain;
    const double ratio = view.devicePixelRatio();
    for (const QRect& part : exposed & side)
        painter.drawImage(QRectF(part), frame, QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio));
}

void CanvasCompare::paintLabels(QPainter& painter, double top, double right, const QFont& font, const QPalette& palette) const
{
    painter.setFont(hud::smallFont(font));
    const QString other = m_name.isEmpty() ? tr("Reference") : m_name;
    if (m_mode == CompareMode::Blink && m_pyramid) {
        paintLabel(painter, m_other ? other : tr("This part"), hud::margin, top, false, right - hud::margin, palette);
        return;
    }
    if (m_handle->isHidden())
        return;
    const bool heat = m_mode == CompareMode::SplitHeat;
    const double line = std::round(split() * m_canvas->width());
    paintLabel(painter, heat ? tr("Picture") : tr("This part"), line - labelGap, top, true, line - labelGap - hud::margin, palette);
    paintLabel(painter, heat ? tr("Heat") : other, line + labelGap, top, false, right - line - labelGap, palette);
}

}  // namespace widgets
