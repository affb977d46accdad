#include "widgets/progress_strip.h"

#include "widgets/icons.h"
#include "widgets/number_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace widgets {

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent), m_task(new QLabel), m_bar(new QProgressBar), m_count(new QLabel), m_left(new QLabel),
      m_cancel(new QToolButton)
{
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(128, 12);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(icon(Icon::Cancel));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setFocusPolicy(Qt::TabFocus);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(m_task), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_count),
                            static_cast<QWidget*>(m_left), static_cast<QWidget*>(m_cancel)})
        row->addWidget(widget);
    m_task->hide();
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_stopping = true;
        retranslate();
        emit cancelRequested();
    });
    retranslate();
    hide();
}

void ProgressStrip::setTask(const QString& task)
{
    m_task->setText(task);
    m_task->setVisible(!task.isEmpty());
    m_bar->setAccessibleName(task);
}

void ProgressStrip::setProgress(int done, int total, double share, Pace::Time now)
{
    m_pace = updatedPace(m_pace, done + share, now);
    m_done = done;
    m_total = total;
    m_share = share;
    refresh();
    show();
}

void ProgressStrip::clear()
{
    hide();
    m_pace = {};
    m_done = m_total = 0;
    m_share = 0;
    m_stopping = false;
    setTask({});
    retranslate();
}

void ProgressStrip::refresh()
{
    constexpr int steps = 100;  // of one
    const int most = std::numeric_limits<int>::max() / steps;
    const int fine = m_total <= most ? steps : 1;
    m_bar->setRange(0, m_total * fine);  // 0 to 0: busy
    m_bar->setValue(std::min(m_total * fine, int((m_done + m_share) * fine)));
    const QString total = wholeNumber(m_total);
    const auto pattern = tr("%1 / %2", "done / in all");
    m_count->setText(m_total > 0 ? pattern.arg(wholeNumber(m_done), total) : QString());
    // Wide enough for the last number from the first on: what stands beside it keeps its place.
    m_count->setMinimumWidth(m_total > 0 ? m_count->fontMetrics().horizontalAdvance(pattern.arg(total, total)) : 0);
    const auto seconds = secondsLeft(m_pace, m_total - m_done - m_share);
    m_left->setText(seconds && m_total > m_done && !m_stopping ? timeLeftText(*seconds) : QString());
    m_left->setMinimumWidth(m_left->fontMetrics().horizontalAdvance(timeLeftText(0)));
}

void ProgressStrip::retranslate()
{
    m_cancel->setText(m_stopping ? tr("Stopping…") : tr("Cancel"));
    m_cancel->setEnabled(!m_stopping);
    refresh();
}

void ProgressStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
