#include "app/workbench/live_figures_bar.h"

#include "widgets/tabular_text.h"
#include "widgets/verdict_style.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace app {
namespace {

constexpr int gap = 20;
const QString dash = QStringLiteral("–");

QFont valueFont(const QFont& font)
{
    QFont large = font;
    large.setWeight(QFont::DemiBold);
    large.setPointSizeF(font.pointSizeF() * 1.25);
    return large;
}

QFont labelFont(const QFont& font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
    return small;
}

QString rateText(double perSecond)
{
    return QLocale().toString(perSecond, 'f', 1) + QStringLiteral("/s");
}

QString countText(std::uint64_t count)
{
    return QLocale().toString(qulonglong(count));
}

}  // namespace

LiveFiguresBar::LiveFiguresBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    clear();
}

void LiveFiguresBar::set(const LiveStatus& status)
{
    m_status = status;
    m_running = true;
    show(figuresOf(m_status, true));
}

void LiveFiguresBar::clear()
{
    m_status = {};
    m_running = false;
    show(figuresOf(m_status, false));
}

QList<LiveFiguresBar::Figure> LiveFiguresBar::figuresOf(const LiveStatus& status, bool running)
{
    const auto text = [running](const QString& value) { return running ? value : dash; };
    const std::uint64_t dropped = status.camera.lost;
    QList<Figure> figures {
        {tr("Camera"), text(rateText(status.camera.framesPerSecond)), tr("Pictures per second that the camera delivers"), false},
        {tr("Judged"), text(rateText(status.judged.judgedPerSecond)), tr("Pictures per second that the model judges; the newest each time"), false},
        {tr("Latency"), status.judged.judged > 0 ? text(QLocale().toString(status.judged.latencyMs, 'f', 0) + QStringLiteral(" ms")) : dash,
         tr("From the exposure of the last judged picture to its verdict"), false},
        {tr("Dropped"), text(countText(dropped)), tr("Pictures that were lost on their way from the camera"), dropped > 0},
        {tr("Passed over"), text(countText(status.judged.passedOver + status.camera.replaced)),
         tr("Pictures that were shown but not judged, because a newer one came before the model was free"), false},
    };
    if (status.missedParts > 0)
        figures.append({tr("Missed parts"), countText(status.missedParts), tr("Parts without a verdict: the next one came before the model was free"), true});
    const VerdictTally& tally = status.tally;
    figures.append({tr("Pass · review · fail"), text(countText(tally.pass) + QStringLiteral(" · ") + countText(tally.review) + QStringLiteral(" · ") + countText(tally.fail)),
                    tr("Verdicts since the start"), false});
    if (tally.none > 0)
        figures.append({tr("Not judged"), countText(tally.none), tr("Pictures that could not be judged"), true});
    return figures;
}

void LiveFiguresBar::show(const QList<Figure>& figures)
{
    if (figures == m_figures)
        return;
    m_figures = figures;
    setAccessibleName(texts().join(QStringLiteral(", ")));
    update();
}

QStringList LiveFiguresBar::texts() const
{
    QStringList texts;
    for (const Figure& figure : m_figures)
        texts.append(figure.label + QLatin1Char(' ') + figure.value);
    return texts;
}

QSize LiveFiguresBar::sizeHint() const
{
    return {600, minimumSizeHint().height()};
}

QSize LiveFiguresBar::minimumSizeHint() const
{
    return {320, QFontMetrics(labelFont(font())).height() + QFontMetrics(valueFont(font())).height() + 8};
}

void LiveFiguresBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont large = valueFont(font()), small = labelFont(font());
    const QFontMetricsF largeMetrics(large), smallMetrics(small);
    double left = 8;
    for (const Figure& figure : m_figures) {
        // As wide as three digits at least, so that the neighbours stay.
        const double wide = std::ceil(std::max({smallMetrics.horizontalAdvance(figure.label), widgets::tabularWidth(largeMetrics, figure.value), widgets::tabularWidth(largeMetrics, QStringLiteral("000.0/s"))}));
        if (left + wide > width())
            break;
        painter.setFont(small);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRectF(left, 3, wide + 2, smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter, figure.label);
        painter.setFont(large);
        painter.setPen(figure.warning ? widgets::styleOf(widgets::Mark::Fail, palette()).text : palette().color(QPalette::WindowText));
        widgets::drawTabular(&painter, QRectF(left, 4 + smallMetrics.height(), wide + 2, largeMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter, figure.value);
        left += wide + gap;
    }
}

bool LiveFiguresBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    QStringList lines;
    for (const Figure& figure : m_figures)
        lines.append(figure.label + QStringLiteral(": ") + figure.hint);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

void LiveFiguresBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        show(figuresOf(m_status, m_running));
    QWidget::changeEvent(event);
}

}  // namespace app
