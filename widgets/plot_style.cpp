#include "widgets/plot_style.h"

#include "widgets/contrast.h"

#include <qcustomplot.h>

#include <QPalette>

namespace widgets {

namespace {

QPen hairline(const QColor& colour)
{
    return QPen(colour, 1, Qt::SolidLine, Qt::FlatCap);
}

void styleAxis(QCPAxis& axis, const PlotColours& colours, const QFont& font)
{
    axis.setBasePen(hairline(colours.axis));
    axis.setTickPen(hairline(colours.axis));
    axis.setSubTickPen(hairline(colours.axis));
    axis.setTickLabelColor(colours.quiet);
    axis.setLabelColor(colours.text);
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
    axis.setTickLength(0, 4);
    axis.setSubTickLength(0, 2);
    axis.setTickLabelPadding(4);
    axis.setLabelPadding(4);
    // Parts of an axis are never selected by themselves; what shows when they are all the same follows the theme.
    axis.setSelectedBasePen(axis.basePen());
    axis.setSelectedTickPen(axis.tickPen());
    axis.setSelectedSubTickPen(axis.subTickPen());
    axis.setSelectedTickLabelColor(colours.accent);
    axis.setSelectedLabelColor(colours.accent);
    axis.setSelectedTickLabelFont(font);
    axis.setSelectedLabelFont(font);
    if (QCPGrid* grid = axis.grid()) {
        grid->setPen(hairline(colours.grid));
        grid->setSubGridPen(hairline(colours.grid));
        grid->setZeroLinePen(hairline(colours.grid));
        grid->setSubGridVisible(false);
    }
}

void styleLegend(QCPLegend& legend, const PlotColours& colours, const QFont& font)
{
    legend.setBrush(colours.ground);
    legend.setBorderPen(hairline(colours.grid));
    legend.setFont(font);
    legend.setTextColor(colours.text);
    legend.setSelectedFont(font);
    legend.setSelectedTextColor(colours.accent);
    for (int i = 0; i < legend.itemCount(); ++i) {
        legend.item(i)->setFont(font);
        legend.item(i)->setTextColor(colours.text);
    }
}

}  // namespace

PlotColours plotColours(const QPalette& palette)
{
    const QColor ground = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    return {ground,
            text,
            mixed(text, ground, 0.78),
            mixed(text, ground, 0.6),
            mixed(text, ground, 0.13),
            palette.color(QPalette::Highlight),
            palette.color(QPalette::HighlightedText)};
}

void applyPlotStyle(QCustomPlot& plot)
{
    // The owner's palette and font: when it is told of a change, its children don't have theirs yet.
    const QWidget& owner = plot.parentWidget() ? *plot.parentWidget() : plot;
    const QFont font = owner.font();
    const PlotColours colours = plotColours(owner.palette());
    plot.setLocale(QLocale());  // QCustomPlot's own has no group separators
    plot.setBackground(colours.ground);
    plot.setNotAntialiasedElements(QCP::aeAxes | QCP::aeGrid | QCP::aeSubGrid | QCP::aeZeroLine | QCP::aeLegend);

    for (QCPLayoutElement* element : plot.plotLayout()->elements(true)) {
        if (auto* rect = qobject_cast<QCPAxisRect*>(element)) {
            for (QCPAxis* axis : rect->axes())
                styleAxis(*axis, colours, font);
        } else if (auto* legend = qobject_cast<QCPLegend*>(element)) {
            styleLegend(*legend, colours, font);
        } else if (auto* title = qobject_cast<QCPTextElement*>(element)) {
            title->setFont(font);
            title->setTextColor(colours.text);
        } else if (auto* scale = qobject_cast<QCPColorScale*>(element)) {
            styleAxis(*scale->axis(), colours, font);
        }
    }
}

}  // namespace widgets
