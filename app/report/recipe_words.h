#pragma once

#include "core/recipe.h"

#include <QList>
#include <QString>

namespace app {

/// A setting and its value, as a person reads them.
struct Setting {
    QString name;
    QString value;
};

/// The whole recipe in words, in the order of its form; areas and lengths in millimetres too where it is calibrated.
QList<Setting> recipeWords(const inference::Recipe& recipe);

}  // namespace app
