#include "app/workbench/live_log_dialog.h"

#include "app/workbench/live_log_filter_bar.h"
#include "app/workbench/live_log_model.h"
#include "app/workbench/live_log_text.h"
#include "app/workbench/tsv_table.h"
#include "widgets/empty_plot.h"
#include "widgets/notice_bar.h"
#include "widgets/progress_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QHideEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int errorCharacters = 28;

}  // namespace

LiveLogDialog::LiveLogDialog(QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_filter(new LiveLogFilterBar)
    , m_model(new LiveLogModel(this))
    , m_table(new TsvTable)
    , m_notices(new widgets::NoticeBar)
    , m_empty(new widgets::EmptyPlot)
    , m_progress(new widgets::ProgressStrip)
    , m_stack(new QStackedWidget)
    , m_counts(new QLabel)
    , m_newer(new QPushButton)
    , m_refresh(new QPushButton)
    , m_openButton(new QPushButton)
    , m_export(new QPushButton)
    , m_close(new QPushButton)
    , m_open(new QAction(this))
    , m_folder(new QAction(this))
    , m_copy(new QAction(this))
    , m_reload(new QAction(this))
{
    build();
    layOut();
    wire();
    retranslate();
    resize(QSize(1200, 680).boundedTo(this->screen()->availableSize() * 0.9));
}

void LiveLogDialog::build()
{
    m_table->setSortingEnabled(false);  // they are read in their order, a page at a time
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setModel(m_model);
    m_table->fitColumns();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reload->setShortcut(QKeySequence::Refresh);
    addAction(m_reload);
    m_newer->hide();
    m_progress->clear();
    for (QPushButton* const button : {m_newer, m_refresh, m_openButton, m_export, m_close})
        button->setAutoDefault(false);  // Enter opens a row's picture
}

void LiveLogDialog::layOut()
{
    auto* const counts = new QHBoxLayout;
    counts->addWidget(m_counts, 1);
    counts->addWidget(m_newer);
    counts->addWidget(m_refresh);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_openButton);
    buttons->addWidget(m_export);
    buttons->addWidget(m_progress);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_filter);
    column->addLayout(counts);
    column->addWidget(m_notices);
    column->addWidget(m_stack, 1);
    column->addLayout(buttons);
}

void LiveLogDialog::wire()
{
    connect(m_filter, &LiveLogFilterBar::changed, this, &LiveLogDialog::refreshWanted);
    for (const QPushButton* const button : {m_refresh, m_newer})
        connect(button, &QPushButton::clicked, this, &LiveLogDialog::refreshWanted);
    connect(m_reload, &QAction::triggered, this, &LiveLogDialog::refreshWanted);
    connect(m_table, &QTableView::activated, m_open, &QAction::trigger);
    connect(m_openButton, &QPushButton::clicked, m_open, &QAction::trigger);
    connect(m_open, &QAction::triggered, this, [this] {
        if (const LiveRow* const row = currentRow())
            emit openWanted(*row);
    });
    connect(m_folder, &QAction::triggered, this, [this] {
        if (const LiveRow* const row = currentRow())
            emit folderWanted(*row);
    });
    connect(m_copy, &QAction::triggered, m_table, &TsvTable::copy);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LiveLogDialog::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LiveLogDialog::follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LiveLogDialog::follow);
    connect(m_export, &QPushButton::clicked, this, &LiveLogDialog::exportWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

const LiveRow* LiveLogDialog::currentRow() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model->row(index.row()) : nullptr;
}

void LiveLogDialog::showMenu(const QPoint& place)
{
    if (!m_table->indexAt(place).isValid())
        return;
    QMenu menu(this);
    menu.addActions({m_open, m_folder});
    menu.addSeparator();
    menu.addAction(m_copy);
    menu.exec(m_table->viewport()->mapToGlobal(place));
}

/// What can be done with the row that is chosen. A row without a picture says why there is none: its button stays.
void LiveLogDialog::follow()
{
    const LiveRow* const row = currentRow();
    m_openButton->setEnabled(row != nullptr);
    m_open->setEnabled(row != nullptr);
    m_folder->setEnabled(row && !row->path.empty());
    m_export->setEnabled(m_model->rowCount() > 0 && !m_exporting);
}

void LiveLogDialog::showRows()
{
    if (!m_fitted && m_model->rowCount() > 0) {
        m_fitted = true;
        m_table->fitColumns();
        // Errors are rare: those measured may hold none.
        m_table->setColumnWidth(LiveLogModel::ErrorColumn, std::max(m_table->columnWidth(LiveLogModel::ErrorColumn), fontMetrics().averageCharWidth() * errorCharacters));
    }
    m_stack->setCurrentWidget(m_table);
    follow();
}

void LiveLogDialog::showEmpty(const QString& title, const QString& text)
{
    m_empty->say(title, text);
    m_stack->setCurrentWidget(m_empty);
    follow();
}

QString LiveLogDialog::emptyText() const
{
    return m_stack->currentWidget() == m_empty ? m_empty->spokenText() : QString();
}

void LiveLogDialog::setCounting()
{
    m_shownCounts.reset();
    m_counting = true;
    showCounts();
}

void LiveLogDialog::setCounts(const LiveCounts& counts)
{
    m_shownCounts = counts;
    endCounting();
}

void LiveLogDialog::endCounting()
{
    m_counting = false;
    showCounts();
}

void LiveLogDialog::showCounts()
{
    m_counts->setText(m_counting ? tr("Counting…") : m_shownCounts ? countsText(*m_shownCounts) : QString());
}

QString LiveLogDialog::countsLine() const
{
    return m_counts->text();
}

void LiveLogDialog::setNewer(qint64 count)
{
    m_newerCount = count;
    m_newer->setVisible(count > 0);
    m_newer->setText(tr("Show New Verdicts: %1").arg(QLocale().toString(count)));
}

void LiveLogDialog::setExporting(bool exporting)
{
    m_exporting = exporting;
    if (!exporting)
        m_progress->clear();
    follow();
}

void LiveLogDialog::restoreColumns(const QByteArray& columns)
{
    m_fitted = m_table->horizontalHeader()->restoreState(columns);
}

QByteArray LiveLogDialog::columns() const
{
    return m_fitted ? m_table->horizontalHeader()->saveState() : QByteArray();
}

void LiveLogDialog::retranslate()
{
    setWindowTitle(tr("Live Log"));
    m_model->retranslate();
    m_refresh->setText(tr("Re&fresh"));
    m_refresh->setToolTip(tr("Read the newest verdicts (F5)"));
    m_openButton->setText(tr("&Open Picture"));
    m_openButton->setToolTip(tr("Open the kept picture of the chosen verdict in the main window (Enter)"));
    m_export->setText(tr("&Export…"));
    m_export->setToolTip(tr("Write all verdicts that the filter shows into a table (CSV)"));
    m_close->setText(tr("Close"));
    m_open->setText(tr("&Open Picture"));
    m_folder->setText(tr("Show in &Folder"));
    m_copy->setText(tr("&Copy Rows") + QLatin1Char('\t') + QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    m_table->setAccessibleName(tr("Verdicts"));
    m_progress->setTask(m_exporting ? tr("Exporting") : QString());
    showCounts();
    setNewer(m_newerCount);
}

void LiveLogDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit languageChanged();
    }
    QDialog::changeEvent(event);
}

/// Closed in whichever way.
void LiveLogDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    if (!event->spontaneous())
        emit closed();
}

}  // namespace app
