#include "widgets/page_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr int margin = 12;
constexpr int dimAfter = 200;     // milliseconds
constexpr int resizedAfter = 80;  // milliseconds
constexpr int wheelStep = 120;

}  // namespace

PageView::PageView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 240);
    viewport()->setMouseTracking(true);
    m_dim.setSingleShot(true);
    m_dim.setInterval(dimAfter);
    connect(&m_dim, &QTimer::timeout, this, [this] {
        m_dimmed = true;
        viewport()->update();
    });
    m_resized.setSingleShot(true);
    m_resized.setInterval(resizedAfter);
    connect(&m_resized, &QTimer::timeout, this, &PageView::want);
}

void PageView::setPages(int count, QSizeF inches)
{
    m_count = count;
    m_inches = inches;
    if (count == 0) {
        m_image = {};
        m_links.clear();
        m_shown = -1;
        m_waiting = m_dimmed = false;
        m_dim.stop();
    }
    m_page = std::clamp(m_page, 0, std::max(0, count - 1));
    layOut();
    want();
    tellPage();
    emit pageChanged(m_page);
}

void PageView::setMessage(const QString& message)
{
    m_message = message;
    viewport()->update();
}

void PageView::setPage(int page)
{
    page = std::clamp(page, 0, std::max(0, m_count - 1));
    if (page == m_page)
        return;
    m_page = page;
    want();
    tellPage();
    emit pageChanged(page);
}

void PageView::setZoom(Zoom zoom)
{
    if (zoom == m_zoom)
        return;
    m_zoom = zoom;
    layOut();
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum() / 2);
    want();
    emit zoomChanged(zoom);
}

/// A screen reader says on which page one is.
void PageView::tellPage()
{
    setAccessibleDescription(m_count > 0 ? tr("Page %1 of %2").arg(m_page + 1).arg(m_count) : m_message);
}

QSize PageView::pageSize() const
{
    if (m_zoom == Zoom::PaperSize)
        return {std::max(1, qRound(m_inches.width() * logicalDpiX())), std::max(1, qRound(m_inches.height() * logicalDpiY()))};
    // As if there were no scroll bars, which a whole page never needs.
    const QSize room = maximumViewportSize() - QSize(2 * margin, 2 * margin);
    return m_inches.scaled(room.expandedTo({1, 1}), Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
}

QRect PageView::pageRect() const
{
    const QSize size = pageSize(), view = viewport()->size();
    const auto place = [](int length, int room, const QScrollBar* bar) { return length + 2 * margin <= room ? (room - length) / 2 : margin - bar->value(); };
    return {QPoint(place(size.width(), view.width(), horizontalScrollBar()), place(size.height(), view.height(), verticalScrollBar())), size};
}

QSize PageView::wantedPixels() const
{
    return (QSizeF(pageSize()) * devicePixelRatioF()).toSize();
}

void PageView::layOut()
{
    const QSize size = m_count > 0 && m_zoom == Zoom::PaperSize ? pageSize() + QSize(2 * margin, 2 * margin) : QSize();
    setHorizontalScrollBarPolicy(m_zoom == Zoom::Whole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(m_zoom == Zoom::Whole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    const QSize view = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, size.width() - view.width()));
    verticalScrollBar()->setRange(0, std::max(0, size.height() - view.height()));
    horizontalScrollBar()->setPageStep(view.width());
    verticalScrollBar()->setPageStep(view.height());
    horizontalScrollBar()->setSingleStep(20);
    verticalScrollBar()->setSingleStep(20);
    viewport()->update();
}

void PageView::want()
{
    m_resized.stop();
    if (m_count == 0)
        return;
    m_waiting = true;
    if (!m_dimmed && !m_dim.isActive())
        m_dim.start();
    emit paintWanted();
}

void PageView::repaintPage()
{
    want();
}

void PageView::setImage(int page, const QImage& image, std::vector<Link> links)
{
    if (page != m_page || m_count == 0)
        return;
    m_image = image;
    m_links = std::move(links);
    m_shown = page;
    m_waiting = m_dimmed = false;
    m_dim.stop();
    viewport()->unsetCursor();
    viewport()->update();
}

void PageView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Window).darker(palette().color(QPalette::Window).lightness() > 128 ? 112 : 100));
    if (m_count == 0) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(viewport()->rect().adjusted(2 * margin, 2 * margin, -2 * margin, -2 * margin), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    const QRect page = pageRect();
    painter.fillRect(page, Qt::white);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!m_image.isNull())
        painter.drawImage(page, m_image);
    if (m_dimmed)
        painter.fillRect(page, QColor(128, 128, 128, 96));
    painter.setPen(hasFocus() ? palette().color(QPalette::Highlight) : palette().color(QPalette::Mid));
    painter.drawRect(page.adjusted(-1, -1, 0, 0));
}

void PageView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    if (m_zoom == Zoom::Whole)
        m_resized.start();  // what there is is stretched meanwhile
}

void PageView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        tellPage();
    QAbstractScrollArea::changeEvent(event);
}

void PageView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void PageView::turn(int pages)
{
    const int before = m_page;
    setPage(m_page + pages);
    if (m_page != before)
        verticalScrollBar()->setValue(pages > 0 ? 0 : verticalScrollBar()->maximum());
}

/// `step` in pixels, downwards; the page is turned only where there is nothing left to scroll.
void PageView::scrollOrTurn(int step)
{
    QScrollBar* const bar = verticalScrollBar();
    if (const int before = bar->value(); step > 0 ? before < bar->maximum() : before > 0)
        bar->setValue(before + step);
    else
        turn(step > 0 ? 1 : -1);
}

void PageView::keyPressEvent(QKeyEvent* event)
{
    const int view = viewport()->height() - 2 * margin;
    switch (event->key()) {
    case Qt::Key_PageDown:
    case Qt::Key_Space: scrollOrTurn(event->modifiers() & Qt::ShiftModifier ? -view : view); break;
    case Qt::Key_PageUp: scrollOrTurn(-view); break;
    case Qt::Key_Home: setPage(0); break;
    case Qt::Key_End: setPage(m_count - 1); break;
    case Qt::Key_Right: turn(1); break;
    case Qt::Key_Left: turn(-1); break;
    case Qt::Key_Down: scrollOrTurn(3 * verticalScrollBar()->singleStep()); break;
    case Qt::Key_Up: scrollOrTurn(-3 * verticalScrollBar()->singleStep()); break;
    case Qt::Key_F: setZoom(Zoom::Whole); break;
    case Qt::Key_1: setZoom(Zoom::PaperSize); break;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void PageView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const int turned = event->angleDelta().y();
    if (event->modifiers() & Qt::ControlModifier) {
        if (turned != 0)
            setZoom(turned > 0 ? Zoom::PaperSize : Zoom::Whole);
        return;
    }
    QScrollBar* const bar = verticalScrollBar();
    const bool canScroll = turned < 0 ? bar->value() < bar->maximum() : bar->value() > 0;
    if (canScroll) {
        m_wheel = 0;
        bar->setValue(bar->value() - turned * 3 * bar->singleStep() / wheelStep);
        return;
    }
    m_wheel += turned;
    if (const int pages = m_wheel / wheelStep; pages != 0) {
        m_wheel -= pages * wheelStep;
        turn(-pages);
    }
}

/// The page that a link leads to; -1: there is none.
int PageView::linkAt(QPointF position) const
{
    const QRect page = pageRect();
    if (m_shown != m_page || m_count == 0 || page.isEmpty())
        return -1;
    const QPointF at((position.x() - page.x()) / page.width(), (position.y() - page.y()) / page.height());
    const auto found = std::ranges::find_if(m_links, [&at](const Link& link) { return link.area.contains(at); });
    return found == m_links.end() ? -1 : found->page;
}

void PageView::mouseMoveEvent(QMouseEvent* event)
{
    if (linkAt(event->position()) >= 0)
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->unsetCursor();
}

void PageView::mouseReleaseEvent(QMouseEvent* event)
{
    if (const int page = linkAt(event->position()); page >= 0 && event->button() == Qt::LeftButton)
        setPage(page);
}

}  // namespace widgets
