#include "widgets/limit_overlay.h"

#include "widgets/colour_bar.h"
#include "widgets/label_style.h"
#include "widgets/limit_handle.h"
#include "widgets/number_text.h"
#include "widgets/plot_style.h"
#include "widgets/rate_text.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace widgets {

using inference::Label;
using inference::LimitPair;

namespace {

constexpr double reach = 6;       // how far from a line it can be gripped
constexpr double clickReach = 4;  // a click may tremble so far
constexpr int gap = 4;
constexpr double rangeHeight = 8;
constexpr double zoomPerNotch = 0.8;
constexpr double panPerNotch = 0.1;

/// Rounded to the power of ten that a pixel can tell apart.
double onGrid(double value, double perPixel)
{
    const double perUnit = std::pow(10, std::clamp(std::ceil(-std::log10(perPixel)), 2.0, 4.0));
    return std::clamp(std::round(value * perUnit) / perUnit, 0.0, 1.0);
}

double crisp(double x)
{
    return std::floor(x) + 0.5;
}

}  // namespace

LimitOverlay::LimitOverlay(HistogramPlot* plot, QWidget* parent)
    : QWidget(parent)
    , m_plot(plot)
    , m_review(new LimitHandle(Mark::Review, this))
    , m_fail(new LimitHandle(Mark::Fail, this))
{
    setMouseTracking(true);
    for (LimitHandle* handle : {m_review, m_fail}) {
        connect(handle, &LimitHandle::moved, this, [this, handle](double value) { moveTo(handle, value); });
        connect(handle, &LimitHandle::finished, this, &LimitOverlay::finish);
        connect(handle, &LimitHandle::givenUp, this, &LimitOverlay::giveUp);
        connect(handle, &LimitHandle::sizeHintChanged, this, &LimitOverlay::headroomChanged);
    }
    connect(plot, &HistogramPlot::laidOut, this, &LimitOverlay::follow);
}

LimitOverlay::~LimitOverlay()
{
    m_review->disconnect(this);
    m_fail->disconnect(this);
}

int LimitOverlay::headroom() const
{
    return m_fail->sizeHint().height() + gap;
}

void LimitOverlay::setLimits(const LimitPair& limits)
{
    if (limits == m_limits)
        return;
    m_limits = limits;
    m_start = limits;
    follow();
}

void LimitOverlay::setMark(const std::optional<LimitMark>& mark)
{
    m_mark = mark;
    update();
}

double LimitOverlay::lineOf(const LimitHandle* handle) const
{
    return m_plot->placeOf(double(handle == m_fail ? m_limits.fail : m_limits.review));
}

void LimitOverlay::follow()
{
    m_fail->setValue(double(m_limits.fail));
    m_review->setValue(double(m_limits.review));
    const QRectF area = m_plot->area();
    std::vector<double> lines;
    double widest = 0;
    for (LimitHandle* handle : {m_review, m_fail}) {
        handle->resize(handle->sizeHint());
        widest = std::max(widest, double(handle->width()));
        lines.push_back(std::clamp(lineOf(handle), area.left(), std::max(area.left(), area.right())));
    }
    const auto centres = spreadLabels(lines, widest + gap, widest / 2, std::max(widest / 2, width() - widest / 2));
    std::size_t i = 0;
    for (LimitHandle* handle : {m_review, m_fail}) {
        handle->move(int(std::lround(centres[i] - handle->width() / 2.0)), int(area.top()) - handle->height());
        handle->setPoint(crisp(lines[i]) - handle->x());
        ++i;
    }
    update();
}

void LimitOverlay::setMovable(bool movable)
{
    if (!movable)
        giveUp();
    m_movable = movable;
    for (LimitHandle* const handle : {m_review, m_fail})
        handle->setEnabled(movable);
}

LimitHandle* LimitOverlay::handleAt(QPointF at) const
{
    if (!m_movable)
        return nullptr;
    for (LimitHandle* handle : {m_fail, m_review})
        if (handle->geometry().contains(at.toPoint()))
            return handle;
    const QRectF area = m_plot->area();
    if (!area.adjusted(-reach, 0, reach, 0).contains(at))
        return nullptr;
    const double toFail = std::abs(at.x() - lineOf(m_fail));
    const double toReview = std::abs(at.x() - lineOf(m_review));
    if (std::min(toFail, toReview) > reach)
        return nullptr;
    return toFail <= toReview ? m_fail : m_review;
}

void LimitOverlay::moveTo(const LimitHandle* handle, double value)
{
    LimitPair limits = m_start;
    if (handle == m_fail) {
        limits.fail = float(value);
        limits.review = std::min(limits.review, limits.fail);
    } else {
        limits.review = float(value);
        limits.fail = std::max(limits.fail, limits.review);
    }
    if (limits == m_limits)
        return;
    m_limits = limits;
    follow();
    emit limitsDragged(limits);
}

void LimitOverlay::finish()
{
    if (LimitHandle* handle = std::exchange(m_dragged, nullptr))
        handle->setHeld(false);
    if (m_limits == m_start)
        return;  // back where it began
    m_start = m_limits;
    emit limitDragEnded();
}

void LimitOverlay::giveUp()
{
    if (LimitHandle* handle = std::exchange(m_dragged, nullptr))
        handle->setHeld(false);
    m_pressed.reset();
    if (m_limits == m_start)
        return;
    m_limits = m_start;
    follow();
    emit limitsDragged(m_limits);
}

void LimitOverlay::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    m_pressed = event->position();
    m_dragged = handleAt(event->position());
    if (!m_dragged)
        return;
    m_start = m_limits;
    m_grabOffset = event->position().x() - lineOf(m_dragged);
    m_dragged->setFocus(Qt::MouseFocusReason);
    m_dragged->setHeld(true);
}

void LimitOverlay::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged)
        return event->buttons() == Qt::NoButton ? hover(event->position()) : void();
    const double x = event->position().x() - m_grabOffset;
    const double perPixel = (m_plot->high() - m_plot->low()) / std::max(1, m_plot->area().width());
    moveTo(m_dragged, onGrid(m_plot->scoreAt(x), perPixel));
}

void LimitOverlay::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (m_dragged)
        return finish();
    if (!pressed || QLineF(*pressed, event->position()).length() > clickReach)
        return;
    if (const auto hit = m_plot->hitAt(event->position()))
        emit barClicked(hit->from, hit->to, hit->label);
}

void LimitOverlay::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !handleAt(event->position()) && !m_plot->hitAt(event->position()))
        emit wholeWanted();
}

void LimitOverlay::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const bool sideways = std::abs(turned.x()) > std::abs(turned.y());
    if (sideways || event->modifiers() & Qt::ShiftModifier)
        emit panWanted(-panPerNotch * (sideways ? turned.x() : turned.y()) / 120.0);
    else
        emit zoomWanted(std::pow(zoomPerNotch, turned.y() / 120.0), m_plot->scoreAt(event->position().x()));
    hover(event->position());
    event->accept();
}

void LimitOverlay::hover(QPointF at)
{
    const LimitHandle* handle = handleAt(at);
    m_fail->setHot(handle == m_fail);
    m_review->setHot(handle == m_review);
    m_hovered = handle ? std::nullopt : m_plot->hitAt(at);
    if (handle)
        setCursor(Qt::SplitHCursor);
    else if (m_hovered)
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
    update();
}

void LimitOverlay::leaveEvent(QEvent* event)
{
    m_fail->setHot(false);
    m_review->setHot(false);
    m_hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

bool LimitOverlay::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto& help = static_cast<QHelpEvent&>(*event);
    const auto hit = handleAt(help.pos()) ? std::nullopt : m_plot->hitAt(help.pos());
    if (!hit) {
        QToolTip::hideText();
        event->ignore();
        return true;
    }
    QStringList lines{tr("Score %1 to %2").arg(limitText(hit->from), limitText(hit->to))};
    for (const Label label : {Label::Good, Label::Defective, Label::None})
        if (const std::size_t count = hit->counts[std::size_t(label)])
            lines.append(tr("%1: %2", "label: number of parts").arg(styleOf(label, palette()).word, wholeNumber(double(count))));
    lines.append(tr("Click to see them"));
    QToolTip::showText(help.globalPos(), lines.join(QLatin1Char('\n')), this, hit->column.toRect());
    return true;
}

void LimitOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.save();
    painter.setClipRect(m_plot->area().adjusted(0, 0, 1, 0));
    paintBand(painter);
    if (m_hovered) {
        QColor ground = palette().color(QPalette::Text);
        ground.setAlphaF(0.08f);
        painter.fillRect(m_hovered->column, ground);
    }
    paintMark(painter);
    painter.restore();
    paintLine(painter, m_review);
    paintLine(painter, m_fail);
    paintMarkText(painter);
}

void LimitOverlay::paintBand(QPainter& painter) const
{
    if (!(m_limits.review < m_limits.fail))
        return;
    const QRectF area = m_plot->area();
    QColor tint = styleOf(Mark::Review, palette()).fill;
    tint.setAlphaF(0.16f);
    painter.fillRect(QRectF(QPointF(lineOf(m_review), area.top()), QPointF(lineOf(m_fail), area.bottom() + 1)), tint);
}

void LimitOverlay::paintLine(QPainter& painter, const LimitHandle* handle) const
{
    const QRectF area = m_plot->area();
    const double x = crisp(lineOf(handle));
    if (x < area.left() || x > area.right() + 1.5)
        return;  // outside what is visible: its handle waits at the edge
    // A rim in the ground's colour: the line stays apart from bars of its own colour.
    const bool thick = handle == m_dragged || handle->hasFocus();
    painter.setPen(QPen(palette().color(QPalette::Base), thick ? 5 : 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1));
    painter.setPen(QPen(styleOf(handle->mark(), palette()).fill, thick ? 3 : 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1));
}

void LimitOverlay::paintMark(QPainter& painter) const
{
    if (!m_mark)
        return;
    const QRectF area = m_plot->area();
    const PlotColours colours = plotColours(palette());
    const double x = crisp(m_plot->placeOf(m_mark->limit));
    if (m_mark->range) {
        const double low = m_plot->placeOf(m_mark->range->low);
        const double high = m_plot->placeOf(m_mark->range->high);
        QColor tint = colours.accent;
        tint.setAlphaF(0.35f);
        painter.fillRect(QRectF(low, area.top(), high - low, rangeHeight), tint);
        painter.setPen(QPen(colours.accent, 1));
        for (const double end : {crisp(low), crisp(high)})
            painter.drawLine(QPointF(end, area.top()), QPointF(end, area.top() + rangeHeight));
    }
    painter.setPen(QPen(colours.accent, 2, Qt::DashLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1));
}

/// Over the limits' lines, which may lie near.
void LimitOverlay::paintMarkText(QPainter& painter) const
{
    if (!m_mark || m_mark->limit < m_plot->low() || m_mark->limit > m_plot->high())
        return;
    const QRectF area = m_plot->area();
    const PlotColours colours = plotColours(palette());
    const double x = crisp(m_plot->placeOf(m_mark->limit));
    const double line = painter.fontMetrics().height();
    const QString text = tr("Suggested %1").arg(limitText(m_mark->limit));
    const double width = std::ceil(painter.fontMetrics().horizontalAdvance(text)) + 2 * gap;
    const double left = x + gap + width <= area.right() ? x + gap : x - gap - width;
    const QRectF box(left, area.top() + rangeHeight + gap, width, line + gap);
    painter.fillRect(box, colours.accent);
    painter.setPen(colours.onAccent);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

}  // namespace widgets
