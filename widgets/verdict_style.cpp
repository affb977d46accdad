#include "widgets/verdict_style.h"

#include "widgets/contrast.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <array>
#include <cmath>
#include <numbers>

namespace widgets {

namespace {

QString wordOf(Mark mark)
{
    switch (mark) {
    case Mark::Fail: return QCoreApplication::translate("Verdict", "Fail");
    case Mark::Review: return QCoreApplication::translate("Verdict", "Review");
    case Mark::Error: return QCoreApplication::translate("Verdict", "Error");
    case Mark::Pass: return QCoreApplication::translate("Verdict", "Pass");
    case Mark::Running: return QCoreApplication::translate("Verdict", "Running");
    case Mark::Waiting: return QCoreApplication::translate("Verdict", "Waiting");
    case Mark::Cancelled: return QCoreApplication::translate("Verdict", "Cancelled");
    }
    return {};
}

struct Tones {
    QRgb light;  ///< on light palettes
    QRgb dark;   ///< on dark ones
};

/// In the order of Mark.
constexpr std::array<Tones, markCount> tones{{
    {0xffb3261e, 0xffff8a80},  // fail
    {0xff8a5300, 0xffffc24d},  // review
    {0xff7b2d8e, 0xffe0aaff},  // error
    {0xff1b6e2f, 0xff6fd98a},  // pass
    {0xff1d59ad, 0xff8ec2ff},  // running
    {0xff575b61, 0xffb4b9c0},  // waiting
    {0xff575b61, 0xffb4b9c0},  // cancelled
}};

/// All outlines live in the unit square.
QPainterPath polygon(int corners, double radius, double firstAngle, QPointF centre = {0.5, 0.5})
{
    QPainterPath path;
    for (int i = 0; i < corners; ++i) {
        const double angle = firstAngle + 2 * std::numbers::pi * i / corners;
        const QPointF corner = centre + radius * QPointF(std::cos(angle), std::sin(angle));
        i == 0 ? path.moveTo(corner) : path.lineTo(corner);
    }
    path.closeSubpath();
    return path;
}

QPainterPath outlineOf(Mark mark)
{
    constexpr double pi = std::numbers::pi;
    QPainterPath path;
    switch (mark) {
    case Mark::Fail: return polygon(8, 0.47, pi / 8);
    case Mark::Review: return polygon(4, 0.48, pi / 2);
    case Mark::Error: return polygon(3, 0.52, -pi / 2, {0.5, 0.58});
    default: path.addEllipse(QPointF(0.5, 0.5), 0.46, 0.46); return path;
    }
}

/// Strokes of the symbol.
QPainterPath symbolOf(Mark mark)
{
    QPainterPath path;
    switch (mark) {
    case Mark::Fail:
        path.moveTo(0.33, 0.33);
        path.lineTo(0.67, 0.67);
        path.moveTo(0.67, 0.33);
        path.lineTo(0.33, 0.67);
        break;
    case Mark::Pass:
        path.moveTo(0.28, 0.52);
        path.lineTo(0.44, 0.68);
        path.lineTo(0.72, 0.34);
        break;
    case Mark::Review:
        path.moveTo(0.395, 0.37);
        path.arcTo(QRectF(0.395, 0.255, 0.21, 0.21), 180, -215);
        path.quadTo(0.5, 0.51, 0.5, 0.58);
        break;
    case Mark::Error:
        path.moveTo(0.5, 0.4);
        path.lineTo(0.5, 0.61);
        break;
    case Mark::Running:
        path.moveTo(0.5, 0.26);
        path.lineTo(0.5, 0.5);
        path.lineTo(0.66, 0.6);
        break;
    case Mark::Cancelled:
        path.moveTo(0.26, 0.74);
        path.lineTo(0.74, 0.26);
        break;
    case Mark::Waiting: break;
    }
    return path;
}

std::vector<QPointF> dotsOf(Mark mark)
{
    switch (mark) {
    case Mark::Review: return {{0.5, 0.72}};
    case Mark::Error: return {{0.5, 0.75}};
    case Mark::Waiting: return {{0.3, 0.5}, {0.5, 0.5}, {0.7, 0.5}};
    default: return {};
    }
}

/// Rings are quiet: only marks that are a result are filled.
bool isFilled(Mark mark)
{
    return mark == Mark::Fail || mark == Mark::Review || mark == Mark::Error || mark == Mark::Pass;
}

}  // namespace

Mark markOf(inference::Verdict verdict)
{
    switch (verdict) {
    case inference::Verdict::Pass: return Mark::Pass;
    case inference::Verdict::Review: return Mark::Review;
    case inference::Verdict::Fail: return Mark::Fail;
    }
    return Mark::Fail;
}

Mark markOf(Part::State state, inference::Verdict verdict)
{
    switch (state) {
    case Part::State::Waiting: return Mark::Waiting;
    case Part::State::Running: return Mark::Running;
    case Part::State::Done: return markOf(verdict);
    case Part::State::Failed: return Mark::Error;
    case Part::State::Cancelled: return Mark::Cancelled;
    }
    return Mark::Error;
}

Mark markOf(const Part& part)
{
    return markOf(part.state, part.verdict);
}

VerdictStyle styleOf(Mark mark, const QPalette& palette)
{
    const bool dark = luminance(palette.color(QPalette::Window)) < 0.18;
    const Tones& tone = tones[std::size_t(mark)];
    const QColor colour = QColor::fromRgb(dark ? tone.dark : tone.light);
    return {mark, wordOf(mark), colour, colour, dark ? QColor(0x14, 0x16, 0x18) : QColor(Qt::white)};
}

VerdictStyle styleOf(inference::Verdict verdict, const QPalette& palette)
{
    return styleOf(markOf(verdict), palette);
}

VerdictStyle styleOf(Part::State state, inference::Verdict verdict, const QPalette& palette)
{
    return styleOf(markOf(state, verdict), palette);
}

void paintBadge(QPainter* painter, const QRectF& area, const VerdictStyle& style)
{
    const double side = std::min(area.width(), area.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(area.center() - QPointF(side, side) / 2);
    painter->scale(side, side);

    const bool filled = isFilled(style.mark);
    const QColor ink = filled ? style.symbol : style.fill;
    QPen pen(style.fill, 0.06, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->setPen(pen);
    painter->setBrush(filled ? QBrush(style.fill) : QBrush(Qt::NoBrush));
    painter->drawPath(outlineOf(style.mark));

    pen = QPen(ink, 0.105, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(symbolOf(style.mark));

    painter->setPen(Qt::NoPen);
    painter->setBrush(ink);
    for (const QPointF& dot : dotsOf(style.mark))
        painter->drawEllipse(dot, 0.065, 0.065);
    painter->restore();
}

}  // namespace widgets
