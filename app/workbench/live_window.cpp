#include "app/workbench/live_window.h"

#include "app/workbench/file_field.h"
#include "app/workbench/live_events.h"
#include "app/workbench/live_figures_bar.h"
#include "app/workbench/trigger_form.h"
#include "widgets/canvas.h"
#include "widgets/fold_section.h"
#include "widgets/notice_bar.h"
#include "widgets/recent_verdicts.h"
#include "widgets/scrolled.h"
#include "widgets/verdict_banner.h"

#include <QAction>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QScreen>
#include <QSlider>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace app {
namespace {

constexpr int sideWidth = 336;
constexpr int seekSteps = 1000;

/// "1:05" and "1:05:09".
QString clockText(double seconds)
{
    const int whole = int(std::max(0.0, seconds));
    const QString minutes = QStringLiteral("%1:%2").arg(whole / 60 % 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return whole < 3600 ? minutes : QStringLiteral("%1:%2").arg(whole / 3600).arg(minutes.rightJustified(5, QLatin1Char('0')));
}

QToolButton* button(QAction* action, Qt::ToolButtonStyle style)
{
    auto* const button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

LiveWindow::LiveWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_actions(new LiveActions(this))
    , m_banner(new widgets::VerdictBanner)
    , m_notices(new widgets::NoticeBar)
    , m_canvas(new widgets::Canvas)
    , m_figures(new LiveFiguresBar)
    , m_recent(new widgets::RecentVerdicts)
    , m_events(new LiveEvents)
    , m_trigger(new TriggerForm)
    , m_seek(new QSlider(Qt::Horizontal))
    , m_place(new QLabel)
    , m_video(new QWidget)
{
    setAcceptDrops(true);
    auto* const halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(buildSide());
    halves->addWidget(buildPicture());
    halves->setStretchFactor(1, 1);
    halves->setChildrenCollapsible(false);
    halves->setSizes({sideWidth, 1024});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_notices);
    layout->addWidget(halves, 1);
    resize(QSize(1360, 840).boundedTo(screen()->availableSize() * 0.9));
    setDuration(0);
    addSection(m_events, [] { return tr("What Happened"); }, true);
    retranslate();
}

QWidget* LiveWindow::buildSide()
{
    auto* const start = button(m_actions->start, Qt::ToolButtonTextBesideIcon);
    auto* const stop = button(m_actions->stop, Qt::ToolButtonTextBesideIcon);
    for (QToolButton* const one : {start, stop}) {
        one->setAutoRaise(false);
        one->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        one->setMinimumHeight(36);
    }
    auto* const row = new QHBoxLayout;
    row->addWidget(start);
    row->addWidget(stop);
    auto* const content = new QWidget;
    m_side = new QVBoxLayout(content);
    m_side->setContentsMargins(8, 4, 8, 8);
    m_side->addStretch();
    auto* const scroll = widgets::scrolled(content);
    scroll->setMinimumWidth(sideWidth);
    auto* const side = new QWidget;
    auto* const layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    auto* const margin = new QWidget;
    margin->setLayout(row);
    row->setContentsMargins(8, 0, 8, 0);
    layout->addWidget(margin);
    layout->addWidget(scroll, 1);
    return side;
}

QWidget* LiveWindow::buildPicture()
{
    m_seek->setRange(0, seekSteps);
    auto* const video = new QHBoxLayout(m_video);
    video->setContentsMargins(8, 2, 8, 2);
    video->addWidget(m_seek, 1);
    video->addWidget(m_place);
    connect(m_seek, &QSlider::sliderMoved, this, [this](int step) { emit seekWanted(m_duration * step / seekSteps); });
    connect(m_seek, &QSlider::actionTriggered, this, [this](int) {
        if (!m_seek->isSliderDown())
            emit seekWanted(m_duration * m_seek->sliderPosition() / seekSteps);
    });
    auto* const picture = new QWidget;
    auto* const layout = new QVBoxLayout(picture);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_video);
    layout->addWidget(buildControls());
    layout->addWidget(m_recent);
    return picture;
}

QWidget* LiveWindow::buildControls()
{
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(4, 2, 8, 2);
    row->setSpacing(2);
    row->addWidget(m_figures, 1);
    for (QAction* const action : {m_actions->trigger, m_actions->pause, m_actions->step, m_actions->hold, m_actions->snapshot, m_actions->locked, m_actions->heat, m_actions->log}) {
        auto* const one = button(action, Qt::ToolButtonIconOnly);
        one->setIconSize({24, 24});
        row->addWidget(one);
        m_buttons.append(one);
    }
    auto* const controls = new QWidget;
    controls->setLayout(row);
    return controls;
}

widgets::FoldSection* LiveWindow::addSection(QWidget* content, std::function<QString()> title, bool open)
{
    auto* const section = new widgets::FoldSection(content);
    section->setOpen(open);
    section->setTitle(title());
    // Before the stretch, and before what happened, which was there first.
    m_side->insertWidget(std::max(0, m_side->count() - (m_sections.isEmpty() ? 1 : 2)), section);
    m_sections.append({section, std::move(title)});
    return section;
}

void LiveWindow::setDuration(double seconds)
{
    m_duration = seconds;
    m_video->setVisible(seconds > 0);
    setPosition(0);
}

void LiveWindow::setPosition(double seconds)
{
    if (m_duration <= 0)
        return;
    if (!m_seek->isSliderDown()) {
        const QSignalBlocker blocker(m_seek);
        m_seek->setValue(int(std::lround(seconds / m_duration * seekSteps)));
    }
    m_place->setText(QStringLiteral("%1 / %2").arg(clockText(seconds), clockText(m_duration)));
}

void LiveWindow::retranslate()
{
    setWindowTitle(tr("Live"));
    m_actions->retranslate();
    for (const Section& section : m_sections)
        section.section->setTitle(section.title());
    m_seek->setAccessibleName(tr("Place in the video"));
    m_recent->setAccessibleName(tr("Last verdicts"));
    m_events->setAccessibleName(tr("What happened"));
    setRunning(m_running);
}

void LiveWindow::setRunning(bool running)
{
    m_running = running;
    if (running)
        m_canvas->setPlaceholder(tr("No picture yet"), {}, {});
    else
        m_canvas->setPlaceholder(tr("Nothing is watched"), tr("Choose a camera, a stream, a video or a folder on the left and press Start. Everything stays on this computer."), {});
}

void LiveWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit languageChanged();
    }
    QWidget::changeEvent(event);
}

void LiveWindow::closeEvent(QCloseEvent* event)
{
    QWidget::closeEvent(event);
    emit closed();
}

void LiveWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Close))
        close();
    else
        QWidget::keyPressEvent(event);
}

void LiveWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (FileField::filesOf(event->mimeData()).size() == 1)
        event->acceptProposedAction();
}

void LiveWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit filesDropped(FileField::filesOf(event->mimeData()));
}

}  // namespace app
