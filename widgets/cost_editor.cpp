#include "widgets/cost_editor.h"

#include "widgets/number_field.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

namespace widgets {

using inference::evaluation::Costs;
using inference::evaluation::VerdictCounts;

namespace {

constexpr std::array<double Costs::*, 3> members{&Costs::escape, &Costs::overkill, &Costs::review};
constexpr double mostCost = 1e9;

}  // namespace

CostEditor::CostEditor(QWidget* parent) : QWidget(parent), m_total(new QLabel)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < members.size(); ++i) {
        m_names[i] = new QLabel;
        auto* field = new NumberField;
        field->setRange(0, mostCost);
        field->setDecimals(2);
        field->setAlignment(Qt::AlignRight);
        field->setGroupSeparatorShown(true);
        field->setKeyboardTracking(false);
        field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        m_names[i]->setBuddy(field);
        m_fields[i] = field;
        grid->addWidget(m_names[i], int(i), 0);
        grid->addWidget(field, int(i), 1);
        connect(field, &QDoubleSpinBox::valueChanged, this, [this, i](double value) {
            m_costs.*members[i] = value;
            refresh();
            emit costsChanged(m_costs);
        });
    }
    m_total->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_total->setAlignment(Qt::AlignRight);
    m_total->setWordWrap(true);
    grid->addWidget(m_total, int(members.size()), 0, 1, 2);
    retranslate();
    refresh();
}

void CostEditor::setCosts(const Costs& costs)
{
    m_costs = costs;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const QSignalBlocker quiet(m_fields[i]);
        m_fields[i]->setValue(costs.*members[i]);
    }
    refresh();
}

void CostEditor::setCounts(const VerdictCounts& counts)
{
    m_counts = counts;
    refresh();
}

QString CostEditor::totalText() const
{
    return m_costs.any() ? m_total->text() : QString();
}

void CostEditor::refresh()
{
    m_total->setVisible(m_costs.any());
    if (!m_costs.any())
        return;
    const double total = inference::evaluation::cost(m_counts, m_costs);
    m_total->setText(tr("The %Ln labelled part(s) cost %1", nullptr, int(m_counts.labelled()))
                         .arg(QLocale().toString(total, 'f', 2)));
}

void CostEditor::retranslate()
{
    const std::array names{tr("One escape costs"), tr("One overkill costs"), tr("One review costs")};
    for (std::size_t i = 0; i < members.size(); ++i) {
        m_names[i]->setText(names[i]);
        m_fields[i]->setAccessibleName(names[i]);
        m_fields[i]->setSpecialValueText(tr("not set"));
        m_fields[i]->setToolTip(tr("In any currency; 0: left out"));
    }
    m_total->setToolTip(tr("Of these parts as they are labelled: where fewer parts are defective than here, escapes cost less"));
}

void CostEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
