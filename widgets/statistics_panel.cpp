#include "widgets/statistics_panel.h"

#include "widgets/cost_editor.h"
#include "widgets/fold_section.h"
#include "widgets/rate_card.h"
#include "widgets/verdict_table.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace widgets {

using inference::Label;
using inference::Verdict;
using inference::evaluation::Costs;
using inference::evaluation::VerdictCounts;

StatisticsPanel::StatisticsPanel(QWidget* parent)
    : ColumnScroll(parent)
    , m_lesson(new QLabel)
    , m_escapes(new RateCard)
    , m_overkills(new RateCard)
    , m_reviews(new RateCard)
    , m_table(new VerdictTable)
    , m_cost(new CostEditor)
    , m_costSection(new FoldSection(m_cost))
{
    m_lesson->setWordWrap(true);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_lesson);
    for (RateCard* card : {m_escapes, m_overkills, m_reviews})
        column->addWidget(card);
    column->addSpacing(4);
    column->addWidget(m_table);
    column->addWidget(m_costSection);
    column->addStretch(1);
    setWidget(content);

    connect(m_escapes, &RateCard::clicked, this, [this] { emit selectionWanted({Label::Defective, Verdict::Pass}); });
    connect(m_overkills, &RateCard::clicked, this, [this] { emit selectionWanted({Label::Good, Verdict::Fail}); });
    connect(m_reviews, &RateCard::clicked, this, &StatisticsPanel::labelledReviewWanted);
    connect(m_table, &VerdictTable::selectionWanted, this, &StatisticsPanel::selectionWanted);
    connect(m_cost, &CostEditor::costsChanged, this, &StatisticsPanel::costsChanged);
    retranslate();
    setCounts({});
}

void StatisticsPanel::setCounts(const VerdictCounts& counts)
{
    const bool labelled = counts.labelled() > 0;
    m_lesson->setVisible(!labelled);
    for (RateCard* card : {m_escapes, m_overkills, m_reviews})
        card->setVisible(labelled);
    m_escapes->setShare(counts.escapes());
    m_overkills->setShare(counts.overkills());
    m_reviews->setShare(counts.reviews());
    m_table->setCounts(counts);
    m_cost->setCounts(counts);
}

void StatisticsPanel::setCosts(const Costs& costs)
{
    m_cost->setCosts(costs);
    if (costs.any())
        m_costSection->setOpen(true);
}

const Costs& StatisticsPanel::costs() const
{
    return m_cost->costs();
}

QString StatisticsPanel::lesson() const
{
    return m_lesson->isVisibleTo(this) ? m_lesson->text() : QString();
}

void StatisticsPanel::retranslate()
{
    setAccessibleName(tr("Statistics"));
    m_lesson->setText(tr("Label parts as good or defective (G / B, with Shift all that are shown) to see escapes and overkill."));
    m_escapes->setText(tr("Escapes"), tr("Defective parts that pass"), tr("Label defective parts (B) to see how many escape."));
    m_overkills->setText(tr("Overkill"), tr("Good parts that fail"), tr("Label good parts (G) to see how many fail."));
    m_reviews->setText(tr("Review"), tr("Labelled parts that a person has to look at"), {});
    m_costSection->setTitle(tr("Cost"));
}

void StatisticsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    ColumnScroll::changeEvent(event);
}

}  // namespace widgets
