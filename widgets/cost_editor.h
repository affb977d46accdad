#pragma once

#include "evaluation/verdict_counts.h"

#include <QWidget>

#include <array>

class QDoubleSpinBox;
class QLabel;

namespace widgets {

/// What one escape, one overkill and one review cost, in whatever currency, and what the labelled parts cost by it. The total is
/// shown only when something costs.
class CostEditor : public QWidget {
    Q_OBJECT

public:
    explicit CostEditor(QWidget* parent = nullptr);

    const inference::evaluation::Costs& costs() const { return m_costs; }
    /// No signal.
    void setCosts(const inference::evaluation::Costs& costs);
    void setCounts(const inference::evaluation::VerdictCounts& counts);
    /// The total as it is shown; empty while it isn't.
    QString totalText() const;

signals:
    void costsChanged(const inference::evaluation::Costs& costs);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    inference::evaluation::Costs m_costs;
    inference::evaluation::VerdictCounts m_counts;
    std::array<QLabel*, 3> m_names {};
    std::array<QDoubleSpinBox*, 3> m_fields {};
    QLabel* m_total;
};

}  // namespace widgets
