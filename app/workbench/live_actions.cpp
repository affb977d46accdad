#include "app/workbench/live_actions.h"

#include "widgets/icons.h"

#include <QAction>
#include <QWidget>

namespace app {
namespace {

QAction* action(QWidget* window, widgets::Icon icon, const QKeySequence& key, bool checkable = false)
{
    auto* const action = new QAction(widgets::icon(icon), {}, window);
    action->setShortcut(key);
    action->setCheckable(checkable);
    window->addAction(action);
    return action;
}

/// The key stands in the tip, as it can't stand on a button.
void setWords(QAction* action, const QString& words, const QString& tip)
{
    action->setText(words);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
}

}  // namespace

LiveActions::LiveActions(QWidget* window)
    : QObject(window)
    , start(action(window, widgets::Icon::Play, Qt::CTRL | Qt::Key_Return))
    , stop(action(window, widgets::Icon::Stop, Qt::CTRL | Qt::Key_Period))
    , pause(action(window, widgets::Icon::Pause, Qt::Key_P, true))
    , step(action(window, widgets::Icon::Step, Qt::Key_Period))
    , hold(action(window, widgets::Icon::Hold, Qt::Key_H, true))
    , trigger(action(window, widgets::Icon::Trigger, Qt::Key_T))
    , snapshot(action(window, widgets::Icon::Snapshot, Qt::Key_S))
    , locked(action(window, widgets::Icon::Filmstrip, Qt::Key_L, true))
    , heat(action(window, widgets::Icon::Heat, {}, true))
    , log(action(window, widgets::Icon::Table, Qt::CTRL | Qt::SHIFT | Qt::Key_L))
{
    heat->setChecked(true);
    retranslate();
}

void LiveActions::retranslate()
{
    setWords(start, tr("Start"), tr("Open the source and judge its pictures"));
    setWords(stop, tr("Stop"), tr("Stop and close the source"));
    setWords(pause, tr("Pause"), tr("Take no more pictures until it is pressed again"));
    setWords(step, tr("Step"), tr("While paused: take one picture"));
    setWords(hold, tr("Hold"), tr("Keep the last judged picture in view; judging goes on"));
    setWords(trigger, tr("Judge Now"), tr("Judge the next picture as one part"));
    setWords(snapshot, tr("Snapshot"), tr("Save the picture in view with heat, map and verdict"));
    setWords(locked, tr("Judged Only"), tr("Show judged pictures only, each with its own heat, instead of the running video"));
    setWords(log, tr("Live Log"), tr("List what was judged before"));
    heat->setText(tr("Heat"));
    heat->setToolTip(tr("Show the heat over the picture (Space)"));
}

}  // namespace app
