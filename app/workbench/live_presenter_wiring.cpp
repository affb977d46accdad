// How the live window, its forms and the run hang together.
#include "app/common/error_text.h"
#include "app/workbench/live_events.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/lock_dialogs.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/output_text.h"
#include "app/workbench/plc_form.h"
#include "app/workbench/plc_recipes.h"
#include "app/workbench/recording_form.h"
#include "app/workbench/trigger_form.h"
#include "widgets/canvas.h"
#include "widgets/limit_editor.h"
#include "widgets/notice_bar.h"
#include "widgets/recent_verdicts.h"

#include <QAction>
#include <QDesktopServices>
#include <QUrl>

namespace app {

using inference::Error;

void LivePresenter::connectRun()
{
    LiveRun& run = *m_run;
    connect(&run, &LiveRun::statusChanged, this, &LivePresenter::showStatus);
    connect(&run, &LiveRun::happened, this, [this](const LiveEvent& event) { m_window->events().add(event); });
    connect(&run, &LiveRun::refused, this, [this](const Error& error) { m_window->events().add(sentence(error)); });
    connect(&run, &LiveRun::settingsRead, m_source, &SourceForm::showSettings);
    connect(&run, &LiveRun::durationRead, m_window.get(), &LiveWindow::setDuration);
    connect(&run, &LiveRun::stopped, this, [this] {
        m_desk->end();
        m_settings.setLiveRunning(false);
        follow();
        emit watchedChanged(false);
    });
    connect(&run, &LiveRun::started, this, [this] {
        follow();
        emit watchedChanged(true);
    });
    connect(&m_session, &Session::modelChanged, this, &LivePresenter::takeSession);
    connect(&m_session, &Session::recipeChanged, this, &LivePresenter::takeSession);
    connect(&m_session, &Session::recipeLockChanged, this, &LivePresenter::takeLock);
    connect(&m_session, &Session::recipeRefused, this, [this] { m_window->notices().answer({lockKey, lockedText(), {}}); });
    connect(&m_desk->recent(), &RecentResults::changed, this, [this] { m_window->recent().setItems(m_desk->recent().items()); }, Qt::QueuedConnection);

    Recorder& recorder = m_desk->recorder();
    connect(&recorder, &Recorder::stateChanged, this, &LivePresenter::showRecording, Qt::QueuedConnection);
    connect(&recorder, &Recorder::picturesFailed, this, [this](const Error& error) { say(QStringLiteral("pictures"), tr("Pictures are not recorded: %1").arg(sentence(error))); });
    connect(&recorder, &Recorder::picturesRecovered, this, [this] { m_window->notices().withdraw(QStringLiteral("pictures")); });
    connect(&recorder, &Recorder::historyFailed, this, [this](const Error& error) {
        say(QStringLiteral("history"), tr("Verdicts wait for the history: %1").arg(sentence(error)));
        if (error.code() == inference::ErrorCode::HistoryDamaged)
            emit historyDamaged();
    });
    connect(&recorder, &Recorder::historyRecovered, this, [this] { m_window->notices().withdraw(QStringLiteral("history")); });
    connect(&recorder, &Recorder::spaceLowChanged, this, [this](bool low) {
        if (low)
            say(QStringLiteral("space"), tr("The disk is nearly full: no pictures are recorded until there is room. Verdicts go on."));
        else
            m_window->notices().withdraw(QStringLiteral("space"));
    });
    connect(&recorder, &Recorder::noRoomChanged, this, [this](bool none) {
        if (none)
            say(QStringLiteral("room"), tr("The limit of the recordings leaves no room for a picture: raise it, or choose another folder. Verdicts go on."));
        else
            m_window->notices().withdraw(QStringLiteral("room"));
    });
    PlcLink& plc = m_desk->plc();
    // On the link's own threads: a part doesn't wait for the window.
    connect(&plc, &PlcLink::partWanted, &run, &LiveRun::askForPart, Qt::DirectConnection);
    connect(&plc, &PlcLink::partForgotten, &run, &LiveRun::forgetAskedPart, Qt::DirectConnection);
    connect(&plc, &PlcLink::changed, this, [this] { m_plc->showState(m_desk->plc().state()); });
    if (m_plcRecipes)
        connect(m_plcRecipes.get(), &PlcRecipes::told, this, [this](const QString& text) { m_window->events().add(text); });
    else
        connect(&plc, &PlcLink::recipeWanted, &plc, [&plc](quint16, quint64 choice) { plc.tellRecipe(choice, PlcRecipeReason::Unknown); });
    connect(m_desk.get(), &LiveDesk::outputsChanged, this, [this] { m_outputs->showStates(m_desk->outputs()); });
    connect(m_desk.get(), &LiveDesk::outputEnded, this, [this](OutputKind kind, const OutputState& state) { m_window->events().add(endText(kind, state)); });
}

void LivePresenter::connectForms()
{
    connect(m_source, &SourceForm::changed, this, [this] {
        remember();
        follow();
    });
    connect(m_source, &SourceForm::settingWanted, this, [this](const QString& key, double value) { m_run->set(key.toStdString(), value); });
    TriggerForm& trigger = m_window->trigger();
    connect(&trigger, &TriggerForm::changed, this, [this](const TriggerChoice& choice) {
        m_run->setPartLimits(choice.partLimits());
        remember();
        follow();
    });
    connect(&trigger, &TriggerForm::emptyWanted, m_run.get(), &LiveRun::takeAsEmpty);
    connect(&trigger, &TriggerForm::forgetEmptyWanted, m_run.get(), &LiveRun::forgetEmpty);
    connect(&trigger, &TriggerForm::triggerWanted, m_window->actions().trigger, &QAction::trigger);
    connect(m_recording, &RecordingForm::optionsChanged, this, [this](const RecorderOptions& options) {
        m_desk->setRecording(options);
        remember();
    });
    connect(m_recording, &RecordingForm::openWanted, this, [this](const QString& folder) { emit openWanted({folder}); });
    connect(m_recording, &RecordingForm::showWanted, this, [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    connect(m_outputs, &OutputSettingsForm::changed, this, &LivePresenter::remember);
    connect(m_outputs, &OutputSettingsForm::settled, this, [this] { m_desk->setOutputs(m_outputs->settings()); });
    connect(m_plc, &PlcForm::changed, this, &LivePresenter::remember);
    connect(m_plc, &PlcForm::settled, this, &LivePresenter::takePlcSettings);
    connect(&m_window->notices(), &widgets::NoticeBar::actionWanted, this, &LivePresenter::act);
}

void LivePresenter::connectActions()
{
    LiveActions& actions = m_window->actions();
    connect(actions.start, &QAction::triggered, this, &LivePresenter::start);
    connect(actions.stop, &QAction::triggered, this, &LivePresenter::stop);
    connect(actions.pause, &QAction::toggled, m_run.get(), &LiveRun::setPaused);
    connect(actions.step, &QAction::triggered, m_run.get(), &LiveRun::step);
    connect(actions.trigger, &QAction::triggered, m_run.get(), &LiveRun::trigger);
    connect(actions.snapshot, &QAction::triggered, this, &LivePresenter::takeSnapshot);
    connect(actions.log, &QAction::triggered, m_log.get(), &LiveLogPresenter::showWindow);
    connect(actions.hold, &QAction::toggled, m_picture.get(), &LivePicture::setHeld);
    connect(m_picture.get(), &LivePicture::held, actions.hold, &QAction::setChecked);
    connect(actions.locked, &QAction::toggled, this, [this](bool locked) {
        m_picture->setMode(locked ? LiveScreen::Mode::Locked : LiveScreen::Mode::Smooth);
        m_settings.setLiveLocked(locked);
    });
    widgets::Canvas& canvas = m_window->canvas();
    connect(actions.heat, &QAction::toggled, &canvas, &widgets::Canvas::setHeatVisible);
    connect(&canvas, &widgets::Canvas::heatVisibleChanged, actions.heat, &QAction::setChecked);
    connect(m_window.get(), &LiveWindow::closed, this, [this] {
        m_settings.setLiveGeometry(m_window->saveGeometry());
        stop();
    });
    connect(m_window.get(), &LiveWindow::seekWanted, m_run.get(), &LiveRun::seek);
    const auto dropped = [this](const QStringList& paths) {
        if (!paths.isEmpty())
            take(paths.first());
    };
    connect(m_window.get(), &LiveWindow::filesDropped, this, dropped);
    connect(&canvas, &widgets::Canvas::pathsDropped, this, dropped);
    connect(m_window.get(), &LiveWindow::languageChanged, this, [this] {
        follow();
        showBanner();
    });
}

void LivePresenter::connectPicture()
{
    widgets::Canvas& canvas = m_window->canvas();
    connect(m_picture.get(), &LivePicture::resultChanged, this, [this] {
        showBanner();
        follow();
    });
    connect(&m_window->recent(), &widgets::RecentVerdicts::chosen, this, [this](quint64 number) {
        if (const LiveResultPtr result = m_desk->recent().find(number))
            m_picture->hold(result);
    });
    connect(m_picture.get(), &LivePicture::held, this, [this](bool held) {
        if (!held)
            m_window->recent().setCurrent(0);
    });
    // The same limits as in the main window: dragged here, they move there too.
    connect(&canvas, &widgets::Canvas::limitDragged, &m_session, [this](float limit) {
        m_session.changeRecipe(widgets::withFailLimit(m_session.recipeBeforeGesture(), limit));
    });
    connect(&canvas, &widgets::Canvas::reviewLimitDragged, &m_session, [this](float limit) {
        m_session.changeRecipe(widgets::withReviewLimit(m_session.recipeBeforeGesture(), limit));
    });
    connect(&canvas, &widgets::Canvas::limitDragEnded, &m_session, &Session::endRecipeGesture);
}

}  // namespace app
