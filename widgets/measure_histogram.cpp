#include "widgets/measure_histogram.h"

#include "widgets/contrast.h"
#include "widgets/part_paths.h"
#include "widgets/plot_style.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/tsv_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <cmath>
#include <utility>

namespace widgets {

namespace {

/// Whether the edge is 10^k times one of these.
bool hasMantissa(double edge, std::initializer_list<double> mantissas)
{
    return std::ranges::any_of(mantissas, [edge](double mantissa) {
        const double decade = std::log10(edge / mantissa);
        return std::abs(decade - std::round(decade)) < 1e-6;
    });
}

std::vector<int> edgesWhere(const Bins& bins, auto wanted)
{
    std::vector<int> edges;
    for (int i = 0; i < int(bins.edges.size()); ++i)
        if (wanted(i))
            edges.push_back(i);
    return edges;
}

/// The edges that have a number: as round and as many as `room` bins between two of them allow.
std::vector<int> numberedEdges(const Bins& bins, double room, bool logarithmic)
{
    const int last = bins.size();
    std::vector<int> edges;
    if (room <= 1)
        return edgesWhere(bins, [](int) { return true; });
    if (logarithmic) {
        constexpr int tight = 3;    // bins from 1 to 2, the closest of 1, 2, 5
        constexpr int decade = 10;  // bins
        if (room <= tight)
            edges = edgesWhere(bins, [&](int i) { return hasMantissa(bins.edges[std::size_t(i)], {1, 2, 5}); });
        else if (room <= decade)
            edges = edgesWhere(bins, [&](int i) { return hasMantissa(bins.edges[std::size_t(i)], {1}); });
    } else {
        const double step = bins.edges[1] - bins.edges[0];
        for (const int every : {2, 4, 5, 10, 20}) {
            if (every < room)
                continue;
            edges = edgesWhere(bins, [&](int i) {
                const double multiple = bins.edges[std::size_t(i)] / (every * step);
                return std::abs(multiple - std::round(multiple)) < 1e-6;
            });
            break;
        }
    }
    return edges.size() >= 2 ? edges : std::vector{0, last};
}

}  // namespace

MeasureHistogram::MeasureHistogram(QWidget* parent)
    : PlotView(parent), m_choice(new QComboBox(this)), m_scale(new QCheckBox(this)),
      m_bars(new QCPBars(plot().xAxis, plot().yAxis)), m_mark(new QCPBars(plot().xAxis, plot().yAxis))
{
    for (const Measure each : measures)
        m_choice->addItem(QString(), int(each));
    m_scale->setChecked(m_logarithmic);
    controls()->addWidget(m_choice);
    controls()->addWidget(m_scale);
    controls()->addStretch();
    for (QCPBars* bars : {m_bars, m_mark}) {
        bars->setWidthType(QCPBars::wtPlotCoords);
        bars->setWidth(1);
        bars->setAntialiased(false);
    }
    plot().xAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    plot().xAxis->setSubTicks(false);
    plot().xAxis->grid()->setVisible(false);
    plot().yAxis->setTicker(QSharedPointer<WholeTicker>::create());
    plot().yAxis->setNumberFormat(QStringLiteral("f"));
    plot().yAxis->setNumberPrecision(0);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this](int place) { setMeasure(measures[std::size_t(place)]); });
    connect(m_scale, &QCheckBox::toggled, this, &MeasureHistogram::setLogarithmic);
    start();
}

void MeasureHistogram::setRecords(DefectRecords records)
{
    m_records = recordsOrNone(std::move(records));
    touch();
}

void MeasureHistogram::setMmPerPixel(double mmPerPixel)
{
    const Calibration calibration {std::max(mmPerPixel, 0.0)};
    if (std::exchange(m_calibration, calibration) == calibration)
        return;
    touch();
}

void MeasureHistogram::setMeasure(Measure measure)
{
    if (measure == m_measure)
        return;
    m_measure = measure;
    m_choice->setCurrentIndex(int(measure));
    m_scale->setVisible(measure == Measure::Area);
    setCurrent(-1);
    touch();
}

void MeasureHistogram::setLogarithmic(bool on)
{
    if (on == m_logarithmic)
        return;
    m_logarithmic = on;
    m_scale->setChecked(on);
    setCurrent(-1);
    touch();
}

void MeasureHistogram::rebuild()
{
    m_values = measuredAll(*m_records, m_measure, m_calibration);
    constexpr double finestShare = 0.01;  // what the list shows
    const double finest = m_measure == Measure::Count ? 1 : measureUnit(m_measure, {}).isEmpty() ? finestShare : 0;
    m_bins = isLogarithmic() ? logarithmicBins(m_values, mostBins) : linearBins(m_values, mostBins, finest);
    m_decimals = edgeDecimals(m_bins);
    if (m_bins.size() == 0) {
        m_bars->data()->clear();
        showEmpty(tr("No defects to count yet"),
                  tr("Inspect parts: how large and how strong their regions are is counted here. A click on a bar shows its parts."));
        return;
    }
    showPlot();
    QVector<double> keys;
    QVector<double> counts;
    for (int bin = 0; bin < m_bins.size(); ++bin) {
        keys.append(bin + 0.5);
        counts.append(m_bins.counts[std::size_t(bin)]);
    }
    m_bars->setData(keys, counts, true);
    plot().xAxis->setRange(0, m_bins.size());
    plot().yAxis->setRange(0, std::ranges::max(m_bins.counts) * 1.08);
    const QString unit = measureUnit(m_measure, m_calibration);
    plot().xAxis->setLabel(unit.isEmpty() ? measureName(m_measure) : measureName(m_measure) + QLatin1Char(' ') + unit);
    fitTo(plot().size());
}

QString MeasureHistogram::edgeText(std::size_t edge) const
{
    const double value = m_bins.edges[edge];
    return QLocale().toString(value, 'f', isLogarithmic() ? decimalsOf(value) : m_decimals);
}

void MeasureHistogram::fitTo(QSize size)
{
    const QFontMetrics metrics(plot().font());
    plot().yAxis->ticker()->setTickCount(ticksIn(size.height(), metrics.height()));
    const auto ticker = plot().xAxis->ticker().staticCast<QCPAxisTickerText>();
    ticker->clear();
    if (m_bins.size() == 0)
        return;
    double number = 0;
    for (std::size_t edge = 0; edge < m_bins.edges.size(); ++edge)
        number = std::max(number, double(metrics.horizontalAdvance(edgeText(edge))));
    plot().axisRect()->setMinimumMargins(QMargins(0, metrics.height() / 2 + 4, int(number / 2) + 2, 0));
    // The left margin is what the count's numbers take; it doesn't follow the width.
    constexpr double apart = 10;
    const double margins = plot().axisRect()->margins().left() + number / 2;
    const double binWidth = std::max(size.width() - margins, 1.0) / m_bins.size();
    for (const int edge : numberedEdges(m_bins, (number + apart) / binWidth, isLogarithmic()))
        ticker->addTick(edge, edgeText(std::size_t(edge)));
}

void MeasureHistogram::restyle()
{
    const PlotColours colours = plotColours(plot().palette());
    m_bars->setPen(QPen(colours.ground, 1));
    m_bars->setBrush(mixed(colours.accent, colours.ground, 0.75));
    m_mark->setPen(QPen(colours.text, 2));
    m_mark->setBrush(colours.accent);
}

void MeasureHistogram::retranslate()
{
    for (int i = 0; i < int(measures.size()); ++i)
        m_choice->setItemText(i, measureName(measures[std::size_t(i)]));
    m_choice->setAccessibleName(tr("Measurement"));
    m_choice->setToolTip(tr("What is measured on each region"));
    m_scale->setText(tr("Logarithmic"));
    m_scale->setToolTip(tr("Bins of equal ratio: small and large regions side by side"));
    plotArea()->setAccessibleName(tr("Histogram of the defects"));
}

void MeasureHistogram::markCurrent()
{
    m_mark->data()->clear();
    if (current() >= 0)
        m_mark->addData(current() + 0.5, m_bins.counts[std::size_t(current())]);
}

int MeasureHistogram::itemAt(QPointF at) const
{
    if (!plot().axisRect()->rect().contains(at.toPoint()))
        return -1;
    const int bin = int(std::floor(plot().xAxis->pixelToCoord(at.x())));
    // The whole column counts: a single defect's bar is a pixel high beside thousands.
    return bin >= 0 && bin < m_bins.size() && m_bins.counts[std::size_t(bin)] > 0 ? bin : -1;
}

QPointF MeasureHistogram::placeOf(int bin) const
{
    const double high = plot().yAxis->coordToPixel(m_bins.counts[std::size_t(bin)]);
    return {plot().xAxis->coordToPixel(bin + 0.5), (high + plot().yAxis->coordToPixel(0)) / 2};
}

QStringList MeasureHistogram::pathsIn(int bin) const
{
    return pathsWhere(*m_records, [&](int i) { return m_bins.binOf(m_values[std::size_t(i)]) == bin; });
}

QString MeasureHistogram::rangeText(int bin) const
{
    const QString from = edgeText(std::size_t(bin));
    const QString unit = measureUnit(m_measure, m_calibration);
    const QString to = edgeText(std::size_t(bin) + 1) + (unit.isEmpty() ? QString() : QChar(0x00a0) + unit);
    switch (m_measure) {
    case Measure::Area: return tr("area %1 to %2").arg(from, to);
    case Measure::Length: return tr("length %1 to %2").arg(from, to);
    case Measure::Width: return tr("width %1 to %2").arg(from, to);
    case Measure::Peak: return tr("peak %1 to %2").arg(from, to);
    case Measure::Mean: return tr("mean %1 to %2").arg(from, to);
    case Measure::Contrast: return tr("contrast %1 to %2").arg(from, to);
    case Measure::X: return tr("centre x %1 to %2").arg(from, to);
    case Measure::Y: return tr("centre y %1 to %2").arg(from, to);
    case Measure::BoxWidth: return tr("box width %1 to %2").arg(from, to);
    case Measure::BoxHeight: return tr("box height %1 to %2").arg(from, to);
    case Measure::Count: return tr("%1 to below %2 regions").arg(from, to);
    }
    return {};
}

QString MeasureHistogram::sentenceOf(int bin) const
{
    if (m_measure == Measure::Count)
        return tr("%1: %2").arg(rangeText(bin), tr("%Ln part(s)", nullptr, m_bins.counts[std::size_t(bin)]));
    return tr("%1: %2 on %3")
        .arg(rangeText(bin), tr("%Ln defect(s)", nullptr, m_bins.counts[std::size_t(bin)]),
             tr("%Ln part(s)", nullptr, int(pathsIn(bin).size())));
}

QString MeasureHistogram::copyText() const
{
    const QLocale locale = plainNumbers();
    const QString unit = measureUnit(m_measure, m_calibration);
    const QString name = unit.isEmpty() ? measureName(m_measure) : measureName(m_measure) + QLatin1Char(' ') + unit;
    const QString counted = m_measure == Measure::Count ? tr("Parts") : tr("Defects");
    QString text = tsvLine({tr("%1 from").arg(name), tr("%1 to below").arg(name), counted});
    for (int bin = 0; bin < m_bins.size(); ++bin)
        text += tsvLine({locale.toString(m_bins.edges[std::size_t(bin)], 'f', m_decimals),
                         locale.toString(m_bins.edges[std::size_t(bin) + 1], 'f', m_decimals),
                         locale.toString(m_bins.counts[std::size_t(bin)])});
    return text;
}

void MeasureHistogram::activate(int bin)
{
    if (m_bins.counts[std::size_t(bin)] > 0)
        emit partsSelected(pathsIn(bin), rangeText(bin));
}

}  // namespace widgets
