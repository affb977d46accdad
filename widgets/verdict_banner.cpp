#include "widgets/verdict_banner.h"

#include "widgets/contrast.h"
#include "widgets/tabular_text.h"

#include <QAccessible>
#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <cmath>
#include <utility>

namespace widgets {
namespace {

constexpr int bannerHeight = 112;
constexpr int largestCap = 66;   // pixels, see the header
constexpr int smallestCap = 33;
constexpr int margin = 16;
constexpr int leastSentence = 220;

/// The lines of `text` in `width`, at most two, the second cut short where there are more.
QStringList twoLines(const QString& text, const QFont& font, double width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(width);
    const int second = first.isValid() ? first.textStart() + first.textLength() : 0;
    layout.endLayout();
    if (second >= text.size())
        return {text};
    return {text.left(second).trimmed(), QFontMetricsF(font).elidedText(text.mid(second), Qt::ElideRight, width)};
}

}  // namespace

VerdictBanner::VerdictBanner(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void VerdictBanner::set(const Content& content)
{
    if (content == m_content)
        return;
    const Content before = std::exchange(m_content, content);
    if (content.mark != before.mark || content.word != before.word || content.sentence != before.sentence)
        describe();  // a screen reader says it each time
    update();
}

QString VerdictBanner::word() const
{
    if (!m_content.word.isEmpty())
        return m_content.word;
    return m_content.mark ? styleOf(*m_content.mark, palette()).word.toUpper() : QString();
}

void VerdictBanner::describe()
{
    setAccessibleName(word());
    setAccessibleDescription(m_content.sentence);
}

QFont VerdictBanner::wordFont(int capHeight) const
{
    QFont wanted = font();
    wanted.setWeight(QFont::Bold);
    wanted.setPixelSize(100);
    const double cap = QFontMetricsF(wanted).capHeight();
    wanted.setPixelSize(std::max(1, int(std::lround(100 * capHeight / cap))));
    return wanted;
}

/// The largest at which the word, the number and something of the sentence fit.
int VerdictBanner::capHeight() const
{
    for (int cap = largestCap; cap > smallestCap; cap -= 3) {
        const QFontMetricsF metrics(wordFont(cap));
        const QFontMetricsF numbers(wordFont(cap / 2));
        const double number = m_content.number.isEmpty() ? 0 : margin + tabularWidth(numbers, m_content.number);
        const double rest = m_content.sentence.isEmpty() && m_content.title.isEmpty() ? 0 : 1.5 * margin + leastSentence;
        if (4 * margin + bannerHeight - 2 * margin + metrics.horizontalAdvance(word()) + number + rest <= width())
            return cap;
    }
    return smallestCap;
}

QSize VerdictBanner::sizeHint() const
{
    return {640, bannerHeight};
}

QSize VerdictBanner::minimumSizeHint() const
{
    return {320, bannerHeight};
}

void VerdictBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor window = palette().color(QPalette::Window);
    QColor ground = window, ink = palette().color(QPalette::WindowText);
    const int badge = bannerHeight - 2 * margin;
    double left = margin;
    if (m_content.mark) {
        VerdictStyle style = styleOf(*m_content.mark, palette());
        ground = m_content.old ? mixed(style.fill, window, 0.25) : style.fill;
        ink = m_content.old ? palette().color(QPalette::WindowText) : style.symbol;
        painter.fillRect(rect(), ground);
        if (!m_content.old) {
            // On a ground of its own colour the badge is drawn the other way round.
            style.fill = ink;
            style.symbol = ground;
        }
        paintBadge(&painter, QRectF(left, margin, badge, badge), style);
        left += badge + margin;
    } else {
        ink = mixed(ink, window, 0.7);  // nothing that has to be seen from afar
        painter.fillRect(rect(), ground);
        painter.fillRect(QRect(0, height() - 1, width(), 1), mixed(ink, window, 0.2));
    }
    painter.setPen(ink);
    const int cap = capHeight();
    const QFont font_ = wordFont(cap);
    painter.setFont(font_);
    const double baseline = (bannerHeight + cap) / 2.0;
    painter.drawText(QPointF(left, baseline), word());
    left += QFontMetricsF(font_).horizontalAdvance(word());
    if (!m_content.number.isEmpty()) {
        const QFont numbers = wordFont(cap / 2);
        const QFontMetricsF metrics(numbers);
        painter.setFont(numbers);
        left += margin;
        // On the word's base line.
        drawTabular(&painter, QRectF(left, baseline - metrics.ascent(), tabularWidth(metrics, m_content.number) + 1, metrics.height()), Qt::AlignLeft | Qt::AlignTop,
            m_content.number);
        left += tabularWidth(metrics, m_content.number);
    }
    left += 1.5 * margin;
    const double space = width() - left - margin;
    if (space < 60)
        return;
    QFont small = font();
    QFont bold = small;
    bold.setWeight(QFont::DemiBold);
    const QStringList lines = m_content.sentence.isEmpty() ? QStringList() : twoLines(m_content.sentence, small, space);
    const QFontMetricsF metrics(small), boldMetrics(bold);
    const double titleHeight = m_content.title.isEmpty() ? 0 : boldMetrics.lineSpacing() + 2;
    double top = (bannerHeight - titleHeight - double(lines.size()) * metrics.lineSpacing()) / 2;
    if (!m_content.title.isEmpty()) {
        painter.setFont(bold);
        painter.drawText(QPointF(left, top + boldMetrics.ascent()), boldMetrics.elidedText(m_content.title, Qt::ElideMiddle, space));
        top += titleHeight;
    }
    painter.setFont(small);
    for (const QString& line : lines) {
        painter.drawText(QPointF(left, top + metrics.ascent()), line);
        top += metrics.lineSpacing();
    }
}

void VerdictBanner::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
