#include "widgets/defect_list.h"

#include "widgets/defect_fields.h"
#include "widgets/defect_list_model.h"
#include "widgets/defect_list_view.h"
#include "widgets/empty_plot.h"
#include "widgets/verdict_style.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <set>
#include <utility>

namespace widgets {

DefectList::DefectList(QWidget* parent)
    : QWidget(parent), m_fields(defectFields()), m_model(new DefectListModel(this)), m_filter(new QLineEdit(this)),
      m_count(new QLabel(this)), m_problem(new QLabel(this)), m_stack(new QStackedWidget(this)),
      m_view(new DefectListView(m_model, this)), m_empty(new EmptyPlot(this))
{
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(120);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_problem);
    layout->addWidget(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &DefectList::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, m_view, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(m_view, &DefectListView::rowActivated, this, [this](int row) {
        const DefectRecord& record = m_model->record(row);
        emit defectActivated(record.partPath, record.number);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (m_quiet || !current.isValid())
            return;
        const DefectRecord& record = m_model->record(current.row());
        emit defectSelected(record.partPath, record.number);
    });
    retranslate();
}

template <typename Change>
void DefectList::keepingPlace(Change&& change)
{
    const auto keyOf = [this](int row) { return std::pair(m_model->record(row).partPath, m_model->record(row).number); };
    QItemSelectionModel& selection = *m_view->selectionModel();
    std::set<std::pair<QString, int>> selected;
    for (const QItemSelectionRange& range : selection.selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            selected.insert(keyOf(row));
    const auto current = m_view->currentIndex().isValid() ? std::optional(keyOf(m_view->currentIndex().row())) : std::nullopt;
    const int column = std::max(0, m_view->currentIndex().column());
    // At the top it stays at the top, whatever comes first now.
    const int top = m_view->verticalScrollBar()->value() > 0 ? m_view->rowAt(0) : -1;
    const auto inSight = top >= 0 ? std::optional(keyOf(top)) : std::nullopt;
    const QPoint scrolled(m_view->horizontalScrollBar()->value(), m_view->verticalScrollBar()->value());

    m_quiet = true;
    m_view->setAutoScroll(false);
    change();
    QItemSelection again;
    QModelIndex currentNow;
    int topNow = -1;
    for (int row = 0; row < m_model->rowCount() && (current || inSight || !selected.empty()); ++row) {
        const auto key = keyOf(row);
        if (current == key)
            currentNow = m_model->index(row, column);
        if (inSight == key)
            topNow = row;
        if (selected.contains(key))
            again.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
    }
    if (currentNow.isValid())
        selection.setCurrentIndex(currentNow, QItemSelectionModel::NoUpdate);
    selection.select(again, QItemSelectionModel::ClearAndSelect);
    m_view->doItemsLayout();
    m_view->horizontalScrollBar()->setValue(scrolled.x());
    m_view->verticalScrollBar()->setValue(topNow >= 0 ? topNow : scrolled.y());
    m_view->setAutoScroll(true);
    m_quiet = false;
}

void DefectList::setRecords(DefectRecords records)
{
    keepingPlace([&] { m_model->setRecords(std::move(records)); });
    // Measuring a long list takes its time, and its widest cells seldom change.
    const std::size_t now = m_model->records()->size();
    if (now < 2000 || now > 2 * m_fitted || 2 * now < m_fitted)
        fitColumns();
    describe();
}

void DefectList::fitColumns()
{
    m_fitted = m_model->records()->size();
    m_view->fitColumns();
}

void DefectList::setMmPerPixel(double mmPerPixel)
{
    if (std::max(mmPerPixel, 0.0) == m_model->calibration().mmPerPixel)
        return;
    m_model->setMmPerPixel(mmPerPixel);
    fitColumns();
    applyFilter();  // millimetres in it mean something else now
}

void DefectList::setFilter(const QString& text)
{
    m_filter->setText(text);
}

void DefectList::setCurrentDefect(const QString& partPath, int number)
{
    m_quiet = true;
    if (const int row = m_model->rowOf(partPath, number); row >= 0) {
        const QModelIndex index = m_model->index(row, int(DefectColumn::Part));
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const int across = m_view->horizontalScrollBar()->value();
        m_view->scrollTo(index);
        m_view->horizontalScrollBar()->setValue(across);
    } else {
        m_view->selectionModel()->clear();
    }
    m_quiet = false;
}

void DefectList::applyFilter()
{
    const auto parsed = Expression::parse(m_filter->text(), m_fields, m_model->calibration().mmPerPixel);
    m_error.clear();
    if (const auto* error = std::get_if<ExpressionError>(&parsed)) {
        m_error = error->sentence;
    } else {
        keepingPlace([&] { m_model->setFilter(std::get<Expression>(parsed)); });
    }
    m_problem->setText(m_error);
    m_problem->setVisible(!m_error.isEmpty());
    describe();
}

void DefectList::describe()
{
    const int all = int(m_model->records()->size());
    const int shown = m_model->rowCount();
    const QLocale locale;
    m_count->setText(shown == all ? tr("%Ln defect(s)", nullptr, all)
                                  : tr("%1 of %2").arg(locale.toString(shown), locale.toString(all)));
    if (all == 0)
        m_empty->say(tr("No defects yet"), tr("Every region at or above the review limit, of every inspected part, is a row here."));
    else
        m_empty->say(tr("No defect fulfils the filter"),
                     tr("Clear the filter to see all %Ln defect(s).", nullptr, all));
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget*>(m_view) : m_empty);
    QPalette problem = palette();
    problem.setColor(QPalette::WindowText, styleOf(Mark::Fail, palette()).text);
    m_problem->setPalette(problem);
}

void DefectList::retranslate()
{
    m_fields = defectFields();
    m_filter->setPlaceholderText(tr("Filter: area > 100 and zone = B"));
    m_filter->setAccessibleName(tr("Filter of the defects"));
    m_filter->setToolTip(tr("Words of the part's name, or conditions: area > 100 and zone = B, peak >= 0.7, verdict = fail,"
                            " class ~ scratch*. Fields: part, number, area, length, width, x, y, peak, mean, contrast, zone,"
                            " class, verdict."));
    m_count->setAccessibleName(tr("Number of defects shown"));
    applyFilter();
}

void DefectList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::LanguageChange || type == QEvent::LocaleChange)
        retranslate();
    else if (type == QEvent::PaletteChange || type == QEvent::StyleChange)
        describe();
}

}  // namespace widgets
