#pragma once

#include <QLocale>

namespace app {

/// The language that texts are in, for dates among them: the person's own formats where they are of that language. Any thread.
QLocale textLocale();

}  // namespace app
