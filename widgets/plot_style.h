#pragma once

#include <QColor>

class QCustomPlot;
class QPalette;

namespace widgets {

/// Inks of our plots. Colours of labels and verdicts are in label_style.h and verdict_style.h.
struct PlotColours {
    QColor ground;  ///< Base
    QColor text;    ///< titles, values
    QColor quiet;   ///< tick labels: contrast at least 4.5 on the ground
    QColor axis;    ///< axes and ticks: contrast at least 3
    QColor grid;
    QColor accent;  ///< Highlight: selection, focus, the series in question
    QColor onAccent;
};

PlotColours plotColours(const QPalette& palette);

/// Gives axes, grids, legends, titles and colour scales of `plot` the look of its parent's palette and font (its own without
/// a parent) and of the default locale; the plottables and items are the caller's. Call it once the plot is laid out and again
/// in the parent's changeEvent on PaletteChange, FontChange and LocaleChange; it doesn't replot. Straight lines (axes, grids) are never antialiased. GUI thread.
/// (QCustomPlot is linked PRIVATE: keep qcustomplot.h out of public headers, the plot is a child widget.)
void applyPlotStyle(QCustomPlot& plot);

}  // namespace widgets
