#include "widgets/ruler_tool.h"

#include "widgets/canvas_hud.h"
#include "widgets/measure.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace widgets {

using inference::Point;

namespace {

constexpr double reach = 8;         // widget pixels around an end that take hold of it
constexpr double dragDistance = 4;  // below, a drag was a click
constexpr double shortest = 2;      // widget pixels: below, there is no room for a text
constexpr double crossArm = 6;

QPointF pointOf(Point point)
{
    return {point.x, point.y};
}

/// As near to `to` as a line at 45 degrees comes, and not out of the picture.
Point onFortyFive(Point from, Point to, inference::Size picture)
{
    const double wanted = std::atan2(to.y - from.y, to.x - from.x), step = std::numbers::pi / 4;
    const double angle = std::round(wanted / step) * step;
    double along = std::hypot(to.x - from.x, to.y - from.y) * std::cos(wanted - angle);
    const Point way {std::cos(angle), std::sin(angle)};
    const auto shorten = [&along](double start, double by, double end) {
        constexpr double still = 1e-12;
        if (std::abs(by) > still)
            along = std::min(along, ((by > 0 ? end : 0) - start) / by);
    };
    shorten(from.x, way.x, picture.width);
    shorten(from.y, way.y, picture.height);
    return {from.x + along * way.x, from.y + along * way.y};
}

/// As many decimals as tell one pixel from the next.
QString exactLength(double pixels, double mmPerPixel)
{
    const Calibration calibration {mmPerPixel};
    return QLocale().toString(calibration.length(pixels), 'f', calibration.inMillimetres() ? lengthDecimals(calibration) : 1) + QChar(QChar::Nbsp) + lengthUnit(calibration);
}

}  // namespace

double RulerLine::length() const
{
    return std::hypot(to.x - from.x, to.y - from.y);
}

RulerTool::RulerTool(QObject* parent)
    : QObject(parent)
{
}

void RulerTool::setActive(bool active)
{
    if (active == m_active)
        return;
    giveUpDrag();
    m_active = active;
    m_cursor = Qt::CrossCursor;
    emit lookChanged();
}

void RulerTool::setImageSize(inference::Size size)
{
    if (size == m_picture)
        return;
    giveUpDrag();
    m_picture = size;
    // Without a picture, as while the next one is opened, nothing is forgotten.
    if (m_line && size.width > 0 && size != m_drawnOn) {
        m_line.reset();
        emit lineChanged();
    }
    emit lookChanged();
}

void RulerTool::setMmPerPixel(double mmPerPixel)
{
    if (mmPerPixel == m_mmPerPixel)
        return;
    m_mmPerPixel = mmPerPixel;
    if (isActive() && m_line)
        emit lookChanged();
}

/// Back to what was before.
void RulerTool::giveUpDrag()
{
    if (m_drag == End::None)
        return;
    m_drag = End::None;
    m_line = m_before;
    emit lookChanged();
}

Point RulerTool::inside(Point point) const
{
    return {std::clamp(point.x, 0.0, double(m_picture.width)), std::clamp(point.y, 0.0, double(m_picture.height))};
}

RulerTool::End RulerTool::endAt(QPointF at, const ViewTransform& view) const
{
    if (!m_line)
        return End::None;
    const auto far = [&](Point end) {
        const QPointF off = view.toWidget(pointOf(end)) - at;
        return std::hypot(off.x(), off.y());
    };
    const double from = far(m_line->from), to = far(m_line->to);
    return std::min(from, to) > reach ? End::None : from < to ? End::From : End::To;
}

Point RulerTool::placeOf(const QMouseEvent& event, const ViewTransform& view) const
{
    const QPointF at = view.toImage(event.position() + m_grabbedBeside);
    const Point place = inside({at.x(), at.y()});
    return event.modifiers() & Qt::ShiftModifier ? onFortyFive(m_drag == End::From ? m_line->to : m_line->from, place, m_picture) : place;
}

bool RulerTool::handle(QEvent* event, const ViewTransform& view)
{
    if (!isActive())
        return false;
    switch (event->type()) {
    case QEvent::MouseButtonPress: return mousePress(*static_cast<QMouseEvent*>(event), view);
    case QEvent::MouseMove: return mouseMove(*static_cast<QMouseEvent*>(event), view);
    case QEvent::MouseButtonRelease: return mouseRelease(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick: return mousePress(*static_cast<QMouseEvent*>(event), view);  // the second press of a quick pair
    case QEvent::ShortcutOverride: return takesKey(*static_cast<QKeyEvent*>(event));
    case QEvent::KeyPress:
        if (!takesKey(*static_cast<QKeyEvent*>(event)))
            return false;
        keyPress(*static_cast<QKeyEvent*>(event));
        return true;
    default: return false;
    }
}

bool RulerTool::mousePress(const QMouseEvent& event, const ViewTransform& view)
{
    if (event.button() != Qt::LeftButton)
        return false;
    m_before = m_line;
    m_pressedAt = event.position();
    m_dragging = false;
    m_grabbedBeside = {};
    m_drag = endAt(event.position(), view);
    if (m_drag == End::None) {
        const QPointF at = view.toImage(event.position());
        m_line = RulerLine {inside({at.x(), at.y()}), inside({at.x(), at.y()})};
        m_drag = End::To;
    } else {
        m_grabbedBeside = view.toWidget(pointOf(m_drag == End::From ? m_line->from : m_line->to)) - event.position();
    }
    m_moved = m_drag;
    m_drawnOn = m_picture;
    emit lookChanged();
    return true;
}

bool RulerTool::mouseMove(const QMouseEvent& event, const ViewTransform& view)
{
    if (m_drag == End::None) {
        const auto wanted = endAt(event.position(), view) == End::None ? Qt::CrossCursor : Qt::SizeAllCursor;
        m_cursor = wanted;
        return false;  // the read-out follows
    }
    if (!(event.buttons() & Qt::LeftButton))
        return finishDrag();  // the release went elsewhere
    m_dragging = m_dragging || (event.position() - m_pressedAt).manhattanLength() >= dragDistance;
    if (m_dragging)
        (m_drag == End::From ? m_line->from : m_line->to) = placeOf(event, view);
    emit lookChanged();
    return true;
}

bool RulerTool::mouseRelease(const QMouseEvent& event)
{
    return event.button() == Qt::LeftButton && m_drag != End::None && finishDrag();
}

bool RulerTool::finishDrag()
{
    m_drag = End::None;
    if (m_line->length() == 0)
        m_line.reset();  // a click beside the line takes it away
    if (m_line != m_before)
        emit lineChanged();
    emit lookChanged();
    return true;
}

bool RulerTool::takesKey(const QKeyEvent& event) const
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    switch (event.key()) {
    case Qt::Key_Escape: return modifiers == Qt::NoModifier;
    case Qt::Key_Delete:
    case Qt::Key_Return:
    case Qt::Key_Enter: return modifiers == Qt::NoModifier && m_line;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: return (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier) && m_line;
    default: return false;
    }
}

void RulerTool::keyPress(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Escape && m_drag != End::None)
        return;  // the mouse has the line
    switch (event.key()) {
    case Qt::Key_Escape: stepBack(); return;
    case Qt::Key_Delete: remove(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit calibrationWanted(); return;
    default: break;
    }
    const double by = event.modifiers() & Qt::ShiftModifier ? 10 : 1;
    RulerLine nudged = *m_line;
    Point& end = m_moved == End::From ? nudged.from : nudged.to;
    const int key = event.key();
    end = inside({end.x + (key == Qt::Key_Left ? -by : key == Qt::Key_Right ? by : 0), end.y + (key == Qt::Key_Up ? -by : key == Qt::Key_Down ? by : 0)});
    if (nudged.length() == 0 || nudged == *m_line)
        return;
    m_line = nudged;
    emit lineChanged();
    emit lookChanged();
}

void RulerTool::stepBack()
{
    if (m_drag != End::None) {
        giveUpDrag();
    } else if (m_line) {
        remove();
    } else {
        emit ended();
    }
}

void RulerTool::remove()
{
    m_line.reset();
    m_cursor = Qt::CrossCursor;
    emit lineChanged();
    emit lookChanged();
}

QString RulerTool::hint() const
{
    if (!isActive())
        return {};
    return m_line && m_drag == End::None ? tr("Drag an end, or nudge it with the arrow keys. Enter: calibrate by this length. Esc: remove.")
                                         : tr("Drag from end to end. Shift: level, upright or diagonal. Esc: done.");
}

QStringList RulerTool::texts() const
{
    if (!m_line)
        return {};
    const double across = std::abs(m_line->to.x - m_line->from.x), down = std::abs(m_line->to.y - m_line->from.y);
    const QString angle = QLocale().toString(across == 0 && down == 0 ? 0 : std::atan2(down, across) * 180 / std::numbers::pi, 'f', 1);
    const QString pixels = exactLength(m_line->length(), 0);
    return {m_mmPerPixel > 0 ? tr("%1 (%2)").arg(exactLength(m_line->length(), m_mmPerPixel), pixels) : pixels,
            tr("across %1, down %2, %3°").arg(exactLength(across, m_mmPerPixel), exactLength(down, m_mmPerPixel), angle)};
}

void RulerTool::paint(QPainter& painter, const ViewTransform& view, const QRectF& area, const QFont& font, const QPalette& palette) const
{
    if (!isActive() || !m_line)
        return;
    const QPointF from = view.toWidget(pointOf(m_line->from)), to = view.toWidget(pointOf(m_line->to));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QPen& pen : {QPen(QColor(0, 0, 0, 150), 3.5), QPen(hud::accent(palette), 1.5)}) {
        painter.setPen(pen);
        painter.drawLine(from, to);
        for (const QPointF& end : {from, to}) {
            painter.drawLine(end - QPointF(crossArm, 0), end + QPointF(crossArm, 0));
            painter.drawLine(end - QPointF(0, crossArm), end + QPointF(0, crossArm));
        }
    }
    const QPointF along = to - from;
    const double length = std::hypot(along.x(), along.y());
    if (length >= shortest) {
        const QFont small = hud::smallFont(font);
        const QFontMetricsF metrics(small);
        const QStringList lines = texts();
        double wide = 0;
        for (const QString& line : lines)
            wide = std::max(wide, metrics.horizontalAdvance(line));
        const QSizeF size(std::ceil(wide) + 2 * hud::padding, std::ceil(metrics.lineSpacing()) * double(lines.size()) + hud::padding);
        // Beside the middle, across the line, where it hides neither end.
        QPointF normal(-along.y() / length, along.x() / length);
        if (normal.y() > 0)
            normal = -normal;
        const double away = 12 + std::abs(normal.x()) * size.width() / 2 + std::abs(normal.y()) * size.height() / 2;
        QRectF box(QPointF(), size);
        box.moveCenter((from + to) / 2 + normal * away);
        if (box.top() < area.top())
            box.moveCenter((from + to) / 2 - normal * away);
        box.moveLeft(std::round(std::clamp(box.left(), area.left(), std::max(area.left(), area.right() - box.width()))));
        box.moveTop(std::round(std::clamp(box.top(), area.top(), std::max(area.top(), area.bottom() - box.height()))));
        hud::paintBox(painter, box, palette);
        painter.setFont(small);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            painter.setPen(i == 0 ? hud::text() : hud::dimText(palette));
            painter.drawText(QRectF(box.left(), box.top() + hud::padding / 2 + double(i) * std::ceil(metrics.lineSpacing()), box.width(), std::ceil(metrics.lineSpacing())),
                             Qt::AlignCenter | Qt::TextSingleLine, lines.at(i));
        }
    }
    painter.restore();
}

}  // namespace widgets
