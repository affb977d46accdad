#include "widgets/tile_editor.h"

#include "core/tiling.h"
#include "widgets/joined_sentences.h"
#include "widgets/measure.h"
#include "widgets/number_text.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace widgets {

using inference::Recipe;

namespace {

constexpr int restAfter = 600;  // milliseconds: the model would look anew at each step on the way
constexpr int step = 32;

bool isKnown(const TileFacts& facts)
{
    return facts.image.width > 0 && facts.image.height > 0 && facts.modelSize > 0 && facts.patches > 0;
}

}  // namespace

Recipe withTileSide(Recipe recipe, int side)
{
    if (recipe.tileSide != side && recipe.baseline)
        recipe.baseline->used = false;
    recipe.tileSide = side;
    return recipe;
}

TileEditor::TileEditor(QWidget* parent)
    : QWidget(parent)
    , m_tiled(new QCheckBox)
    , m_sideLabel(new QLabel)
    , m_side(new QSpinBox)
    , m_facts(new QLabel)
{
    m_side->setRange(inference::leastTileSide, inference::greatestTileSide);
    m_side->setSingleStep(step);
    m_side->setKeyboardTracking(false);
    m_side->setAlignment(Qt::AlignRight);
    m_sideLabel->setBuddy(m_side);
    m_facts->setWordWrap(true);
    m_facts->setForegroundRole(QPalette::PlaceholderText);

    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_tiled, 0, 0, 1, 2);
    grid->addWidget(m_sideLabel, 1, 0);
    grid->addWidget(m_side, 1, 1);
    grid->addWidget(m_facts, 2, 0, 1, 2);

    m_rest.setSingleShot(true);
    m_rest.setInterval(restAfter);
    connect(&m_rest, &QTimer::timeout, this, [this] { take(m_side->value()); });
    connect(m_tiled, &QCheckBox::toggled, this, [this](bool on) { take(on ? proposedSide(m_known) : 0); });
    connect(m_side, &QSpinBox::valueChanged, this, [this] {
        m_rest.start();
        showFacts();
        emit sideShown(shownSide());
    });
    connect(m_side, &QSpinBox::editingFinished, this, [this] {
        if (m_rest.isActive())
            take(m_side->value());
    });
    retranslate();
    showValues();
}

int TileEditor::proposedSide(const TileFacts& facts)
{
    const int least = std::max(facts.modelSize, inference::leastTileSide);
    if (facts.image.width < 1 || facts.image.height < 1)
        return 2 * least;
    const int third = std::max(facts.image.width, facts.image.height) * 2 / 5 / step * step;
    return std::max({least, third, inference::leastTileSideFor(facts.image)});
}

void TileEditor::setRecipe(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    const bool otherSide = recipe.tileSide != m_recipe.tileSide;
    m_recipe = recipe;
    if (otherSide)
        showValues();
    else
        showFacts();  // their unit
}

void TileEditor::setFacts(const TileFacts& facts)
{
    if (facts == m_known)
        return;
    m_known = facts;
    showFacts();
}

void TileEditor::take(int side)
{
    m_rest.stop();
    if (side == m_recipe.tileSide)
        return;
    m_recipe = withTileSide(std::move(m_recipe), side);
    showValues();
    emit recipeChanged(m_recipe);
    emit editingFinished();
}

void TileEditor::showValues()
{
    m_rest.stop();
    const bool tiled = m_recipe.tileSide > 0;
    const QSignalBlocker quietTiled(m_tiled), quietSide(m_side);
    m_tiled->setChecked(tiled);
    if (tiled)
        m_side->setValue(m_recipe.tileSide);
    m_sideLabel->setVisible(tiled);
    m_side->setVisible(tiled);
    showFacts();
    emit sideShown(shownSide());
}

int TileEditor::shownSide() const
{
    return m_recipe.tileSide > 0 ? m_side->value() : 0;
}

void TileEditor::showFacts()
{
    m_facts->setVisible(isKnown(m_known));
    if (!isKnown(m_known))
        return;
    const inference::Size image = m_known.image;
    const bool tiled = m_recipe.tileSide > 0;
    const int side = shownSide();
    if (tiled && side < inference::leastTileSideFor(image)) {
        m_facts->setText(tr("This picture would have more than %1 tiles and is not inspected: take at least %2 px.")
                             .arg(wholeNumber(inference::greatestTileCount), wholeNumber(inference::leastTileSideFor(image))));
        return;
    }
    const Calibration calibration {m_recipe.mmPerPixel};
    const auto patch = [&](int length) {
        const double pixels = double(tiled ? std::min(side, length) : length) / m_known.patches;
        return QLocale().toString(calibration.length(pixels), 'f', calibration.inMillimetres() ? 2 : pixels < 10 ? 1 : 0);
    };
    QString text = tr("One patch of the model covers %1 × %2 %3 of this picture.").arg(patch(image.width), patch(image.height), lengthUnit(calibration));
    const int count = int(inference::tilesOf(image, side).size());
    if (tiled)
        text = joinedSentences({text, count == 1 ? tr("It fits into one tile.") : tr("%n tiles, about %n times as long.", nullptr, count)});
    m_facts->setText(text);
}

void TileEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TileEditor::retranslate()
{
    m_tiled->setText(tr("Look at the picture in tiles"));
    m_tiled->setToolTip(tr("Small defects in a large picture are lost where the whole of it is shrunk to the model's input.\n"
                           "Each tile is looked at with the whole input; neighbours overlap by a fifth, and their heat passes over without a seam."));
    m_sideLabel->setText(tr("Side of a tile"));
    m_side->setSuffix(tr(" px"));
    m_side->setToolTip(tr("In pixels of the picture. The smaller the tiles, the smaller the defects that are seen, and the longer it takes."));
    showFacts();
}

}  // namespace widgets
