#include "app/workbench/evaluation_results.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/error_text.h"
#include "app/common/eval_comparison.h"
#include "app/common/evaluation_text.h"
#include "app/workbench/evaluated_image_model.h"
#include "app/workbench/evaluated_places.h"
#include "app/workbench/evaluation_table_model.h"
#include "widgets/empty_plot.h"
#include "widgets/evaluation_curves_plot.h"
#include "widgets/joined_sentences.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

using inference::pipeline::EvaluatedProduct;
using widgets::ConfusionView;

namespace {

constexpr int curvesTab = 0, verdictsTab = 1, typesTab = 2, notesTab = 3;

QSortFilterProxyModel* sorted(QSortFilterProxyModel* proxy, QAbstractItemModel* model, int role)
{
    proxy->setSourceModel(model);
    proxy->setSortRole(role);
    return proxy;
}

QWidget* column(std::initializer_list<QWidget*> widgets, QWidget* grows)
{
    auto* const page = new QWidget;
    auto* const layout = new QVBoxLayout(page);
    for (QWidget* const widget : widgets)
        layout->addWidget(widget, widget == grows ? 1 : 0);
    return page;
}

}  // namespace

EvaluationResults::EvaluationResults(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_empty(new widgets::EmptyPlot)
    , m_whoseLabel(new QLabel)
    , m_whose(new QComboBox)
    , m_export(new QPushButton)
    , m_figureModel(new EvaluationTableModel(this))
    , m_figures(new TsvTable)
    , m_remark(new widgets::WrappedText)
    , m_tabs(new QTabWidget)
    , m_curves(new widgets::EvaluationCurvesPlot)
    , m_confusion(new ConfusionView)
    , m_cellName(new widgets::WrappedText)
    , m_imageModel(new EvaluatedImageModel(this))
    , m_images(new TsvTable)
    , m_typeModel(new EvaluationTableModel(this))
    , m_types(new TsvTable)
    , m_notes(new QPlainTextEdit)
{
    build();
    wire();
    retranslate();
    m_stack->setCurrentIndex(0);
}

void EvaluationResults::build()
{
    m_figures->setModel(sorted(new MeanLastProxy(this), m_figureModel, EvaluationTableModel::SortRole));
    m_figures->setSelectionMode(QAbstractItemView::SingleSelection);
    m_types->setModel(sorted(new MeanLastProxy(this), m_typeModel, EvaluationTableModel::SortRole));
    m_images->setModel(sorted(new QSortFilterProxyModel(this), m_imageModel, EvaluatedImageModel::SortRole));
    // Names of models may be long: they take what room there is and ask for none.
    m_whose->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_whose->setMinimumContentsLength(16);
    m_whose->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_whoseLabel->setBuddy(m_whose);
    m_export->setAutoDefault(false);
    m_notes->setReadOnly(true);
    m_notes->setTabChangesFocus(true);

    auto* const verdicts = new QSplitter(Qt::Horizontal);
    verdicts->addWidget(m_confusion);
    QWidget* const list = column({m_cellName, m_images}, m_images);
    list->layout()->setContentsMargins(0, 0, 0, 0);
    verdicts->addWidget(list);
    verdicts->setStretchFactor(1, 1);
    verdicts->setChildrenCollapsible(false);
    m_tabs->addTab(m_curves, QString());
    m_tabs->addTab(column({verdicts}, verdicts), QString());
    m_tabs->addTab(column({m_types}, m_types), QString());
    m_tabs->addTab(column({m_notes}, m_notes), QString());

    auto* const row = new QHBoxLayout;
    row->addWidget(m_whoseLabel);
    row->addWidget(m_whose, 1);
    row->addStretch(1);
    row->addWidget(m_export);
    auto* const figures = new QWidget;
    auto* const top = new QVBoxLayout(figures);
    top->setContentsMargins(0, 0, 0, 0);
    top->addLayout(row);
    top->addWidget(m_figures, 1);
    top->addWidget(m_remark);
    auto* const halves = new QSplitter(Qt::Vertical);
    halves->addWidget(figures);
    halves->addWidget(m_tabs);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    halves->setSizes({300, 400});  // seven products and their mean
    halves->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(halves);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_stack);
}

void EvaluationResults::wire()
{
    connect(m_whose, &QComboBox::activated, this, &EvaluationResults::showFigures);
    connect(m_export, &QPushButton::clicked, this, &EvaluationResults::exportWanted);
    connect(m_figures->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_product = chosenProduct();
        showProduct();
    });
    connect(m_confusion, &ConfusionView::cellWanted, this, &EvaluationResults::showCell);
    connect(m_confusion, &ConfusionView::limitChanged, this, [this] { showCell(m_cell); });
    connect(m_curves, &widgets::EvaluationCurvesPlot::imageLimitWanted, this, [this](int series, double limit) {
        if (m_result->models[std::size_t(series)].get() != shownModel()) {
            m_whose->setCurrentIndex(series);
            showFigures();
        }
        m_confusion->setLimit(limit);
        m_tabs->setCurrentIndex(verdictsTab);
    });
    connect(m_images, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const EvaluatedProduct* const product = shownProduct(shownModel()))
            emit imageWanted(index.siblingAtColumn(0).data(EvaluatedImageModel::PathRole).toString(), pathsToOpen(*product));
    });
}

void EvaluationResults::setEmpty(const QString& title, const QString& text)
{
    m_empty->say(title, text);
    m_stack->setCurrentIndex(0);
    m_imageModel->setImages(nullptr, {}, {});
    m_result.reset();
}

void EvaluationResults::setResult(const std::shared_ptr<const EvaluationResult>& result)
{
    m_imageModel->setImages(nullptr, {}, {});  // its rows are the old result's
    m_result = result;
    m_whose->clear();
    for (const auto& model : result->models)
        m_whose->addItem(model->name);
    if (result->models.size() > 1)
        m_whose->addItem(QString());
    m_whose->setVisible(result->models.size() > 1);
    m_stack->setCurrentIndex(1);
    m_product.reset();
    retranslate();
}

void EvaluationResults::setExporting(bool exporting)
{
    m_export->setEnabled(!exporting);
}

bool EvaluationResults::showsDifferences() const
{
    return m_result && m_whose->currentIndex() >= int(m_result->models.size());
}

/// Of the differences the first: lists and cells need one.
const ModelFigures* EvaluationResults::shownModel() const
{
    if (!m_result)
        return nullptr;
    return m_result->models[showsDifferences() ? 0 : std::size_t(std::max(0, m_whose->currentIndex()))].get();
}

std::optional<std::string> EvaluationResults::chosenProduct() const
{
    const QModelIndexList rows = m_figures->selectionModel()->selectedRows();
    const QVariant key = rows.isEmpty() ? QVariant() : rows.first().data(EvaluationTableModel::KeyRole);
    return key.isValid() ? std::optional(key.toByteArray().toStdString()) : std::nullopt;
}

const EvaluatedProduct* EvaluationResults::shownProduct(const ModelFigures* figures) const
{
    if (!figures || !m_product)
        return nullptr;
    const auto& products = figures->evaluation.products;
    const auto product = std::ranges::find(products, *m_product, &EvaluatedProduct::name);
    return product == products.end() ? nullptr : &*product;
}

void EvaluationResults::showFigures()
{
    if (!m_result)
        return;
    const auto kept = m_product;
    if (showsDifferences())
        m_figureModel->setRows(differencesOf(m_result->models[0]->table, m_result->models[1]->table), EvaluationTableModel::Rows::Differences);
    else
        m_figureModel->setRows(shownModel()->table, EvaluationTableModel::Rows::Products);
    m_figures->fitColumns();
    QString remark = showsDifferences() ? tr("In points of per cent: the second model minus the first.") : tr("In per cent. PRO is the published code's, AUPRO MVTec's exact one up to a false positive rate of 0.3.");
    if (m_result->test)
        remark += QLatin1Char('\n') + comparisonSentence(*m_result->test, m_result->models[0]->name, m_result->models[1]->name);
    m_remark->setSentence(remark);
    const QAbstractItemModel& rows = *m_figures->model();
    int row = 0;
    for (int i = 0; i < rows.rowCount(); ++i)
        if (kept && rows.index(i, 0).data(EvaluationTableModel::KeyRole).toByteArray().toStdString() == *kept)
            row = i;
    m_figures->selectRow(row);
    m_product = chosenProduct();
    showProduct();
    showNotes();
}

void EvaluationResults::showProduct()
{
    const EvaluatedProduct* const product = shownProduct(shownModel());
    std::vector<widgets::EvaluationCurvesPlot::Series> series;
    for (const auto& model : m_result ? m_result->models : std::vector<std::shared_ptr<const ModelFigures>>())
        if (const EvaluatedProduct* const one = shownProduct(model.get())) {
            const auto& figures = one->figures.all;
            series.push_back({model->name, figures.pixelCurves, figures.imageCurves, figures.pixelLimitAtF1Max, figures.imageLimitAtF1Max});
        }
    m_curves->setSeries(std::move(series));
    std::vector<ProductMetrics> types;
    if (product)
        for (const auto& type : product->figures.types)
            types.push_back({type.type, type.figures.metrics, type.figures.images, type.figures.anomalous});
    m_typeModel->setRows(std::move(types), EvaluationTableModel::Rows::DefectTypes);
    m_types->fitColumns();
    m_tabs->setTabEnabled(verdictsTab, product != nullptr);
    m_tabs->setTabEnabled(typesTab, product && !product->figures.types.empty());
    m_imageModel->setImages(nullptr, {}, {});
    if (product)
        m_confusion->setImages(product->figures.outcomes, product->figures.all.imageLimitAtF1Max);
    else
        m_confusion->setImages({}, std::nullopt);
    // What went wrong first.
    for (const auto cell : {ConfusionView::Cell::Escapes, ConfusionView::Cell::Overkills, ConfusionView::Cell::Hits, ConfusionView::Cell::Passes})
        if (!m_confusion->imagesIn(cell).empty()) {
            showCell(cell);
            break;
        }
    m_images->fitColumns();
}

void EvaluationResults::showCell(ConfusionView::Cell cell)
{
    m_cell = cell;
    const EvaluatedProduct* const product = shownProduct(shownModel());
    if (!product)
        return;
    const auto& places = m_confusion->imagesIn(cell);
    m_imageModel->setImages(product, places, m_result->dataset->root);
    QString text = tr("%1 (%2): %n image(s).", "name of the cell, what it holds", int(places.size())).arg(ConfusionView::nameOf(cell), ConfusionView::meaningOf(cell));
    if (!places.empty())
        text = widgets::joinedSentences({text, tr("A double click or Enter shows one in the main window.")});
    m_cellName->setSentence(text);
}

void EvaluationResults::showNotes()
{
    QStringList lines;
    for (const auto& model : m_result->models) {
        const auto& request = model->request;
        lines.append(tr("Model %1, %2 pixels, alpha %3, sigma %4").arg(model->name).arg(model->imageSize).arg(QLocale().toString(request.alpha), QLocale().toString(request.sigma)));
        lines.append(request.scoredBy ? tr("Images are scored by the model's own rule, by which verdicts are given.") : tr("Images are scored as published."));
        if (request.streaming)
            lines.append(tr("There are too many pixels for this computer's memory: pixel figures but for PRO come from 65,536 levels of the score."));
        lines += app::notes(model->evaluation);
    }
    lines += problemSentences(m_result->dataProblems);
    for (const inference::Error& problem : m_result->problems)
        lines.append(sentence(problem));
    m_notes->setPlainText(lines.join(QStringLiteral("\n\n")));
    const int unread = int(m_result->dataProblems.size() + m_result->problems.size());
    m_tabs->setTabText(notesTab, unread > 0 ? tr("&Notes (%1)").arg(QLocale().toString(unread)) : tr("&Notes"));
}

QString EvaluationResults::notes() const
{
    return m_notes->toPlainText();
}

void EvaluationResults::retranslate()
{
    m_whoseLabel->setText(!m_result || m_result->models.size() > 1 ? tr("&Figures of") : tr("Figures of %1").arg(QString(m_result->models[0]->name).replace(QLatin1Char('&'), QLatin1String("&&"))));
    m_whose->setAccessibleName(tr("Whose figures"));
    m_export->setText(tr("&Export…"));
    m_export->setToolTip(tr("Writes figures as CSV and JSON, curves, every image with its verdict, and a report as PDF into a folder"));
    m_tabs->setTabText(curvesTab, tr("C&urves"));
    m_tabs->setTabText(verdictsTab, tr("&Verdicts"));
    m_tabs->setTabText(typesTab, tr("&Types of Defect"));
    m_tabs->setTabText(notesTab, tr("&Notes"));
    m_figures->setAccessibleName(tr("Figures of each product"));
    m_types->setAccessibleName(tr("Figures of each type of defect"));
    m_images->setAccessibleName(tr("Images"));
    m_notes->setAccessibleName(tr("Notes"));
    m_figureModel->retranslate();
    m_typeModel->retranslate();
    m_imageModel->retranslate();
    if (!m_result)
        return;
    if (m_result->models.size() > 1)
        m_whose->setItemText(2, tr("Second minus first"));
    showFigures();
}

void EvaluationResults::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
