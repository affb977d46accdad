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
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LabelLegend::setCounts(const std::array<std::size_t, 3>& counts)
{
    if (std::exchange(m_counts, counts) == counts)
        return;
    updateGeometry();
    update();
}

int LabelLegend::lineHeight() const
{
    return std::max(swatch, fontMetrics().height());
}

std::array<LabelLegend::Entry, 3> LabelLegend::entriesFor(int width) const
{
    std::array<Entry, 3> entries;
    QPoint place;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        Entry& entry = entries[i];
        entry.text = textOf(styleOf(shown[i], palette()), m_counts[std::size_t(shown[i])]);
        entry.width = swatch + gap + fontMetrics().horizontalAdvance(entry.text);
        if (place.x() > 0 && place.x() + entry.width > width)
            place = {0, place.y() + lineHeight() + gap};
        entry.place = place;
        place.rx() += entry.width + apart;
    }
    return entries;
}

QSize LabelLegend::sizeHint() const
{
    const Entry last = entriesFor(QWIDGETSIZE_MAX).back();
    return {last.place.x() + last.width, lineHeight()};
}

QSize LabelLegend::minimumSizeHint() const
{
    int widest = 0;
    for (const Entry& entry : entriesFor(QWIDGETSIZE_MAX))
        widest = std::max(widest, entry.width);
    return {widest, lineHeight()};
}

int LabelLegend::heightForWidth(int width) const
{
    return entriesFor(width).back().place.y() + lineHeight();
}

void LabelLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto entries = entriesFor(width());
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const LabelStyle style = styleOf(shown[i], palette());
        const QRect line(entries[i].place, QSize(entries[i].width + 1, lineHeight()));
        const QRect box(line.x(), line.y() + (line.height() - swatch) / 2, swatch, swatch);
        painter.fillRect(box, palette().color(QPalette::Base));
        painter.setBrushOrigin(box.topLeft());
        painter.setBrush(style.fill);
        painter.setPen(style.line);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(line.adjusted(swatch + gap, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, entries[i].text);
    }
}

void LabelLegend::changeEvent(QEvent* event)
{
    updateGeometry();
    update();
    QWidget::changeEvent(event);
}

}  // namespace widgets
