#pragma once

#include <QStringList>

namespace app {

/// `text` with its places %1 to %9 filled, all at once: a value that itself holds "%1" stays as it is. A place without a value becomes "?";
/// values without a place are left out.
QString filledText(const QString& text, const QStringList& values);

}  // namespace app
