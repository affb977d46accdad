#pragma once

#include "core/recipe.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace widgets {

class LimitRow;

/// How a part's score is made and whether it is judged. Whatever else is in the recipe it hands on unchanged.
class ScoreEditor : public QWidget {
    Q_OBJECT

public:
    explicit ScoreEditor(QWidget* parent = nullptr);

    /// No signal. Safe to call from a slot of recipeChanged with the same value: a drag goes on.
    void setRecipe(const inference::Recipe& recipe);
    const inference::Recipe& recipe() const { return m_recipe; }

signals:
    void recipeChanged(const inference::Recipe& recipe);
    /// The end of a gesture that changed something.
    void editingFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void change(const inference::Recipe& recipe);
    void changeLimits(bool fail, float limit);
    void finish();
    void showValues();
    void retranslate();

    inference::Recipe m_recipe;
    inference::Recipe m_start;  // when the gesture began
    QLabel* m_ruleLabel;
    QComboBox* m_rule;
    QLabel* m_shareLabel;
    QDoubleSpinBox* m_share;  // percent of the pixels
    QLabel* m_levelLabel;
    QDoubleSpinBox* m_level;
    QCheckBox* m_judged;
    LimitRow* m_fail;
    LimitRow* m_review;
};

}  // namespace widgets
