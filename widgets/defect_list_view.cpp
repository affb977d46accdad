#include "widgets/defect_list_view.h"

#include "widgets/defect_list_model.h"
#include "widgets/number_delegate.h"
#include "widgets/table_look.h"
#include "widgets/tabular_text.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace widgets {

namespace {

constexpr int badgeRoom = 20;       // NumberDelegate's badge and its gap
constexpr int longestTextCell = 40;  // characters

/// Long file names lose their middle, never their end.
class CellDelegate : public NumberDelegate {
public:
    using NumberDelegate::NumberDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        NumberDelegate::initStyleOption(option, index);
        if (!isNumeric(DefectColumn(index.column())) && !index.data(DefectListModel::MarkRole).isValid())
            option->text = option->fontMetrics.elidedText(option->text, Qt::ElideMiddle, option->rect.width() - 2 * padding);
    }
};

}  // namespace

DefectListView::DefectListView(DefectListModel* model, QWidget* parent) : QTableView(parent), m_model(model)
{
    setTableLook(*this);
    setItemDelegate(new CellDelegate(this));
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](QPoint at) {
        QMenu* menu = columnMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(horizontalHeader()->viewport()->mapToGlobal(at));
    });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { emit rowActivated(index.row()); });
    setAccessibleName(tr("Defects of all parts"));
    fitColumns();
}

std::vector<int> DefectListView::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    std::ranges::sort(rows);
    const auto twice = std::ranges::unique(rows);
    rows.erase(twice.begin(), twice.end());
    return rows;
}

std::vector<int> DefectListView::shownColumns() const
{
    std::vector<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place)
        if (const int column = horizontalHeader()->logicalIndex(place); !isColumnHidden(column))
            columns.push_back(column);
    return columns;
}

QString DefectListView::copyText() const
{
    std::vector<int> rows = selectedRows();
    if (rows.empty()) {
        rows.resize(std::size_t(m_model->rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    return m_model->text(rows, shownColumns());
}

void DefectListView::copy() const
{
    if (m_model->rowCount() > 0)
        QGuiApplication::clipboard()->setText(copyText());
}

QMenu* DefectListView::columnMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("Columns"), parent);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction* action = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        action->setToolTip(m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            if (shown || shownColumns().size() > 1)
                setColumnHidden(column, !shown);
        });
    }
    menu->setToolTipsVisible(true);
    return menu;
}

void DefectListView::showMenu(QPoint globalAt)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool selected = selectionModel()->hasSelection();
    QAction* copying = menu->addAction(selected ? tr("&Copy selected rows") : tr("&Copy all rows"), this, &DefectListView::copy);
    copying->setShortcut(QKeySequence::Copy);
    copying->setEnabled(m_model->rowCount() > 0);
    menu->addMenu(columnMenu(menu));
    menu->popup(globalAt);
}

void DefectListView::contextMenuEvent(QContextMenuEvent* event)
{
    showMenu(event->globalPos());
}

void DefectListView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit rowActivated(currentIndex().row());
        event->accept();
        return;
    }
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();  // single letters and Space are the window's
        return;
    }
    QTableView::keyPressEvent(event);
}

void DefectListView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::LanguageChange || type == QEvent::LocaleChange) {
        setAccessibleName(tr("Defects of all parts"));
        m_model->retranslate();
        fitColumns();
    } else if (type == QEvent::FontChange) {
        fitColumns();
    }
}

void DefectListView::fitColumns()
{
    verticalHeader()->setDefaultSectionSize(std::max(24, (fontMetrics().height() + 7) / 4 * 4));
    const QFontMetricsF metrics(font());
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString widest = widestCell(*m_model->records(), DefectColumn(column), m_model->calibration());
        double width = tabularWidth(metrics, widest) + 2 * NumberDelegate::padding;
        if (!isNumeric(DefectColumn(column)))
            width = std::min(width, metrics.averageCharWidth() * longestTextCell);
        if (DefectColumn(column) == DefectColumn::Verdict)
            width += badgeRoom;
        const int heading = horizontalHeader()->sectionSizeHint(column);
        if (!isColumnHidden(column))
            setColumnWidth(column, std::max(int(std::ceil(width)) + 1, heading));
    }
}

}  // namespace widgets
