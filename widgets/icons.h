#pragma once

#include <QIcon>

#include <span>

namespace widgets {

/// The one family of icons: 24 x 24, strokes of 1.75, round ends (resources/icons/*.svg).
enum class Icon {
    Camera, Cancel, Contours, Export, Filmstrip, Fit, Group, Heat, Help, Language, Lock, Model, Next, NextFail, OneToOne, OpenFolder,
    Palette, Play, Previous, Search, Settings, Stop, Table, Theme, ZoomIn, ZoomOut,
    // shapes and comparing
    Select, Polygon, Rectangle, Ellipse, Zone, DontCare, Delete, Duplicate, Up, Down,
    CompareOff, SplitHeat, SplitReference, Blink, TwoViews, Reference,
    // live
    Pause, Step, Hold, Snapshot, Trigger,
};

std::span<const Icon> allIcons();

/// An icon that takes its colour from the application's palette each time it is drawn: text colour, the disabled text
/// colour when disabled, the highlighted text colour when selected. Sharp at any size and pixel ratio. GUI thread.
QIcon icon(Icon id);

/// The program's own icon, in its own colours.
QIcon applicationIcon();

}  // namespace widgets
