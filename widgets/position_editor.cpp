#include "widgets/position_editor.h"

#include "widgets/number_field.h"
#include "widgets/number_text.h"
#include "widgets/reference_view.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>

#include <cmath>

namespace widgets {

using inference::Anchor;
using inference::Recipe;

namespace {

constexpr int restAfter = 600;  // milliseconds: every part is looked for anew

double& limitOf(Anchor& anchor, int limit)
{
    return limit == 0 ? anchor.greatestShift : limit == 1 ? anchor.greatestTurn : anchor.leastMatch;
}

/// Of what stands in the box to what the anchor holds.
double unitOf(int limit)
{
    return limit == 0 ? 0.01 : 1;
}

}  // namespace

PositionEditor::PositionEditor(QWidget* parent)
    : QWidget(parent)
    , m_used(new QCheckBox)
    , m_state(new QLabel)
    , m_view(new ReferenceView)
    , m_facts(new QLabel)
    , m_forget(new QPushButton)
    , m_take(new QPushButton)
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setWordWrap(true);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(m_used, 0, 0, 1, 2);
    grid->addWidget(m_state, 1, 0, 1, 2);
    grid->addWidget(m_view, 2, 0, 1, 2);
    for (int limit = 0; limit < limitCount; ++limit) {
        Row& row = m_rows[std::size_t(limit)];
        row = {new QLabel, new NumberField};
        row.value->setRange(0, limit == Shift ? 100 : limit == Turn ? 180 : 1);
        row.value->setDecimals(limit == Match ? 2 : 0);
        row.value->setSingleStep(limit == Match ? 0.05 : 1);
        row.value->setKeyboardTracking(false);
        row.value->setAlignment(Qt::AlignRight);
        row.label->setBuddy(row.value);
        grid->addWidget(row.label, 3 + limit, 0);
        grid->addWidget(row.value, 3 + limit, 1);
        connect(row.value, &QDoubleSpinBox::valueChanged, this, [this, limit](double value) { step(limit, value); });
        connect(row.value, &QDoubleSpinBox::editingFinished, this, &PositionEditor::settle);
    }
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_forget);
    buttons->addWidget(m_take);
    grid->addWidget(m_facts, 3 + limitCount, 0, 1, 2);
    grid->addLayout(buttons, 4 + limitCount, 0, 1, 2);

    connect(m_used, &QCheckBox::toggled, this, [this](bool on) {
        std::optional<Anchor> anchor = m_shown;
        if (anchor)
            anchor->used = on;
        take(anchor);
    });
    connect(m_view, &ReferenceView::markMoved, this, [this](const inference::Rect& mark) {
        if (m_shown)
            m_shown->mark = mark;
        m_rest.start();
    });
    connect(m_view, &ReferenceView::editingFinished, this, &PositionEditor::settle);
    connect(m_forget, &QPushButton::clicked, this, [this] { take(std::nullopt); });
    connect(m_take, &QPushButton::clicked, this, &PositionEditor::takingWanted);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restAfter);
    connect(&m_rest, &QTimer::timeout, this, &PositionEditor::settle);
    retranslate();
    showValues();
}

void PositionEditor::setRecipe(const Recipe& recipe)
{
    const bool other = recipe.anchor != m_recipe.anchor;
    const bool otherUnit = recipe.mmPerPixel != m_recipe.mmPerPixel;
    m_recipe = recipe;
    if (other) {
        m_rest.stop();
        m_shown = recipe.anchor;
        showValues();
    } else if (otherUnit) {
        showFacts();
    }
}

void PositionEditor::setFacts(const PositionFacts& facts)
{
    if (facts == m_known)
        return;
    m_known = facts;
    showFacts();
}

void PositionEditor::take(const std::optional<Anchor>& anchor)
{
    m_rest.stop();
    m_shown = anchor;
    if (anchor != m_recipe.anchor) {
        m_recipe.anchor = anchor;
        emit recipeChanged(m_recipe);
        emit editingFinished();
    }
    showValues();
}

void PositionEditor::step(int limit, double value)
{
    if (!m_shown)
        return;
    limitOf(*m_shown, limit) = value * unitOf(limit);
    m_rest.start();
}

void PositionEditor::settle()
{
    take(m_shown);
}

void PositionEditor::showValues()
{
    const bool known = m_shown.has_value();
    const QSignalBlocker quiet(m_used);
    m_used->setChecked(known && m_shown->used);
    m_used->setEnabled(known);
    m_state->setVisible(!known);
    m_view->setVisible(known);
    m_view->setAnchor(m_shown);
    for (int limit = 0; limit < limitCount; ++limit) {
        const auto [label, value] = m_rows[std::size_t(limit)];
        label->setVisible(known);
        value->setVisible(known);
        const QSignalBlocker quietValue(value);
        if (known)
            value->setValue(limitOf(*m_shown, limit) / unitOf(limit));
    }
    m_forget->setVisible(known);
    showFacts();
}

void PositionEditor::showFacts()
{
    m_facts->setText(factsText());
    m_facts->setVisible(m_shown.has_value());
    m_take->setEnabled(m_known.canTake && !(m_shown && m_known.isReference));
}

QString PositionEditor::factsText() const
{
    if (m_known.isReference && m_shown && m_shown->used)
        return tr("This part is the reference.");
    if (!m_shown || !m_shown->used)
        return tr("Parts aren't looked for: each counts as lying as in the reference.");
    if (m_known.notKept)
        return tr("This part can't be looked for: what that takes was not kept. Inspect it again.");
    if (!m_known.placement)
        return tr("This part isn't looked for yet.");
    const inference::Placement& placement = *m_known.placement;
    const bool alike = placement.match > 0 && placement.match >= m_shown->leastMatch;
    if (!alike)
        return tr("This part isn't found: match %1, at least %2 asked for.").arg(scoreText(placement.match, m_shown->leastMatch), scoreText(m_shown->leastMatch));
    const auto length = [this](double pixels) { return lengthText(std::abs(pixels), m_recipe.mmPerPixel); };
    const QString across = (placement.shift.x < 0 ? tr("%1 to the left") : tr("%1 to the right")).arg(length(placement.shift.x));
    const QString along = (placement.shift.y < 0 ? tr("%1 up") : tr("%1 down")).arg(length(placement.shift.y));
    const QString degrees = QLocale().toString(std::abs(placement.turn), 'f', 1);
    const QString turned = (placement.turn < 0 ? tr("turned left by %1°") : tr("turned right by %1°")).arg(degrees);
    const QString pattern = placement.found ? tr("This part lies %1, %2, %3; match %4.") : tr("This part lies %1, %2, %3: further than allowed. Match %4.");
    return pattern.arg(across, along, turned, scoreText(placement.match));
}

void PositionEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PositionEditor::retranslate()
{
    m_used->setText(tr("Find the part in each picture"));
    m_used->setToolTip(tr("Zones, don't-care areas and what good parts show lie where the part does.\nA part that isn't found is never passed: a person is asked to look at it."));
    m_state->setText(tr("Where parts lie elsewhere in each picture, zones, don't-care areas and what good parts show can move along. "
                        "Show a part that lies well, and take it as the reference."));
    const auto set = [&](int limit, const QString& text, const QString& suffix, const QString& what) {
        const auto [label, value] = m_rows[std::size_t(limit)];
        label->setText(text);
        value->setSuffix(suffix);
        label->setToolTip(what);
        value->setToolTip(what);
        value->setAccessibleName(text);
    };
    set(Shift, tr("Moved by up to"), tr(" %"), tr("How far the mark is looked for, in percent of the picture's longer side.\nFurther takes longer."));
    set(Turn, tr("Turned by up to"), tr("°"), tr("Either way. Further takes longer: 180° means that parts may lie any way round."));
    set(Match, tr("Match from"), {}, tr("How like the reference the mark has to be, 0 to 1 (correlation): brightness and contrast don't count.\n"
                                        "Lower it where good parts aren't found, raise it where something else is taken for the part."));
    m_forget->setText(tr("Forget"));
    m_forget->setToolTip(tr("Every part counts as lying alike again"));
    m_take->setText(tr("Take This Part"));
    m_take->setToolTip(tr("The part that is shown becomes the reference. Zones that are there already keep their places in its picture."));
    showFacts();
}

}  // namespace widgets
