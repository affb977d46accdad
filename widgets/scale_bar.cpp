#include "widgets/scale_bar.h"

#include "widgets/canvas_hud.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double widest = 140;  // widget pixels
constexpr double tick = 4;

struct ScaleBarText {
    Q_DECLARE_TR_FUNCTIONS(ScaleBarText)
};

}  // namespace

double roundLength(double most)
{
    if (!(most > 0) || !std::isfinite(most))
        return 0;
    const double power = std::pow(10, std::floor(std::log10(most)));
    constexpr double justBelow = 1 + 1e-9;  // a logarithm was taken and given back
    for (const double digit : {5.0, 2.0, 1.0})
        if (digit * power <= most * justBelow)
            return digit * power;
    return power;
}

ScaleBar scaleBarFor(double mostPixels, Calibration calibration)
{
    const double length = roundLength(calibration.length(mostPixels));
    if (length <= 0 || (!calibration.inMillimetres() && length < 1))
        return {};
    return {length, calibration.inMillimetres() ? length / calibration.mmPerPixel : length};
}

QString scaleBarText(const ScaleBar& bar, Calibration calibration)
{
    const int decimals = bar.length > 0 ? std::max(0, -int(std::floor(std::log10(bar.length) + 1e-9))) : 0;
    const QString number = QLocale().toString(bar.length, 'f', decimals);
    return calibration.inMillimetres() ? ScaleBarText::tr("%1 mm").arg(number) : ScaleBarText::tr("%1 px").arg(number);
}

double scaleBarHeight(const QFont& font)
{
    return std::ceil(QFontMetricsF(hud::smallFont(font)).height()) + hud::padding;
}

QRectF scaleBarBox(const QPointF& corner, double zoom, Calibration calibration, const QFont& font)
{
    const ScaleBar bar = scaleBarFor(zoom > 0 ? widest / zoom : 0, calibration);
    if (bar.pixels <= 0)
        return {};
    const double height = scaleBarHeight(font), text = QFontMetricsF(hud::smallFont(font)).horizontalAdvance(scaleBarText(bar, calibration));
    return {corner.x(), corner.y() - height, std::ceil(bar.pixels * zoom + text + 3 * hud::padding), height};
}

void paintScaleBar(QPainter& painter, const QPointF& corner, double zoom, Calibration calibration, const QFont& font, const QPalette& palette)
{
    const QRectF box = scaleBarBox(corner, zoom, calibration, font);
    if (box.isEmpty())
        return;
    const ScaleBar bar = scaleBarFor(widest / zoom, calibration);
    const QFont small = hud::smallFont(font);
    const QString text = scaleBarText(bar, calibration);
    const double wide = bar.pixels * zoom;
    painter.save();
    hud::paintBox(painter, box, palette);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(hud::text(), 1));
    const double left = box.left() + hud::padding, middle = std::round(box.center().y());
    painter.drawLine(QPointF(left, middle), QPointF(left + wide, middle));
    for (const double x : {left, left + wide})
        painter.drawLine(QPointF(x, middle - tick), QPointF(x, middle + tick));
    painter.setFont(small);
    painter.drawText(QRectF(left + wide + hud::padding, box.top(), box.right() - left - wide, box.height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter.restore();
}

}  // namespace widgets
