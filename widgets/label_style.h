#pragma once

#include "core/label.h"

#include <QBrush>
#include <QColor>
#include <QString>

class QPalette;

namespace widgets {

/// How parts of one label look in a plot or its legend. Filling tells them apart without colour: good is solid, defective
/// hatched, unlabelled pale with an outline.
struct LabelStyle {
    QString word;  ///< translated, "Good"
    QColor line;   ///< edge of the filling, and lines and symbols: contrast at least 3 on the palette's Base
    QColor text;   ///< contrast at least 4.5 on Window and Base
    QBrush fill;   ///< on the palette's Base; a texture for defective
};

/// Colours for the lightness of the palette. GUI thread.
LabelStyle styleOf(inference::Label label, const QPalette& palette);

}  // namespace widgets
