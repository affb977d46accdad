#include "app/workbench/gauge_dialog.h"

#include "app/report/gauge_text.h"
#include "app/workbench/grade_badge.h"
#include "app/workbench/text_table_model.h"
#include "app/workbench/tsv_table.h"
#include "widgets/empty_plot.h"
#include "widgets/gauge_plot.h"
#include "widgets/joined_sentences.h"
#include "widgets/notice_bar.h"
#include "widgets/number_field.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace app {

namespace {

enum Tab { ComponentsTab, VarianceTab, VerdictsTab };

constexpr int verdictParts = 0;  // the column of names

}  // namespace

GaugeDialog::GaugeDialog(QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_patternField(new QComboBox)
    , m_measureField(new QComboBox)
    , m_toleranceField(new widgets::NumberField)
    , m_patternLabel(new QLabel)
    , m_measureLabel(new QLabel)
    , m_toleranceLabel(new QLabel)
    , m_design(new widgets::WrappedText)
    , m_result(new widgets::WrappedText)
    , m_agreement(new widgets::WrappedText)
    , m_badge(new GradeBadge)
    , m_notices(new widgets::NoticeBar)
    , m_empty(new widgets::EmptyPlot)
    , m_stack(new QStackedWidget)
    , m_plot(new widgets::GaugePlot)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_tabs(new QTabWidget)
    , m_report(new QPushButton)
    , m_export(new QPushButton)
    , m_close(new QPushButton)
{
    build();
    layOut();
    wire();
    retranslate();
    showAnswer();
    resize(QSize(1040, 720).boundedTo(screen()->availableSize() * 0.9));
    m_plot->plotArea()->setFocus();
}

void GaugeDialog::build()
{
    m_patternField->setEditable(true);
    m_patternField->addItems(ReadingPattern::common());
    m_patternField->setCompleter(nullptr);  // Enter would take a longer pattern for the one that was typed
    m_patternField->setInsertPolicy(QComboBox::NoInsert);
    m_patternField->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    m_patternField->setCurrentText({});
    for (int i = 0; i < gaugeMeasures; ++i)
        m_measureField->addItem(QString());
    m_toleranceField->setGroupSeparatorShown(true);
    m_toleranceField->setKeyboardTracking(false);
    m_toleranceField->setRange(0, 1e9);
    m_toleranceField->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_patternLabel->setBuddy(m_patternField);
    m_measureLabel->setBuddy(m_measureField);
    m_toleranceLabel->setBuddy(m_toleranceField);
    QFont strong = m_result->font();
    strong.setBold(true);
    m_result->setFont(strong);
    for (std::size_t i = 0; i < m_tables.size(); ++i) {
        m_models[i] = new TextTableModel(this);
        m_tables[i] = new TsvTable;
        m_tables[i]->setSortingEnabled(false);
        m_tables[i]->setModel(m_models[i]);
    }
    for (QPushButton* const button : {m_report, m_export, m_close})
        button->setAutoDefault(false);  // Enter in the pattern is no click
}

void GaugeDialog::layOut()
{
    auto* const fields = new QHBoxLayout;
    fields->addWidget(m_patternLabel);
    fields->addWidget(m_patternField, 1);
    fields->addSpacing(12);
    fields->addWidget(m_measureLabel);
    fields->addWidget(m_measureField);
    fields->addSpacing(12);
    fields->addWidget(m_toleranceLabel);
    fields->addWidget(m_toleranceField);

    auto* const result = new QHBoxLayout;
    result->addWidget(m_badge, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    auto* const verdicts = new QWidget;
    auto* const verdictColumn = new QVBoxLayout(verdicts);
    verdictColumn->setContentsMargins(0, 8, 0, 0);
    verdictColumn->addWidget(m_agreement);
    verdictColumn->addWidget(m_tables[VerdictsTab], 1);
    m_tabs->addTab(m_tables[ComponentsTab], {});
    m_tabs->addTab(m_tables[VarianceTab], {});
    m_tabs->addTab(verdicts, {});
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto* const results = new QWidget;
    auto* const resultColumn = new QVBoxLayout(results);
    resultColumn->setContentsMargins({});
    resultColumn->addLayout(result);
    resultColumn->addWidget(m_splitter, 1);
    m_stack->addWidget(results);
    m_stack->addWidget(m_empty);

    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_report);
    buttons->addWidget(m_export);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(fields);
    column->addWidget(m_design);
    column->addWidget(m_notices);
    column->addWidget(m_stack, 1);
    column->addLayout(buttons);
}

void GaugeDialog::wire()
{
    connect(m_patternField->lineEdit(), &QLineEdit::editingFinished, this, &GaugeDialog::usePattern);
    connect(m_patternField, &QComboBox::activated, this, &GaugeDialog::usePattern);
    connect(m_measureField, &QComboBox::activated, this, [this](int chosen) {
        if (std::exchange(m_askedMeasure, chosen) == chosen)
            return;
        showAnswer();  // without the tolerance, which is that of the other measure now
        emit questionChanged();
    });
    connect(m_toleranceField, &QDoubleSpinBox::valueChanged, this, [this](double tolerance) {
        m_tolerances.insert(m_toleranceOf, tolerance);
        showAnswer();
    });
    connect(m_plot, &widgets::GaugePlot::partActivated, this, &GaugeDialog::partWanted);
    connect(m_tables[VerdictsTab], &QTableView::activated, this, [this](const QModelIndex& index) {
        if (index.row() >= int(m_answer->verdicts.size()))
            return;
        emit selectionWanted(m_answer->verdicts[std::size_t(index.row())].paths, tr("pictures of “%1”").arg(index.siblingAtColumn(verdictParts).data().toString()));
    });
    connect(m_report, &QPushButton::clicked, this, &GaugeDialog::reportWanted);
    connect(m_export, &QPushButton::clicked, this, &GaugeDialog::exportWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

void GaugeDialog::usePattern()
{
    const QString pattern = m_patternField->currentText().trimmed();
    m_patternField->lineEdit()->setModified(false);
    if (pattern == m_pattern || (m_pattern.isEmpty() && pattern == m_answer->pattern.text())) {
        if (m_pattern.isEmpty())
            m_patternField->setCurrentText(m_answer->pattern.text());  // emptied: what is found stands there again
        return;
    }
    m_pattern = pattern;
    emit questionChanged();
}

void GaugeDialog::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    m_patternField->setCurrentText(pattern);
}

GaugeMeasure GaugeDialog::measure() const
{
    return GaugeMeasure(m_measureField->currentIndex());
}

void GaugeDialog::setMeasure(GaugeMeasure measure)
{
    m_measureField->setCurrentIndex(int(measure));
    m_askedMeasure = int(measure);
}

double GaugeDialog::tolerance() const
{
    return m_toleranceField->value();
}

void GaugeDialog::setTolerances(const QVariantMap& tolerances)
{
    m_tolerances = tolerances;
    m_toleranceOf.clear();
    showAnswer();
}

/// None while what is shown is of another measure.
double GaugeDialog::shownTolerance() const
{
    return m_answer->question.measure == measure() ? tolerance() : 0;
}

/// The field is that of the measure that is asked for, in its unit: what was given for it last stands there.
void GaugeDialog::useTolerance()
{
    const widgets::GaugeAxis axis = axisOf(measure(), m_answer->question.calibration);
    const std::string_view key = measureKey(measure());
    const QString of = QString::fromLatin1(key.data(), qsizetype(key.size())) + QLatin1Char('/') + axis.unit;
    if (std::exchange(m_toleranceOf, of) == of && m_toleranceField->decimals() == axis.decimals)
        return;
    const QSignalBlocker quiet(m_toleranceField);
    m_toleranceField->setDecimals(axis.decimals);
    m_toleranceField->setSuffix(axis.unit.isEmpty() ? QString() : QChar(0x00a0) + axis.unit);
    m_toleranceField->setValue(m_tolerances.value(of).toDouble());
}

void GaugeDialog::setReporting(bool reporting)
{
    m_reporting = reporting;
    showState();
}

void GaugeDialog::setBehind(int parts)
{
    m_behind = parts;
    showState();
}

void GaugeDialog::setAnswer(std::shared_ptr<const GaugeAnswer> answer)
{
    m_answer = std::move(answer);
    // What was found stands where it would be typed; what is being typed stays.
    if (m_pattern.isEmpty() && !m_patternField->lineEdit()->isModified())
        m_patternField->setCurrentText(m_answer->pattern.text());
    showAnswer();
}

void GaugeDialog::showState()
{
    QString sentence = designSentence(*m_answer);
    if (m_behind > 0)
        sentence = widgets::joinedSentences({sentence, tr("%n part(s) are judged anew: what stands here is of the limits before.", nullptr, m_behind)});
    m_design->setSentence(sentence);
    m_export->setEnabled(m_answer->study && m_behind == 0);
    m_report->setEnabled(m_answer->study && m_behind == 0 && !m_reporting);
}

void GaugeDialog::showAnswer()
{
    showState();
    useTolerance();
    if (m_answer->study) {
        showResult();
        showTables();
        m_stack->setCurrentIndex(0);
        return;
    }
    if (m_answer->stopped > 0)
        m_empty->say(tr("The inspection stands still"), tr("The study needs all of its pictures: inspect the remaining ones (Inspect menu)."));
    else if (m_answer->waiting > 0)
        m_empty->say(tr("Waiting for the inspection"), tr("The study stands here as soon as its last picture is inspected."));
    else
        m_empty->say(tr("How repeatable is the measuring?"),
                     tr("Take pictures of some ten parts, good and defective ones, each of them two or three times: take the part out and put it in anew in between, as is done day by day. "
                        "Where several people or stations do so, let each of them do it. Name the pictures by part, appraiser and time, such as “gear-07_anna_2.png”, open their folder and say above "
                        "what the names are like."));
    m_stack->setCurrentWidget(m_empty);
}

void GaugeDialog::showResult()
{
    const widgets::GaugeAxis axis = axisOf(m_answer->question.measure, m_answer->question.calibration);
    m_badge->setGrade(gradeOf(*m_answer->study, shownTolerance()));
    m_result->setSentence(gaugeSentence(*m_answer->study, shownTolerance()));
    m_plot->setStudy(m_answer->design.parts, m_answer->design.appraisers, m_answer->points, axis);
    m_plot->setLimits(m_answer->question.limits);
}

void GaugeDialog::showTables()
{
    const widgets::GaugeAxis axis = axisOf(m_answer->question.measure, m_answer->question.calibration);
    m_models[ComponentsTab]->setTable(componentRows(*m_answer->study, axis, shownTolerance()));
    m_models[VarianceTab]->setTable(varianceRows(*m_answer->study));
    m_models[VerdictsTab]->setTable(verdictRows(*m_answer));
    m_agreement->setSentence(agreementSentence(*m_answer));
    for (TsvTable* const table : m_tables)
        table->fitColumns();
}

QString GaugeDialog::designText() const
{
    return m_design->sentence();
}

QString GaugeDialog::resultText() const
{
    return m_result->sentence();
}

QString GaugeDialog::agreementText() const
{
    return m_agreement->sentence();
}

QString GaugeDialog::emptyText() const
{
    return m_stack->currentWidget() == m_empty ? m_empty->spokenText() : QString();
}

void GaugeDialog::retranslate()
{
    setWindowTitle(tr("Gauge Study"));
    m_patternLabel->setText(tr("&Names"));
    m_patternField->setToolTip(tr("What the names of the pictures are like, without the ending: {part}, {appraiser} and {trial} stand for what differs, * for anything.\n"
                                  "Folders are part of a name: {appraiser}/{part}_{trial}."));
    m_measureLabel->setText(tr("&Measure"));
    m_toleranceLabel->setText(tr("&Tolerance"));
    m_toleranceField->setSpecialValueText(tr("none"));
    m_toleranceField->setToolTip(tr("What the measure may differ by, upper minus lower limit: the measuring is held against it, too"));
    for (int i = 0; i < gaugeMeasures; ++i)
        m_measureField->setItemText(i, axisOf(GaugeMeasure(i), {}).name);
    m_tabs->setTabText(ComponentsTab, tr("Gauge R&&R"));
    m_tabs->setTabText(VarianceTab, tr("Analysis of Variance"));
    m_tabs->setTabText(VerdictsTab, tr("Verdicts"));
    m_tables[VerdictsTab]->setToolTip(tr("Enter or a double click shows a part's pictures in the list"));
    m_report->setText(tr("&Report…"));
    m_report->setToolTip(tr("The study, the recipe and the verdicts as a sealed PDF"));
    m_export->setText(tr("&Export…"));
    m_export->setToolTip(tr("All values of the study as a table (CSV)"));
    m_close->setText(tr("Close"));
}

void GaugeDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        retranslate();
        showAnswer();
    }
    QDialog::changeEvent(event);
}

}  // namespace app
