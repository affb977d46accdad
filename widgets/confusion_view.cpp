#include "widgets/confusion_view.h"

#include "widgets/number_field.h"
#include "widgets/number_link.h"
#include "widgets/rate_text.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int leastDecimals = 4, mostDecimals = 12;

/// Of a limit as small as this four figures count: scores may all lie below a thousandth.
int decimalsFor(double limit)
{
    const double size = std::abs(limit);
    return size > 0 ? std::clamp(3 - int(std::floor(std::log10(size))), leastDecimals, mostDecimals) : leastDecimals;
}

}  // namespace

ConfusionView::ConfusionView(QWidget* parent)
    : QWidget(parent)
    , m_limitLabel(new QLabel)
    , m_limit(new NumberField)
    , m_toBest(new QPushButton)
{
    build();
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &ConfusionView::setLimit);
    connect(m_toBest, &QPushButton::clicked, this, [this] {
        if (m_best)
            setLimit(*m_best);
    });
    retranslate();
    setImages({}, std::nullopt);
}

void ConfusionView::build()
{
    m_limit->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_limit->setKeyboardTracking(false);
    m_limitLabel->setBuddy(m_limit);
    m_toBest->setAutoDefault(false);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_limit);
    row->addWidget(m_toBest);
    row->addStretch();

    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    for (std::size_t i = 0; i < 2; ++i) {
        m_verdicts[i] = new QLabel;
        m_truths[i] = new QLabel;
        m_verdicts[i]->setAlignment(Qt::AlignHCenter);
        grid->addWidget(m_verdicts[i], 0, int(i) + 1);
        grid->addWidget(m_truths[i], int(i) + 1, 0);
        grid->setColumnStretch(int(i) + 1, 1);
    }
    for (std::size_t i = 0; i < cellCount; ++i) {
        auto* const cell = new QFrame;
        cell->setFrameShape(QFrame::StyledPanel);
        auto* const column = new QVBoxLayout(cell);
        column->setContentsMargins(8, 4, 8, 4);
        column->setSpacing(0);
        m_names[i] = new QLabel;
        m_links[i] = new NumberLink;
        column->addWidget(m_names[i]);
        column->addWidget(m_links[i]);
        grid->addWidget(cell, int(i / 2) + 1, int(i % 2) + 1);
        connect(m_links[i], &NumberLink::clicked, this, [this, i] { emit cellWanted(Cell(i)); });
    }
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->addWidget(m_limitLabel);
    column->addLayout(row);
    column->addLayout(grid);
    column->addStretch();
}

void ConfusionView::setImages(std::vector<inference::evaluation::ImageOutcome> images, std::optional<double> best)
{
    m_images = std::move(images);
    m_best = best;
    const auto [least, greatest] = std::ranges::minmax_element(m_images, {}, &inference::evaluation::ImageOutcome::score);
    const double low = m_images.empty() ? 0 : least->score, high = m_images.empty() ? 0 : greatest->score;
    {
        const QSignalBlocker quiet(m_limit);
        m_limit->setDecimals(decimalsFor(best.value_or((low + high) / 2)));
        // Beyond either end: everything caught, nothing caught.
        m_limit->setRange(std::min(0.0, low), high + std::pow(10.0, -m_limit->decimals()));
    }
    m_limit->setEnabled(!m_images.empty());
    m_toBest->setEnabled(best.has_value());
    setLimit(best.value_or((low + high) / 2));
}

void ConfusionView::setLimit(double limit)
{
    m_confusion = inference::evaluation::confusionAt(m_images, limit);
    showLimit();
    showCounts();
    emit limitChanged();
}

/// The field rounds; what counts is the limit itself.
void ConfusionView::showLimit()
{
    const QSignalBlocker quiet(m_limit);
    m_limit->setValue(m_confusion.limit);
}

const std::vector<std::size_t>& ConfusionView::imagesIn(Cell cell) const
{
    switch (cell) {
    case Cell::Hits: return m_confusion.hits;
    case Cell::Escapes: return m_confusion.escapes;
    case Cell::Overkills: return m_confusion.overkills;
    case Cell::Passes: break;
    }
    return m_confusion.passes;
}

void ConfusionView::showCounts()
{
    for (std::size_t i = 0; i < cellCount; ++i) {
        const std::size_t count = imagesIn(Cell(i)).size(), row = count + imagesIn(Cell(i ^ 1)).size();
        m_links[i]->set(count, row > 0 ? percentText(double(count) / double(row)) : QStringLiteral("–"), m_images.size());
    }
}

QString ConfusionView::nameOf(Cell cell)
{
    switch (cell) {
    case Cell::Hits: return tr("Hits");
    case Cell::Escapes: return tr("Escapes");
    case Cell::Overkills: return tr("Overkills");
    case Cell::Passes: break;
    }
    return tr("Passes");
}

QString ConfusionView::meaningOf(Cell cell)
{
    switch (cell) {
    case Cell::Hits: return tr("defective, at or above the limit");
    case Cell::Escapes: return tr("defective, below the limit");
    case Cell::Overkills: return tr("good, at or above the limit");
    case Cell::Passes: break;
    }
    return tr("good, below the limit");
}

void ConfusionView::retranslate()
{
    setAccessibleName(tr("Truth against verdict"));
    m_limitLabel->setText(tr("&Limit of the image score"));
    m_toBest->setText(tr("Greatest F&1"));
    m_toBest->setToolTip(tr("The limit at which the product's F1 is greatest"));
    m_truths[0]->setText(tr("Defective"));
    m_truths[1]->setText(tr("Good"));
    m_verdicts[0]->setText(tr("At or above the limit"));
    m_verdicts[1]->setText(tr("Below the limit"));
    for (std::size_t i = 0; i < cellCount; ++i) {
        m_names[i]->setText(nameOf(Cell(i)));
        m_links[i]->setMeaning(tr("%1: %2", "name of a cell: what it holds").arg(nameOf(Cell(i)), meaningOf(Cell(i))));
    }
}

void ConfusionView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
