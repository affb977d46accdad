#pragma once

#include "evaluation/verdict_counts.h"
#include "widgets/column_scroll.h"
#include "widgets/part_selection.h"

class QLabel;

namespace widgets {

class CostEditor;
class FoldSection;
class RateCard;
class VerdictTable;

/// The numbers beside the score histogram: escapes, overkill and review with their intervals, parts by label and verdict, cost.
/// Cheap to set on every mouse move.
class StatisticsPanel : public ColumnScroll {
    Q_OBJECT

public:
    explicit StatisticsPanel(QWidget* parent = nullptr);

    /// Counts under the limits of the moment: ScoreDistribution::counts while dragging, or countVerdicts.
    void setCounts(const inference::evaluation::VerdictCounts& counts);
    /// No signal.
    void setCosts(const inference::evaluation::Costs& costs);
    const inference::evaluation::Costs& costs() const;

    RateCard* escapes() const { return m_escapes; }
    RateCard* overkills() const { return m_overkills; }
    RateCard* reviews() const { return m_reviews; }
    VerdictTable* table() const { return m_table; }
    CostEditor* costEditor() const { return m_cost; }
    /// What is said instead of rates while nothing is labelled; empty when something is.
    QString lesson() const;

signals:
    /// A number was clicked: show these parts.
    void selectionWanted(const PartSelection& selection);
    /// Both labels, one verdict: parts whose label is known and that a person has to look at.
    void labelledReviewWanted();
    void costsChanged(const inference::evaluation::Costs& costs);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_lesson;
    RateCard* m_escapes;
    RateCard* m_overkills;
    RateCard* m_reviews;
    VerdictTable* m_table;
    CostEditor* m_cost;
    FoldSection* m_costSection;
};

}  // namespace widgets
