#include "widgets/evaluation_curves_plot.h"

#include "widgets/plot_style.h"
#include "widgets/rate_text.h"
#include "widgets/tsv_text.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace widgets {

using inference::evaluation::Curve;
using inference::evaluation::CurvePoint;

namespace {

constexpr double reach = 12;   // pixels from a point at which it is still meant
constexpr int pageOfPoints = 25;
constexpr double roomAbove = 1.03;

QCPCurve* addCurve(QCustomPlot& plot, bool marksOnly)
{
    auto* const curve = new QCPCurve(plot.xAxis, plot.yAxis);
    if (marksOnly)
        curve->setLineStyle(QCPCurve::lsNone);
    curve->setSelectable(QCP::stNone);
    return curve;
}

void setPoints(QCPCurve* line, const Curve& curve)
{
    QVector<double> x, y;
    for (const CurvePoint& point : curve) {
        x.append(point.x);
        y.append(point.y);
    }
    line->setData(x, y);
}

QString limitOf(const CurvePoint& point)
{
    return std::isfinite(point.limit) ? QLocale().toString(point.limit, 'g', 5) : QStringLiteral("–");
}

}  // namespace

EvaluationCurvesPlot::EvaluationCurvesPlot(QWidget* parent)
    : PlotView(parent)
    , m_choice(new QComboBox)
    , m_chance(addCurve(plot(), false))
{
    for (int i = 0; i < kindCount; ++i)
        m_choice->addItem(QString());
    controls()->addWidget(m_choice);
    controls()->addStretch();
    connect(m_choice, &QComboBox::activated, this, [this](int index) { setKind(Kind(index)); });
    for (int i = 0; i < mostSeries; ++i)
        m_lines.push_back(addCurve(plot(), false));
    for (int i = 0; i < mostSeries; ++i)
        m_bests.push_back(addCurve(plot(), true));
    m_ring = addCurve(plot(), true);
    for (QCPCurve* const mark : {m_chance, m_bests[1], m_ring})
        mark->removeFromLegend();
    plot().legend->setVisible(true);
    for (QCPAxis* const axis : {plot().xAxis, plot().yAxis}) {
        axis->setSubTicks(false);
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(3);
    }
    start();
}

void EvaluationCurvesPlot::setSeries(std::vector<Series> series)
{
    m_series = std::move(series);
    if (m_series.size() > mostSeries)
        m_series.resize(mostSeries);
    setCurrent(-1);
    touch();
}

void EvaluationCurvesPlot::setKind(Kind kind)
{
    m_choice->setCurrentIndex(int(kind));
    if (std::exchange(m_kind, kind) == kind)
        return;
    setCurrent(-1);
    touch();
}

const Curve& EvaluationCurvesPlot::curveOf(int series) const
{
    const Series& one = m_series.at(std::size_t(series));
    switch (m_kind) {
    case Kind::PixelRoc: return one.pixels.roc;
    case Kind::PixelPrecisionRecall: return one.pixels.precisionRecall;
    case Kind::PixelPro: return one.pixels.pro;
    case Kind::ImageRoc: return one.images.roc;
    case Kind::ImagePrecisionRecall: break;
    }
    return one.images.precisionRecall;
}

/// The first point at which what scores at the limit of the greatest F1 is caught. Curves are thinned: it may lie a little beyond.
std::optional<std::size_t> EvaluationCurvesPlot::bestPoint(int series) const
{
    const auto& limit = ofImages() ? m_series[std::size_t(series)].imageLimit : m_series[std::size_t(series)].pixelLimit;
    if (!limit)
        return std::nullopt;
    const Curve& curve = curveOf(series);
    const auto point = std::ranges::find_if(curve, [&](const CurvePoint& one) { return one.limit <= *limit; });
    return point == curve.end() ? std::nullopt : std::optional(std::size_t(point - curve.begin()));
}

int EvaluationCurvesPlot::itemCount() const
{
    std::size_t count = 0;
    for (int series = 0; series < int(m_series.size()); ++series)
        count += curveOf(series).size();
    return int(count);
}

EvaluationCurvesPlot::Place EvaluationCurvesPlot::placeAt(int item) const
{
    const auto first = m_series.empty() ? std::size_t(0) : curveOf(0).size();
    return std::size_t(item) < first ? Place {0, std::size_t(item)} : Place {1, std::size_t(item) - first};
}

QString EvaluationCurvesPlot::xName() const
{
    return m_kind == Kind::PixelPrecisionRecall || m_kind == Kind::ImagePrecisionRecall ? tr("Recall") : tr("False positive rate");
}

QString EvaluationCurvesPlot::yName() const
{
    switch (m_kind) {
    case Kind::PixelRoc:
    case Kind::ImageRoc: return tr("True positive rate");
    case Kind::PixelPro: return tr("Mean overlap of the regions");
    case Kind::PixelPrecisionRecall:
    case Kind::ImagePrecisionRecall: break;
    }
    return tr("Precision");
}

QString EvaluationCurvesPlot::sentenceOf(int item) const
{
    const auto [series, index] = placeAt(item);
    const CurvePoint& point = curveOf(series).at(index);
    const QString name = m_series.size() > 1 ? m_series[std::size_t(series)].name + QLatin1Char('\n') : QString();
    QString text = name + tr("%1 %2, %3 %4, limit %5", "name, value, name, value").arg(xName(), percentText(point.x), yName(), percentText(point.y), limitOf(point));
    if (bestPoint(series) == index)
        text += QLatin1Char('\n') + tr("The greatest F1");
    return text;
}

QPointF EvaluationCurvesPlot::placeOf(int item) const
{
    const auto [series, index] = placeAt(item);
    const CurvePoint& point = curveOf(series).at(index);
    return {plot().xAxis->coordToPixel(point.x), plot().yAxis->coordToPixel(point.y)};
}

QString EvaluationCurvesPlot::copyText() const
{
    const QLocale locale = plainNumbers();
    QString text = tsvLine({tr("Model"), xName(), yName(), tr("Limit")});
    for (int series = 0; series < int(m_series.size()); ++series)
        for (const CurvePoint& point : curveOf(series))
            text += tsvLine({tsvCell(m_series[std::size_t(series)].name), locale.toString(point.x, 'f', 6), locale.toString(point.y, 'f', 6),
                             std::isfinite(point.limit) ? locale.toString(point.limit, 'g', 9) : QString()});
    return text;
}

void EvaluationCurvesPlot::rebuild()
{
    if (m_series.empty()) {
        showEmpty(tr("No product chosen"), tr("Choose one product in the table: its curves stand here."));
        return;
    }
    if (itemCount() == 0) {
        showEmpty(tr("No such curve"), ofImages() ? tr("It needs good and defective images.") : tr("It needs defective images with masks, and pixels without a defect."));
        return;
    }
    showPlot();
    const bool roc = m_kind == Kind::PixelRoc || m_kind == Kind::ImageRoc;
    setPoints(m_chance, roc ? Curve {{0, 0, 0}, {1, 1, 0}} : Curve());
    double widest = 0;
    for (int i = 0; i < mostSeries; ++i) {
        const bool shown = i < int(m_series.size());
        const Curve curve = shown ? curveOf(i) : Curve();
        const auto best = shown ? bestPoint(i) : std::nullopt;
        setPoints(m_lines[std::size_t(i)], curve);
        setPoints(m_bests[std::size_t(i)], best ? Curve {curve[*best]} : Curve());
        m_lines[std::size_t(i)]->setName(shown ? fontMetrics().elidedText(m_series[std::size_t(i)].name, Qt::ElideMiddle, width() / 2) : QString());
        if (shown)
            m_lines[std::size_t(i)]->addToLegend();
        else
            m_lines[std::size_t(i)]->removeFromLegend();
        if (!curve.empty())
            widest = std::max(widest, curve.back().x);
    }
    m_bests[0]->removeFromLegend();
    m_bests[0]->addToLegend();  // below the models
    // Where none of these curves goes.
    const bool recalls = m_kind == Kind::PixelPrecisionRecall || m_kind == Kind::ImagePrecisionRecall;
    plot().axisRect()->insetLayout()->setInsetAlignment(0, (recalls ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    plot().xAxis->setLabel(xName());
    plot().yAxis->setLabel(yName());
    plot().xAxis->setRange(0, (m_kind == Kind::PixelPro && widest > 0 ? widest : 1) * roomAbove);
    plot().yAxis->setRange(0, roomAbove);
    markCurrent();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void EvaluationCurvesPlot::restyle()
{
    const PlotColours colours = plotColours(palette());
    m_chance->setPen(QPen(colours.quiet, 1, Qt::DotLine));
    m_lines[0]->setPen(QPen(colours.accent, 2));
    m_lines[1]->setPen(QPen(colours.text, 2, Qt::DashLine));
    m_bests[0]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(colours.accent, 1.5), QBrush(colours.accent), 9));
    m_bests[1]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, QPen(colours.text, 1.5), QBrush(colours.text), 8));
    m_ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.text, 2), QBrush(Qt::NoBrush), 15));
}

void EvaluationCurvesPlot::retranslate()
{
    plotArea()->setAccessibleName(tr("Curves of the product"));
    const QStringList kinds {tr("ROC of pixels"), tr("Precision and recall of pixels"), tr("PRO of regions"), tr("ROC of images"), tr("Precision and recall of images")};
    for (int i = 0; i < kindCount; ++i)
        m_choice->setItemText(i, kinds.at(i));
    m_bests[0]->setName(tr("Greatest F1"));
    m_choice->setAccessibleName(tr("Kind of curve"));
    m_choice->setToolTip(tr("Kind of curve"));
}

void EvaluationCurvesPlot::markCurrent()
{
    Curve marked;
    if (current() >= 0 && current() < itemCount()) {
        const auto [series, index] = placeAt(current());
        marked.push_back(curveOf(series)[index]);
    }
    setPoints(m_ring, marked);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

int EvaluationCurvesPlot::itemAt(QPointF at) const
{
    int nearest = -1;
    double nearestAt = reach;
    const int count = isEmpty() ? 0 : itemCount();
    for (int item = 0; item < count; ++item) {
        const QPointF away = placeOf(item) - at;
        if (const double distance = std::hypot(away.x(), away.y()); distance < nearestAt) {
            nearest = item;
            nearestAt = distance;
        }
    }
    return nearest;
}

void EvaluationCurvesPlot::activate(int item)
{
    const auto [series, index] = placeAt(item);
    const double limit = curveOf(series).at(index).limit;
    if (ofImages() && std::isfinite(limit))
        emit imageLimitWanted(series, limit);
}

int EvaluationCurvesPlot::stepped(int item, int key) const
{
    const int last = itemCount() - 1;
    if (key == Qt::Key_PageUp)
        return std::max(item - pageOfPoints, 0);
    if (key == Qt::Key_PageDown)
        return std::min(item + pageOfPoints, last);
    return PlotView::stepped(item, key);
}

}  // namespace widgets
