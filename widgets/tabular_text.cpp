#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace widgets {

namespace {

/// Asked digit by digit: a whole text would be laid out, and numbers are measured often.
struct DigitWidths {
    explicit DigitWidths(const QFontMetricsF& metrics)
    {
        for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
            const double width = metrics.horizontalAdvance(QChar(digit));
            narrowest = std::min(narrowest, width);
            widest = std::max(widest, width);
        }
    }
    bool uniform() const { return qFuzzyCompare(narrowest, widest); }

    double narrowest = std::numeric_limits<double>::infinity();
    double widest = 0;
};

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
    const DigitWidths digits(metrics);
    return digits.uniform() ? metrics.horizontalAdvance(text) : summedWidth(metrics, text, digits.widest);
}

void drawTabular(QPainter* painter, const QRectF& area, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter->font());
    const DigitWidths digits(metrics);
    if (digits.uniform()) {
        painter->drawText(area, int(alignment | Qt::TextSingleLine), text);
        return;
    }
    const double width = summedWidth(metrics, text, digits.widest);
    double x = area.left();
    if (alignment & Qt::AlignRight)
        x = area.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = area.center().x() - width / 2;
    const double baseline = area.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    for (const QChar character : text) {
        const double cell = cellWidth(metrics, character, digits.widest);
        const double inset = (cell - metrics.horizontalAdvance(character)) / 2;
        painter->drawText(QPointF(x + inset, baseline), QString(character));
        x += cell;
    }
}

}  // namespace widgets
