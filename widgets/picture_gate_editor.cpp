#include "widgets/picture_gate_editor.h"

#include "widgets/number_field.h"
#include "widgets/picture_fault_text.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace widgets {

using inference::PictureGate;
using inference::Recipe;

namespace {

constexpr int restAfter = 600;  // milliseconds
constexpr double greatestFocus = 1e6;
constexpr inference::PictureFigures usual {120, 40, 100};  // what limits begin with where no picture is known

}  // namespace

PictureGateEditor::PictureGateEditor(QWidget* parent)
    : QWidget(parent)
    , m_facts(new QLabel)
    , m_propose(new QPushButton)
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    for (int limit = 0; limit < limitCount; ++limit) {
        Row& row = m_rows[std::size_t(limit)];
        row = {new QCheckBox, new NumberField};
        row.value->setRange(0, limit == FocusFrom ? greatestFocus : 255);
        row.value->setDecimals(limit == FocusFrom ? 1 : 0);
        row.value->setKeyboardTracking(false);
        row.value->setAlignment(Qt::AlignRight);
        // Rows stay where they are whether they are asked or not.
        QSizePolicy policy = row.value->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        row.value->setSizePolicy(policy);
        grid->addWidget(row.asked, limit, 0);
        grid->addWidget(row.value, limit, 1);
        connect(row.asked, &QCheckBox::toggled, this, [this, limit](bool on) { tick(limit, on); });
        connect(row.value, &QDoubleSpinBox::valueChanged, this, [this, limit](double value) { step(limit, value); });
        connect(row.value, &QDoubleSpinBox::editingFinished, this, &PictureGateEditor::settle);
    }
    m_facts->setWordWrap(true);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(m_facts, limitCount, 0, 1, 2);
    grid->addWidget(m_propose, limitCount + 1, 0, 1, 2, Qt::AlignTrailing);
    connect(m_propose, &QPushButton::clicked, this, &PictureGateEditor::proposalWanted);

    m_rest.setSingleShot(true);
    m_rest.setInterval(restAfter);
    connect(&m_rest, &QTimer::timeout, this, &PictureGateEditor::settle);
    retranslate();
    showValues();
}

std::optional<double>& PictureGateEditor::limitOf(PictureGate& gate, int limit)
{
    return limit == BrightnessFrom ? gate.leastBrightness : limit == BrightnessTo ? gate.greatestBrightness : gate.leastFocus;
}

/// What the picture that is seen passes with room to spare.
double PictureGateEditor::firstValue(int limit) const
{
    const inference::PictureFigures picture = m_known.picture.value_or(usual);
    switch (limit) {
    case BrightnessFrom: return std::min(std::floor(picture.brightness * 0.7), m_shown.greatestBrightness.value_or(255));
    case BrightnessTo: return std::max(std::min(255.0, std::ceil(picture.brightness * 1.3)), m_shown.leastBrightness.value_or(0));
    default: return picture.focus < 20 ? std::floor(picture.focus * 5) / 10 : std::floor(picture.focus / 2);
    }
}

void PictureGateEditor::setRecipe(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    const bool otherGate = recipe.gate != m_recipe.gate;
    m_recipe = recipe;
    if (!otherGate)
        return;
    m_rest.stop();
    m_shown = recipe.gate;
    showValues();
}

void PictureGateEditor::setFacts(const PictureGateFacts& facts)
{
    if (facts == m_known)
        return;
    m_known = facts;
    showFacts();
}

void PictureGateEditor::tick(int limit, bool on)
{
    limitOf(m_shown, limit) = on ? std::optional(firstValue(limit)) : std::nullopt;
    showValues();
    settle();
}

void PictureGateEditor::step(int limit, double value)
{
    limitOf(m_shown, limit) = value;
    // One pushes the other: the darkest that is allowed is never brighter than the brightest.
    if (limit == BrightnessFrom && m_shown.greatestBrightness)
        m_shown.greatestBrightness = std::max(*m_shown.greatestBrightness, value);
    if (limit == BrightnessTo && m_shown.leastBrightness)
        m_shown.leastBrightness = std::min(*m_shown.leastBrightness, value);
    showValues();
    m_rest.start();
}

void PictureGateEditor::settle()
{
    m_rest.stop();
    if (m_shown == m_recipe.gate)
        return;
    m_recipe.gate = m_shown;
    emit recipeChanged(m_recipe);
    emit editingFinished();
}

void PictureGateEditor::showValues()
{
    for (int limit = 0; limit < limitCount; ++limit) {
        const auto [asked, value] = m_rows[std::size_t(limit)];
        const std::optional<double> set = limitOf(m_shown, limit);
        const QSignalBlocker quietAsked(asked), quietValue(value);
        asked->setChecked(set.has_value());
        value->setVisible(set.has_value());
        if (set)
            value->setValue(*set);
    }
}

void PictureGateEditor::showFacts()
{
    m_facts->setText(m_known.picture ? tr("This picture: brightness %1, focus %2.").arg(figureText(m_known.picture->brightness), figureText(m_known.picture->focus))
                                     : tr("This picture isn't measured yet: that is done when it is inspected."));
    m_propose->setEnabled(m_known.enough);
}

void PictureGateEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PictureGateEditor::retranslate()
{
    const QString review = tr("A part whose picture isn't like that is never passed: a person is asked to look at it.");
    const auto set = [&](int limit, const QString& text, const QString& what) {
        const auto [asked, value] = m_rows[std::size_t(limit)];
        asked->setText(text);
        asked->setToolTip(what + QLatin1Char('\n') + review);
        value->setToolTip(asked->toolTip());
        value->setAccessibleName(text);
    };
    const QString brightness = tr("Mean grey value of the whole picture, 0 (black) to 255 (white).");
    set(BrightnessFrom, tr("Brightness from"), brightness);
    set(BrightnessTo, tr("Brightness up to"), brightness);
    set(FocusFrom, tr("Focus from"), tr("How much fine detail the picture has (variance of the Laplacian): it falls when the lens is out of focus or dirty.\n"
                                        "It hangs on the part and on the light too, so compare pictures of the same kind."));
    m_propose->setText(tr("Propose"));
    m_propose->setToolTip(tr("Limits that all usual pictures of those open pass with room to spare; it takes five that are inspected"));
    showFacts();
}

}  // namespace widgets
