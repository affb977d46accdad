#pragma once

#include "evaluation/verdict_counts.h"
#include "widgets/part_selection.h"

#include <QWidget>

#include <array>

class QLabel;

namespace widgets {

class NumberLink;

/// Truth against verdict: labels down, verdicts across, a number with its share of the row in each cell.
class VerdictTable : public QWidget {
    Q_OBJECT

public:
    explicit VerdictTable(QWidget* parent = nullptr);

    void setCounts(const inference::evaluation::VerdictCounts& counts);
    /// The cell of a label (none: of all parts) and a verdict.
    NumberLink* cell(std::optional<inference::Label> label, inference::Verdict verdict) const;

signals:
    void selectionWanted(const PartSelection& selection);

protected:
    void changeEvent(QEvent* event) override;

private:
    static constexpr std::size_t rows = 4;
    static constexpr std::size_t columns = 3;
    void retranslate();
    void show(std::size_t row, const inference::evaluation::VerdictRow& counts, std::size_t widest);

    std::array<QLabel*, columns> m_verdicts {};
    std::array<QLabel*, rows> m_labels {};
    std::array<std::array<NumberLink*, columns>, rows> m_cells {};
};

}  // namespace widgets
