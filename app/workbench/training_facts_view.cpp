#include "app/workbench/training_facts_view.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>

namespace app {
namespace {

constexpr int problemLines = 4;

}  // namespace

TrainingFactsView::TrainingFactsView(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QFormLayout)
    , m_problems(new QPlainTextEdit)
{
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_problems->setMinimumHeight(m_problems->fontMetrics().lineSpacing() * problemLines + 12);
    m_rows->setContentsMargins(0, 0, 0, 0);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_rows);
    column->addWidget(m_problems, 1);
    column->addStretch();
    refresh();
}

void TrainingFactsView::setFacts(const TrainingFacts& facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    refresh();
}

QString TrainingFactsView::text() const
{
    QStringList lines;
    for (const auto& [name, sentence] : rowsOf(m_facts))
        lines << name + QStringLiteral(": ") + sentence;
    if (m_facts.problemCount > 0)
        lines << m_problems->toPlainText();
    return lines.join(QLatin1Char('\n'));
}

void TrainingFactsView::refresh()
{
    while (m_rows->rowCount() > 0)
        m_rows->removeRow(0);
    for (const auto& [name, sentence] : rowsOf(m_facts)) {
        auto* const label = new QLabel(sentence);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* const heading = new QLabel(name);
        heading->setAlignment(Qt::AlignTop);
        m_rows->addRow(heading, label);
    }
    QStringList problems = m_facts.problems;
    if (m_facts.problemCount > problems.size())
        problems << tr("… and %n more", nullptr, int(m_facts.problemCount - problems.size()));
    m_problems->setPlainText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
    m_problems->setAccessibleName(tr("Problems of the data"));
    setVisible(!m_facts.isEmpty());
}

void TrainingFactsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

}  // namespace app
