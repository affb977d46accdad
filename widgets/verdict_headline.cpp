#include "widgets/verdict_headline.h"

#include "widgets/tabular_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace widgets {

namespace {

constexpr int badgeSide = 32;
constexpr int gap = 8;
constexpr double largest = 1.75;  // times the widget's own type
constexpr double smallest = 1.0;

QFont scaled(QFont font, double factor)
{
    font.setWeight(QFont::DemiBold);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(int(std::lround(font.pixelSize() * factor)));
    return font;
}

}  // namespace

VerdictHeadline::VerdictHeadline(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void VerdictHeadline::set(std::optional<Mark> mark, const QString& score)
{
    m_mark = mark;
    m_score = score;
    updateGeometry();
    update();
}

QString VerdictHeadline::word() const
{
    return m_mark ? styleOf(*m_mark, palette()).word.toUpper() : QString();
}

double VerdictHeadline::lineWidth(const QFont& font) const
{
    const QFontMetricsF metrics(font);
    double width = badgeSide + gap + metrics.horizontalAdvance(word());
    if (!m_score.isEmpty())
        width += 1.5 * gap + tabularWidth(metrics, m_score);
    return std::ceil(width) + 1;
}

QFont VerdictHeadline::fontFor(int width) const
{
    double factor = largest;
    while (factor > smallest && lineWidth(scaled(font(), factor)) > width)
        factor -= 0.125;
    return scaled(font(), factor);
}

QSize VerdictHeadline::sizeHint() const
{
    const QFont wanted = scaled(font(), largest);
    const int height = std::max(badgeSide, int(std::ceil(QFontMetricsF(wanted).height())));
    return {int(lineWidth(wanted)), (height + 3) / 4 * 4};
}

QSize VerdictHeadline::minimumSizeHint() const
{
    return {int(lineWidth(scaled(font(), smallest))), sizeHint().height()};
}

void VerdictHeadline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(fontFor(width()));
    if (!m_mark) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("–"));
        return;
    }
    const VerdictStyle style = styleOf(*m_mark, palette());
    paintBadge(&painter, QRectF(0, (height() - badgeSide) / 2, badgeSide, badgeSide), style);
    const double textLeft = badgeSide + gap;
    painter.setPen(style.text);
    painter.drawText(QRectF(rect()).adjusted(textLeft, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, style.word.toUpper());
    const double scoreLeft = textLeft + QFontMetricsF(painter.font()).horizontalAdvance(word()) + 1.5 * gap;
    painter.setPen(palette().color(QPalette::WindowText));
    drawTabular(&painter, QRectF(rect()).adjusted(scoreLeft, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_score);
}

void VerdictHeadline::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
