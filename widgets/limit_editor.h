#pragma once

#include "core/recipe.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace widgets {

class FoldSection;
class LimitRow;

/// `recipe` with another fail limit; the review limit gives way when it would lie above.
inference::Recipe withFailLimit(inference::Recipe recipe, float limit);
/// `recipe` with another review limit; the fail limit gives way when it would lie below.
inference::Recipe withReviewLimit(inference::Recipe recipe, float limit);

/// The numbers of a recipe that a person tunes by eye: limits and least area, and, folded away, how the heat is made.
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

    FoldSection* heatSection() const { return m_heat; }

signals:
    /// The person changed something; live while dragging.
    void recipeChanged(const inference::Recipe& recipe);
    /// The end of a gesture (released, left, Enter) that changed something: the step that undo takes back.
    void editingFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectRow(LimitRow* row, inference::Recipe (*changed)(inference::Recipe, double),
                    double (*valueOf)(const inference::Recipe&));
    void change(const inference::Recipe& recipe);
    void finish();
    void reset(const inference::Recipe& recipe);
    void showValues();
    void lineUp();
    void retranslate();

    inference::Recipe m_recipe;
    inference::Recipe m_start;  // when the gesture began: a limit that was pushed comes back when the other retreats
    inference::Recipe m_defaults;
    LimitRow* m_fail;
    LimitRow* m_review;
    LimitRow* m_area;
    LimitRow* m_alpha;
    LimitRow* m_sigma;
    FoldSection* m_heat;
    QPushButton* m_reset;
};

}  // namespace widgets
