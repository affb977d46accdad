#pragma once

#include "core/recipe.h"

#include <QStringList>

namespace app {

/// What differs between two recipes, one plain sentence each, in the order of the recipe's own form: "Fail limit: 0.60 → 0.55",
/// "Zone “B” removed". Empty for equal ones. Areas and lengths are said in millimetres where `after` is calibrated.
QStringList recipeDifferences(const inference::Recipe& before, const inference::Recipe& after);

/// The same for a menu: the only difference, or "3 changes".
QString recipeStepText(const inference::Recipe& before, const inference::Recipe& after);

/// "mean of the top 0.745 %" and so on.
QString scoreRuleText(const inference::Recipe& recipe);

}  // namespace app
