#include "widgets/pareto_plot.h"

#include "widgets/contrast.h"
#include "widgets/part_paths.h"
#include "widgets/plot_style.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/tsv_text.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double barWidth = 0.8;  // of the room between two bars
constexpr int leastBars = 3;  // named ones
constexpr int mostBars = 16;
constexpr int charactersOfName = 8;
constexpr int leastDecimals = 2;
constexpr int mostDecimals = 12;

/// Of the numbers on an axis up to `highest`: its ticks can be told apart, also small areas'.
int decimalsUpTo(double highest)
{
    if (highest >= 10)
        return 0;
    return highest > 0 ? std::clamp(int(std::ceil(2 - std::log10(highest))), leastDecimals, mostDecimals) : leastDecimals;
}

}  // namespace

ParetoPlot::ParetoPlot(QWidget* parent)
    : PlotView(parent), m_groupings(new QComboBox(this)), m_heights(new QComboBox(this)),
      m_named(new QCPBars(plot().xAxis, plot().yAxis)), m_rest(new QCPBars(plot().xAxis, plot().yAxis)),
      m_mark(new QCPBars(plot().xAxis, plot().yAxis)), m_line(plot().addGraph(plot().xAxis, plot().yAxis2))
{
    m_groupings->addItems({QString(), QString(), QString()});
    m_heights->addItems({QString(), QString()});
    controls()->addWidget(m_groupings);
    controls()->addWidget(m_heights);
    controls()->addStretch();
    for (QCPBars* bars : {m_named, m_rest, m_mark}) {
        bars->setWidth(barWidth);
        bars->setAntialiased(false);
    }
    plot().xAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    plot().xAxis->setSubTicks(false);
    plot().xAxis->grid()->setVisible(false);
    plot().yAxis->setTicker(QSharedPointer<WholeTicker>::create());
    plot().yAxis->setNumberFormat(QStringLiteral("f"));
    plot().yAxis2->setVisible(true);
    plot().yAxis2->setRange(0, 108);
    auto percent = QSharedPointer<QCPAxisTickerText>::create();
    plot().yAxis2->setTicker(percent);
    plot().yAxis2->setSubTicks(false);
    connect(m_groupings, &QComboBox::currentIndexChanged, this, [this](int place) { setGrouping(ParetoBy(place)); });
    connect(m_heights, &QComboBox::currentIndexChanged, this, [this](int place) { setHeight(ParetoHeight(place)); });
    start();
}

void ParetoPlot::setRecords(DefectRecords records)
{
    m_records = recordsOrNone(std::move(records));
    touch();
}

void ParetoPlot::setMmPerPixel(double mmPerPixel)
{
    const Calibration calibration {std::max(mmPerPixel, 0.0)};
    if (std::exchange(m_calibration, calibration) == calibration)
        return;
    touch();
}

void ParetoPlot::setGrouping(ParetoBy by)
{
    if (by == m_by)
        return;
    m_by = by;
    m_groupings->setCurrentIndex(int(by));
    setCurrent(-1);
    touch();
}

void ParetoPlot::setHeight(ParetoHeight height)
{
    if (height == m_height)
        return;
    m_height = height;
    m_heights->setCurrentIndex(int(height));
    setCurrent(-1);
    touch();
}

int ParetoPlot::mostFor(int width) const
{
    const QMargins margins = plot().axisRect()->margins();
    const int room = width - margins.left() - margins.right();
    const int name = QFontMetrics(plot().font()).averageCharWidth() * charactersOfName;
    constexpr int unnamed = 2;  // others, and what is in none
    return std::clamp(room / std::max(name, 1) - unnamed, leastBars, mostBars);
}

void ParetoPlot::rebuild()
{
    m_most = mostFor(plot().width());
    m_pareto = paretoOf(*m_records, m_by, m_height, m_most);
    draw();
}

void ParetoPlot::draw()
{
    if (m_pareto.bars.empty()) {
        showEmpty(tr("No defects to rank yet"),
                  tr("Inspect parts: the class, zone or folder with the most defects stands first here. A click on a bar shows its"
                     " parts."));
        return;
    }
    showPlot();
    m_named->data()->clear();
    m_rest->data()->clear();
    m_line->data()->clear();
    double highest = 0;
    for (std::size_t i = 0; i < m_pareto.bars.size(); ++i) {
        const ParetoBar& bar = m_pareto.bars[i];
        const double height = m_height == ParetoHeight::Area ? m_calibration.area(bar.height) : bar.height;
        (bar.kind == ParetoBar::Kind::Named ? m_named : m_rest)->addData(double(i), height);
        m_line->addData(double(i), bar.cumulative * 100);
        highest = std::max(highest, height);
    }
    plot().xAxis->setRange(-0.5, double(m_pareto.bars.size()) - 0.5);
    plot().yAxis->setRange(0, highest > 0 ? highest * 1.08 : 1);
    const bool area = m_height == ParetoHeight::Area;
    plot().yAxis->setNumberPrecision(area ? decimalsUpTo(highest) : 0);
    plot().yAxis->setLabel(area ? measureName(Measure::Area) + QLatin1Char(' ') + areaUnit(m_calibration) : tr("Defects"));
    QSharedPointer<QCPAxisTicker> ticker;
    if (area)
        ticker = QSharedPointer<QCPAxisTicker>::create();
    else
        ticker = QSharedPointer<WholeTicker>::create();
    plot().yAxis->setTicker(ticker);
    fitTo(plot().size());
}

void ParetoPlot::fitTo(QSize size)
{
    const QFontMetrics metrics(plot().font());
    plot().yAxis->ticker()->setTickCount(ticksIn(size.height(), metrics.height()));
    plot().axisRect()->setMinimumMargins(QMargins(0, metrics.height() / 2 + 4, 0, 0));
    const auto percent = plot().yAxis2->ticker().staticCast<QCPAxisTickerText>();
    percent->clear();
    for (const int share : {0, 50, 100})
        percent->addTick(share, tr("%1 %").arg(QLocale().toString(share)));
    if (m_pareto.bars.empty() || isStale())
        return;
    // Another number of bars has room: others gain or lose members.
    if (const int most = mostFor(size.width()); most != m_most) {
        m_most = most;
        Pareto pareto = paretoOf(*m_records, m_by, m_height, most);
        if (pareto.bars.size() != m_pareto.bars.size()) {
            m_pareto = std::move(pareto);
            setCurrent(-1);  // it may be another bar now
            draw();
            return;
        }
    }
    labelBars(size.width());
}

void ParetoPlot::labelBars(int width)
{
    const QMargins margins = plot().axisRect()->margins();
    const double room = double(width - margins.left() - margins.right()) / double(m_pareto.bars.size());
    const QFontMetrics metrics(plot().font());
    const auto ticker = plot().xAxis->ticker().staticCast<QCPAxisTickerText>();
    ticker->clear();
    for (std::size_t i = 0; i < m_pareto.bars.size(); ++i)
        ticker->addTick(double(i), metrics.elidedText(nameOf(m_pareto.bars[i]), m_by == ParetoBy::Folder ? Qt::ElideLeft : Qt::ElideRight,
                                                      int(room) - 4));
}

QString ParetoPlot::nameOf(const ParetoBar& bar) const
{
    switch (bar.kind) {
    case ParetoBar::Kind::Named: return bar.name.isEmpty() ? tr("(top folder)") : bar.name;
    case ParetoBar::Kind::Others: return tr("%Ln more", nullptr, bar.members);
    case ParetoBar::Kind::None: return m_by == ParetoBy::Class ? tr("no class") : tr("no zone");
    }
    return {};
}

QString ParetoPlot::describe(const ParetoBar& bar) const
{
    switch (bar.kind) {
    case ParetoBar::Kind::Named:
        switch (m_by) {
        case ParetoBy::Class: return tr("class %1").arg(bar.name);
        case ParetoBy::Zone: return tr("zone %1").arg(bar.name);
        case ParetoBy::Folder: return tr("defects in folder %1").arg(nameOf(bar));
        }
        return {};
    case ParetoBar::Kind::Others:
        switch (m_by) {
        case ParetoBy::Class: return tr("%Ln other class(es)", nullptr, bar.members);
        case ParetoBy::Zone: return tr("%Ln other zone(s)", nullptr, bar.members);
        case ParetoBy::Folder: return tr("defects in %Ln other folder(s)", nullptr, bar.members);
        }
        return {};
    case ParetoBar::Kind::None: return m_by == ParetoBy::Class ? tr("unclassified defects") : tr("defects in no zone");
    }
    return {};
}

QString ParetoPlot::sentenceOf(int item) const
{
    const ParetoBar& bar = m_pareto.bars[std::size_t(item)];
    const QString defects = tr("%Ln defect(s)", nullptr, bar.defects);
    const QString area = measureText(m_calibration.area(bar.area), Measure::Area, m_calibration);
    return tr("%1: %2, %3; %4 % with all before it")
        .arg(describe(bar), defects, area, QLocale().toString(bar.cumulative * 100, 'f', 1));
}

QPointF ParetoPlot::placeOf(int item) const
{
    const ParetoBar& bar = m_pareto.bars[std::size_t(item)];
    const double height = m_height == ParetoHeight::Area ? m_calibration.area(bar.height) : bar.height;
    return {plot().xAxis->coordToPixel(item), (plot().yAxis->coordToPixel(height) + plot().yAxis->coordToPixel(0)) / 2};
}

QString ParetoPlot::copyText() const
{
    const QLocale locale = plainNumbers();
    const QString heading = m_by == ParetoBy::Class ? tr("Class") : m_by == ParetoBy::Zone ? tr("Zone") : tr("Folder");
    QString text = tsvLine({heading, tr("Defects"), measureName(Measure::Area) + QLatin1Char(' ') + areaUnit(m_calibration),
                            tr("Cumulative %")});
    for (const ParetoBar& bar : m_pareto.bars)
        text += tsvLine({tsvCell(nameOf(bar)), locale.toString(bar.defects),
                         locale.toString(m_calibration.area(bar.area), 'f', areaDecimals(m_calibration)),
                         locale.toString(bar.cumulative * 100, 'f', 1)});
    return text;
}

void ParetoPlot::restyle()
{
    const PlotColours colours = plotColours(plot().palette());
    m_named->setPen(Qt::NoPen);
    m_named->setBrush(mixed(colours.accent, colours.ground, 0.75));
    m_rest->setPen(QPen(colours.axis, 1));
    m_rest->setBrush(QBrush(colours.axis, Qt::BDiagPattern));
    m_mark->setPen(QPen(colours.text, 2));
    m_mark->setBrush(colours.accent);
    m_line->setPen(QPen(colours.text, 1.5));
    m_line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.text, colours.text, 5));
}

void ParetoPlot::retranslate()
{
    m_groupings->setItemText(int(ParetoBy::Class), tr("By class"));
    m_groupings->setItemText(int(ParetoBy::Zone), tr("By zone"));
    m_groupings->setItemText(int(ParetoBy::Folder), tr("By folder"));
    m_groupings->setAccessibleName(tr("Grouping"));
    m_groupings->setToolTip(tr("What defects are counted by"));
    m_heights->setItemText(int(ParetoHeight::Count), tr("Number of defects"));
    m_heights->setItemText(int(ParetoHeight::Area), tr("Area of defects"));
    m_heights->setAccessibleName(tr("Height of the bars"));
    m_heights->setToolTip(tr("What the bars add up"));
    plotArea()->setAccessibleName(tr("Pareto chart of the defects"));
}

void ParetoPlot::markCurrent()
{
    m_mark->data()->clear();
    if (current() < 0)
        return;
    const double height = m_pareto.bars[std::size_t(current())].height;
    m_mark->addData(current(), m_height == ParetoHeight::Area ? m_calibration.area(height) : height);
}

int ParetoPlot::itemAt(QPointF at) const
{
    if (!plot().axisRect()->rect().contains(at.toPoint()))
        return -1;
    const double place = plot().xAxis->pixelToCoord(at.x());
    const int bar = int(std::lround(place));
    return bar >= 0 && bar < itemCount() && std::abs(place - bar) <= barWidth / 2 ? bar : -1;
}

void ParetoPlot::activate(int bar)
{
    emit partsSelected(pathsWhere(*m_records, [this, bar](int i) { return m_pareto.group[std::size_t(i)] == bar; }),
                       describe(m_pareto.bars[std::size_t(bar)]));
}

}  // namespace widgets
