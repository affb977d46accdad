#include "widgets/filmstrip.h"

#include "widgets/expression_edit.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/part_list_model.h"
#include "widgets/part_view.h"
#include "widgets/removable_chip.h"
#include "widgets/verdict_chip.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace widgets {

Filmstrip::Filmstrip(PartListModel* parts, QWidget* parent)
    : QWidget(parent), m_parts(parts), m_filter(new PartFilterModel(parts, this)), m_view(new PartView)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader();
    column->addWidget(m_view, 1);
    buildFooter();
    connectView();
    retranslate();
    updateCounts();
    setFocusProxy(m_view);
}

void Filmstrip::connectView()
{
    // Before setModel(): this has to hear of vanishing rows before the view does.
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_modelChanging = true; });
    connect(m_filter, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_modelChanging = true; });
    connect(m_filter, &QAbstractItemModel::layoutAboutToBeChanged, this, [this] { m_modelChanging = true; });
    m_view->setModel(m_filter);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &Filmstrip::showCurrent);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &Filmstrip::showCurrent);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &Filmstrip::showCurrent);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &Filmstrip::onReset);
    connect(m_filter, &PartFilterModel::arranged, this, &Filmstrip::onArranged);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Filmstrip::onCurrentChanged);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (!m_filter->isHeading(index.row()))
            emit partActivated(m_filter->part(index.row()).path);
    });
    connect(m_view, &PartView::failingWanted, this, &Filmstrip::stepFailing);
    connect(m_view, &PartView::foldWanted, this, [this](int group, bool folded) {
        m_filter->setFolded(group, folded);
        m_view->scrollTo(m_filter->index(m_filter->headingRow(group)));
    });
    connect(m_view, &PartView::currentFoldWanted, this, &Filmstrip::foldCurrent);
    connect(m_view, &PartView::allFoldWanted, this, [this](bool folded) {
        m_filter->setAllFolded(folded);
        scrollToCurrent();
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        const QModelIndex index = m_view->indexAt(position);
        if (index.isValid() && !m_filter->isHeading(index.row()))
            emit contextMenuWanted(m_filter->part(index.row()).path, m_view->viewport()->mapToGlobal(position));
    });
}

QListView* Filmstrip::view() const
{
    return m_view;
}

void Filmstrip::onCurrentChanged(const QModelIndex& current)
{
    if (m_modelChanging || !current.isValid() || m_filter->isHeading(current.row()))
        return;
    const QString path = m_filter->part(current.row()).path;
    updatePlace();
    if (std::exchange(m_currentPath, path) != path)
        emit currentPathChanged(path);
}

void Filmstrip::onReset()
{
    const bool gone = !m_currentPath.isEmpty() && m_parts->rowOf(m_currentPath) < 0;
    if (gone)
        m_currentPath.clear();
    showCurrent();
    if (gone)
        emit currentPathChanged(QString());
}

/// Puts the view's current index where the current path is, or nowhere.
void Filmstrip::showCurrent()
{
    m_modelChanging = true;
    const int row = m_currentPath.isEmpty() ? -1 : m_filter->rowOf(m_currentPath);
    if (row < 0) {
        m_view->selectionModel()->clear();
    } else if (m_view->currentIndex().row() != row || !m_view->selectionModel()->isRowSelected(row)) {
        m_view->setCurrentIndex(m_filter->index(row, 0));
    }
    m_modelChanging = false;
    updatePlace();
}

/// After the person asked for other cards or another order: to the current one, else to the first.
void Filmstrip::scrollToCurrent()
{
    if (m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex());
    else
        m_view->scrollToTop();
}

/// The rows follow now or, of a long list, later.
void Filmstrip::reveal()
{
    m_revealing = true;
}

void Filmstrip::onArranged()
{
    if (m_filter->isArranging())
        return;
    if (std::exchange(m_revealing, false))
        scrollToCurrent();
    updatePlace();
}

void Filmstrip::foldCurrent(bool folded)
{
    const int group = m_filter->groupOfPath(m_currentPath);
    if (group < 0)
        return;
    m_filter->setFolded(group, folded);
    m_view->scrollTo(m_view->currentIndex().isValid() ? m_view->currentIndex() : m_filter->index(m_filter->headingRow(group)));
}

void Filmstrip::setCurrentPath(const QString& path)
{
    m_currentPath = m_parts->rowOf(path) < 0 ? QString() : path;
    showCurrent();
    if (m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex());
}

void Filmstrip::selectNext()
{
    step(1);
}

void Filmstrip::selectPrevious()
{
    step(-1);
}

void Filmstrip::selectNextFailing()
{
    stepFailing(1);
}

void Filmstrip::selectPreviousFailing()
{
    stepFailing(-1);
}

void Filmstrip::choose(int row)
{
    if (row >= 0 && row < m_filter->rowCount() && !m_filter->isHeading(row))
        m_view->setCurrentIndex(m_filter->index(row, 0));
}

void Filmstrip::step(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    choose(current.isValid() ? m_filter->partRowFrom(current.row(), direction) : m_filter->partRowFrom(-1, 1));
}

void Filmstrip::stepFailing(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    const int count = m_filter->rowCount();
    int row = current.isValid() ? current.row() + direction : (direction > 0 ? 0 : count - 1);
    while (row >= 0 && row < count && (m_filter->isHeading(row) || markOf(m_filter->part(row)) != Mark::Fail))
        row += direction;
    choose(row);
}

bool Filmstrip::selectNextWhere(const std::function<bool(const QString& path)>& wanted)
{
    const int count = m_filter->rowCount();
    const int from = m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
    for (int step = 1; step <= count; ++step) {
        const int row = (from + step) % count;
        if (row == from || m_filter->isHeading(row) || !wanted(m_filter->part(row).path))
            continue;
        choose(row);
        return true;
    }
    return false;
}

void Filmstrip::focusFilter()
{
    m_expression->setFocus(Qt::ShortcutFocusReason);
    m_expression->findChild<QLineEdit*>()->selectAll();
}

/// The filter that shows the parts of a mark alone.
PartFilterModel::Show Filmstrip::showOf(Mark mark)
{
    switch (mark) {
    case Mark::Fail: return PartFilterModel::Show::Fail;
    case Mark::Review: return PartFilterModel::Show::Review;
    case Mark::Error: return PartFilterModel::Show::Errors;
    case Mark::Pass: return PartFilterModel::Show::Pass;
    case Mark::Running:
    case Mark::Waiting:
    case Mark::Cancelled: break;
    }
    return PartFilterModel::Show::Waiting;
}

void Filmstrip::setShow(PartFilterModel::Show show)
{
    if (show != m_filter->show())
        reveal();
    m_filter->setShow(show);
    m_show->setCurrentIndex(m_show->findData(int(show)));
    for (VerdictChip* chip : m_chips)
        chip->setChecked(showOf(chip->mark()) == show);
}

void Filmstrip::setOrder(PartFilterModel::Order order)
{
    if (order != m_filter->order())
        setOrder(order, usualDirection(order));
}

void Filmstrip::setOrder(PartFilterModel::Order order, Qt::SortOrder direction)
{
    if (order == m_filter->order() && direction == m_filter->direction())
        return;
    reveal();
    m_filter->setOrder(order, direction);
    m_order->setCurrentIndex(m_order->findData(int(order)));
    showDirection();
    emit orderChanged(order, direction);
}

void Filmstrip::setGrouped(bool grouped)
{
    m_group->setChecked(grouped);
    if (grouped == m_filter->isGrouped())
        return;
    reveal();
    m_filter->setGrouped(grouped);
    emit groupedChanged(grouped);
}

bool Filmstrip::isGrouped() const
{
    return m_filter->isGrouped();
}

void Filmstrip::setSelection(const std::optional<QSet<QString>>& paths, const QString& what)
{
    reveal();
    m_selection->setText(what);
    m_selection->setVisible(paths.has_value());
    m_filter->setSelection(paths);
}

void Filmstrip::clearSelection()
{
    if (!m_filter->hasSelection())
        return;
    setSelection(std::nullopt);
    emit selectionRemoved();
}

void Filmstrip::setCalibration(double mmPerPixel)
{
    m_expression->setCalibration(mmPerPixel);
}

/// Esc is the window's, but for the chip.
bool Filmstrip::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_filter->hasSelection()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void Filmstrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_filter->hasSelection()) {
        clearSelection();
        event->accept();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Filmstrip::updateCounts()
{
    for (VerdictChip* chip : m_chips)
        chip->setCount(m_parts->count(chip->mark()));
    updatePlace();
}

void Filmstrip::updatePlace()
{
    const int shown = m_filter->shownCount();
    const QModelIndex current = m_view->currentIndex();
    const QString place = current.isValid() ? wholeNumber(m_filter->placeOf(m_filter->part(current.row()).path) + 1) : QStringLiteral("–");
    m_place->setText(tr("%1 / %2", "place of the current part / parts shown").arg(place, wholeNumber(shown)));
    QString sentence = current.isValid() ? tr("Part %1 of %2 shown.").arg(place, wholeNumber(shown))
                                         : tr("%n part(s) shown.", nullptr, shown);
    if (shown < m_parts->rowCount())
        sentence = joinedSentences({sentence, tr("%n part(s) in all.", nullptr, m_parts->rowCount())});
    m_place->setToolTip(sentence);
    m_place->setAccessibleName(sentence);
}

void Filmstrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrangeChoices();
    QWidget::changeEvent(event);
}

}  // namespace widgets
