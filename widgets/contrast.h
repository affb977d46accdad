#pragma once

#include <QColor>

namespace widgets {

/// Relative luminance of an opaque sRGB colour, 0..1 (WCAG 2.1, "relative luminance").
double luminance(const QColor& colour);

/// Contrast ratio of two opaque colours, 1..21 (WCAG 2.1): text wants 4.5, symbols and edges 3.
double contrast(const QColor& one, const QColor& other);

/// `share` (0..1) of `top` over `bottom`; both opaque.
QColor mixed(const QColor& top, const QColor& bottom, double share);

}  // namespace widgets
