#include "widgets/baseline_editor.h"

#include "widgets/rate_text.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

using inference::Baseline;
using inference::Recipe;

BaselineEditor::BaselineEditor(QWidget* parent)
    : QWidget(parent)
    , m_used(new QCheckBox)
    , m_state(new QLabel)
    , m_forget(new QPushButton)
    , m_learn(new QPushButton)
{
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);

    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_forget);
    buttons->addWidget(m_learn);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_used);
    column->addWidget(m_state);
    column->addLayout(buttons);

    connect(m_used, &QCheckBox::toggled, this, [this](bool on) {
        std::optional<Baseline> baseline = m_recipe.baseline;
        if (baseline)
            baseline->used = on;
        take(baseline);
    });
    connect(m_forget, &QPushButton::clicked, this, [this] { take(std::nullopt); });
    connect(m_learn, &QPushButton::clicked, this, [this] {
        if (!m_known.learning)
            emit learningWanted();
    });
    retranslate();
}

void BaselineEditor::setRecipe(const Recipe& recipe)
{
    const bool other = recipe.baseline != m_recipe.baseline;
    m_recipe = recipe;
    if (other)
        showValues();
}

void BaselineEditor::setFacts(const BaselineFacts& facts)
{
    if (facts == m_known)
        return;
    m_known = facts;
    showValues();
}

void BaselineEditor::take(const std::optional<Baseline>& baseline)
{
    if (baseline == m_recipe.baseline)
        return;
    m_recipe.baseline = baseline;
    showValues();
    emit recipeChanged(m_recipe);
    emit editingFinished();
}

void BaselineEditor::showValues()
{
    const std::optional<Baseline>& baseline = m_recipe.baseline;
    const QSignalBlocker quiet(m_used);
    m_used->setChecked(baseline && baseline->used);
    // What doesn't fit can be turned off, not on.
    m_used->setEnabled(baseline && (m_known.fits || baseline->used));
    m_state->setText(stateText() + QStringLiteral("\n\n") + partsText());
    m_forget->setEnabled(baseline.has_value() && !m_known.learning);
    const int parts = std::min(m_known.goodParts, m_known.most);
    const bool enough = parts > 0 && parts >= m_known.enough;
    m_learn->setText(m_known.learning ? tr("Learning…") : enough ? tr("Learn from %n part(s)", nullptr, parts) : tr("Learn"));
    m_learn->setEnabled(enough);  // also while it learns: the focus would go elsewhere, and the panel scroll there
}

QString BaselineEditor::stateText() const
{
    const std::optional<Baseline>& baseline = m_recipe.baseline;
    if (!baseline)
        return tr("Nothing is learned yet. Where parts always lie alike in the picture, print, edges and holes need not stand there as defects.");
    const QString learned = tr("Learned from %n good part(s).", nullptr, baseline->parts);
    if (!m_known.fits)
        return tr("%1 It doesn't fit the model's input or the tiles any more: learn again.").arg(learned);
    if (m_known.otherFrame)
        return tr("%1 Parts were found otherwise then, so nothing is taken off now: learn again, or go back to that position.").arg(learned);
    return tr("%1 It takes something off %2 of the picture, so limits mean something else with it than without.").arg(learned, percentText(m_known.covered));
}

QString BaselineEditor::partsText() const
{
    if (m_known.goodParts >= m_known.enough)
        return tr("%n good part(s) are open.", nullptr, m_known.goodParts);
    return tr("%n of %1 good parts are open: label them good (G), or accept them (A).", nullptr, m_known.goodParts).arg(m_known.enough);
}

void BaselineEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BaselineEditor::retranslate()
{
    m_used->setText(tr("Take off what every good part shows"));
    m_used->setToolTip(tr("At each place the heat of a usual good part is taken off, before limits are asked; only what goes beyond it counts.\n"
                          "A defect there is told less loudly. Turn it off and on to see the difference."));
    m_forget->setText(tr("Forget"));
    m_forget->setToolTip(tr("Nothing is taken off any more"));
    m_learn->setToolTip(tr("From the good parts that are open, without the model. Set the limits anew afterwards:\n"
                           "best on parts that weren't learned from."));
    showValues();
}

}  // namespace widgets
