#pragma once

#include "core/recipe.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QPushButton;

namespace widgets {

class BaselineEditor;
class FoldSection;
class LimitRow;
class PictureGateEditor;
class PositionEditor;
class ScoreEditor;
class TileEditor;

/// `recipe` with another fail limit; review and grow limits give way when they would lie above.
inference::Recipe withFailLimit(inference::Recipe recipe, float limit);
/// `recipe` with another review limit; the others give way.
inference::Recipe withReviewLimit(inference::Recipe recipe, float limit);

/// The numbers of a recipe that a person tunes by eye: limits and least area, and, folded away, which regions count, how the
/// score is made and judged, how the heat is made, how the part is found, what good parts always show, in which tiles the model looks, and what a picture has to be like.
/// Whatever it doesn't show it hands on unchanged.
class LimitEditor : public QWidget {
    Q_OBJECT

public:
    explicit LimitEditor(QWidget* parent = nullptr);

    const inference::Recipe& recipe() const { return m_recipe; }
    /// No signal. Safe to call from a slot of recipeChanged with the same value: a drag goes on.
    void setRecipe(const inference::Recipe& recipe);
    /// What "Defaults" and a double click on a label go back to.
    void setDefaults(const inference::Recipe& defaults);

    FoldSection* regionSection() const { return m_regions; }
    FoldSection* scoreSection() const { return m_score; }
    FoldSection* heatSection() const { return m_heat; }
    FoldSection* positionSection() const { return m_position; }
    FoldSection* baselineSection() const { return m_baseline; }
    FoldSection* tileSection() const { return m_tiles; }
    FoldSection* pictureSection() const { return m_picture; }
    TileEditor* tileEditor() const { return m_tileEditor; }
    BaselineEditor* baselineEditor() const { return m_baselineEditor; }
    PositionEditor* positionEditor() const { return m_positionEditor; }
    PictureGateEditor* pictureGateEditor() const { return m_gateEditor; }

signals:
    /// The person changed something; live while dragging.
    void recipeChanged(const inference::Recipe& recipe);
    /// The end of a gesture (released, left, Enter) that changed something: the step that undo takes back.
    void editingFinished();
    /// While the section of tiles is open and in a window that shows it: their side, before it counts; else 0.
    void tilesShown(int side);
    /// Whether the section of the part's position is open and in a window that shows it.
    void positionShown(bool shown);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectRow(LimitRow* row, inference::Recipe (*changed)(inference::Recipe, double),
                    double (*valueOf)(const inference::Recipe&));
    void change(const inference::Recipe& recipe);
    void finish();
    void reset(const inference::Recipe& recipe);
    inference::Recipe withDefaults(inference::Recipe recipe) const;
    void showValues();
    void lineUp();
    void showTiles();
    void showPosition();
    void retranslate();

    inference::Recipe m_recipe;
    inference::Recipe m_start;  // when the gesture began: a limit that was pushed comes back when the other retreats
    inference::Recipe m_defaults;
    LimitRow* m_fail;
    LimitRow* m_review;
    LimitRow* m_area;
    LimitRow* m_alpha;
    LimitRow* m_sigma;
    LimitRow* m_length;
    QCheckBox* m_grows;
    LimitRow* m_grow;
    ScoreEditor* m_scoreEditor;
    PositionEditor* m_positionEditor;
    BaselineEditor* m_baselineEditor;
    TileEditor* m_tileEditor;
    PictureGateEditor* m_gateEditor;
    FoldSection* m_regions;
    FoldSection* m_score;
    FoldSection* m_heat;
    FoldSection* m_position;
    FoldSection* m_baseline;
    FoldSection* m_tiles;
    FoldSection* m_picture;
    QPushButton* m_reset;
};

}  // namespace widgets
