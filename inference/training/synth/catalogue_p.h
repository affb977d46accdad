#pragma once

#include "training/synth/catalogue.h"
#include "training/synth/surface_p.h"
#include "training/synth/wound_p.h"

namespace inference::synth {

struct SurfaceEntry {
    ProductKind kind;
    PaintSurface paint;
    unsigned faults;  ///< bits of the FaultKinds it shows by itself
};

struct DefectPainter {
    DefectKind kind;
    FaultKind fault = FaultKind::None;  ///< left to the surface, where it can show it
    PaintDefect paint = nullptr;        ///< else
    bool onTop = false;                 ///< may stick out over the part's edge
};

const SurfaceEntry* surfaceNamed(std::string_view name);
const DefectPainter& painterOf(DefectKind kind);

}  // namespace inference::synth
