#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace widgets {

namespace {

double digitWidth(const QFontMetricsF& metrics)
{
    double widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

bool isUniform(const QFontMetricsF& metrics, double digit)
{
    return qFuzzyCompare(metrics.horizontalAdvance(QStringLiteral("0123456789")), 10 * digit);
}

double cellWidth(const QFontMetricsF& metrics, QChar character, double digit)
{
    return character.isDigit() ? digit : metrics.horizontalAdvance(character);
}

double summedWidth(const QFontMetricsF& metrics, const QString& text, double digit)
{
    double width = 0;
    for (const QChar character : text)
        width += cellWidth(metrics, character, digit);
    return width;
}

}  // namespace

double tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    const double digit = digitWidth(metrics);
    return isUniform(metrics, digit) ? metrics.horizontalAdvance(text) : summedWidth(metrics, text, digit);
}

void drawTabular(QPainter* painter, const QRectF& area, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter->font());
    const double digit = digitWidth(metrics);
    if (isUniform(metrics, digit)) {
        painter->drawText(area, int(alignment | Qt::TextSingleLine), text);
        return;
    }
    const double width = summedWidth(metrics, text, digit);
    double x = area.left();
    if (alignment & Qt::AlignRight)
        x = area.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = area.center().x() - width / 2;
    const double baseline = area.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    for (const QChar character : text) {
        const double cell = cellWidth(metrics, character, digit);
        const double inset = (cell - metrics.horizontalAdvance(character)) / 2;
        painter->drawText(QPointF(x + inset, baseline), QString(character));
        x += cell;
    }
}

}  // namespace widgets
