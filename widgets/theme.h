#pragma once

#include <QPalette>

class QApplication;

namespace widgets {

enum class Theme {
    System,        ///< the desktop's own palette, in Qt's Fusion style
    Light,
    Dark,
    HighContrast,  ///< white on black with an edge around every control
};

/// Palette of a theme; a default palette for System. Text on its ground has a contrast of at least 4.5 (high contrast: 7),
/// disabled text 3. The accent is `Highlight`; nothing else is coloured.
QPalette paletteOf(Theme theme);

/// Sets style and palette of the whole program. May be called again at any time; open windows follow. GUI thread.
void applyTheme(QApplication& application, Theme theme);

}  // namespace widgets
