#include "widgets/colour_bar.h"

#include "widgets/canvas_hud.h"
#include "widgets/heat_layer.h"
#include "widgets/number_text.h"
#include "widgets/tabular_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double barWidth = 12;
constexpr double arrow = 7;
constexpr double tick = 4;
constexpr double gap = 4;
constexpr double reach = 9;  // how far from a marker it can be gripped
constexpr int tickCount = 5;

QString tickText(const QLocale& locale, int number)
{
    return locale.toString(double(number) / tickCount, 'f', 1);
}

double wholePixel(double value)
{
    return std::floor(value) + 0.5;
}

}  // namespace

double barPlace(double probability, const QRectF& bar)
{
    return bar.bottom() - std::clamp(probability, 0.0, 1.0) * bar.height();
}

double barProbability(double place, const QRectF& bar)
{
    return bar.height() > 0 ? std::clamp((bar.bottom() - place) / bar.height(), 0.0, 1.0) : 0;
}

std::vector<double> spreadLabels(std::vector<double> wanted, double distance, double low, double high)
{
    std::vector<std::size_t> order(wanted.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a] < wanted[b]; });
    for (std::size_t i = 1; i < order.size(); ++i) {  // both neighbours give way by half
        double& upper = wanted[order[i - 1]];
        double& lower = wanted[order[i]];
        if (const double missing = distance - (lower - upper); missing > 0) {
            upper -= missing / 2;
            lower += missing / 2;
        }
    }
    double bound = low;
    for (const std::size_t i : order) {
        wanted[i] = std::max(wanted[i], bound);
        bound = wanted[i] + distance;
    }
    bound = high;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        wanted[*i] = std::min(wanted[*i], bound);
        bound = wanted[*i] - distance;
    }
    return wanted;
}

ColourBar::ColourBar(QWidget* parent)
    : QWidget(parent)
{
    for (std::size_t step = 0; step < m_table.size(); ++step) {
        const auto level = std::uint8_t(step);
        m_table[step] = {level, level, level};
    }
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    describe();
}

void ColourBar::setColourTable(const inference::ColourTable& table)
{
    m_table = table;
    paintAnew();
}

void ColourBar::setLimits(float fail, float review)
{
    if (fail == m_fail && review == m_review)
        return;
    m_fail = fail;
    m_review = review;
    describe();
    paintAnew();
}

void ColourBar::setOpacity(double opacity)
{
    m_opacity = opacity;
    paintAnew();
}

void ColourBar::setCursorValue(std::optional<float> probability)
{
    if (probability == m_cursor)
        return;
    m_cursor = probability;
    paintAnew();
}

void ColourBar::describe()
{
    setAccessibleName(tr("Heat scale"));
    const QString fail = scoreText(double(m_fail));
    setAccessibleDescription(showsReview() ? tr("Fail limit %1, review limit %2").arg(fail, scoreText(double(m_review)))
                                           : tr("Fail limit %1").arg(fail));
}

QSize ColourBar::sizeHint() const
{
    const QFontMetricsF metrics(hud::smallFont(font()));
    const double width = tabularWidth(metrics, scoreText(0.99)) + gap + arrow + barWidth + tick + gap
        + tabularWidth(metrics, tickText(QLocale(), tickCount)) + 2 * hud::padding;
    return {int(std::ceil(width)), 240};
}

QSize ColourBar::minimumSizeHint() const
{
    return {sizeHint().width(), int(QFontMetricsF(hud::smallFont(font())).height() * (tickCount + 1) * 1.2 + 2 * hud::padding)};
}

QRectF ColourBar::barRect() const
{
    const QFontMetricsF metrics(hud::smallFont(font()));
    const double left = hud::padding + tabularWidth(metrics, scoreText(0.99)) + gap + arrow;
    const double inset = hud::padding + metrics.height() / 2;
    return {std::round(left), std::round(inset), barWidth, std::floor(height() - 2 * inset)};
}

void ColourBar::paintEvent(QPaintEvent*)
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (m_painted.size() != pixels || m_painted.devicePixelRatio() != ratio)
        m_painted = painted(pixels, ratio);
    QPainter(this).drawPixmap(0, 0, m_painted);
}

void ColourBar::paintAnew()
{
    m_painted = {};
    update();
}

QPixmap ColourBar::painted(const QSize& pixels, double ratio) const
{
    QPixmap pixmap(pixels);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    hud::paintBox(painter, QRectF(rect()), palette());
    painter.setFont(hud::smallFont(font()));
    paintStrip(painter);
    paintTicks(painter);
    paintMarkers(painter);
    return pixmap;
}

void ColourBar::paintStrip(QPainter& painter) const
{
    const QRectF bar = barRect();
    constexpr double square = barWidth / 3;
    painter.fillRect(bar, QColor(150, 150, 150));
    for (int row = 0; row * square < bar.height(); ++row)
        for (int column = row % 2; column < 3; column += 2)
            painter.fillRect(QRectF(bar.left() + column * square, bar.top() + row * square, square, square) & bar, QColor(90, 90, 90));

    const HeatLut lut = heatLut(m_table, m_fail, float(m_opacity));
    QImage strip(1, 256, QImage::Format_ARGB32_Premultiplied);
    for (int step = 0; step < 256; ++step)
        *reinterpret_cast<QRgb*>(strip.scanLine(255 - step)) = lut[std::size_t(step)];
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(bar, strip, QRectF(strip.rect()));
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1));
    painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5));
    if (m_cursor) {
        const double y = wholePixel(barPlace(*m_cursor, bar));
        painter.setPen(QPen(QColor(0, 0, 0, 200), 3));
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right() - 1, y));
        painter.setPen(QPen(Qt::white, 1));
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right() - 1, y));
    }
}

void ColourBar::paintTicks(QPainter& painter) const
{
    const QRectF bar = barRect();
    const QFontMetricsF metrics(painter.font(), this);
    const double width = tabularWidth(metrics, tickText(QLocale(), tickCount));
    const double left = bar.right() + tick + gap;
    painter.setPen(hud::dimText(palette()));
    for (int number = 0; number <= tickCount; ++number) {
        const double y = barPlace(double(number) / tickCount, bar);
        painter.drawLine(QPointF(bar.right() + 1, wholePixel(y)), QPointF(bar.right() + tick, wholePixel(y)));
        drawTabular(&painter, QRectF(left, std::round(y - metrics.height() / 2), width, metrics.height()),
                    Qt::AlignRight | Qt::AlignVCenter, tickText(QLocale(), number));
    }
}

void ColourBar::paintMarkers(QPainter& painter) const
{
    const QRectF bar = barRect();
    const double lineHeight = QFontMetricsF(painter.font(), this).height();
    std::vector<double> wanted {barPlace(m_fail, bar)};
    if (showsReview())
        wanted.push_back(barPlace(m_review, bar));
    const std::vector<double> labels = spreadLabels(wanted, lineHeight, bar.top(), bar.bottom());
    painter.setRenderHint(QPainter::Antialiasing);
    if (showsReview())
        paintMarker(painter, Marker::Review, labels[1]);
    paintMarker(painter, Marker::Fail, labels[0]);
}

void ColourBar::paintMarker(QPainter& painter, Marker marker, double labelCentre) const
{
    const QRectF bar = barRect();
    const float value = marker == Marker::Fail ? m_fail : m_review;
    const QColor colour = marker == Marker::Fail ? hud::fail() : hud::review();
    const bool active = m_dragged == marker || (m_dragged == Marker::None && m_hovered == marker);
    const double y = barPlace(value, bar);
    const double half = active ? arrow * 0.8 : arrow * 0.6;

    QPainterPath triangle;
    triangle.moveTo(bar.left() - 1, y);
    triangle.lineTo(bar.left() - 1 - arrow, y - half);
    triangle.lineTo(bar.left() - 1 - arrow, y + half);
    triangle.closeSubpath();
    painter.fillPath(triangle, colour);
    painter.setPen(QPen(QColor(0, 0, 0, 200), 3));
    painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y));
    painter.setPen(QPen(colour, 1.2));
    painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y));

    const QFontMetricsF metrics(painter.font(), this);
    painter.setPen(active ? QColor(Qt::white) : hud::text());
    drawTabular(&painter, QRectF(0, std::round(labelCentre - metrics.height() / 2), bar.left() - arrow - gap, metrics.height()),
                Qt::AlignRight | Qt::AlignVCenter, scoreText(double(value)));
}

ColourBar::Marker ColourBar::markerAt(QPointF at) const
{
    const QRectF bar = barRect();
    if (at.x() > bar.right() + 2)
        return Marker::None;
    const double toFail = std::abs(at.y() - barPlace(m_fail, bar));
    const double toReview = showsReview() ? std::abs(at.y() - barPlace(m_review, bar)) : reach + 1;
    if (std::min(toFail, toReview) > reach)
        return Marker::None;
    return toFail <= toReview ? Marker::Fail : Marker::Review;
}

void ColourBar::hover(Marker marker)
{
    if (marker == m_hovered)
        return;
    m_hovered = marker;
    if (marker == Marker::None)
        unsetCursor();
    else
        setCursor(Qt::SizeVerCursor);
    setToolTip(marker == Marker::Fail ? tr("Fail limit") : marker == Marker::Review ? tr("Review limit") : QString());
    paintAnew();
}

void ColourBar::mousePressEvent(QMouseEvent* event)
{
    if (m_dragged != Marker::None)
        return;  // another button: the drag goes on
    m_dragged = event->button() == Qt::LeftButton ? markerAt(event->position()) : Marker::None;
    if (m_dragged == Marker::None) {
        event->ignore();  // the picture below takes it
        return;
    }
    m_grabOffset = barPlace(m_dragged == Marker::Fail ? m_fail : m_review, barRect()) - event->position().y();
    paintAnew();
}

void ColourBar::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged == Marker::None) {
        hover(markerAt(event->position()));
        event->ignore();
        return;
    }
    const double wanted = barProbability(event->position().y() + m_grabOffset, barRect());
    const float value = float(std::round(wanted * 100) / 100);
    if (m_dragged == Marker::Fail && value != m_fail)
        emit limitDragged(value);
    else if (m_dragged == Marker::Review && value != m_review)
        emit reviewLimitDragged(value);
}

void ColourBar::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_dragged == Marker::None || event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_dragged = Marker::None;
    hover(markerAt(event->position()));
    paintAnew();
    emit limitDragEnded();
}

void ColourBar::leaveEvent(QEvent*)
{
    if (m_dragged == Marker::None)
        hover(Marker::None);
}

void ColourBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange)
        updateGeometry();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        describe();
    m_painted = {};  // palette, font or language; Qt asks for the painting
    QWidget::changeEvent(event);
}

}  // namespace widgets
