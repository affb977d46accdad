#include "widgets/limit_editor.h"

#include "widgets/baseline_editor.h"
#include "widgets/fold_section.h"
#include "widgets/limit_row.h"
#include "widgets/measure.h"
#include "widgets/number_text.h"
#include "widgets/picture_gate_editor.h"
#include "widgets/position_editor.h"
#include "widgets/score_editor.h"
#include "widgets/tile_editor.h"
#include "widgets/zone_limits.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

namespace widgets {

using inference::Recipe;

namespace {

constexpr LimitScale limitScale{0, 1, 0.01, false, 1000};
constexpr LimitScale areaScale{0, 1e6, 1, true, 1000};
constexpr LimitScale lengthScale{0, 1e4, 1, true, 1000};
constexpr LimitScale alphaScale{0, 1, 0.01, false, 1000};
constexpr LimitScale sigmaScale{0, 64, 0.5, false, 1280};

QGridLayout* makeGrid(QWidget* parent)
{
    auto* grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    return grid;
}

}  // namespace

Recipe withFailLimit(Recipe recipe, float limit)
{
    recipe.rule = withFail(recipe.rule, limit);
    return recipe;
}

Recipe withReviewLimit(Recipe recipe, float limit)
{
    recipe.rule = withReview(recipe.rule, limit);
    return recipe;
}

LimitEditor::LimitEditor(QWidget* parent) : QWidget(parent)
{
    auto* limits = new QWidget(this);
    QGridLayout* grid = makeGrid(limits);
    m_fail = new LimitRow(limitScale, 2, grid, 0, limits);
    m_review = new LimitRow(limitScale, 2, grid, 1, limits);
    m_area = new LimitRow(areaScale, 0, grid, 2, limits);

    auto* heat = new QWidget(this);
    QGridLayout* heatGrid = makeGrid(heat);
    m_alpha = new LimitRow(alphaScale, 2, heatGrid, 0, heat);
    m_sigma = new LimitRow(sigmaScale, 1, heatGrid, 1, heat);
    m_heat = new FoldSection(heat);

    auto* regions = new QWidget(this);
    QGridLayout* regionGrid = makeGrid(regions);
    m_length = new LimitRow(lengthScale, 0, regionGrid, 0, regions);
    m_grows = new QCheckBox;
    regionGrid->addWidget(m_grows, 1, 0, 1, 3);
    m_grow = new LimitRow(limitScale, 2, regionGrid, 2, regions);
    m_regions = new FoldSection(regions);
    m_scoreEditor = new ScoreEditor;
    m_score = new FoldSection(m_scoreEditor);
    m_positionEditor = new PositionEditor;
    m_position = new FoldSection(m_positionEditor);
    m_baselineEditor = new BaselineEditor;
    m_baseline = new FoldSection(m_baselineEditor);
    m_tileEditor = new TileEditor;
    m_tiles = new FoldSection(m_tileEditor);
    m_gateEditor = new PictureGateEditor;
    m_picture = new FoldSection(m_gateEditor);
    m_reset = new QPushButton;

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(limits);
    column->addWidget(m_regions);
    column->addWidget(m_score);
    column->addWidget(m_heat);
    column->addWidget(m_position);
    column->addWidget(m_baseline);
    column->addWidget(m_tiles);
    column->addWidget(m_picture);
    column->addWidget(m_reset, 0, Qt::AlignTrailing);

    connectRow(m_fail, [](Recipe r, double v) { return withFailLimit(r, float(v)); },
               [](const Recipe& r) { return double(r.rule.failLimit); });
    connectRow(m_review, [](Recipe r, double v) { return withReviewLimit(r, float(v)); },
               [](const Recipe& r) { return double(r.rule.reviewLimit); });
    connectRow(m_area, [](Recipe r, double v) { r.rule.minArea = v; return r; }, [](const Recipe& r) { return r.rule.minArea; });
    connectRow(m_alpha, [](Recipe r, double v) { r.alpha = v; return r; }, [](const Recipe& r) { return r.alpha; });
    connectRow(m_sigma, [](Recipe r, double v) { r.sigma = v; return r; }, [](const Recipe& r) { return r.sigma; });
    connectRow(m_length, [](Recipe r, double v) { r.rule.minLength = v; return r; }, [](const Recipe& r) { return r.rule.minLength; });
    connectRow(m_grow, [](Recipe r, double v) { r.rule = withGrow(r.rule, float(v)); return r; },
               [](const Recipe& r) { return double(proposedGrow(r.rule)); });
    connect(m_grows, &QCheckBox::toggled, this, [this](bool on) {
        Recipe recipe = m_recipe;
        recipe.rule.growLimit = on ? std::optional(proposedGrow(m_recipe.rule)) : std::nullopt;
        reset(recipe);
    });
    connect(m_scoreEditor, &ScoreEditor::recipeChanged, this, &LimitEditor::change);
    connect(m_scoreEditor, &ScoreEditor::editingFinished, this, &LimitEditor::finish);
    connect(m_positionEditor, &PositionEditor::recipeChanged, this, &LimitEditor::change);
    connect(m_positionEditor, &PositionEditor::editingFinished, this, &LimitEditor::finish);
    connect(m_position, &FoldSection::openChanged, this, &LimitEditor::showPosition);
    connect(m_baselineEditor, &BaselineEditor::recipeChanged, this, &LimitEditor::change);
    connect(m_baselineEditor, &BaselineEditor::editingFinished, this, &LimitEditor::finish);
    connect(m_tileEditor, &TileEditor::recipeChanged, this, &LimitEditor::change);
    connect(m_tileEditor, &TileEditor::editingFinished, this, &LimitEditor::finish);
    connect(m_tileEditor, &TileEditor::sideShown, this, &LimitEditor::showTiles);
    connect(m_tiles, &FoldSection::openChanged, this, &LimitEditor::showTiles);
    connect(m_gateEditor, &PictureGateEditor::recipeChanged, this, &LimitEditor::change);
    connect(m_gateEditor, &PictureGateEditor::editingFinished, this, &LimitEditor::finish);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        reset(withDefaults(m_recipe));
    });
    retranslate();
    showValues();
}

/// All numbers that stand here as in the defaults; name, zones and the rest stay.
Recipe LimitEditor::withDefaults(Recipe recipe) const
{
    recipe = withTileSide(std::move(recipe), m_defaults.tileSide);
    recipe.rule = m_defaults.rule;
    recipe.gate = m_defaults.gate;
    recipe.alpha = m_defaults.alpha;
    recipe.sigma = m_defaults.sigma;
    recipe.scoreRule = m_defaults.scoreRule;
    recipe.scoreFraction = m_defaults.scoreFraction;
    recipe.scoreLevel = m_defaults.scoreLevel;
    recipe.scoreLimits = m_defaults.scoreLimits;
    return recipe;
}

void LimitEditor::connectRow(LimitRow* row, Recipe (*changed)(Recipe, double), double (*valueOf)(const Recipe&))
{
    connect(row, &LimitRow::moved, this, [this, changed](double value) { change(changed(m_start, value)); });
    connect(row, &LimitRow::finished, this, &LimitEditor::finish);
    connect(row, &LimitRow::resetWanted, this,
            [this, changed, valueOf] { reset(changed(m_recipe, valueOf(m_defaults))); });
}

void LimitEditor::setRecipe(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    const bool otherUnit = recipe.mmPerPixel != m_recipe.mmPerPixel;
    m_recipe = recipe;
    m_start = recipe;
    if (otherUnit)
        retranslate();
    showValues();
}

void LimitEditor::setDefaults(const Recipe& defaults)
{
    m_defaults = defaults;
    retranslate();
    showValues();
}

void LimitEditor::change(const Recipe& recipe)
{
    if (recipe == m_recipe)
        return;
    m_recipe = recipe;
    showValues();
    emit recipeChanged(m_recipe);
}

void LimitEditor::finish()
{
    if (m_recipe == m_start)
        return;  // back where it began
    m_start = m_recipe;
    emit editingFinished();
}

void LimitEditor::reset(const Recipe& recipe)
{
    change(recipe);
    finish();
}

void LimitEditor::showValues()
{
    m_fail->setValue(double(m_recipe.rule.failLimit));
    m_review->setValue(double(m_recipe.rule.reviewLimit));
    m_area->setValue(m_recipe.rule.minArea);
    m_alpha->setValue(m_recipe.alpha);
    m_sigma->setValue(m_recipe.sigma);
    m_length->setValue(m_recipe.rule.minLength);
    m_grow->setValue(double(proposedGrow(m_recipe.rule)));
    m_scoreEditor->setRecipe(m_recipe);
    m_positionEditor->setRecipe(m_recipe);
    m_baselineEditor->setRecipe(m_recipe);
    m_tileEditor->setRecipe(m_recipe);
    m_gateEditor->setRecipe(m_recipe);
    const QSignalBlocker quiet(m_grows);
    m_grows->setChecked(m_recipe.rule.growLimit.has_value());
    for (QWidget* widget : {static_cast<QWidget*>(m_grow->label()), static_cast<QWidget*>(m_grow->slider()),
                            static_cast<QWidget*>(m_grow->field())})
        widget->setEnabled(m_recipe.rule.growLimit.has_value());
    m_reset->setEnabled(withDefaults(m_recipe) != m_recipe);
}

void LimitEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        lineUp();
    QWidget::changeEvent(event);
}

void LimitEditor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showTiles();
    showPosition();
}

void LimitEditor::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    showTiles();
    showPosition();
}

void LimitEditor::showTiles()
{
    emit tilesShown(m_tiles->isOpen() && isVisible() ? m_tileEditor->shownSide() : 0);
}

void LimitEditor::showPosition()
{
    emit positionShown(m_position->isOpen() && isVisible());
}

/// Both groups are grids of their own; their columns shall stand under each other all the same.
void LimitEditor::lineUp()
{
    int label = 0;
    int field = 0;
    for (const LimitRow* row : {m_fail, m_review, m_area, m_length, m_grow, m_alpha, m_sigma}) {
        label = std::max(label, row->label()->sizeHint().width());
        field = std::max(field, row->field()->sizeHint().width());
    }
    for (const LimitRow* row : {m_fail, m_review, m_area, m_length, m_grow, m_alpha, m_sigma}) {
        row->label()->setMinimumWidth(label);
        row->field()->setMinimumWidth(field);
    }
}

void LimitEditor::retranslate()
{
    const auto hint = [](const QString& what, const QString& usual) {
        return what + QLatin1Char('\n') + tr("Double click on the name: back to %1").arg(usual);
    };
    m_fail->setText(tr("Fail"), {}, hint(tr("A region that reaches this fails the part"), scoreText(m_defaults.rule.failLimit)));
    m_review->setText(tr("Review"), {},
                      hint(tr("A region that reaches only this asks for a person"), scoreText(m_defaults.rule.reviewLimit)));
    const Calibration calibration {m_recipe.mmPerPixel};
    m_area->setUnit(calibration.area(1), areaDecimals(calibration));
    m_area->setText(tr("Area"), QLatin1Char(' ') + areaUnit(calibration),
                    hint(tr("Smaller regions are left out"), areaText(m_defaults.rule.minArea, m_recipe.mmPerPixel)));
    m_alpha->setText(tr("Alpha"), {},
                     hint(tr("Weight of the second branch (Post-VCP) in the heat"), scoreText(m_defaults.alpha)));
    m_sigma->setText(tr("Sigma"), tr(" px"),
                     hint(tr("Smoothing of the heat, in pixels of the model's input"), wholeNumber(m_defaults.sigma)));
    m_length->setUnit(calibration.length(1), lengthDecimals(calibration));
    m_length->setText(tr("Length"), QLatin1Char(' ') + lengthUnit(calibration),
                      hint(tr("Shorter regions are left out; the longest way across counts"),
                           lengthText(m_defaults.rule.minLength, m_recipe.mmPerPixel)));
    m_grows->setText(tr("Regions grow below the limit"));
    m_grows->setToolTip(tr("A region begins where a limit is reached and spreads as far as the heat stays above a lower one"));
    m_grow->setText(tr("Down to"), {}, m_grows->toolTip());
    lineUp();
    m_regions->setTitle(tr("Regions"));
    m_score->setTitle(tr("Score"));
    m_heat->setTitle(tr("Heat"));
    m_position->setTitle(tr("Position"));
    m_baseline->setTitle(tr("Good parts"));
    m_tiles->setTitle(tr("Tiles"));
    m_picture->setTitle(tr("Picture"));
    m_reset->setText(tr("Defaults"));
    m_reset->setToolTip(tr("All numbers back to the recipe's defaults"));
}

}  // namespace widgets
