#include "app/workbench/label_next_dialog.h"

#include "app/common/filled_text.h"
#include "app/workbench/text_table_model.h"
#include "app/workbench/tsv_table.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_field.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace app {

namespace evaluation = inference::evaluation;

LabelNextDialog::LabelNextDialog(QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_what(new widgets::WrappedText)
    , m_state(new widgets::WrappedText)
    , m_fromLabel(new QLabel)
    , m_mostLabel(new QLabel)
    , m_goalLabel(new QLabel)
    , m_from(new QComboBox)
    , m_most(new QSpinBox)
    , m_goal(new widgets::NumberField)
    , m_show(new QPushButton)
    , m_close(new QPushButton)
    , m_model(new TextTableModel(this))
    , m_table(new TsvTable)
{
    for (int i = 0; i < labelNextChoices; ++i)
        m_from->addItem(QString());
    m_most->setRange(1, 1000);
    m_most->setValue(10);
    m_goal->setDecimals(2);
    m_goal->setRange(0.01, 50);
    m_goal->setValue(1);
    m_goal->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_table->setSortingEnabled(false);
    m_table->setModel(m_model);
    m_show->setDefault(true);
    m_close->setAutoDefault(false);
    layOut();
    connect(m_from, &QComboBox::currentIndexChanged, this, &LabelNextDialog::choiceChanged);
    connect(m_most, &QSpinBox::valueChanged, this, &LabelNextDialog::choiceChanged);
    connect(m_goal, &QDoubleSpinBox::valueChanged, this, &LabelNextDialog::choiceChanged);
    connect(m_show, &QPushButton::clicked, this, &LabelNextDialog::showWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    retranslate();
    resize(QSize(760, 460).boundedTo(screen()->availableSize() * 0.9));
}

void LabelNextDialog::layOut()
{
    m_fromLabel->setBuddy(m_from);
    m_mostLabel->setBuddy(m_most);
    m_goalLabel->setBuddy(m_goal);
    auto* const form = new QFormLayout;
    form->addRow(m_fromLabel, m_from);
    form->addRow(m_mostLabel, m_most);
    form->addRow(m_goalLabel, m_goal);
    for (QWidget* const field : std::initializer_list<QWidget*> {m_from, m_most, m_goal})
        field->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_show);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* const column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(m_what);
    column->addLayout(form);
    column->addWidget(m_state);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
}

LabelNextFrom LabelNextDialog::from() const
{
    return LabelNextFrom(m_from->currentIndex());
}

int LabelNextDialog::most() const
{
    return m_most->value();
}

double LabelNextDialog::goal() const
{
    return m_goal->value() / 100;
}

void LabelNextDialog::setChoice(LabelNextFrom from, int most, double goal)
{
    const QSignalBlocker quietFrom(m_from), quietMost(m_most), quietGoal(m_goal);
    m_from->setCurrentIndex(int(from));
    m_most->setValue(most);
    m_goal->setValue(goal * 100);
}

void LabelNextDialog::setAnswer(const LabelNextAnswer& answer, int parts)
{
    m_answer = answer;
    m_parts = parts;
    fill();
}

void LabelNextDialog::fill()
{
    const bool drawn = from() != LabelNextFrom::NearLimit;
    m_goal->setVisible(drawn);
    m_goalLabel->setVisible(drawn);
    TextRows table {{tr("Parts"), tr("Number"), tr("Drawn, labelled"), tr("Of these"), tr("Of all, with 95 % confidence")}, {}};
    for (const AuditOf of : audits) {
        const evaluation::AuditSample& sample = m_answer.audit[std::size_t(of)];
        const QString found = sample.found.of > 0 ? filledText(tr("%1 %2", "3 defective"), {widgets::wholeNumber(double(sample.found.count)), soughtWord(of)}) : QStringLiteral("–");
        table.rows.append({auditName(of), widgets::wholeNumber(double(sample.of)), widgets::wholeNumber(double(sample.found.of)), found, countText(sample.all, sample.of)});
    }
    if (drawn)
        table.strong.append(int(from()));
    m_model->setTable(table);
    m_table->fitColumns();
    m_state->setSentence(stateSentence());
    m_show->setEnabled(!m_answer.next.isEmpty());
    m_show->setText(m_answer.next.isEmpty() ? tr("&Show the Next") : tr("&Show the Next %n", nullptr, int(m_answer.next.size())));
}

QString LabelNextDialog::stateSentence() const
{
    if (m_parts == 0)
        return tr("No parts are open: open a folder first.");
    if (m_answer.unjudged == m_parts)
        return tr("No part has a verdict yet.");
    QStringList sentences;
    if (from() != LabelNextFrom::NearLimit)
        sentences += goalSentences(AuditOf(from()));
    else if (m_answer.next.isEmpty())
        sentences.append(tr("Every part with a verdict has a label."));
    else
        sentences.append(tr("Labels of parts near the limit tell where it belongs. As a sample they count only once their turn in the draw has come."));
    if (m_answer.unjudged > 0)
        sentences.append(tr("%n part(s) without a verdict count nowhere.", nullptr, m_answer.unjudged));
    if (!m_answer.next.isEmpty())
        sentences.append(tr("Label them in the main window: G good, B defective, U takes a label back."));
    return widgets::joinedSentences(sentences);
}

QStringList LabelNextDialog::goalSentences(AuditOf of) const
{
    const evaluation::AuditSample& sample = m_answer.audit[std::size_t(of)];
    if (sample.of == 0)
        return {tr("There are none of these parts.")};
    const std::size_t most = evaluation::mostAllowed(goal(), sample.of);
    const QStringList words {widgets::wholeNumber(double(most)), soughtWord(of)};
    QStringList sentences;
    if (!sample.wanting)
        sentences.append(filledText(tr("More of these parts are known to be %2 than the goal allows: with these limits it isn't reached."), words));
    else if (sample.certain)
        sentences.append(filledText(most > 0 ? tr("It is known that at most %1 of these parts are %2.") : tr("It is known that none of these parts is %2."), words));
    else if (*sample.wanting == 0)
        sentences.append(filledText(most > 0 ? tr("It is shown with 95 % confidence that at most %1 of these parts are %2.") : tr("It is shown with 95 % confidence that none of these parts is %2."), words));
    else
        sentences.append(filledText(most > 0 ? tr("To show that at most %1 of these parts are %2, label %n more drawn one(s), if none of them is.", nullptr, int(*sample.wanting))
                                             : tr("To show that none of these parts is %2, label %n more drawn one(s), if none of them is.", nullptr, int(*sample.wanting)), words));
    if (sample.waiting > 0 && !m_answer.gap.isEmpty())
        sentences.append(filledText(tr("%n labelled part(s) wait for their turn in the draw, behind “%1”.", nullptr, int(sample.waiting)), {m_answer.gap}));
    return sentences;
}

QString LabelNextDialog::stateText() const
{
    return m_state->sentence();
}

void LabelNextDialog::retranslate()
{
    setWindowTitle(tr("Label Next"));
    m_what->setSentence(tr("A few parts drawn by chance and labelled tell how many of all escape. Who is drawn follows from the files themselves: it is the same on every desk and nobody "
                           "can choose. A label that was given for another reason counts once its turn has come. Limits may move, the draw goes on from what has a label; but zones, areas or maps "
                           "that are fitted to the drawn parts make them say nothing of the others."));
    m_fromLabel->setText(tr("&Label"));
    const QStringList choices {tr("parts that pass, drawn by chance"), tr("parts to be reviewed, drawn by chance"), tr("parts that fail, drawn by chance"),
                               tr("all parts, drawn by chance"), tr("parts nearest to the fail limit")};
    for (int i = 0; i < labelNextChoices; ++i)
        m_from->setItemText(i, choices[i]);
    m_mostLabel->setText(tr("&At a time"));
    m_goalLabel->setText(tr("&Goal: at most"));
    m_goal->setSuffix(tr(" %"));
    m_goal->setToolTip(tr("How many of the parts drawn from may be what is looked for: the fewer, the more have to be labelled. It takes some more than the table's bound, so that it may be looked at after every label."));
    m_close->setText(tr("Close"));
    m_table->setAccessibleName(tr("What the labels say of all parts"));
    fill();
}

void LabelNextDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace app
