#pragma once

#include "app/live/live_run.h"
#include "app/workbench/file_field.h"
#include "app/workbench/latest_job.h"
#include "app/workbench/live_desk.h"
#include "app/workbench/live_picture.h"
#include "app/workbench/live_window.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "app/workbench/source_form.h"

#include <QObject>

#include <memory>

namespace app {

class LiveLogPresenter;
class OutputSettingsForm;
class PlcForm;
class PlcRecipes;
class RecipeKeeper;
class RecordingForm;

/// The live view in its window: what is chosen there runs, and what runs is shown there. Model and recipe are the session's; a model that is
/// switched, or tiles of another side, begin a new run of the same source, which goes on meanwhile. While the session's recipe is locked, what is
/// watched, when it is judged and where verdicts go stays as it is, too. GUI thread; the session outlives it.
class LivePresenter : public QObject {
    Q_OBJECT

public:
    struct Outside {
        PickFile pickFile, pickFolder;
        std::filesystem::path history;     ///< empty: nothing is kept in one
        std::filesystem::path recordings;  ///< where pictures go unless the person chooses another folder
        SourceFormOutside source = {};
        RecipeKeeper* recipes = nullptr;  ///< where a PLC opens recipes; null: nowhere
    };

    LivePresenter(Session& session, Settings& settings, Outside outside, QObject* parent = nullptr);
    ~LivePresenter() override;

    void showWindow();
    /// Null before showWindow().
    LiveWindow* window() const { return m_window.get(); }
    /// Likewise.
    SourceForm* sourceForm() const { return m_source; }
    LivePicture& picture() { return *m_picture; }
    LiveRun& run() { return *m_run; }
    LiveDesk& desk() { return *m_desk; }
    /// What was judged before, in a window of its own.
    LiveLogPresenter& log() { return *m_log; }

    /// What the forms say; says in the window what is missing.
    void start();
    void stop();
    /// The program ended while something was watched: opens the window and offers to go on.
    void offerToGoOn();

    /// Heat's colours and opacity are those of the main window, in the settings.
    void followLook();

signals:
    /// A folder of recordings is to be opened in the main window.
    void openWanted(const QStringList& paths);
    /// The kept picture of a verdict, likewise.
    void pictureWanted(const QString& file);
    /// It is to be opened anew, which sets it aside.
    void historyDamaged();
    /// A source is watched from now on, or no longer.
    void watchedChanged(bool watched);

private:
    void build();
    void addSections();
    void connectRun();
    void connectForms();
    void connectActions();
    void connectPicture();
    void remember();
    void recall();
    void takePlcSettings();

    void beginPending();
    LiveSetup setupOf(const SourceChoice& choice) const;
    RunFacts factsOf(const SourceChoice& choice) const;
    TriggerMode triggerOf(const SourceChoice& choice) const;
    bool isAskedFor(const SourceChoice& choice, TriggerMode trigger) const;
    void follow();
    void showStatus();
    void showBanner();
    void showRecording();
    void takeSession();
    void takeLock();
    void takeModel();
    void takeSnapshot();
    void take(const QString& path);
    void say(const QString& key, const QString& text, const QStringList& actions = {});
    void act(const QString& key, int action);

    Session& m_session;
    Settings& m_settings;
    const Outside m_outside;

    std::unique_ptr<LiveWindow> m_window;
    SourceForm* m_source = nullptr;
    RecordingForm* m_recording = nullptr;
    OutputSettingsForm* m_outputs = nullptr;
    PlcForm* m_plc = nullptr;
    // Before the run, whose threads call them until it has ended.
    std::unique_ptr<LiveDesk> m_desk;
    std::unique_ptr<PlcRecipes> m_plcRecipes;  ///< null: a PLC opens none
    std::unique_ptr<LivePicture> m_picture;
    std::unique_ptr<LiveRun> m_run;
    LatestJob m_snapshot {this};
    std::unique_ptr<LiveLogPresenter> m_log;

    std::optional<SourceChoice> m_pending;  ///< begins when the run before has ended
    QString m_snapshotFolder;
    QString m_sourceName;  ///< of the run
    TriggerMode m_trigger = TriggerMode::FreeRun;
    LiveCondition m_shownCondition = LiveCondition::Stopped;
};

}  // namespace app
