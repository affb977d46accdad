#pragma once

#include "core/recipe.h"

#include <QUndoCommand>

namespace app {

class Session;

/// One undoable change of the recipe. Changes of one gesture merge into one step.
class RecipeStep : public QUndoCommand {
public:
    /// The gesture of a step to another recipe, which isn't a change of the one before.
    static constexpr int anotherRecipe = -1;

    RecipeStep(Session& session, const inference::Recipe& before, const inference::Recipe& after, int gesture);

    void undo() override;
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    Session& m_session;
    inference::Recipe m_before;
    inference::Recipe m_after;
    int m_gesture;
};

}  // namespace app
