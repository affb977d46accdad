#pragma once

#include "core/placement.h"
#include "core/recipe.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace widgets {

class ReferenceView;

/// What is known of the part on the canvas.
struct PositionFacts {
    std::optional<inference::Placement> placement {};  ///< where it was found; none: nobody looked, or not yet
    bool notKept = false;      ///< nothing to look on was kept of it
    bool canTake = false;      ///< it can become the reference
    bool isReference = false;  ///< it is the reference itself
    friend bool operator==(const PositionFacts&, const PositionFacts&) = default;
};

/// How the part is found in each picture: the reference picture with its mark, how far it may lie from there, and how like it has to be.
/// Whatever else is in the recipe it hands on unchanged. Numbers count when they have come to rest.
class PositionEditor : public QWidget {
    Q_OBJECT

public:
    explicit PositionEditor(QWidget* parent = nullptr);

    /// No signal.
    void setRecipe(const inference::Recipe& recipe);
    const inference::Recipe& recipe() const { return m_recipe; }
    void setFacts(const PositionFacts& facts);
    const PositionFacts& facts() const { return m_known; }

signals:
    void recipeChanged(const inference::Recipe& recipe);
    void editingFinished();  ///< each change is a gesture of its own
    void takingWanted();     ///< whoever has the part's picture answers with a recipe

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Limit { Shift, Turn, Match, limitCount };
    struct Row {
        QLabel* label;
        QDoubleSpinBox* value;
    };
    void take(const std::optional<inference::Anchor>& anchor);
    void step(int limit, double value);
    void settle();
    void showValues();
    void showFacts();
    QString factsText() const;
    void retranslate();

    inference::Recipe m_recipe;
    std::optional<inference::Anchor> m_shown;  ///< ahead of the recipe's while numbers or the mark move
    PositionFacts m_known;
    QCheckBox* m_used;
    QLabel* m_state;
    ReferenceView* m_view;
    std::array<Row, limitCount> m_rows;
    QLabel* m_facts;
    QPushButton* m_forget;
    QPushButton* m_take;
    QTimer m_rest;
};

}  // namespace widgets
