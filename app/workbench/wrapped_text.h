#pragma once

#include <QString>

class QLabel;

namespace app {

/// `text` with places to break behind the separators of paths and names, so that it never asks for more width than there
/// is. For showing, not for copying.
QString breakable(const QString& text);

/// A label that shows breakable(text) on as many lines as it takes.
QLabel* wrappedLabel(const QString& text);

/// An empty label for a quiet text that wraps and asks for no width.
QLabel* quietNote();

}  // namespace app
