#include "widgets/part_view.h"

#include "widgets/part_delegate.h"
#include "widgets/part_filter_model.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace widgets {

namespace {

constexpr int narrowestCell = 144;

}  // namespace

PartView::PartView(QWidget* parent) : QListView(parent), m_delegate(new PartDelegate(this))
{
    setItemDelegate(m_delegate);
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

void PartView::setModel(QAbstractItemModel* model)
{
    m_parts = qobject_cast<PartFilterModel*>(model);
    Q_ASSERT(m_parts || !model);
    QListView::setModel(model);
    m_stale = true;
    if (!model)
        return;
    const auto stale = [this] { m_stale = true; };
    connect(model, &QAbstractItemModel::rowsInserted, this, stale);
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_stale = true;
        scheduleDelayedItemsLayout();
    });
    connect(model, &QAbstractItemModel::modelReset, this, stale);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &PartView::keepPlace);
}

/// Rows are about to move of themselves: the current one, when the person sees it, is to stay where it is seen.
void PartView::keepPlace()
{
    m_anchor = QPersistentModelIndex();
    const QRect current = visualRect(currentIndex());
    if (!current.isValid() || !viewport()->rect().intersects(current))
        return;
    m_anchor = currentIndex();
    m_anchorTop = current.top();
}

void PartView::doItemsLayout()
{
    m_stale = true;
    QAbstractItemView::doItemsLayout();
    if (m_anchor.isValid())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(m_anchor).top() - m_anchorTop);
    m_anchor = QPersistentModelIndex();
}

const CardLayout& PartView::cards() const
{
    const int rows = m_parts ? m_parts->rowCount() : 0;
    if (m_stale || m_cards.rowCount() != rows) {
        std::vector<int> headings;
        for (std::size_t group = 0; m_parts && group < m_parts->groups().size(); ++group)
            headings.push_back(m_parts->headingRow(int(group)));
        m_cards = CardLayout({viewport()->width(), m_delegate->cellSize(), m_columns, headingHeight()}, rows, headings);
        m_stale = false;
    }
    return m_cards;
}

int PartView::headingHeight() const
{
    return PartDelegate::headingHeight(font());
}

void PartView::layOutCells()
{
    const int width = viewport()->width();
    m_columns = std::max(1, width / narrowestCell);
    m_delegate->setCellSize(PartDelegate::cellFor(std::max(80, width / m_columns), font()));
    verticalScrollBar()->setSingleStep(m_delegate->cellSize().height() / 4);
    m_stale = true;
}

void PartView::updateGeometries()
{
    const int page = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, cards().height() - page));
    verticalScrollBar()->setPageStep(page);
    QAbstractItemView::updateGeometries();
}

void PartView::resizeEvent(QResizeEvent* event)
{
    keepPlace();
    layOutCells();
    QAbstractItemView::resizeEvent(event);
    doItemsLayout();
}

void PartView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layOutCells();
        scheduleDelayedItemsLayout();
    }
}

void PartView::scrollContentsBy(int, int)
{
    // Not shifted: the heading at the top does not move along.
    viewport()->update();
}

void PartView::rowsInserted(const QModelIndex& parent, int first, int last)
{
    m_stale = true;
    QAbstractItemView::rowsInserted(parent, first, last);
    scheduleDelayedItemsLayout();
}

void PartView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
    m_stale = true;
}

int PartView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect PartView::mirrored(const QRect& content) const
{
    return layoutDirection() == Qt::RightToLeft ? QStyle::visualRect(Qt::RightToLeft, viewport()->rect(), content) : content;
}

QRect PartView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return mirrored(cards().rectOf(index.row()).translated(0, -verticalOffset()));
}

std::pair<int, QRect> PartView::stickyHeading() const
{
    const int top = verticalOffset();
    const int heading = cards().headingAt(top);
    if (heading < 0 || cards().rectOf(heading).top() == top)
        return {-1, {}};
    const int group = m_parts->groupOfRow(heading);
    QRect place(0, 0, viewport()->width(), headingHeight());
    // The next group's heading pushes it out.
    if (group + 1 < int(m_parts->groups().size()))
        place.moveBottom(std::min(place.bottom(), cards().rectOf(m_parts->headingRow(group + 1)).top() - top - 1));
    return {heading, place};
}

QModelIndex PartView::indexAt(const QPoint& point) const
{
    if (!m_parts)
        return {};
    if (const auto [heading, place] = stickyHeading(); heading >= 0 && place.contains(point))
        return m_parts->index(heading);
    const QPoint content = mirrored(QRect(point, QSize(1, 1))).topLeft() + QPoint(0, verticalOffset());
    return m_parts->index(cards().rowAt(content));
}

void PartView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect card = cards().rectOf(index.row());
    const bool below = !m_parts->groups().empty() && !m_parts->isHeading(index.row());
    const int top = card.top() - (below ? headingHeight() : 0);
    const int page = viewport()->height();
    int value = verticalOffset();
    // The range may still be the one before a layout that is due.
    updateGeometries();
    if (hint == PositionAtCenter)
        value = card.center().y() - page / 2;
    else if (hint == PositionAtTop || top < value)
        value = top;
    else if (hint == PositionAtBottom || card.bottom() + 1 > value + page)
        value = std::min(top, card.bottom() + 1 - page);
    verticalScrollBar()->setValue(value);
}

void PartView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex index = indexAt(rect.center());
    const bool selectable = index.isValid() && (index.flags() & Qt::ItemIsSelectable);
    selectionModel()->select(selectable ? QItemSelection(index, index) : QItemSelection(), command);
}

QRegion PartView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const auto [first, end] = cards().rowsIn(verticalOffset(), verticalOffset() + viewport()->height());
    for (const QItemSelectionRange& range : selection)
        for (int row = std::max(range.top(), first); row <= std::min(range.bottom(), end - 1); ++row)
            region += visualRect(m_parts->index(row));
    return region;
}

void PartView::paintEvent(QPaintEvent* event)
{
    if (!m_parts)
        return;
    QPainter painter(viewport());
    const QModelIndex hovered = viewport()->underMouse() ? indexAt(viewport()->mapFromGlobal(QCursor::pos())) : QModelIndex();
    const int top = verticalOffset();
    const auto [first, end] = cards().rowsIn(top + event->rect().top(), top + event->rect().bottom());
    for (int row = first; row < end; ++row)
        paintRow(&painter, row, visualRect(m_parts->index(row)), hovered);
    if (const auto [heading, place] = stickyHeading(); heading >= 0)
        paintRow(&painter, heading, place, hovered);
}

void PartView::paintRow(QPainter* painter, int row, const QRect& rect, const QModelIndex& hovered)
{
    const QModelIndex index = m_parts->index(row);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = rect;
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    option.state.setFlag(QStyle::State_MouseOver, index == hovered);
    option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
    option.state.setFlag(QStyle::State_Open, m_parts->isHeading(row) && !m_parts->isFolded(m_parts->groupOfRow(row)));
    m_delegate->paint(painter, option, index);
}

bool PartView::pressHeading(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid() || !m_parts->isHeading(index.row()))
        return false;
    if (event->button() == Qt::LeftButton) {
        const int group = m_parts->groupOfRow(index.row());
        emit foldWanted(group, !m_parts->isFolded(group));
    }
    event->accept();
    return true;
}

void PartView::mousePressEvent(QMouseEvent* event)
{
    if (!pressHeading(event))
        QListView::mousePressEvent(event);
}

void PartView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!pressHeading(event))
        QListView::mouseDoubleClickEvent(event);
}

/// Up, down and pages go to the card that is seen there; a heading in between is stepped over.
QModelIndex PartView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = m_parts ? m_parts->rowCount() : 0;
    if (count == 0)
        return {};
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    if (action == MoveHome || (current < 0 && action != MoveEnd))
        return m_parts->index(m_parts->partRowFrom(-1, 1));
    if (action == MoveEnd)
        return m_parts->index(m_parts->partRowFrom(count, -1));
    const bool back = action == MoveUp || action == MovePageUp || action == MovePrevious || action == MoveLeft;
    const int direction = back ? -1 : 1;
    const QRect from = cards().rectOf(current);
    const int cell = m_delegate->cellSize().height();
    int distance = cell;
    if (action == MovePageUp || action == MovePageDown)
        distance = std::max(cell, viewport()->height() / cell * cell);
    QPoint target(from.center().x(), std::clamp(from.center().y() + direction * distance, 0, std::max(0, cards().height() - 1)));
    int row = cards().rowAt(target);
    if (row >= 0 && m_parts->isHeading(row))
        row = m_parts->partRowFrom(row, direction);
    // Beside the end of a group's last line: that line's last card, or the group after.
    while (row < 0 && target.x() >= m_delegate->cellSize().width()) {
        target.rx() -= m_delegate->cellSize().width();
        row = cards().rowAt(target);
    }
    return m_parts->index(row < 0 || m_parts->isHeading(row) ? current : row);
}

void PartView::moveBy(int rows)
{
    if (!m_parts || m_parts->rowCount() == 0)
        return;
    const int from = currentIndex().isValid() ? currentIndex().row() : -1;
    const int row = m_parts->partRowFrom(from, from < 0 ? 1 : rows);
    if (row >= 0)
        setCurrentIndex(m_parts->index(row));
}

void PartView::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool on = (event->key() == Qt::Key_Right) != rightToLeft;
        if (shift)
            control ? emit allFoldWanted(!on) : emit currentFoldWanted(!on);
        else
            control ? emit failingWanted(on ? 1 : -1) : moveBy(on ? 1 : -1);
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
