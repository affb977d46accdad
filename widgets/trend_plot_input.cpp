// How a TrendPlot looks and how it is moved about.

#include "widgets/contrast.h"
#include "widgets/plot_style.h"
#include "widgets/trend_plot.h"
#include "widgets/verdict_style.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QSpinBox>

#include <cmath>

namespace widgets {

namespace {

constexpr double zoomStep = 1.25;  // per notch of the wheel
constexpr double notch = 120;      // eighths of a degree

QCPScatterStyle symbolOf(inference::Verdict verdict, const QPalette& palette, bool crowded)
{
    const QColor colour = styleOf(verdict, palette).fill;
    switch (verdict) {
    case inference::Verdict::Pass: return {QCPScatterStyle::ssDisc, QPen(colour, 1), colour, crowded ? 2.0 : 4.0};
    case inference::Verdict::Review: return {QCPScatterStyle::ssDiamond, QPen(colour, crowded ? 1 : 1.5), Qt::NoBrush, crowded ? 5.0 : 8.0};
    case inference::Verdict::Fail: return {QCPScatterStyle::ssCross, QPen(colour, crowded ? 1 : 2), Qt::NoBrush, crowded ? 4.0 : 7.0};
    }
    return {};
}

}  // namespace

void TrendPlot::restyle()
{
    const PlotColours colours = plotColours(plot().palette());
    shapePoints();
    m_centre->setPen(QPen(colours.quiet, 1));
    m_ring->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.text, 2), Qt::NoBrush, 13});
    const std::array marks{Mark::Fail, Mark::Review};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const VerdictStyle look = styleOf(marks[i], plot().palette());
        m_limitLines[i]->setPen(QPen(look.fill, 1.5, i == 0 ? Qt::SolidLine : Qt::DashLine));
        m_limitTexts[i]->setColor(look.text);
        m_limitTexts[i]->setFont(plot().font());
        QColor ground = colours.ground;
        ground.setAlpha(200);
        m_limitTexts[i]->setBrush(ground);
    }
}

void TrendPlot::shapePoints()
{
    constexpr double roomOfPoint = 4;  // pixels along the axis
    const auto [first, last] = shownPlaces();
    const bool crowded = (last - first) * roomOfPoint > plot().axisRect()->width();
    for (const auto verdict : {inference::Verdict::Pass, inference::Verdict::Review, inference::Verdict::Fail}) {
        m_marks[std::size_t(verdict)]->setScatterStyle(symbolOf(verdict, plot().palette(), crowded));
        m_marks[std::size_t(verdict)]->setAntialiasedScatters(!crowded);  // a crowd is a surface: quick matters more
    }
    // Hairlines are drawn many times faster than strokes and dashes; with so many parts to a pixel they look the same.
    constexpr int partsOfPixel = 8;
    const bool dense = last - first > partsOfPixel * plot().axisRect()->width();
    const PlotColours colours = plotColours(plot().palette());
    for (QCPGraph* line : {m_mean, m_rate})
        line->setPen(QPen(colours.accent, dense ? 1 : 2));
    for (QCPGraph* limit : {m_upper, m_lower})
        limit->setPen(QPen(colours.quiet, 1, dense ? Qt::SolidLine : Qt::DashLine));
    for (QCPGraph* line : {m_mean, m_rate, m_centre, m_upper, m_lower})
        line->setAntialiased(!dense);
}

void TrendPlot::retranslate()
{
    m_orders->setItemText(int(Order::File), tr("File order"));
    m_orders->setItemText(int(Order::Time), tr("Time"));
    m_orders->setAccessibleName(tr("Order of the parts"));
    m_orders->setToolTip(tr("What the parts are ordered by"));
    m_lines->setItemText(int(Line::None), tr("No line"));
    m_lines->setItemText(int(Line::Mean), tr("Running mean"));
    m_lines->setItemText(int(Line::FailRate), tr("Fail rate"));
    m_lines->setAccessibleName(tr("Line"));
    m_lines->setToolTip(tr("Running mean of the score, or the share of failing parts in groups with its 3-sigma limits (p chart)"));
    m_window->setSuffix(tr(" parts"));
    m_window->setAccessibleName(tr("Parts in a group"));
    m_window->setToolTip(tr("How many parts are taken together"));
    plot().yAxis->setLabel(tr("Score"));
    plot().yAxis2->setLabel(tr("% failing"));
    plotArea()->setAccessibleName(tr("Trend of the scores"));
    plotArea()->setToolTip(tr("Wheel: zoom; with Ctrl the scores. Drag with Shift: move. Double click: show all. Drag: parts of a"
                              " range."));
}

void TrendPlot::resetView()
{
    m_fitted = false;
    touch();
    refresh();
}

void TrendPlot::zoom(bool along, double factor, QPointF at)
{
    QCPAxis* axis = along ? plot().xAxis : plot().yAxis;
    const double centre = axis->pixelToCoord(along ? at.x() : at.y());
    QCPRange range((axis->range().lower - centre) * factor + centre, (axis->range().upper - centre) * factor + centre);
    const QCPRange all = along ? QCPRange(lowest(), highest()) : QCPRange(0, 1);
    constexpr double leastParts = 2;
    constexpr double leastScores = 0.01;
    if (range.size() < (along ? leastParts : leastScores))
        return;
    axis->setRange(range.bounded(all.lower, all.upper));
    labelTime();
    shapePoints();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void TrendPlot::move(double pixels)
{
    const double shift = plot().xAxis->pixelToCoord(0) - plot().xAxis->pixelToCoord(pixels);
    const QCPRange range(plot().xAxis->range().lower + shift, plot().xAxis->range().upper + shift);
    plot().xAxis->setRange(range.bounded(lowest(), highest()));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

bool TrendPlot::onWheel(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y());
    if (sideways)
        move(std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y());
    else
        zoom(!event->modifiers().testFlag(Qt::ControlModifier), std::pow(zoomStep, -turned.y() / notch), event->position());
    return true;
}

bool TrendPlot::onMouse(QMouseEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const bool shifted = event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier);
        if (event->button() != Qt::MiddleButton && !shifted)
            return false;
        m_grip = event->position();
        plotArea()->setCursor(Qt::ClosedHandCursor);
        return true;
    }
    case QEvent::MouseMove:
        if (!m_grip)
            return false;
        move(event->position().x() - m_grip->x());
        m_grip = event->position();
        return true;
    case QEvent::MouseButtonRelease:
        if (!m_grip)
            return false;
        m_grip.reset();
        plotArea()->unsetCursor();
        return true;
    default: return false;
    }
}

bool TrendPlot::handledByView(QEvent* event)
{
    if (itemCount() == 0)
        return false;
    switch (event->type()) {
    case QEvent::Wheel: return onWheel(static_cast<QWheelEvent*>(event));
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease: return onMouse(static_cast<QMouseEvent*>(event));
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool in = key == Qt::Key_Plus || key == Qt::Key_Equal;
        if (!in && key != Qt::Key_Minus)
            return false;
        const QPointF centre = current() >= 0 ? placeOf(current()) : QPointF(plot().axisRect()->center());
        zoom(true, in ? 1 / zoomStep : zoomStep, centre);
        return true;
    }
    default: return false;
    }
}

}  // namespace widgets
