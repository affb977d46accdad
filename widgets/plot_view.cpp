#include "widgets/plot_view.h"

#include "widgets/empty_plot.h"
#include "widgets/plot_style.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QRubberBand>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>

namespace widgets {

PlotView::PlotView(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_controls(new QHBoxLayout), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyPlot(this)), m_band(new QRubberBand(QRubberBand::Rectangle, m_plot))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    m_controls->setSpacing(8);
    layout->addLayout(m_controls);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(m_empty);
    m_plot->setMinimumSize(0, 0);
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setMouseTracking(true);
    m_plot->setContextMenuPolicy(Qt::DefaultContextMenu);
    m_plot->installEventFilter(this);
    setFocusProxy(m_plot);
}

PlotView::~PlotView() = default;

void PlotView::start()
{
    m_started = true;
    retranslate();
    applyStyle();
}

QWidget* PlotView::plotArea() const
{
    return m_plot;
}

QString PlotView::emptyText() const
{
    return m_isEmpty ? m_empty->spokenText() : QString();
}

void PlotView::touch()
{
    m_stale = true;
    if (m_queued || !isVisible())
        return;
    m_queued = true;
    QMetaObject::invokeMethod(this, [this] {
        m_queued = false;
        refresh();
    }, Qt::QueuedConnection);
}

void PlotView::refresh()
{
    if (!m_stale)
        return;
    m_stale = false;
    rebuild();
    if (m_current >= itemCount())
        m_current = -1;
    markCurrent();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void PlotView::showEmpty(const QString& title, const QString& text)
{
    m_isEmpty = true;
    m_empty->say(title, text);
    m_stack->setCurrentWidget(m_empty);
}

void PlotView::showPlot()
{
    m_isEmpty = false;
    m_stack->setCurrentWidget(m_plot);
}

void PlotView::setCurrent(int item)
{
    refresh();
    item = item >= 0 && item < itemCount() ? item : -1;
    if (item == m_current)
        return;
    m_current = item;
    markCurrent();
    showCurrent();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    m_plot->setAccessibleDescription(item >= 0 ? sentenceOf(item) : QString());
    QAccessibleEvent said(m_plot, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&said);
}

void PlotView::copy()
{
    refresh();
    if (!m_isEmpty)
        QGuiApplication::clipboard()->setText(copyText());
}

int PlotView::stepped(int item, int key) const
{
    const int last = itemCount() - 1;
    switch (key) {
    case Qt::Key_Left: return std::max(item - 1, 0);
    case Qt::Key_Right: return std::min(item + 1, last);
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return last;
    default: return item;
    }
}

QRect PlotView::spanRect(QPoint, QPoint) const
{
    return {};
}

bool PlotView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_plot || !m_started)
        return QWidget::eventFilter(watched, event);
    if (handledByView(event))
        return true;
    switch (event->type()) {
    case QEvent::MouseButtonPress: return onPress(static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove: return onMove(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease: return onRelease(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
        if (itemAt(static_cast<QMouseEvent*>(event)->position()) < 0)
            resetView();
        return true;
    case QEvent::KeyPress: return onKey(static_cast<QKeyEvent*>(event));
    case QEvent::ToolTip: return onToolTip(static_cast<QHelpEvent*>(event));
    case QEvent::ContextMenu: showMenu(static_cast<QContextMenuEvent*>(event)->globalPos()); return true;
    case QEvent::Resize: fitTo(static_cast<QResizeEvent*>(event)->size()); return false;
    case QEvent::FocusIn:
        // By the keyboard there must be something to see and to move from.
        if (m_current < 0 && static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason)
            setCurrent(stepped(0, 0));
        update();
        return false;
    case QEvent::FocusOut: update(); return false;
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::FontChange:
        if (!m_styling) {  // the plot's own palette and font are the new ones only now
            applyStyle();
            touch();
        }
        return false;
    default: return false;
    }
}

bool PlotView::onPress(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return true;
    m_pressed = event->position().toPoint();
    m_plot->setFocus(Qt::MouseFocusReason);
    return true;
}

bool PlotView::onMove(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (!m_pressed || !(event->buttons() & Qt::LeftButton)) {
        if (itemAt(event->position()) >= 0)
            m_plot->setCursor(Qt::PointingHandCursor);
        else
            m_plot->unsetCursor();
        return true;
    }
    const QRect span = spanRect(*m_pressed, at);
    if (!m_dragging && (span.isNull() || (at - *m_pressed).manhattanLength() < QApplication::startDragDistance()))
        return true;
    m_dragging = true;
    m_band->setGeometry(span);
    m_band->show();
    return true;
}

bool PlotView::onRelease(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return true;
    const QPoint from = *m_pressed;
    const bool dragged = m_dragging;
    endDrag();
    if (dragged) {
        spanned(spanRect(from, event->position().toPoint()));
    } else if (const int item = itemAt(event->position()); item >= 0 && item == itemAt(from)) {
        setCurrent(item);
        activate(item);
    }
    return true;
}

void PlotView::endDrag()
{
    m_pressed.reset();
    m_dragging = false;
    m_band->hide();
}

bool PlotView::onKey(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            activate(m_current);
        return true;
    case Qt::Key_Escape:
        if (!m_dragging)
            return false;
        endDrag();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        refresh();
        if (itemCount() > 0)
            setCurrent(m_current < 0 ? stepped(0, 0) : stepped(m_current, event->key()));
        return true;
    case Qt::Key_0: resetView(); return true;
    default: return false;
    }
}

bool PlotView::onToolTip(QHelpEvent* event)
{
    const int item = itemAt(event->pos());
    if (item < 0)
        return false;  // what the plot itself has to say
    // Gone once the pointer leaves the place: the neighbour has numbers of its own.
    QToolTip::showText(event->globalPos(), sentenceOf(item), m_plot, QRect(event->pos() - QPoint(3, 3), QSize(7, 7)));
    return true;
}

void PlotView::showMenu(QPoint globalAt)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copying = menu->addAction(tr("&Copy numbers"), this, &PlotView::copy);
    copying->setShortcut(QKeySequence::Copy);
    menu->popup(globalAt);
}

void PlotView::applyStyle()
{
    m_styling = true;
    applyPlotStyle(*m_plot);
    fitTo(m_plot->size());
    restyle();
    m_styling = false;
    if (!m_stale)
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (!m_started || m_styling)
        return;
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        retranslate();
        applyStyle();
        touch();
    }
}

void PlotView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void PlotView::paintEvent(QPaintEvent*)
{
    refresh();
    if (m_plot->hasFocus() && !m_isEmpty) {
        QPainter painter(this);
        painter.setPen(QPen(plotColours(palette()).accent, 2));
        painter.drawRect(QRectF(m_stack->geometry()).adjusted(-1, -1, 1, 1));
    }
}

}  // namespace widgets
