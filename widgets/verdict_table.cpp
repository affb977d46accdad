#include "widgets/verdict_table.h"

#include "widgets/label_style.h"
#include "widgets/number_link.h"
#include "widgets/rate_text.h"
#include "widgets/verdict_style.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace widgets {

using inference::Label;
using inference::Verdict;
using inference::evaluation::VerdictCounts;
using inference::evaluation::VerdictRow;

namespace {

constexpr std::array verdicts{Verdict::Pass, Verdict::Review, Verdict::Fail};
constexpr std::array<std::optional<Label>, 4> labels{Label::Good, Label::Defective, Label::None, std::nullopt};

}  // namespace

VerdictTable::VerdictTable(QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    for (std::size_t column = 0; column < columns; ++column) {
        m_verdicts[column] = new QLabel;
        m_verdicts[column]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_verdicts[column]->setContentsMargins(0, 0, 4, 0);
        grid->addWidget(m_verdicts[column], 0, int(column) + 1);
        grid->setColumnStretch(int(column) + 1, 1);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        m_labels[row] = new QLabel;
        grid->addWidget(m_labels[row], int(row) + 1, 0);
        for (std::size_t column = 0; column < columns; ++column) {
            auto* cell = new NumberLink;
            m_cells[row][column] = cell;
            grid->addWidget(cell, int(row) + 1, int(column) + 1);
            connect(cell, &NumberLink::clicked, this,
                    [this, row, column] { emit selectionWanted({labels[row], verdicts[column]}); });
        }
    }
    retranslate();
    setCounts({});
}

void VerdictTable::setCounts(const VerdictCounts& counts)
{
    const VerdictRow all = counts.all();
    show(0, counts.good, all.total());
    show(1, counts.defective, all.total());
    show(2, counts.unlabelled, all.total());
    show(3, all, all.total());
}

void VerdictTable::show(std::size_t row, const VerdictRow& counts, std::size_t widest)
{
    for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t count = counts.of(verdicts[column]);
        const double share = counts.total() > 0 ? double(count) / double(counts.total()) : 0;
        m_cells[row][column]->set(count, counts.total() > 0 ? percentText(share) : QStringLiteral("\u2013"), widest);
    }
}

NumberLink* VerdictTable::cell(std::optional<Label> label, Verdict verdict) const
{
    for (std::size_t row = 0; row < rows; ++row)
        if (labels[row] == label)
            return m_cells[row][std::size_t(verdict)];
    return nullptr;
}

void VerdictTable::retranslate()
{
    for (std::size_t column = 0; column < columns; ++column) {
        const VerdictStyle style = styleOf(verdicts[column], palette());
        m_verdicts[column]->setText(style.word);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const QString name = labels[row] ? styleOf(*labels[row], palette()).word : tr("All");
        m_labels[row]->setText(name);
        for (std::size_t column = 0; column < columns; ++column)
            m_cells[row][column]->setMeaning(tr("%1, %2", "label, verdict").arg(name, m_verdicts[column]->text()));
    }
}

void VerdictTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
