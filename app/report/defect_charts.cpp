#include "app/report/chapters_p.h"
#include "app/report/chart_frame_p.h"
#include "app/report/charts_p.h"

#include "widgets/defect_density.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportCharts)
};

QString nameOf(const widgets::ParetoBar& bar)
{
    switch (bar.kind) {
    case widgets::ParetoBar::Kind::Others: return Words::tr("%n others", nullptr, bar.members);
    case widgets::ParetoBar::Kind::None: return Words::tr("none");
    case widgets::ParetoBar::Kind::Named: break;
    }
    return bar.name.isEmpty() ? Words::tr("top folder") : bar.name;
}

}  // namespace

void paintParetoChart(QPainter& painter, const QRectF& area, const widgets::Pareto& pareto)
{
    double total = 0, tallest = 1;
    for (const widgets::ParetoBar& bar : pareto.bars) {
        total += bar.height;
        tallest = std::max(tallest, bar.height);
    }
    const std::size_t count = pareto.bars.size();
    const ChartFrame frame(area, 0, double(count), 0, tallest * 1.1);
    frame.drawY(painter, Words::tr("defects"), axisTicks(0, tallest * 1.1, 5, true), widgets::wholeNumber);
    const double column = frame.plot.width() / double(count);
    QPolygonF together;
    for (std::size_t i = 0; i < count; ++i) {
        const widgets::ParetoBar& bar = pareto.bars[i];
        const QRectF rect(QPointF(frame.x(double(i) + 0.18), frame.y(bar.height)), QPointF(frame.x(double(i) + 0.82), frame.plot.bottom()));
        const bool named = bar.kind == widgets::ParetoBar::Kind::Named;
        painter.setPen(QPen(sheet::accent, 5));
        painter.setBrush(named ? QColor(0x8f, 0xb2, 0xdd) : QColor(0xe3, 0xe8, 0xee));
        painter.drawRect(rect);
        const QFont small = sheet::font(sheet::Type::Small);
        const TextBlock name(cutText(nameOf(bar), small, column - 40), small, column, Qt::AlignHCenter);
        name.draw(painter, {frame.plot.left() + double(i) * column, frame.plot.bottom() + 45}, sheet::ink);
        together.append({frame.x(double(i) + 0.5), frame.plot.bottom() - bar.cumulative * frame.plot.height()});
    }
    painter.setPen(QPen(sheet::ink, 8));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(together);
    painter.setBrush(sheet::ink);
    for (const QPointF& point : together)
        painter.drawEllipse(point, 16, 16);
    for (std::size_t i = 0; i < count; ++i) {  // over the line, which may cross them
        const double height = pareto.bars[i].height;
        const TextBlock label(QStringLiteral("%1 · %2").arg(widgets::wholeNumber(height), widgets::percentText(total > 0 ? height / total : 0)), sheet::Type::Small, column);
        const QPointF at(frame.x(double(i) + 0.5) - label.width() / 2, frame.y(height) - label.height() - 8);
        painter.fillRect(QRectF(at, QSizeF(label.width(), label.height())), QColor(255, 255, 255, 220));
        label.draw(painter, at);
    }
    painter.setPen(QPen(sheet::faint, 5));
    painter.drawLine(frame.plot.bottomLeft(), frame.plot.bottomRight());
    const TextBlock title(Words::tr("bars: defects; line: share reached together, the plot's height is 100 %"), sheet::Type::Small, frame.plot.width(), Qt::AlignHCenter);
    title.draw(painter, {frame.plot.left(), frame.plot.bottom() + 185}, sheet::faint);
}

void paintLocationChart(QPainter& painter, const QRectF& area, const std::vector<widgets::DefectRecord>& records)
{
    constexpr int longSide = 24;
    constexpr std::size_t mostPoints = 600;
    const double aspect = widgets::usualAspect(records);
    const int columns = aspect >= 1 ? longSide : std::max(1, int(std::lround(longSide * aspect)));
    const int rows = aspect >= 1 ? std::max(1, int(std::lround(longSide / aspect))) : longSide;
    const widgets::DensityGrid grid = widgets::densityOf(records, columns, rows);
    const QRectF room = area.adjusted(0, 20, 0, -200);
    const double height = std::min(room.height(), room.width() / aspect);
    const QRectF plot(room.center().x() - height * aspect / 2, room.top(), height * aspect, height);
    const double most = std::max(1, grid.greatest());
    for (int cell = 0; cell < columns * rows; ++cell) {
        const int count = grid.counts[std::size_t(cell)];
        if (count == 0)
            continue;
        const inference::Rect at = grid.rectOf(cell);
        const double share = 0.15 + 0.85 * count / most;
        const QColor colour = QColor::fromRgbF(float(1 - share * 0.88), float(1 - share * 0.65), float(1 - share * 0.34));
        painter.fillRect(QRectF(plot.left() + at.x * plot.width(), plot.top() + at.y * plot.height(), at.width * plot.width(), at.height * plot.height()), colour);
    }
    if (records.size() <= mostPoints)
        for (const widgets::DefectRecord& record : records)
            if (const auto place = widgets::relativePlace(record)) {
                const auto verdict = record.failing ? inference::Verdict::Fail : inference::Verdict::Review;
                painter.setPen(QPen(Qt::white, 5));
                painter.setBrush(widgets::styleOf(verdict, paperPalette()).fill);
                const QPointF at(plot.left() + place->x * plot.width(), plot.top() + place->y * plot.height());
                record.failing ? painter.drawRect(QRectF(at.x() - 20, at.y() - 20, 40, 40)) : painter.drawEllipse(at, 20, 20);
            }
    painter.setPen(QPen(sheet::faint, 6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot);
    const TextBlock title(Words::tr("the whole image; the darker a cell, the more defects lie in it, at most %1").arg(widgets::wholeNumber(most)), sheet::Type::Small,
                          area.width(), Qt::AlignHCenter);
    title.draw(painter, {area.left(), plot.bottom() + 50}, sheet::faint);
}

}  // namespace app
