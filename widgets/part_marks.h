#pragma once

#include "core/judgement.h"
#include "core/label.h"

class QPainter;
class QPalette;
class QRect;

namespace widgets {

/// What a person says of a part, as marks on its picture. Each stands on a plate of its own, so that it is seen on any
/// picture, and is told by its shape.

/// A tag: hollow with a tick for good, solid with a cross for defective. Not for None.
void paintLabelTag(QPainter* painter, const QRect& area, inference::Label label, const QPalette& palette);

/// A head and the badge of the verdict, side by side.
void paintHumanVerdict(QPainter* painter, const QRect& area, inference::Verdict verdict, const QPalette& palette);

/// Over the badge of a machine verdict that a person overruled.
void paintStrike(QPainter* painter, const QRect& badge, const QPalette& palette);

}  // namespace widgets
