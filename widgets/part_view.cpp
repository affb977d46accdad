#include "widgets/part_view.h"

#include "widgets/part_delegate.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace widgets {

namespace {

constexpr int narrowestCell = 144;

}  // namespace

PartView::PartView(QWidget* parent) : QListView(parent), m_delegate(new PartDelegate(this))
{
    setItemDelegate(m_delegate);
    setViewMode(QListView::ListMode);
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setMovement(QListView::Static);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A bar that came and went would change the width of the cells, and with it whether the bar is needed.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    layOutCells();
}

void PartView::layOutCells()
{
    const int width = viewport()->width();
    const int columns = std::max(1, width / narrowestCell);
    // One pixel less than there is: the list wraps when a row is exactly as wide as the viewport.
    const QSize cell = PartDelegate::cellFor(std::max(80, (width - 1) / columns), font());
    if (cell == m_delegate->cellSize() && cell == gridSize())
        return;
    m_delegate->setCellSize(cell);
    setGridSize(cell);
    verticalScrollBar()->setSingleStep(cell.height() / 4);
}

void PartView::resizeEvent(QResizeEvent* event)
{
    layOutCells();
    QListView::resizeEvent(event);
}

void PartView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        layOutCells();
}

void PartView::moveBy(int rows)
{
    const int count = model() ? model()->rowCount() : 0;
    if (count == 0)
        return;
    const int from = currentIndex().isValid() ? currentIndex().row() + rows : 0;
    setCurrentIndex(model()->index(std::clamp(from, 0, count - 1), 0));
}

void PartView::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = (event->key() == Qt::Key_Right) == mirrored ? -1 : 1;
        control ? emit failingWanted(direction) : moveBy(direction);
        event->accept();
        return;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!control)
            break;
        emit failingWanted(event->key() == Qt::Key_Down ? 1 : -1);
        event->accept();
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter: break;
    default: event->ignore(); return;
    }
    QListView::keyPressEvent(event);
}

void PartView::keyReleaseEvent(QKeyEvent* event)
{
    event->ignore();
}

}  // namespace widgets
