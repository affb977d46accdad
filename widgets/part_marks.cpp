#include "widgets/part_marks.h"

#include "widgets/contrast.h"
#include "widgets/verdict_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace widgets {

namespace {

void paintPlate(QPainter* painter, const QRect& area, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    painter->setPen(QPen(mixed(palette.color(QPalette::Text), base, 0.35), 1));
    painter->setBrush(base);
    painter->drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

/// Pointed at the left, with a hole, as tied to a part.
QPainterPath tagOutline(const QRectF& area)
{
    QPainterPath path(QPointF(area.left(), area.center().y()));
    const double shoulder = area.left() + area.height() * 0.4;
    path.lineTo(shoulder, area.top());
    path.lineTo(area.right(), area.top());
    path.lineTo(area.right(), area.bottom());
    path.lineTo(shoulder, area.bottom());
    path.closeSubpath();
    return path;
}

}  // namespace

void paintLabelTag(QPainter* painter, const QRect& area, inference::Label label, const QPalette& palette)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintPlate(painter, area, palette);
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    const bool good = label == inference::Label::Good;
    const QRectF tag = QRectF(area).adjusted(3, 3.5, -3, -3.5);
    painter->setPen(QPen(text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(good ? base : text);
    painter->drawPath(tagOutline(tag));

    painter->setPen(QPen(good ? text : base, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    const QPointF centre(tag.center().x() + tag.height() * 0.18, tag.center().y());
    const double arm = tag.height() * 0.25;
    QPainterPath sign;
    if (good) {
        sign.moveTo(centre + QPointF(-arm * 1.1, 0));
        sign.lineTo(centre + QPointF(-arm * 0.2, arm));
        sign.lineTo(centre + QPointF(arm * 1.3, -arm));
    } else {
        sign.moveTo(centre + QPointF(-arm, -arm));
        sign.lineTo(centre + QPointF(arm, arm));
        sign.moveTo(centre + QPointF(arm, -arm));
        sign.lineTo(centre + QPointF(-arm, arm));
    }
    painter->drawPath(sign);
    painter->restore();
}

void paintHumanVerdict(QPainter* painter, const QRect& area, inference::Verdict verdict, const QPalette& palette)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintPlate(painter, area, palette);
    const double side = area.height();
    const QRectF head(area.left(), area.top(), side, side);
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.color(QPalette::Text));
    painter->drawEllipse(QPointF(head.center().x(), head.top() + side * 0.36), side * 0.15, side * 0.15);
    QPainterPath shoulders(QPointF(head.center().x() - side * 0.28, head.top() + side * 0.8));
    shoulders.arcTo(QRectF(head.center().x() - side * 0.28, head.top() + side * 0.55, side * 0.56, side * 0.5), 180, -180);
    shoulders.closeSubpath();
    painter->drawPath(shoulders);
    paintBadge(painter, QRectF(area.right() + 1 - side, area.top(), side, side).adjusted(2, 2, -2, -2), styleOf(verdict, palette));
    painter->restore();
}

void paintStrike(QPainter* painter, const QRect& badge, const QPalette& palette)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF area(badge);
    const QLineF line(area.bottomLeft() + QPointF(-1, 1), area.topRight() + QPointF(1, -1));
    // An edge in the ground's colour sets the line off from the badge.
    painter->setPen(QPen(palette.color(QPalette::Base), 5, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(line);
    painter->setPen(QPen(palette.color(QPalette::Text), 2, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(line);
    painter->restore();
}

}  // namespace widgets
