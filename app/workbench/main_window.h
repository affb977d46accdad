#pragma once

#include "app/workbench/language.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "core/picture_figures.h"
#include "pipeline/model_bundle.h"
#include "widgets/part_list_model.h"

#include <QMainWindow>
#include <QTimer>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace widgets {
class Canvas;
class CompareBar;
class DefectTable;
class Filmstrip;
class LimitEditor;
class LinkedViews;
class ProgressStrip;
class VerdictPanel;
class ZonePanel;
}

namespace app {

class BaselinePresenter;
class PartPlacement;
class PositionPresenter;
class CanvasPresenter;
class EvaluatePresenter;
class BlindReviewPresenter;
class LabelNextPresenter;
class LimitSamplePresenter;
class GaugePresenter;
class FineTunePresenter;
class JudgingBench;
class LivePresenter;
class LockPresenter;
class ModelPresenter;
class OutputDesk;
class PartsPresenter;

/// What the window was started with.
struct StartOptions {
    QStringList paths;
    std::optional<inference::pipeline::ModelBundle> model;
    std::optional<QString> device = {};  ///< absent: the one used last
};

/// The workbench's window: builds panels and menus and wires them to the session. Holds no state of its own but what is
/// on the screen. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Settings& settings, Language& language);
    ~MainWindow() override;

    /// Loads the model and opens what was asked for, or what was open when the program last ran.
    void start(const StartOptions& options);
    void openPaths(const QStringList& paths);

    EvaluatePresenter& evaluation() { return *m_evaluatePresenter; }
    GaugePresenter& gauge() { return *m_gaugePresenter; }
    BlindReviewPresenter& blindReview() { return *m_blindReview; }
    LabelNextPresenter& labelNext() { return *m_labelNext; }
    LimitSamplePresenter& limitSamples() { return *m_limitSamples; }
    LivePresenter& live() { return *m_live; }
    LockPresenter& lock() { return *m_lock; }
    OutputDesk& output() { return *m_output; }
    Session& session() { return m_session; }
    MainActions& actionsOfWindow() { return m_actions; }
    widgets::Canvas& canvas() { return *m_canvas; }
    JudgingBench& bench() { return *m_bench; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // building, main_window_layout.cpp
    void buildDocks();
    void buildMenus();
    void buildToolBar();
    void buildStatusBar();
    QDockWidget* addDock(const char* name, QWidget* content, Qt::DockWidgetArea area);

    // wiring
    void connectCommands();
    void connectLook();
    void connectSession();
    void connectBench();
    void connectFilmstrip();
    void retranslate();

    // keys, main_window_keys.cpp
    void connectKeys();
    bool goBack();
    bool isForCanvas(const QKeyEvent& event) const;
    void showKeys();

    // more wiring
    void showDock(const char* name);

    // intents
    void openFolderDialog();
    void openImagesDialog();
    void openDropped(const QStringList& paths);
    void fillRecent();
    void showAbout();
    void setDocksHidden(bool hidden);
    void setColourMap(int map);
    void showTileFacts();
    void showPictureFacts();
    void proposeGate();
    std::vector<inference::PictureFigures> measuredPictures(std::size_t most) const;
    void comeForward();  ///< another window has led here
    void showSelection(const QStringList& paths, const QString& what);  ///< these parts alone, in the list
    void showPart(const QString& path);  ///< of the open ones, else as one of its own
    void labelShown(inference::Label label);
    void setOpacity(double opacity);
    /// A part of a data set, or of the live log; `open` where it isn't among those that are open.
    void showEvaluated(const QString& path, const QStringList& open);
    void showListed(const QStringList& unreadable);
    void updateTitle();
    void showLocked();
    void updateEnabled();
    void updateStatus();
    bool mayEndWork();  ///< the person is asked where closing ends what is under way

    Settings& m_settings;
    Language& m_language;
    Session m_session;
    MainActions m_actions;
    widgets::PartListModel m_parts;

    widgets::Canvas* m_canvas = nullptr;
    widgets::LinkedViews* m_views = nullptr;
    widgets::CompareBar* m_compareBar = nullptr;
    widgets::ZonePanel* m_zones = nullptr;
    widgets::Filmstrip* m_filmstrip = nullptr;
    widgets::VerdictPanel* m_verdict = nullptr;
    widgets::LimitEditor* m_limits = nullptr;
    widgets::DefectTable* m_defects = nullptr;
    QTimer m_pictureFactsSoon;
    widgets::ProgressStrip* m_progress = nullptr;
    QList<QDockWidget*> m_docks;
    QList<QDockWidget*> m_hiddenDocks;  ///< what F9 put away
    QMenu* m_fileMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_editMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QMenu* m_colourMenu = nullptr;
    QMenu* m_panelMenu = nullptr;
    QMenu* m_themeMenu = nullptr;
    QMenu* m_languageMenu = nullptr;
    QMenu* m_inspectMenu = nullptr;
    QMenu* m_reviewMenu = nullptr;
    QMenu* m_recipeMenu = nullptr;
    QMenu* m_helpMenu = nullptr;
    QToolBar* m_toolBar = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QToolButton* m_recipe = nullptr;
    QComboBox* m_colourChoice = nullptr;
    QLabel* m_opacityLabel = nullptr;
    QSlider* m_opacity = nullptr;
    QLabel* m_status = nullptr;
    QLabel* m_warning = nullptr;
    QString m_wantedPart;  ///< shown as soon as the listing finds it

    JudgingBench* m_bench = nullptr;
    PartsPresenter* m_partsPresenter = nullptr;
    BaselinePresenter* m_baselinePresenter = nullptr;
    PartPlacement* m_placement = nullptr;
    PositionPresenter* m_positionPresenter = nullptr;
    CanvasPresenter* m_canvasPresenter = nullptr;
    ModelPresenter* m_modelPresenter = nullptr;
    FineTunePresenter* m_fineTunePresenter = nullptr;
    EvaluatePresenter* m_evaluatePresenter = nullptr;
    GaugePresenter* m_gaugePresenter = nullptr;
    BlindReviewPresenter* m_blindReview = nullptr;
    LabelNextPresenter* m_labelNext = nullptr;
    LimitSamplePresenter* m_limitSamples = nullptr;
    OutputDesk* m_output = nullptr;
    LivePresenter* m_live = nullptr;
    LockPresenter* m_lock = nullptr;
};

}  // namespace app
