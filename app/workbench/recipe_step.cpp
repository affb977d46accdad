#include "app/workbench/recipe_step.h"

#include "app/common/recipe_text.h"
#include "app/workbench/session.h"

namespace app {

RecipeStep::RecipeStep(Session& session, const inference::Recipe& before, const inference::Recipe& after, int gesture)
    : QUndoCommand(recipeStepText(before, after))
    , m_session(session)
    , m_before(before)
    , m_after(after)
    , m_gesture(gesture)
{
}

void RecipeStep::undo()
{
    m_session.endRecipeGesture();
    m_session.applyRecipe(m_before, m_gesture == anotherRecipe);
}

void RecipeStep::redo()
{
    m_session.applyRecipe(m_after, m_gesture == anotherRecipe);
}

bool RecipeStep::mergeWith(const QUndoCommand* other)
{
    const auto* const step = dynamic_cast<const RecipeStep*>(other);
    if (!step || step->m_gesture != m_gesture)
        return false;
    m_after = step->m_after;
    setText(recipeStepText(m_before, m_after));
    setObsolete(m_after == m_before);
    return true;
}

}  // namespace app
