#pragma once

#include "core/picture_figures.h"
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

/// What is known of the pictures that a gate is set for.
struct PictureGateFacts {
    std::optional<inference::PictureFigures> picture {};  ///< of the part on the canvas; none: not inspected yet
    bool enough = false;  ///< so many others are measured that limits can be proposed
    friend bool operator==(const PictureGateFacts&, const PictureGateFacts&) = default;
};

/// What a picture has to be like before its pass is believed: brightness from and to, focus from, each where its box is ticked.
/// Whatever else is in the recipe it hands on unchanged. Numbers count when they have come to rest: steps that follow each other are one
/// change.
class PictureGateEditor : public QWidget {
    Q_OBJECT

public:
    explicit PictureGateEditor(QWidget* parent = nullptr);

    /// No signal.
    void setRecipe(const inference::Recipe& recipe);
    const inference::Recipe& recipe() const { return m_recipe; }
    void setFacts(const PictureGateFacts& facts);
    const PictureGateFacts& facts() const { return m_known; }

signals:
    void recipeChanged(const inference::Recipe& recipe);
    void editingFinished();  ///< each change is a gesture of its own
    void proposalWanted();   ///< whoever knows all pictures answers with a recipe

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Limit { BrightnessFrom, BrightnessTo, FocusFrom, limitCount };
    struct Row {
        QCheckBox* asked;
        QDoubleSpinBox* value;
    };
    static std::optional<double>& limitOf(inference::PictureGate& gate, int limit);
    double firstValue(int limit) const;
    void tick(int limit, bool on);
    void step(int limit, double value);
    void settle();
    void showValues();
    void showFacts();
    void retranslate();

    inference::Recipe m_recipe;
    inference::PictureGate m_shown;  ///< ahead of the recipe's while numbers move
    PictureGateFacts m_known;
    std::array<Row, limitCount> m_rows;
    QLabel* m_facts;
    QPushButton* m_propose;
    QTimer m_rest;
};

}  // namespace widgets
