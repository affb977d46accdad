#pragma once

#include "core/recipe.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace widgets {

/// What the model looks at: a picture of some size, shrunk or cut for its input.
struct TileFacts {
    inference::Size image {};  ///< of the picture, pixels; empty: none yet
    int modelSize = 0;         ///< side of the model's input, pixels; 0: no model yet
    int patches = 0;           ///< along that side
    friend bool operator==(const TileFacts&, const TileFacts&) = default;
};

/// `recipe` with tiles of another side, 0 for the whole picture: a baseline, which was learned from other looks, is turned off then.
inference::Recipe withTileSide(inference::Recipe recipe, int side);

/// Whether the model looks at the whole picture at once or at tiles of it, and what it can see then. Whatever else is in the recipe it
/// hands on unchanged, but as withTileSide() says. Each change makes the model look anew, so numbers count when they have come to rest.
class TileEditor : public QWidget {
    Q_OBJECT

public:
    explicit TileEditor(QWidget* parent = nullptr);

    /// No signal.
    void setRecipe(const inference::Recipe& recipe);
    const inference::Recipe& recipe() const { return m_recipe; }
    void setFacts(const TileFacts& facts);
    int shownSide() const;

    /// What a person who wants tiles gets first: some two or three of them across the picture, none smaller than the model's input.
    static int proposedSide(const TileFacts& facts);

signals:
    void recipeChanged(const inference::Recipe& recipe);
    /// The side that stands in the field, before it counts; 0: the whole picture.
    void sideShown(int side);
    /// Each change is a gesture of its own.
    void editingFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void take(int side);
    void showValues();
    void showFacts();
    void retranslate();

    inference::Recipe m_recipe;
    TileFacts m_known;
    QCheckBox* m_tiled;
    QLabel* m_sideLabel;
    QSpinBox* m_side;
    QLabel* m_facts;
    QTimer m_rest;
};

}  // namespace widgets
