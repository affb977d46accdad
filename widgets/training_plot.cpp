#include "widgets/training_plot.h"

#include "widgets/plot_style.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/tsv_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr std::size_t mostLosses = 4000;
constexpr double reach = 10;  // pixels from an epoch's mark at which it is still meant

QString figure(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString percent(const std::optional<double>& share)
{
    return share ? figure(*share * 100, 1) + QStringLiteral(" %") : QStringLiteral("–");
}

}  // namespace

TrainingPlot::TrainingPlot(QWidget* parent)
    : PlotView(parent)
    , m_loss(plot().addGraph())
    , m_pixelAp(plot().addGraph(plot().xAxis, plot().yAxis2))
    , m_imageAuroc(plot().addGraph(plot().xAxis, plot().yAxis2))
    , m_best(plot().addGraph(plot().xAxis, plot().yAxis2))
    , m_ring(plot().addGraph(plot().xAxis, plot().yAxis2))
{
    for (QCPGraph* const marks : {m_best, m_ring}) {
        marks->setLineStyle(QCPGraph::lsNone);
        marks->removeFromLegend();
    }
    plot().xAxis->setTicker(QSharedPointer<WholeTicker>::create());
    plot().yAxis2->setVisible(true);
    plot().yAxis2->setRange(0, 1.04);
    plot().legend->setVisible(true);
    // Below the plot: on it there is no corner that stays free of all three curves.
    plot().plotLayout()->addElement(1, 0, plot().legend);
    plot().plotLayout()->setRowStretchFactor(1, 0.001);
    plot().legend->setFillOrder(QCPLegend::foColumnsFirst);
    for (QCPAxis* const axis : {plot().xAxis, plot().yAxis, plot().yAxis2}) {
        axis->setSubTicks(false);
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(4);
    }
    start();
}

void TrainingPlot::clear()
{
    m_losses.clear();
    m_epochs.clear();
    m_keptEvery = 1;
    m_came = 0;
    setCurrent(-1);
    touch();
}

void TrainingPlot::addLoss(double epochs, double loss)
{
    if (m_came++ % m_keptEvery != 0 || !std::isfinite(loss))
        return;
    m_losses.push_back({epochs, loss});
    if (m_losses.size() > mostLosses) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_losses.size(); i += 2)
            m_losses[kept++] = m_losses[i];
        m_losses.resize(kept);
        m_keptEvery *= 2;
    }
    touch();
}

void TrainingPlot::addEpoch(const Epoch& epoch)
{
    if (epoch.best)
        for (Epoch& earlier : m_epochs)
            earlier.best = false;
    m_epochs.push_back(epoch);
    touch();
}

QString TrainingPlot::sentenceOf(int item) const
{
    const Epoch& epoch = m_epochs.at(std::size_t(item));
    const QString text = tr("Epoch %1: loss %2, pixel AP %3, image AUROC %4").arg(epoch.number).arg(figure(epoch.loss, 3), percent(epoch.pixelAp), percent(epoch.imageAuroc));
    return epoch.best ? text + tr(" (the best)") : text;
}

QPointF TrainingPlot::placeOf(int item) const
{
    const Epoch& epoch = m_epochs.at(std::size_t(item));
    return {plot().xAxis->coordToPixel(epoch.number), plot().yAxis2->coordToPixel(epoch.pixelAp.value_or(0))};
}

QString TrainingPlot::copyText() const
{
    const QLocale locale = plainNumbers();
    const auto cell = [&locale](const std::optional<double>& value) { return value ? locale.toString(*value, 'f', 6) : QString(); };
    QString text = tsvLine({tr("Epoch"), tr("Loss"), tr("Pixel AP"), tr("Image AUROC")});
    for (const Epoch& epoch : m_epochs)
        text += tsvLine({locale.toString(epoch.number), cell(epoch.loss), cell(epoch.pixelAp), cell(epoch.imageAuroc)});
    return text;
}

void TrainingPlot::rebuild()
{
    if (m_losses.empty() && m_epochs.empty()) {
        showEmpty(tr("No training yet"), tr("The loss of each step and the figures of each epoch appear here while the model learns."));
        return;
    }
    showPlot();
    QVector<QCPGraphData> losses, pixelAp, imageAuroc, best;
    double highest = 0, last = 1;
    for (const Loss& one : m_losses) {
        losses.append({one.epochs, one.loss});
        highest = std::max(highest, one.loss);
        last = std::max(last, one.epochs);
    }
    for (const Epoch& epoch : m_epochs) {
        last = std::max(last, double(epoch.number));
        if (epoch.pixelAp)
            pixelAp.append({double(epoch.number), *epoch.pixelAp});
        if (epoch.pixelAp && epoch.best)
            best.append({double(epoch.number), *epoch.pixelAp});
        if (epoch.imageAuroc)
            imageAuroc.append({double(epoch.number), *epoch.imageAuroc});
    }
    m_loss->data()->set(losses, true);
    m_pixelAp->data()->set(pixelAp, true);
    m_imageAuroc->data()->set(imageAuroc, true);
    m_best->data()->set(best, true);
    plot().xAxis->setRange(0, last * 1.02);
    plot().yAxis->setRange(0, highest > 0 ? highest * 1.04 : 1);
    markCurrent();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void TrainingPlot::restyle()
{
    const PlotColours colours = plotColours(palette());
    m_loss->setPen(QPen(colours.quiet, 1));
    const auto line = [](QCPGraph* graph, const QColor& colour, QCPScatterStyle::ScatterShape shape, Qt::PenStyle style) {
        graph->setPen(QPen(colour, 2, style));
        graph->setScatterStyle(QCPScatterStyle(shape, QPen(colour, 1.5), QBrush(Qt::NoBrush), 7));
    };
    line(m_pixelAp, colours.accent, QCPScatterStyle::ssCircle, Qt::SolidLine);
    line(m_imageAuroc, colours.text, QCPScatterStyle::ssSquare, Qt::DashLine);
    m_best->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(colours.accent, 1.5), QBrush(colours.accent), 10));
    m_ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.text, 2), QBrush(Qt::NoBrush), 15));
}

void TrainingPlot::retranslate()
{
    plotArea()->setAccessibleName(tr("Training"));
    m_loss->setName(tr("Loss"));
    m_pixelAp->setName(tr("Pixel AP of the validation"));
    m_imageAuroc->setName(tr("Image AUROC of the validation"));
    plot().xAxis->setLabel(tr("Epoch"));
    plot().yAxis->setLabel(tr("Loss"));
    plot().yAxis2->setLabel(tr("Validation"));
}

void TrainingPlot::markCurrent()
{
    m_ring->data()->clear();
    if (current() >= 0 && current() < itemCount())
        m_ring->addData(m_epochs[std::size_t(current())].number, m_epochs[std::size_t(current())].pixelAp.value_or(0));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

int TrainingPlot::itemAt(QPointF at) const
{
    int nearest = -1;
    double nearestAt = reach;
    for (int item = 0; item < itemCount(); ++item) {
        const QPointF away = placeOf(item) - at;
        if (const double distance = std::hypot(away.x(), away.y()); distance <= nearestAt) {
            nearest = item;
            nearestAt = distance;
        }
    }
    return nearest;
}

}  // namespace widgets
