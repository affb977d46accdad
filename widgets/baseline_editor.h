#pragma once

#include "core/recipe.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace widgets {

/// What is known of the good parts that are open, and of the recipe's baseline.
struct BaselineFacts {
    int goodParts = 0;     ///< inspected, and good in a person's eyes
    int enough = 0;        ///< from so many on something can be learned
    int most = 0;          ///< more are not looked at
    bool learning = false;
    bool fits = true;      ///< the baseline is one of answers like the present model's; where there is none, true
    bool otherFrame = false;  ///< it was learned where parts were found otherwise: nothing is taken off
    double covered = 0;    ///< share of the picture where the baseline takes something off, 0..1
    friend bool operator==(const BaselineFacts&, const BaselineFacts&) = default;
};

/// Whether what the model says of every good part is taken off its answers, and from what that was learned. Whatever else is in the recipe
/// it hands on unchanged.
class BaselineEditor : public QWidget {
    Q_OBJECT

public:
    explicit BaselineEditor(QWidget* parent = nullptr);

    /// No signal.
    void setRecipe(const inference::Recipe& recipe);
    const inference::Recipe& recipe() const { return m_recipe; }
    void setFacts(const BaselineFacts& facts);
    const BaselineFacts& facts() const { return m_known; }

signals:
    void recipeChanged(const inference::Recipe& recipe);
    void editingFinished();  ///< each change is a gesture of its own
    void learningWanted();   ///< whoever knows the parts answers with a recipe

protected:
    void changeEvent(QEvent* event) override;

private:
    void take(const std::optional<inference::Baseline>& baseline);
    void showValues();
    QString stateText() const;
    QString partsText() const;
    void retranslate();

    inference::Recipe m_recipe;
    BaselineFacts m_known;
    QCheckBox* m_used;
    QLabel* m_state;
    QPushButton* m_forget;
    QPushButton* m_learn;
};

}  // namespace widgets
