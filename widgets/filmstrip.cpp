#include "widgets/filmstrip.h"

#include "widgets/icons.h"
#include "widgets/number_text.h"
#include "widgets/part_list_model.h"
#include "widgets/part_view.h"
#include "widgets/verdict_chip.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>

namespace widgets {

namespace {

using Show = PartFilterModel::Show;
using Order = PartFilterModel::Order;

Show showOf(Mark mark)
{
    switch (mark) {
    case Mark::Fail: return Show::Fail;
    case Mark::Review: return Show::Review;
    case Mark::Error: return Show::Errors;
    case Mark::Pass: return Show::Pass;
    case Mark::Running:
    case Mark::Waiting:
    case Mark::Cancelled: break;
    }
    return Show::Waiting;
}

}  // namespace

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

void Filmstrip::buildHeader()
{
    m_text = new QLineEdit;
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        scrollToCurrent();
    });

    m_order = new QComboBox;
    m_show = new QComboBox;
    for (const Order order : {Order::File, Order::Name, Order::Score, Order::Verdict})
        m_order->addItem(QString(), int(order));
    for (const Show show : {Show::All, Show::Fail, Show::Review, Show::Pass, Show::Errors, Show::Waiting})
        m_show->addItem(QString(), int(show));
    connect(m_order, &QComboBox::currentIndexChanged, this,
            [this] { setOrder(Order(m_order->currentData().toInt())); });
    connect(m_show, &QComboBox::currentIndexChanged, this, [this] { setShow(Show(m_show->currentData().toInt())); });

    m_choices = new QHBoxLayout;
    m_choices->setSpacing(4);
    m_choices->addWidget(m_order, 1);
    m_choices->addWidget(m_show, 1);

    auto* header = new QVBoxLayout;
    header->setContentsMargins(8, 8, 8, 8);
    header->setSpacing(4);
    header->addWidget(m_text);
    header->addLayout(m_choices);
    static_cast<QVBoxLayout*>(layout())->addLayout(header);
}

void Filmstrip::buildFooter()
{
    m_place = new QLabel;
    auto* footer = new QHBoxLayout;
    footer->setContentsMargins(8, 4, 4, 4);
    footer->setSpacing(0);
    footer->addWidget(m_place);
    footer->addStretch(1);
    for (const Mark mark : {Mark::Fail, Mark::Review, Mark::Pass}) {
        auto* chip = new VerdictChip(mark);
        connect(chip, &QAbstractButton::clicked, this,
                [this, mark](bool checked) { setShow(checked ? showOf(mark) : Show::All); });
        footer->addWidget(chip);
        m_chips.push_back(chip);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(footer);
    connect(m_parts, &PartListModel::countsChanged, this, &Filmstrip::updateCounts);
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

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Filmstrip::onCurrentChanged);
    connect(m_view, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit partActivated(m_filter->part(index.row()).path); });
    connect(m_view, &PartView::failingWanted, this, &Filmstrip::stepFailing);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        const QModelIndex index = m_view->indexAt(position);
        if (index.isValid())
            emit contextMenuWanted(m_filter->part(index.row()).path, m_view->viewport()->mapToGlobal(position));
    });
}

QListView* Filmstrip::view() const
{
    return m_view;
}

void Filmstrip::onCurrentChanged(const QModelIndex& current)
{
    if (m_modelChanging || !current.isValid())
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
    if (row >= 0 && row < m_filter->rowCount())
        m_view->setCurrentIndex(m_filter->index(row, 0));
}

void Filmstrip::step(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    choose(current.isValid() ? current.row() + direction : 0);
}

void Filmstrip::stepFailing(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    const int count = m_filter->rowCount();
    int row = current.isValid() ? current.row() + direction : (direction > 0 ? 0 : count - 1);
    while (row >= 0 && row < count && markOf(m_filter->part(row)) != Mark::Fail)
        row += direction;
    choose(row);
}

void Filmstrip::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void Filmstrip::setShow(PartFilterModel::Show show)
{
    m_show->setCurrentIndex(m_show->findData(int(show)));
    m_filter->setShow(show);
    for (VerdictChip* chip : m_chips)
        chip->setChecked(showOf(chip->mark()) == show);
    scrollToCurrent();
}

void Filmstrip::setOrder(PartFilterModel::Order order)
{
    m_order->setCurrentIndex(m_order->findData(int(order)));
    m_filter->setOrder(order);
    scrollToCurrent();
    updatePlace();
}

void Filmstrip::updateCounts()
{
    for (VerdictChip* chip : m_chips)
        chip->setCount(m_parts->count(chip->mark()));
    updatePlace();
}

void Filmstrip::updatePlace()
{
    const int shown = m_filter->rowCount();
    const QModelIndex current = m_view->currentIndex();
    const QString place = current.isValid() ? wholeNumber(current.row() + 1) : QStringLiteral("–");
    m_place->setText(tr("%1 / %2", "place of the current part / parts shown").arg(place, wholeNumber(shown)));
    QString sentence = current.isValid() ? tr("Part %1 of %2 shown.").arg(place, wholeNumber(shown))
                                         : tr("%n part(s) shown.", nullptr, shown);
    if (shown < m_parts->rowCount())
        sentence += QLatin1Char(' ') + tr("%n part(s) in all.", nullptr, m_parts->rowCount());
    m_place->setToolTip(sentence);
    m_place->setAccessibleName(sentence);
}

/// Sort and filter stand side by side where both fit in full, otherwise under each other: nothing is ever cut off.
void Filmstrip::arrangeChoices()
{
    const int wanted = m_order->sizeHint().width() + m_show->sizeHint().width() + m_choices->spacing() + 16;
    m_choices->setDirection(wanted <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void Filmstrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeChoices();
}

void Filmstrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrangeChoices();
    QWidget::changeEvent(event);
}

void Filmstrip::retranslate()
{
    m_text->setPlaceholderText(tr("Filter…"));
    m_text->setAccessibleName(tr("Filter parts by name"));
    m_text->setToolTip(tr("Shows the parts whose name holds every word"));
    m_order->setToolTip(tr("Order of the parts"));
    m_order->setAccessibleName(m_order->toolTip());
    m_show->setToolTip(tr("Parts to show"));
    m_show->setAccessibleName(m_show->toolTip());
    m_view->setAccessibleName(tr("Parts"));
    const QStringList orders{tr("File order"), tr("Name"), tr("Score"), tr("Verdict")};
    for (int i = 0; i < orders.size(); ++i)
        m_order->setItemText(i, orders[i]);
    const QStringList shows{tr("All"), tr("Fail"), tr("Review"), tr("Pass"), tr("Errors"), tr("Waiting")};
    for (int i = 0; i < shows.size(); ++i)
        m_show->setItemText(i, shows[i]);
    updatePlace();
    arrangeChoices();
}

}  // namespace widgets
