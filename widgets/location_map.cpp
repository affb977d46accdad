#include "widgets/location_map.h"

#include "widgets/contrast.h"
#include "widgets/part_paths.h"
#include "widgets/plot_style.h"
#include "widgets/plot_ticks_p.h"
#include "widgets/tsv_text.h"
#include "widgets/verdict_style.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <cmath>
#include <limits>
#include <utility>

namespace widgets {

namespace {

constexpr int scaleWidth = 12;
constexpr int gap = 8;
constexpr double roomOfPoint = 100;  // pixels squared: with less, points hide the cells and each other

/// The ticks of a share, both along and down.
QSharedPointer<QCPAxisTickerText> shareTicks()
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (const int percent : {0, 25, 50, 75, 100})
        ticker->addTick(percent / 100.0, QLocale().toString(percent));
    return ticker;
}

}  // namespace

LocationMap::LocationMap(QWidget* parent)
    : PlotView(parent), m_withPoints(new QCheckBox(this)), m_cells(nullptr), m_scale(new QCPColorScale(&plot())),
      m_below(new QCPItemPixmap(&plot())), m_mark(new QCPItemRect(&plot()))
{
    plot().addLayer(QStringLiteral("below"), plot().layer(QStringLiteral("background")), QCustomPlot::limAbove);
    m_below->setLayer(QStringLiteral("below"));
    m_below->setScaled(true, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    m_below->topLeft->setCoords(0, 0);
    m_below->bottomRight->setCoords(1, 1);
    m_cells = new QCPColorMap(plot().xAxis, plot().yAxis);
    m_cells->setInterpolate(false);
    m_cells->setTightBoundary(false);  // outer cells are drawn whole
    m_cells->setAntialiased(false);
    m_failing = plot().addGraph();
    m_reviewed = plot().addGraph();
    makeAxes();
    m_cells->setColorScale(m_scale);
    m_mark->setClipToAxisRect(false);
    m_mark->setVisible(false);
    m_withPoints->setChecked(true);
    controls()->addWidget(m_withPoints);
    controls()->addStretch();
    // How wide the scale with its numbers is, only the layout knows; it doesn't depend on the map.
    connect(&plot(), &QCustomPlot::afterLayout, this, [this] {
        const int room = m_scale->outerRect().width() - m_scale->margins().right();
        if (std::exchange(m_scaleRoom, room) == room)
            return;
        fitTo(plot().size());
        plot().replot(QCustomPlot::rpQueuedReplot);
    });
    connect(m_withPoints, &QCheckBox::toggled, this, [this] { touch(); });
    start();
}

void LocationMap::makeAxes()
{
    plot().yAxis->setRangeReversed(true);
    plot().xAxis->setRange(0, 1);
    plot().yAxis->setRange(0, 1);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setSubTicks(false);
        axis->grid()->setVisible(false);
    }
    plot().axisRect()->setupFullAxesBox();
    for (QCPAxis* axis : {plot().xAxis2, plot().yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    plot().axisRect()->setAutoMargins(QCP::msNone);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(scaleWidth);
    m_scale->axis()->setTicker(QSharedPointer<WholeTicker>::create());
    m_scale->axis()->setSubTicks(false);
    m_scale->axis()->setNumberFormat(QStringLiteral("f"));
    m_scale->axis()->setNumberPrecision(0);
    plot().plotLayout()->addElement(0, 1, m_scale);
    plot().plotLayout()->setColumnSpacing(gap);
}

void LocationMap::setRecords(DefectRecords records)
{
    m_records = recordsOrNone(std::move(records));
    touch();
}

void LocationMap::setBackground(const QImage& picture)
{
    m_picture = picture;
    touch();
}

bool LocationMap::showsPoints() const
{
    return m_withPoints->isChecked() && m_roomy;
}

void LocationMap::rebuild()
{
    m_aspect = usualAspect(*m_records);
    const int shortSide = std::max(1, int(std::lround(cellsOfLongSide * std::min(m_aspect, 1 / m_aspect))));
    m_grid = m_aspect >= 1 ? densityOf(*m_records, cellsOfLongSide, shortSide) : densityOf(*m_records, shortSide, cellsOfLongSide);
    if (m_grid.greatest() == 0) {
        m_grid.counts.clear();
        showEmpty(tr("No places to show yet"),
                  tr("Inspect parts: where their defects lie is gathered here over all images. A drag shows the parts with a defect"
                     " inside."));
        return;
    }
    showPlot();
    fillCells();
    drawPoints();
    m_below->setVisible(!m_picture.isNull());
    if (!m_picture.isNull())
        m_below->setPixmap(QPixmap::fromImage(m_picture));
    restyle();
    fitTo(plot().size());
}

void LocationMap::fillCells()
{
    QCPColorMapData* cells = m_cells->data();
    cells->setSize(m_grid.columns, m_grid.rows);
    // A range names the centres of the outermost cells.
    cells->setRange(QCPRange(0.5 / m_grid.columns, 1 - 0.5 / m_grid.columns), QCPRange(0.5 / m_grid.rows, 1 - 0.5 / m_grid.rows));
    for (int row = 0; row < m_grid.rows; ++row)
        for (int column = 0; column < m_grid.columns; ++column) {
            const int count = m_grid.count(column, row);
            cells->setCell(column, row, count > 0 ? double(count) : std::numeric_limits<double>::quiet_NaN());
        }
    m_cells->setDataRange(QCPRange(0, m_grid.greatest()));
}

void LocationMap::drawPoints()
{
    m_failing->data()->clear();
    m_reviewed->data()->clear();
    if (m_records->size() > std::size_t(mostPoints))
        return;
    for (const DefectRecord& record : *m_records)
        if (const auto place = relativePlace(record))
            (record.failing ? m_failing : m_reviewed)->addData(place->x, place->y);
}

void LocationMap::fitTo(QSize size)
{
    // The map keeps the shape of the images; what is left over goes to the sides.
    const QFontMetrics metrics(plot().font());
    const int numbers = metrics.horizontalAdvance(QLocale().toString(100)) + gap;
    const int left = numbers + metrics.height() + 4;
    // The name of the axis may be written in another font than its numbers, with taller letters.
    const QCPAxis& across = *plot().xAxis;
    const int name = std::max(metrics.height(), metrics.boundingRect(QRect(0, 0, size.width(), size.height()), Qt::AlignCenter, across.label()).height());
    const int bottom = std::max(across.tickLengthOut(), 0) + across.tickLabelPadding() + metrics.height() + across.labelPadding() + name + 6;
    const int top = metrics.height() / 2 + 2;
    const int right = numbers / 2;
    const double wide = std::max(1, size.width() - gap - m_scaleRoom - left - right);
    const double high = std::max(1, size.height() - top - bottom);
    const int sides = std::max(0, int((wide - high * m_aspect) / 2));
    const int ends = std::max(0, int((high - wide / m_aspect) / 2));
    plot().axisRect()->setMargins(QMargins(left + sides, top + ends, right, bottom + ends));
    m_scale->setMargins(QMargins(0, top + ends, sides, bottom + ends));
    const double area = std::min(wide, high * m_aspect) * std::min(high, wide / m_aspect);
    m_roomy = m_records->size() <= std::size_t(mostPoints) && double(m_records->size()) * roomOfPoint <= area;
    m_withPoints->setEnabled(m_roomy);
    m_failing->setVisible(showsPoints());
    m_reviewed->setVisible(showsPoints());
    m_scale->axis()->ticker()->setTickCount(std::min(ticksIn(size.height(), metrics.height()), std::max(m_grid.greatest(), 1)));
}

void LocationMap::restyle()
{
    const PlotColours colours = plotColours(plot().palette());
    // On a picture the cells let it through; on the ground they are as good as opaque.
    const int least = m_picture.isNull() ? 40 : 70;
    const int most = m_picture.isNull() ? 255 : 200;
    QCPColorGradient gradient;
    gradient.clearColorStops();
    const auto stop = [&](double place, int alpha) {
        QColor colour = colours.accent;
        colour.setAlpha(alpha);
        gradient.setColorStopAt(place, colour);
    };
    stop(0, least);
    stop(1, most);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    m_scale->setGradient(gradient);
    m_cells->setGradient(gradient);
    const VerdictStyle fail = styleOf(Mark::Fail, plot().palette());
    const VerdictStyle review = styleOf(Mark::Review, plot().palette());
    m_failing->setLineStyle(QCPGraph::lsNone);
    m_reviewed->setLineStyle(QCPGraph::lsNone);
    m_failing->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, QPen(fail.fill, 2), Qt::NoBrush, 7));
    m_reviewed->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(review.fill, 1.5), Qt::NoBrush, 8));
    m_mark->setPen(QPen(colours.text, 2));
    m_mark->setBrush(Qt::NoBrush);
}

void LocationMap::retranslate()
{
    m_withPoints->setText(tr("Points"));
    m_withPoints->setToolTip(tr("Each defect as a point, while there are few enough for the map's size: a cross fails, a diamond wants"
                                " review"));
    plot().xAxis->setTicker(shareTicks());
    plot().yAxis->setTicker(shareTicks());
    plot().xAxis->setLabel(tr("% of the width"));
    plot().yAxis->setLabel(tr("% of the height"));
    m_scale->setLabel(tr("Defects per cell"));
    plotArea()->setAccessibleName(tr("Map of the defects' places"));
}

void LocationMap::markCurrent()
{
    m_mark->setVisible(current() >= 0);
    if (current() < 0)
        return;
    const inference::Rect cell = m_grid.rectOf(current());
    m_mark->topLeft->setCoords(cell.x, cell.y);
    m_mark->bottomRight->setCoords(cell.x + cell.width, cell.y + cell.height);
}

int LocationMap::itemAt(QPointF at) const
{
    const double x = plot().xAxis->pixelToCoord(at.x());
    const double y = plot().yAxis->pixelToCoord(at.y());
    if (itemCount() == 0 || x < 0 || x >= 1 || y < 0 || y >= 1)
        return -1;
    const int cell = m_grid.cellOf({x, y});
    return m_grid.counts[std::size_t(cell)] > 0 ? cell : -1;
}

QPointF LocationMap::placeOf(int cell) const
{
    const inference::Rect area = m_grid.rectOf(cell);
    return {plot().xAxis->coordToPixel(area.x + area.width / 2), plot().yAxis->coordToPixel(area.y + area.height / 2)};
}

int LocationMap::stepped(int cell, int key) const
{
    const int column = cell % m_grid.columns;
    switch (key) {
    case Qt::Key_Left: return column > 0 ? cell - 1 : cell;
    case Qt::Key_Right: return column < m_grid.columns - 1 ? cell + 1 : cell;
    case Qt::Key_Up: return cell >= m_grid.columns ? cell - m_grid.columns : cell;
    case Qt::Key_Down: return cell + m_grid.columns < itemCount() ? cell + m_grid.columns : cell;
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return itemCount() - 1;
    default:
        // Where the keyboard starts: the fullest cell.
        return int(std::ranges::max_element(m_grid.counts) - m_grid.counts.begin());
    }
}

QString LocationMap::areaText(const inference::Rect& area) const
{
    const auto percent = [](double share) { return QLocale().toString(share * 100, 'f', 0); };
    return tr("defects at %1 to %2 % across, %3 to %4 % down")
        .arg(percent(area.x), percent(area.x + area.width), percent(area.y), percent(area.y + area.height));
}

QString LocationMap::sentenceOf(int cell) const
{
    return tr("%1: %2 on %3").arg(areaText(m_grid.rectOf(cell)),
                                  tr("%Ln defect(s)", nullptr, m_grid.counts[std::size_t(cell)]),
                                  tr("%Ln part(s)", nullptr, int(pathsIn(cell).size())));
}

QString LocationMap::copyText() const
{
    const QLocale locale = plainNumbers();
    QString text = tsvLine({tr("From % of the width"), tr("To % of the width"), tr("From % of the height"),
                            tr("To % of the height"), tr("Defects")});
    const auto percent = [&locale](double share) { return locale.toString(share * 100, 'f', 2); };
    for (int cell = 0; cell < itemCount(); ++cell) {
        if (m_grid.counts[std::size_t(cell)] == 0)
            continue;
        const inference::Rect area = m_grid.rectOf(cell);
        text += tsvLine({percent(area.x), percent(area.x + area.width), percent(area.y), percent(area.y + area.height),
                         locale.toString(m_grid.counts[std::size_t(cell)])});
    }
    return text;
}

QStringList LocationMap::pathsIn(int cell) const
{
    return pathsWhere(*m_records, [&](int i) {
        const auto place = relativePlace((*m_records)[std::size_t(i)]);
        return place && m_grid.cellOf(*place) == cell;
    });
}

void LocationMap::activate(int cell)
{
    if (m_grid.counts[std::size_t(cell)] > 0)
        emit partsSelected(pathsIn(cell), areaText(m_grid.rectOf(cell)));
}

QRect LocationMap::spanRect(QPoint from, QPoint to) const
{
    return QRect(from, to).normalized() & plot().axisRect()->rect();
}

void LocationMap::spanned(const QRect& span)
{
    const double left = std::clamp(plot().xAxis->pixelToCoord(span.left()), 0.0, 1.0);
    const double right = std::clamp(plot().xAxis->pixelToCoord(span.right() + 1), 0.0, 1.0);
    const double top = std::clamp(plot().yAxis->pixelToCoord(span.top()), 0.0, 1.0);
    const double bottom = std::clamp(plot().yAxis->pixelToCoord(span.bottom() + 1), 0.0, 1.0);
    const inference::Rect area{left, top, right - left, bottom - top};
    const QStringList paths = pathsWhere(*m_records, [&](int i) { return liesInside((*m_records)[std::size_t(i)], area); });
    if (!paths.isEmpty())
        emit partsSelected(paths, areaText(area));
}

}  // namespace widgets
