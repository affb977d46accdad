#include "widgets/sample_painter.h"

#include "widgets/contrast.h"

#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>

namespace widgets {
namespace {

constexpr double regionShare = 0.75;  // of the square that a fitted region takes at most
constexpr double greatestShare = 0.05;  // of the square that one unit takes at most

/// Where `middle` of something `length` long goes in a square: into its centre, but as long as it can the thing covers the square.
double beginIn(double square, double length, double middle)
{
    return length <= square ? (square - length) / 2 : std::clamp(square / 2 - middle, square - length, 0.0);
}

/// The four corners of a rectangle, so that what lies inside stays free.
QPainterPath corners(const QRectF& around, double line)
{
    const double arm = std::clamp(std::min(around.width(), around.height()) / 3, 4 * line, 12 * line);
    QPainterPath path;
    const auto corner = [&path, arm](const QPointF& at, double x, double y) {
        path.moveTo(at + QPointF(x * arm, 0));
        path.lineTo(at);
        path.lineTo(at + QPointF(0, y * arm));
    };
    corner(around.topLeft(), 1, 1);
    corner(around.topRight(), -1, 1);
    corner(around.bottomLeft(), 1, -1);
    corner(around.bottomRight(), -1, -1);
    return path;
}

}  // namespace

void paintSample(QPainter& painter, const QRectF& square, const SampleCard& card, double scale, bool framed, const QPalette& palette)
{
    painter.save();
    const QColor base = palette.color(QPalette::Base);
    painter.fillRect(square, mixed(palette.color(QPalette::Text), base, 0.06));
    painter.setClipRect(square, Qt::IntersectClip);
    if (card.picture.isNull()) {
        painter.setPen(mixed(palette.color(QPalette::Text), base, 0.5));
        painter.drawText(square, Qt::AlignCenter, QStringLiteral("–"));
        painter.restore();
        return;
    }
    const QSizeF whole = card.extent * scale;
    const QPointF begin = square.topLeft()
        + QPointF(beginIn(square.width(), whole.width(), card.region.center().x() * scale), beginIn(square.height(), whole.height(), card.region.center().y() * scale));
    // Enlarged pixels stay pixels: smoothing would draw an edge that the camera didn't see.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, whole.width() < card.picture.width() * 2);
    painter.drawImage(QRectF(begin, whole), card.picture);
    if (framed) {
        const double line = square.width() / sampleSide, air = 4 * line;
        const QRectF around = QRectF(begin + card.region.topLeft() * scale, card.region.size() * scale).adjusted(-air, -air, air, air);
        const QPainterPath path = corners(around, line);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.strokePath(path, QPen(Qt::black, 3 * line));  // to be seen on any picture
        painter.strokePath(path, QPen(Qt::white, 1.25 * line));
    }
    painter.restore();
}

double fittingScale(const std::vector<SampleCard>& cards, double side)
{
    double largest = 0;
    for (const SampleCard& card : cards)
        largest = std::max({largest, card.region.width(), card.region.height()});
    return largest > 0 ? side * std::min(greatestShare, regionShare / largest) : 1;
}

}  // namespace widgets
