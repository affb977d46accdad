#include "widgets/label_legend.h"

#include "widgets/label_style.h"
#include "widgets/number_text.h"

#include <QEvent>
#include <QPainter>

namespace widgets {

using inference::Label;

namespace {

constexpr int swatch = 12;
constexpr int gap = 4;
constexpr int apart = 16;
constexpr std::array shown{Label::Good, Label::Defective, Label::None};

QString textOf(const LabelStyle& style, std::size_t count)
{
    return style.word + QLatin1Char(' ') + wholeNumber(double(count));
}

}  // namespace

LabelLegend::LabelLegend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void LabelLegend::setCounts(const std::array<std::size_t, 3>& counts)
{
    if (std::exchange(m_counts, counts) == counts)
        return;
    updateGeometry();
    update();
}

QSize LabelLegend::sizeHint() const
{
    int width = 0;
    for (const Label label : shown)
        width += swatch + gap + apart
            + fontMetrics().horizontalAdvance(textOf(styleOf(label, palette()), m_counts[std::size_t(label)]));
    return {width - apart, std::max(swatch, fontMetrics().height())};
}

void LabelLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int x = 0;
    for (const Label label : shown) {
        const LabelStyle style = styleOf(label, palette());
        const QRect box(x, (height() - swatch) / 2, swatch, swatch);
        painter.fillRect(box, palette().color(QPalette::Base));
        painter.setBrushOrigin(box.topLeft());
        painter.setBrush(style.fill);
        painter.setPen(style.line);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        x += swatch + gap;
        const QString text = textOf(style, m_counts[std::size_t(label)]);
        const int width = fontMetrics().horizontalAdvance(text);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += width + apart;
    }
}

void LabelLegend::changeEvent(QEvent* event)
{
    updateGeometry();
    update();
    QWidget::changeEvent(event);
}

}  // namespace widgets
