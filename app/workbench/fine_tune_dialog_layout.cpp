// Where the parts of the fine-tune dialog lie.
#include "app/workbench/fine_tune_dialog.h"

#include "app/workbench/training_facts_view.h"
#include "widgets/example_strip.h"
#include "widgets/training_plot.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr double leastRate = 1e-6;

}  // namespace

void FineTuneDialog::buildForm()
{
    m_name->setMaxLength(80);
    m_epochs->setRange(1, 1000);
    m_batch->setRange(1, 256);
    m_rate->setDecimals(6);
    m_rate->setRange(leastRate, 0.01);
    m_rate->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_validation->setRange(5, 50);
    m_validation->setSuffix(QStringLiteral(" %"));
    m_patience->setRange(0, 1000);
    for (QWidget* const number : {static_cast<QWidget*>(m_epochs), static_cast<QWidget*>(m_batch), static_cast<QWidget*>(m_rate),
                                  static_cast<QWidget*>(m_validation), static_cast<QWidget*>(m_patience)})
        number->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_settings->setLayout(m_form);
    m_form->setContentsMargins(0, 0, 0, 0);
    const auto addRow = [this](QWidget* field) { m_form->addRow(QStringLiteral(" "), field); };  // named in retranslate()
    addRow(m_model);
    addRow(m_dataset);
    m_form->addRow(QString(), m_reviewed);
    m_form->setRowVisible(m_reviewed, false);
    m_form->addRow(m_summary);
    for (QWidget* const field : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_epochs), static_cast<QWidget*>(m_batch),
                                 static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_validation), static_cast<QWidget*>(m_patience)})
        addRow(field);
    m_form->addRow(m_augment);
}

void FineTuneDialog::build()
{
    for (QLabel* const label : {m_summary, m_status, m_verdict})
        label->setWordWrap(true);
    m_progress->setTextVisible(false);
    buildForm();
    auto* const left = new QVBoxLayout;
    left->addWidget(m_settings);
    left->addWidget(m_facts, 1);
    left->addStretch();
    auto* const right = new QVBoxLayout;
    right->addWidget(m_examples);
    right->addWidget(m_plot, 1);
    auto* const halves = new QHBoxLayout;
    halves->setSpacing(16);
    halves->addLayout(left, 2);
    halves->addLayout(right, 3);
    auto* const buttons = new QHBoxLayout;
    for (QPushButton* const button : {m_check, m_start, m_pause, m_stop})
        buttons->addWidget(button);
    buttons->addStretch();
    for (QPushButton* const button : {m_keep, m_discard, m_close})
        buttons->addWidget(button);
    for (QPushButton* const button : {m_reviewed, m_check, m_start, m_pause, m_stop, m_keep, m_discard, m_close})
        button->setAutoDefault(false);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(halves, 1);
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addWidget(m_verdict);
    column->addLayout(buttons);
    m_verdict->hide();
    resize(QSize(1060, 680).boundedTo(screen()->availableSize() * 0.9));
}

}  // namespace app
