#include "widgets/verdict_panel.h"

#include "widgets/number_text.h"
#include "widgets/verdict_headline.h"
#include "widgets/verdict_sentence.h"
#include "widgets/wrapped_text.h"

#include <QEvent>
#include <QVBoxLayout>

namespace widgets {

VerdictPanel::VerdictPanel(QWidget* parent)
    : QFrame(parent), m_headline(new VerdictHeadline), m_sentence(new WrappedText)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_headline);
    column->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    refresh();
}

void VerdictPanel::setJudgement(const inference::Judgement& judgement, const inference::Recipe& recipe, std::vector<float> peaks)
{
    m_judged = Judged{judgement, recipe, std::move(peaks)};
    present(markOf(judgement.verdict), {});
}

void VerdictPanel::setError(const QString& sentence)
{
    m_judged.reset();
    present(Mark::Error, sentence);
}

void VerdictPanel::setWaiting(const QString& sentence)
{
    m_judged.reset();
    present(Mark::Waiting, sentence);
}

void VerdictPanel::setRunning(const QString& sentence)
{
    m_judged.reset();
    present(Mark::Running, sentence);
}

void VerdictPanel::setCancelled()
{
    m_judged.reset();
    present(Mark::Cancelled, {});
}

void VerdictPanel::clear()
{
    m_judged.reset();
    present(std::nullopt, {});
}

QString VerdictPanel::word() const
{
    return m_headline->word();
}

QString VerdictPanel::sentence() const
{
    return m_sentence->sentence();
}

void VerdictPanel::present(std::optional<Mark> mark, const QString& given)
{
    m_mark = mark;
    m_given = given;
    refresh();
}

QString VerdictPanel::ownSentence() const
{
    if (m_judged)
        return verdictSentence(m_judged->judgement, m_judged->recipe, m_judged->peaks);
    if (!m_mark)
        return tr("No part is open.");
    switch (*m_mark) {
    case Mark::Waiting: return tr("Waiting for its turn.");
    case Mark::Running: return tr("The model is looking at it.");
    case Mark::Cancelled: return tr("Cancelled before it was inspected.");
    default: return {};
    }
}

void VerdictPanel::refresh()
{
    m_headline->set(m_mark, m_judged ? scoreText(m_judged->judgement.score) : QString());
    const QString text = m_given.isEmpty() ? ownSentence() : m_given;
    m_sentence->setSentence(text);
    setAccessibleName(m_mark ? m_headline->word() + QStringLiteral(". ") + text : text);
}

void VerdictPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

}  // namespace widgets
