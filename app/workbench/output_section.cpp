#include "app/workbench/output_section.h"

#include "widgets/fold_section.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

OutputSection::OutputSection(QWidget* parent)
    : QWidget(parent)
    , m_content(new QWidget)
    , m_form(new QFormLayout)
    , m_on(new QCheckBox)
    , m_wantedLabel(new QLabel)
    , m_wanted(new QComboBox)
    , m_test(new QPushButton)
    , m_problem(new widgets::WrappedText)
    , m_outcome(new widgets::WrappedText)
    , m_state(new widgets::WrappedText)
{
    build();
    connect(m_on, &QCheckBox::toggled, this, [this] {
        showTitle();
        showProblem();
        emit edited();
    });
    connect(m_wanted, &QComboBox::currentIndexChanged, this, &OutputSection::edited);
    connect(m_test, &QPushButton::clicked, this, [this] {
        m_asked = true;
        showProblem();
        emit testWanted();
    });
}

void OutputSection::build()
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(8);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    for (int i = 0; i < 3; ++i)
        m_wanted->addItem({});
    m_form->addRow(m_wantedLabel, m_wanted);
    m_wantedLabel->setBuddy(m_wanted);
    m_labels = {m_wantedLabel};
    m_lastField = m_on;
    m_test->setAutoDefault(false);

    auto* const column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 0, 0, 8);  // behind the arrow of the heading
    column->setSpacing(6);
    column->addWidget(m_on);
    column->addLayout(m_form);
    column->addWidget(m_problem);
    column->addWidget(m_test, 0, Qt::AlignLeading);
    column->addWidget(m_outcome);
    column->addWidget(m_state);
    for (widgets::WrappedText* const text : {m_problem, m_outcome, m_state})
        text->hide();

    m_fold = new widgets::FoldSection(m_content);
    auto* const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_fold);
}

void OutputSection::addField(QLabel* label, QWidget* field)
{
    label->setBuddy(field);
    m_form->insertRow(std::max(0, m_form->rowCount() - 1), label, field);
    m_labels.push_back(label);
    // Tab goes as the rows do, also through the parts of a field.
    QWidgetList stops = field->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    stops.prepend(field);
    for (QWidget* const stop : stops) {
        if (!(stop->focusPolicy() & Qt::TabFocus) || stop->focusProxy())
            continue;
        setTabOrder(m_lastField, stop);
        m_lastField = stop;
    }
    setTabOrder(m_lastField, m_wanted);
}

int OutputSection::labelWidth() const
{
    int widest = 0;
    for (const QLabel* const label : m_labels)
        widest = std::max(widest, label->sizeHint().width());
    return widest;
}

void OutputSection::setLabelWidth(int width)
{
    for (QLabel* const label : m_labels)
        label->setMinimumWidth(width);
}

bool OutputSection::isOn() const
{
    return m_on->isChecked();
}

WantedVerdicts OutputSection::wanted() const
{
    return WantedVerdicts(m_wanted->currentIndex());
}

void OutputSection::set(bool on, WantedVerdicts wanted)
{
    const QSignalBlocker nobodyTurned(m_on);
    const QSignalBlocker nobodyChose(m_wanted);
    m_on->setChecked(on);
    m_wanted->setCurrentIndex(int(wanted));
    showTitle();
    showProblem();
}

void OutputSection::setOpen(bool open)
{
    m_fold->setOpen(open);
}

void OutputSection::setWords(const Words& words)
{
    m_title = words.title;
    showTitle();
    m_on->setText(words.on);
    m_test->setText(words.test);
    m_test->setAccessibleName(QStringLiteral("%1: %2").arg(words.title, words.test));
    m_wantedLabel->setText(tr("Verdicts:"));
    m_wanted->setAccessibleName(tr("%1: verdicts").arg(words.title));
    m_problem->setAccessibleName(tr("%1: what is missing").arg(words.title));
    m_outcome->setAccessibleName(tr("%1: outcome of the test").arg(words.title));
    m_state->setAccessibleName(tr("%1: state").arg(words.title));
    const QSignalBlocker nobodyChose(m_wanted);
    m_wanted->setItemText(int(WantedVerdicts::All), tr("All"));
    m_wanted->setItemText(int(WantedVerdicts::ReviewAndFail), tr("Fails and reviews"));
    m_wanted->setItemText(int(WantedVerdicts::Fail), tr("Fails only"));
    m_wanted->setToolTip(tr("A part that could not be judged is always told: silence would be taken for a pass."));
}

void OutputSection::showTitle()
{
    m_fold->setTitle(m_on->isChecked() ? tr("%1: on", "an output").arg(m_title) : m_title);
}

void OutputSection::setProblem(const QString& sentence)
{
    m_problemText = sentence;
    showProblem();
}

QString OutputSection::problem() const
{
    return m_problem->sentence();
}

void OutputSection::showProblem()
{
    m_problem->say(m_on->isChecked() || m_asked ? m_problemText : QString());
}

void OutputSection::setTesting(bool testing)
{
    m_test->setEnabled(!testing);
}

void OutputSection::setOutcome(const QString& sentence)
{
    if (sentence.isEmpty())
        m_asked = false;
    m_outcome->say(sentence);
    showProblem();
}

QString OutputSection::outcome() const
{
    return m_outcome->sentence();
}

void OutputSection::setState(const QString& text)
{
    m_state->say(text);
}

QString OutputSection::state() const
{
    return m_state->sentence();
}

}  // namespace app
