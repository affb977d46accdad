#include "app/workbench/plc_form.h"

#include "app/workbench/plc_register_dialog.h"
#include "app/workbench/plc_text.h"
#include "widgets/number_field.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace app {

PlcForm::PlcForm(PickFile pickFolder, QWidget* parent)
    : QWidget(parent)
    , m_on(new QCheckBox)
    , m_listenLabel(new QLabel)
    , m_onlyLabel(new QLabel)
    , m_limitLabel(new QLabel)
    , m_recipesLabel(new QLabel)
    , m_listen(new QLineEdit)
    , m_only(new QLineEdit)
    , m_limit(new widgets::NumberField)
    , m_acknowledged(new QCheckBox)
    , m_recipes(new FileField({}, std::move(pickFolder)))
    , m_problem(new widgets::WrappedText)
    , m_state(new widgets::WrappedText)
    , m_show(new QPushButton)
{
    layOut();
    retranslate();
    setSettings({});
    connectAll();
}

void PlcForm::layOut()
{
    m_limit->setDecimals(1);
    m_limit->setRange(PlcSettings::leastLimitMs / 1000.0, PlcSettings::greatestLimitMs / 1000.0);
    m_limit->setKeyboardTracking(false);
    m_show->setAutoDefault(false);
    auto* const form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const std::pair<QLabel*, QWidget*> rows[] {{m_listenLabel, m_listen}, {m_onlyLabel, m_only}, {m_limitLabel, m_limit}, {m_recipesLabel, m_recipes}};
    for (const auto& [label, field] : rows) {
        label->setBuddy(field);
        form->addRow(label, field);
    }
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_on);
    column->addLayout(form);
    column->addWidget(m_acknowledged);
    column->addWidget(m_problem);
    column->addWidget(m_state);
    column->addWidget(m_show, 0, Qt::AlignLeading);
    QWidget* const order[] {m_on, m_listen, m_only, m_limit, m_recipes, m_acknowledged, m_show};
    for (std::size_t i = 1; i < std::size(order); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void PlcForm::connectAll()
{
    const auto edited = [this] {
        follow();
        emit changed();
    };
    for (QLineEdit* const field : {m_listen, m_only}) {
        connect(field, &QLineEdit::textChanged, this, edited);
        connect(field, &QLineEdit::editingFinished, this, &PlcForm::settled);
    }
    for (QCheckBox* const box : {m_on, m_acknowledged}) {
        connect(box, &QCheckBox::toggled, this, edited);
        connect(box, &QCheckBox::toggled, this, &PlcForm::settled);
    }
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, edited);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &PlcForm::settled);
    connect(m_recipes, &FileField::chosen, this, edited);
    connect(m_recipes, &FileField::chosen, this, &PlcForm::settled);
    connect(m_show, &QPushButton::clicked, this, &PlcForm::showRegisters);
}

PlcSettings PlcForm::settings() const
{
    PlcSettings settings;
    settings.enabled = m_on->isChecked();
    settings.listen = m_listen->text().trimmed();
    settings.only = m_only->text().trimmed();
    settings.acknowledged = m_acknowledged->isChecked();
    settings.limitMs = int(std::lround(m_limit->value() * 1000));
    settings.recipes = m_recipes->path();
    return settings;
}

void PlcForm::setSettings(const PlcSettings& settings)
{
    const QSignalBlocker blockers[] {QSignalBlocker(m_on), QSignalBlocker(m_listen), QSignalBlocker(m_only), QSignalBlocker(m_limit), QSignalBlocker(m_acknowledged), QSignalBlocker(m_recipes)};
    m_on->setChecked(settings.enabled);
    m_listen->setText(settings.listen);
    m_only->setText(settings.only);
    m_limit->setValue(settings.limitMs / 1000.0);
    m_acknowledged->setChecked(settings.acknowledged);
    m_recipes->setPath(settings.recipes);
    follow();
}

void PlcForm::showState(const PlcLinkState& state)
{
    m_shown = state;
    follow();
}

void PlcForm::follow()
{
    const auto problem = problemOf(settings());
    m_problem->say(problem && m_on->isChecked() ? problemText(*problem) : QString());
    const bool listens = m_shown.on && !problem;
    QString text = listens ? linkText(m_shown) : QString();
    if (listens && !m_shown.problem)
        text += u'\n' + signalsText(m_shown.line) + u'\n' + countsText(m_shown.counts) + (m_recipes->path().isEmpty() ? QString() : u'\n' + recipeText(m_shown.line.recipe));
    m_state->say(text);
    if (m_registers)
        m_registers->setRegisters(plcRegisters(m_shown.line));
}

void PlcForm::showRegisters()
{
    if (!m_registers) {
        m_registers = new PlcRegisterDialog(this);
        m_registers->setRegisters(plcRegisters(m_shown.line));
    }
    m_registers->show();
    m_registers->raise();
    m_registers->activateWindow();
}

void PlcForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PlcForm::retranslate()
{
    m_on->setText(tr("Let a PLC ask for verdicts (Modbus TCP)"));
    m_listenLabel->setText(tr("Listen at:"));
    m_listen->setPlaceholderText(QStringLiteral("0.0.0.0:1502"));
    m_listen->setToolTip(tr("Address of this computer and port. 0.0.0.0 is each of its networks, 127.0.0.1 itself alone."));
    m_onlyLabel->setText(tr("PLC's address:"));
    m_only->setPlaceholderText(tr("Any"));
    m_only->setToolTip(tr("Modbus knows no passwords: whoever reaches this computer can ask, unless there is an address here."));
    m_limitLabel->setText(tr("Verdict within:"));
    m_limit->setSuffix(tr(" s"));
    m_limit->setToolTip(tr("A part that was asked for and isn't judged by then has no verdict; what comes later isn't told."));
    m_recipesLabel->setText(tr("Recipes:"));
    m_recipes->setWhat(tr("Recipes for the PLC"));
    m_recipes->edit()->setPlaceholderText(tr("It chooses none"));
    m_recipes->edit()->setToolTip(tr("A folder. The PLC chooses a recipe by the number that its file's name begins with: 3 is “3 Gear A.json”."));
    m_acknowledged->setText(tr("It acknowledges each verdict"));
    m_acknowledged->setToolTip(tr("A verdict stays until the PLC has acknowledged it, and no part is taken before. Otherwise it stays until the next one."));
    m_problem->setAccessibleName(tr("What is missing for the PLC"));
    m_state->setAccessibleName(tr("State of the link to the PLC"));
    m_show->setText(tr("Registers…"));
    follow();
}

}  // namespace app
