#include "app/workbench/live_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/outputs/verdict_message.h"
#include "app/workbench/background.h"
#include "app/workbench/live_banner_text.h"
#include "app/workbench/live_figures_bar.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/lock_dialogs.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/plc_form.h"
#include "app/workbench/plc_recipes.h"
#include "app/workbench/recording_choices.h"
#include "app/workbench/recording_form.h"
#include "app/workbench/trigger_form.h"
#include "app/live/snapshot.h"
#include "imaging/colour_tables.h"
#include "pipeline/recipe_file.h"
#include "widgets/canvas.h"
#include "widgets/fold_section.h"
#include "widgets/notice_bar.h"
#include "widgets/recent_verdicts.h"
#include "widgets/verdict_banner.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace app {

using inference::Error;

namespace {

/// The worst that is the case for a PLC: pictures that nobody can judge are of no use to it, black or not.
PlcCondition conditionForPlc(LiveCondition condition, bool hasModel)
{
    const bool pictures = condition == LiveCondition::Black || condition == LiveCondition::Frozen;
    if (pictures && !hasModel)
        return PlcCondition::NoModel;
    switch (condition) {
    case LiveCondition::Stopped:
    case LiveCondition::Stopping: break;
    case LiveCondition::Opening: return PlcCondition::Opening;
    case LiveCondition::Running: return PlcCondition::Running;
    case LiveCondition::Paused: return PlcCondition::Paused;
    case LiveCondition::Over: return PlcCondition::Over;
    case LiveCondition::NoModel: return PlcCondition::NoModel;
    case LiveCondition::Lost: return PlcCondition::Lost;
    case LiveCondition::Silent: return PlcCondition::Silent;
    case LiveCondition::Black: return PlcCondition::Black;
    case LiveCondition::Frozen: return PlcCondition::Frozen;
    }
    return PlcCondition::Stopped;
}

}  // namespace

LivePresenter::LivePresenter(Session& session, Settings& settings, Outside outside, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_outside(std::move(outside))
    , m_log(std::make_unique<LiveLogPresenter>(settings, LiveLogPresenter::desktop(m_outside.history)))
{
    connect(m_log.get(), &LiveLogPresenter::pictureWanted, this, &LivePresenter::pictureWanted);
    connect(m_log.get(), &LiveLogPresenter::historyDamaged, this, &LivePresenter::historyDamaged);
}

LivePresenter::~LivePresenter()
{
    if (m_run)
        m_settings.setLiveRunning(false);  // an end like any other: only a killed program leaves it
    if (m_desk)
        m_desk->plc().setSettings({});  // its threads call the run
    // Its threads call the others to their end.
    m_run.reset();
}

void LivePresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void LivePresenter::build()
{
    m_window = std::make_unique<LiveWindow>();
    // The program ends with its main window, whether or not this one is open.
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    m_desk = std::make_unique<LiveDesk>(m_outside.history);
    m_run = std::make_unique<LiveRun>();
    m_picture = std::make_unique<LivePicture>(*m_run, m_window->canvas());
    if (m_outside.recipes)
        m_plcRecipes = std::make_unique<PlcRecipes>(m_session, *m_outside.recipes, m_settings, m_desk->plc());
    addSections();
    recall();
    connectRun();
    connectForms();
    connectActions();
    connectPicture();
    followLook();
    takeSession();
    follow();
    showStatus();
    m_plc->showState(m_desk->plc().state());
    takeLock();
}

void LivePresenter::addSections()
{
    m_source = new SourceForm(m_outside.pickFile, m_outside.pickFolder, m_outside.source);
    m_recording = new RecordingForm(m_outside.pickFolder);
    m_outputs = new OutputSettingsForm;
    m_window->addSection(m_source, [] { return tr("Source"); }, true);
    m_window->addSection(&m_window->trigger(), [] { return tr("When to Judge"); }, true);
    m_window->addSection(m_recording, [] { return tr("Recording"); }, false);
    m_window->addSection(m_outputs, [] { return tr("Outputs"); }, false);
    m_plc = new PlcForm(m_outside.pickFolder);
    m_window->addSection(m_plc, [] { return tr("PLC"); }, false);
}

void LivePresenter::recall()
{
    m_source->setChoice(fromMap(m_settings.liveChoices(QStringLiteral("source"))));
    m_window->trigger().setChoice(TriggerChoice::fromMap(m_settings.liveChoices(QStringLiteral("trigger"))));
    m_outputs->setSettings(outputSettings(m_settings.liveChoices(QStringLiteral("outputs"))));
    m_plc->setSettings(plcSettings(m_settings.liveChoices(QStringLiteral("plc"))));
    takePlcSettings();
    const QVariantMap kept = m_settings.liveChoices(QStringLiteral("recording"));
    RecorderOptions recording = recorderOptions(kept);
    if (!kept.contains(QStringLiteral("folder")))  // an empty one was chosen
        recording.folder = m_outside.recordings;
    m_recording->setOptions(recording);
    m_desk->setRecording(recording);
    m_window->restoreGeometry(m_settings.liveGeometry());
    m_window->actions().locked->setChecked(m_settings.liveLocked());
    m_picture->setMode(m_settings.liveLocked() ? LiveScreen::Mode::Locked : LiveScreen::Mode::Smooth);
}

void LivePresenter::takePlcSettings()
{
    m_desk->plc().setSettings(m_plc->settings());
    if (m_plcRecipes)
        m_plcRecipes->setFolder(m_plc->settings().recipes);
}

void LivePresenter::remember()
{
    m_settings.setLiveChoices(QStringLiteral("source"), toMap(m_source->choice()));
    m_settings.setLiveChoices(QStringLiteral("trigger"), m_window->trigger().choice().toMap());
    m_settings.setLiveChoices(QStringLiteral("recording"), toMap(m_recording->options()));
    m_settings.setLiveChoices(QStringLiteral("outputs"), toMap(m_outputs->settings()));
    m_settings.setLiveChoices(QStringLiteral("plc"), toMap(m_plc->settings()));
}

void LivePresenter::takeLock()
{
    const bool locked = m_session.isRecipeLocked();
    for (QWidget* const form : {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_recording), static_cast<QWidget*>(m_outputs), static_cast<QWidget*>(m_plc)})
        form->setEnabled(!locked);
    m_window->trigger().setLocked(locked);
    m_window->notices().withdraw(lockKey);
}

void LivePresenter::followLook()
{
    if (!m_window)
        return;
    m_window->canvas().setColourTable(inference::imaging::colourTable(m_settings.colourMap()));
    m_window->canvas().setOpacity(m_settings.opacity());
    m_window->canvas().setContoursVisible(m_settings.contours());
}

/// Model and recipe as they are in the session now. Another model comes with its recipe, a moment later: the session is still about to say
/// where its inspections are kept.
void LivePresenter::takeSession()
{
    const inference::Recipe& recipe = m_session.recipe();
    m_window->canvas().setLimits(recipe.rule.failLimit, recipe.rule.reviewLimit);
    if (m_session.inspector() == m_run->inspector())
        m_run->setRecipe(std::make_shared<const inference::Recipe>(recipe));
    else
        QMetaObject::invokeMethod(this, &LivePresenter::takeModel, Qt::QueuedConnection);
}

/// A run knows one model: with another a new one begins. The source goes on: a folder's files are judged once each.
void LivePresenter::takeModel()
{
    const auto inspector = m_session.inspector();
    if (inspector == m_run->inspector())
        return;
    if (m_run->isRunning()) {
        if (inspector)
            m_desk->change(factsOf(m_source->choice()));  // before its first result
        m_desk->recent().clear();
        m_picture->clear();
    }
    m_run->setTools(inspector, std::make_shared<const inference::Recipe>(m_session.recipe()));
    follow();
}

TriggerMode LivePresenter::triggerOf(const SourceChoice& choice) const
{
    if (isTriggered(choice))
        return TriggerMode::Hardware;  // each picture was asked for: it is one part
    return isLive(choice) ? m_window->trigger().choice().mode : TriggerMode::FreeRun;
}

LiveSetup LivePresenter::setupOf(const SourceChoice& choice) const
{
    LiveSetup setup;
    setup.source = m_outside.source.make(choice);
    const TriggerChoice trigger = m_window->trigger().choice();
    setup.feed.trigger = triggerOf(choice);
    setup.feed.interval = std::chrono::milliseconds(trigger.intervalMs);
    setup.feed.part = trigger.partLimits();
    setup.feed.everyPicture = !isLive(choice);
    setup.cameraTrigger = choice.kind == SourceChoice::Kind::Genicam && choice.genicam.trigger == SourceChoice::Trigger::Software;
    setup.seen = [screen = &m_picture->screen()](const LiveFrame& frame) { screen->offer(frame); };
    setup.begun = [screen = &m_picture->screen()](const LiveFrame& frame) { screen->expect(frame); };
    return setup;
}

RunFacts LivePresenter::factsOf(const SourceChoice& choice) const
{
    RunFacts facts;
    facts.run = makeRunId();
    facts.source = displayName(choice).toStdString();
    facts.trigger = triggerOf(choice);
    if (const auto* const model = m_session.model())
        facts.model = inference::pipeline::modelHash(model->clipSha256, model->vcpSha256);
    if (m_session.archive())
        facts.setup = m_session.archive()->setup;
    facts.inspector = m_session.inspector();
    facts.filesAreParts = choice.kind == SourceChoice::Kind::WatchedFolder;
    return facts;
}

void LivePresenter::start()
{
    const SourceChoice choice = m_source->choice();
    if (checked(choice))
        return;
    remember();
    m_window->notices().withdraw(QStringLiteral("ended"));
    m_source->setRunning(true);  // ends a test, which may hold the device
    m_sourceName = displayName(choice);
    m_trigger = triggerOf(choice);
    // What runs still calls the desk's present run; the new one begins when it has ended.
    m_pending = choice;
    if (m_run->isRunning())
        m_run->stop();
    beginPending();
}

/// Once nothing of the run before is under way.
void LivePresenter::beginPending()
{
    if (!m_pending || m_run->status().condition != LiveCondition::Stopped)
        return;
    const SourceChoice choice = *std::exchange(m_pending, std::nullopt);
    takeModel();  // the facts are those of the session's
    m_picture->clear();
    m_window->setDuration(0);
    LiveSetup setup = setupOf(choice);
    m_desk->begin(factsOf(choice), m_outputs->settings(), setup);
    m_run->start(std::move(setup));
    m_settings.setLiveRunning(true);
    follow();
}

void LivePresenter::stop()
{
    m_pending.reset();
    m_run->stop();
    follow();
}

void LivePresenter::offerToGoOn()
{
    if (!m_settings.liveRunning())
        return;
    m_settings.setLiveRunning(false);
    showWindow();
    say(QStringLiteral("ended"), tr("The program ended while %1 was being watched.").arg(displayName(m_source->choice())), {tr("Start Again")});
}

/// A dropped file or folder is the source.
void LivePresenter::take(const QString& path)
{
    if (m_run->isRunning() || m_session.isRecipeLocked())
        return;
    SourceChoice choice = m_source->choice();
    const bool folder = QFileInfo(path).isDir();
    choice.kind = folder ? SourceChoice::Kind::WatchedFolder : SourceChoice::Kind::VideoFile;
    (folder ? choice.folder.folder : choice.video.file) = path;
    m_source->setChoice(choice);
    remember();
    follow();
}

/// By the trigger key or a PLC, and not otherwise.
bool LivePresenter::isAskedFor(const SourceChoice& choice, TriggerMode trigger) const
{
    return trigger == TriggerMode::Software || (choice.kind == SourceChoice::Kind::Genicam && choice.genicam.trigger == SourceChoice::Trigger::Software);
}

void LivePresenter::follow()
{
    const bool running = m_run->isRunning() || m_pending.has_value();
    const bool ended = m_run->status().condition == LiveCondition::Stopped;
    const SourceChoice choice = m_source->choice();
    LiveActions& actions = m_window->actions();
    actions.start->setEnabled(!running && ended && !checked(choice));
    actions.stop->setEnabled(running);
    actions.pause->setEnabled(running);
    actions.step->setEnabled(running && m_run->isPaused());
    {
        // One that is begun isn't paused.
        const QSignalBlocker blocker(actions.pause);
        actions.pause->setChecked(running && m_run->isPaused());
    }
    const TriggerMode trigger = running ? m_trigger : triggerOf(choice);
    actions.trigger->setEnabled(running && isAskedFor(choice, trigger));
    actions.hold->setEnabled(m_picture->newest() != nullptr || m_picture->isHeld());
    const LiveResultPtr inView = m_picture->resultInView();
    actions.snapshot->setEnabled(inView && !inView->frame()->error && !m_snapshot.isRunning());
    m_source->setRunning(running || !ended);
    m_window->trigger().setRunning(running);
    m_window->setRunning(running);
    m_window->trigger().setEveryPicture(!isLive(choice) || isTriggered(choice));
}

void LivePresenter::showStatus()
{
    const LiveStatus status = m_run->status();
    if (status.condition == LiveCondition::Stopped || status.condition == LiveCondition::Stopping)
        m_window->figures().clear();
    else
        m_window->figures().set(status);
    m_desk->plc().setLine(conditionForPlc(status.condition, m_run->inspector() != nullptr), isAskedFor(m_source->choice(), m_trigger));
    m_window->trigger().showPart(status.feed.part, status.feed.knowsEmpty);
    m_window->setPosition(status.feed.position);
    if (status.condition != m_shownCondition) {
        m_shownCondition = status.condition;
        follow();
    }
    showBanner();
    beginPending();
}

void LivePresenter::showBanner()
{
    m_window->banner().set(bannerOf(m_run->status(), m_picture->resultInView(), m_picture->isHeld(), m_trigger, m_sourceName, inference::sources::Clock::now()));
}

void LivePresenter::showRecording()
{
    m_recording->setState(m_desk->recorder().state());
}

void LivePresenter::takeSnapshot()
{
    const LiveResultPtr result = m_picture->resultInView();
    if (!result || m_snapshot.isRunning())
        return;
    const VerdictRecord record = m_desk->recordOf(*result);
    inference::imaging::OverlayStyle style;
    style.colours = m_settings.colourMap();
    style.opacity = m_settings.opacity();
    style.contours = m_settings.contours();
    const auto chosen = m_recording->options().folder;
    const auto folder = chosen.empty() ? m_outside.recordings : chosen;  // without a folder nothing is recorded, but a snapshot was asked for
    m_snapshot.start([=, this](const LatestJob::Voice& voice, const std::stop_token&) {
        const auto outcome = attempt(folder, [&] { return writeSnapshot(folder, *result, record, verdictJson(verdictMessage(record)), style); });
        voice.end([this, outcome] {
            if (const auto* const error = std::get_if<Error>(&outcome))
                say(QStringLiteral("snapshot"), tr("The snapshot could not be saved: %1").arg(sentence(*error)));
            else {
                m_snapshotFolder = pathText(std::get<std::filesystem::path>(outcome));
                say(QStringLiteral("snapshot"), tr("Saved with its evidence: %1").arg(m_snapshotFolder), {tr("Show")});
            }
            follow();
        });
    });
    follow();
}

void LivePresenter::say(const QString& key, const QString& text, const QStringList& actions)
{
    m_window->notices().say({key, text, actions});
}

void LivePresenter::act(const QString& key, int)
{
    if (key == QStringLiteral("ended"))
        start();
    else if (key == QStringLiteral("snapshot"))
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_snapshotFolder));
    m_window->notices().withdraw(key);
}

}  // namespace app
