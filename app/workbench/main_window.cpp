#include "app/workbench/main_window.h"

#include "app/common/data_paths.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/workbench/baseline_presenter.h"
#include "app/workbench/canvas_presenter.h"
#include "app/workbench/evaluate_presenter.h"
#include "app/workbench/export_presenter.h"
#include "app/workbench/blind_review_presenter.h"
#include "app/workbench/gauge_presenter.h"
#include "app/workbench/fine_tune_presenter.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/label_next_presenter.h"
#include "app/workbench/limit_sample_presenter.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/lock_presenter.h"
#include "app/workbench/model_presenter.h"
#include "app/workbench/output_desk.h"
#include "app/workbench/part_placement.h"
#include "app/workbench/parts_presenter.h"
#include "app/workbench/position_presenter.h"
#include "app/workbench/report_presenter.h"
#include "app/workbench/save_file.h"
#include "imaging/colour_tables.h"
#include "judging/picture_gate.h"
#include "widgets/canvas.h"
#include "widgets/filmstrip.h"
#include "widgets/icons.h"
#include "widgets/joined_list.h"
#include "widgets/limit_editor.h"
#include "widgets/notice_bar.h"
#include "widgets/picture_gate_editor.h"
#include "widgets/progress_strip.h"
#include "widgets/tile_editor.h"
#include "widgets/verdict_panel.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSlider>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>

#include <limits>

namespace app {

MainWindow::MainWindow(Settings& settings, Language& language)
    : m_settings(settings)
    , m_language(language)
    , m_actions(this)
{
    setAcceptDrops(true);
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() * 0.9));
    buildDocks();
    buildMenus();
    buildToolBar();
    buildStatusBar();
    m_partsPresenter = new PartsPresenter(m_session, m_parts, this);
    m_partsPresenter->connectTo(*m_filmstrip);
    m_canvasPresenter = new CanvasPresenter(m_session, *m_canvas, *m_defects, *m_verdict, this);
    m_placement = new PartPlacement(m_session, this);
    connect(m_canvasPresenter, &CanvasPresenter::pictureShownChanged, m_placement, &PartPlacement::setShown);
    m_positionPresenter = new PositionPresenter(m_session, *m_placement, *m_canvas, *m_limits, this);
    m_baselinePresenter = new BaselinePresenter(m_session, *m_limits->baselineEditor(), this);
    m_modelPresenter = new ModelPresenter(m_session, m_settings, m_bench->recipeKeeper(), this);
    m_fineTunePresenter = new FineTunePresenter({QCoreApplication::applicationDirPath() + QStringLiteral("/vcp-inspect"), userFolder() / "trainings",
                                                 userModelsFolder(), pickFolderFromDesktop, historyPath(), userFolder() / "reviewed-parts", [this] { return !m_session.isRecipeLocked(); }}, this);
    m_evaluatePresenter = new EvaluatePresenter(m_settings, ModelLibrary({dataFolder() / "models"}, userModelsFolder()), pickFolderFromDesktop, this);
    m_gaugePresenter = new GaugePresenter(m_session, m_bench->history(), m_settings, askWhereToSave, this);
    m_labelNext = new LabelNextPresenter(m_session, m_settings, this);
    m_blindReview = new BlindReviewPresenter(m_session, m_bench->desk(), this);
    m_limitSamples = new LimitSamplePresenter({m_session, m_bench->desk(), *m_canvasPresenter, *m_defects}, m_settings, this);
    m_output = new OutputDesk(m_session, m_bench->history(), m_settings, *m_filmstrip->filterModel(), this);
    m_output->connectTo(m_actions);
    m_live = new LivePresenter(m_session, m_settings, {pickFileFromDesktop, pickFolderFromDesktop, historyPath(), userFolder() / "recordings", {}, &m_bench->recipeKeeper()}, this);
    connectKeys();
    connectCommands();
    connectLook();
    connectSession();
    connectBench();
    connectFilmstrip();
    m_lock = new LockPresenter(m_settings, {m_session, m_bench->recipeKeeper(), m_actions, *m_bench->notices(), this}, {askLock, askUnlock});
    connect(&m_session, &Session::recipeLockChanged, this, [this] {
        showLocked();
        updateEnabled();
    });
    updateEnabled();  // it may have been locked from the start
    retranslate();
    restoreGeometry(m_settings.geometry());
    restoreState(m_settings.docks());
    m_canvas->setFocus();
}

MainWindow::~MainWindow()
{
    // Children go after the members, but these look at the session to their end: a recipe not yet saved is saved then.
    for (QObject* const part : std::initializer_list<QObject*> {m_lock, m_live, m_output, m_limitSamples, m_bench, m_partsPresenter, m_canvasPresenter, m_positionPresenter, m_baselinePresenter, m_evaluatePresenter, m_gaugePresenter, m_labelNext, m_blindReview, m_fineTunePresenter, m_modelPresenter})
        delete part;
}

void MainWindow::start(const StartOptions& options)
{
    m_modelPresenter->start(options.model, options.device);
    m_live->offerToGoOn();
    if (!options.paths.isEmpty()) {
        openPaths(options.paths);
        return;
    }
    // A killed program comes back to where it was.
    QStringList last;
    for (const QString& path : m_settings.lastOpened())
        if (QFileInfo::exists(path))
            last.append(path);
    m_wantedPart = m_settings.lastPart();
    if (!last.isEmpty())
        openPaths(last);
}

void MainWindow::connectCommands()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions.openFolder, &MainWindow::openFolderDialog);
    on(m_actions.openImages, &MainWindow::openImagesDialog);
    on(m_actions.openSamples, [this] { openPaths({pathText(sampleParts())}); });
    on(m_actions.clearRecent, [this] {
        m_settings.clearRecent();
        fillRecent();
    });
    on(m_actions.quit, &QWidget::close);
    on(m_actions.fit, [this] { m_canvas->fit(); });
    on(m_actions.actualSize, [this] { m_canvas->actualSize(); });
    on(m_actions.zoomIn, [this] { m_canvas->zoomIn(); });
    on(m_actions.zoomOut, [this] { m_canvas->zoomOut(); });
    on(m_actions.next, [this] { m_filmstrip->selectNext(); });
    on(m_actions.previous, [this] { m_filmstrip->selectPrevious(); });
    on(m_actions.nextFailing, [this] { m_filmstrip->selectNextFailing(); });
    on(m_actions.previousFailing, [this] { m_filmstrip->selectPreviousFailing(); });
    on(m_actions.inspectRemaining, [this] { m_session.inspectRemaining(); });
    on(m_actions.cancel, [this] { m_session.cancelInspection(); });
    on(m_actions.live, [this] { m_live->showWindow(); });
    on(m_actions.liveLog, [this] { m_live->log().showWindow(); });
    on(m_actions.models, [this] { m_modelPresenter->showDialog(); });
    on(m_actions.evaluate, [this] { m_evaluatePresenter->showWindow(); });
    on(m_actions.gaugeStudy, [this] { m_gaugePresenter->showWindow(); });
    on(m_actions.labelNext, [this] { m_labelNext->showWindow(); });
    on(m_actions.blindReview, [this] { m_blindReview->showWindow(); });
    on(m_actions.limitSamples, [this] { m_limitSamples->showWindow(); });
    on(m_actions.fineTune, [this] { m_fineTunePresenter->showDialog(); });
    on(m_actions.about, &MainWindow::showAbout);
    on(m_actions.logFolder, [] { QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(logFolder()))); });
    on(m_actions.fullScreen, [this](bool whole) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, whole)); });
    on(m_actions.hideDocks, &MainWindow::setDocksHidden);
    connect(m_recentMenu, &QMenu::triggered, this, [this](QAction* action) {
        if (action != m_actions.clearRecent)
            openPaths({action->data().toString()});
    });
    connect(m_canvas, &widgets::Canvas::placeholderActivated, m_actions.openSamples, &QAction::trigger);
    connect(m_canvas, &widgets::Canvas::pathsDropped, this, &MainWindow::openDropped);
    connect(m_progress, &widgets::ProgressStrip::cancelRequested, &m_session, &Session::cancelInspection);
}

void MainWindow::connectLook()
{
    connect(m_actions.heat, &QAction::toggled, m_canvas, &widgets::Canvas::setHeatVisible);
    connect(m_canvas, &widgets::Canvas::heatVisibleChanged, m_actions.heat, &QAction::setChecked);
    connect(m_actions.contours, &QAction::toggled, this, [this](bool visible) {
        m_canvas->setContoursVisible(visible);
        m_settings.setContours(visible);
    });
    m_actions.contours->setChecked(m_settings.contours());
    connect(m_actions.scaleBar, &QAction::toggled, this, [this](bool visible) {
        m_canvas->setScaleBarVisible(visible);
        m_settings.setScaleBar(visible);
    });
    m_canvas->setScaleBarVisible(m_settings.scaleBar());
    m_actions.scaleBar->setChecked(m_settings.scaleBar());
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) { setOpacity(percent / 100.0); });
    connect(m_canvas, &widgets::Canvas::opacityChanged, this, &MainWindow::setOpacity);
    connect(m_actions.moreOpacity, &QAction::triggered, this, [this] { setOpacity(m_canvas->opacity() + 0.1); });
    connect(m_actions.lessOpacity, &QAction::triggered, this, [this] { setOpacity(m_canvas->opacity() - 0.1); });
    setOpacity(m_settings.opacity());
    connect(m_actions.colourMaps, &QActionGroup::triggered, this, [this](QAction* action) { setColourMap(action->data().toInt()); });
    connect(m_colourChoice, &QComboBox::activated, this, &MainWindow::setColourMap);
    setColourMap(int(m_settings.colourMap()));

    m_actions.themes->actions().at(int(m_settings.theme()))->setChecked(true);
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](QAction* action) {
        const auto theme = widgets::Theme(action->data().toInt());
        m_settings.setTheme(theme);
        widgets::applyTheme(*qApp, theme);
    });
    for (QAction* const action : m_actions.languages->actions())
        action->setChecked(action->data().toString() == m_language.code());
    connect(m_actions.languages, &QActionGroup::triggered, this, [this](QAction* action) {
        m_settings.setLanguage(action->data().toString());
        m_language.use(action->data().toString());
    });
}

void MainWindow::connectSession()
{
    connect(m_limits, &widgets::LimitEditor::recipeChanged, &m_session, &Session::changeRecipe);
    connect(m_limits, &widgets::LimitEditor::editingFinished, &m_session, &Session::endRecipeGesture);
    connect(m_limits, &widgets::LimitEditor::tilesShown, m_canvas, &widgets::Canvas::setTileSide);
    connect(&m_session, &Session::recipeChanged, m_limits, &widgets::LimitEditor::setRecipe);
    connect(&m_session, &Session::recipeChanged, this, [this](const inference::Recipe& recipe) { m_filmstrip->setCalibration(recipe.mmPerPixel); });
    connect(&m_session, &Session::modelChanged, this, [this] {
        m_limits->setDefaults(m_session.model()->bundle.recipe);
        showTileFacts();
        updateEnabled();
    });
    connect(m_canvasPresenter, &CanvasPresenter::pictureSizeChanged, this, &MainWindow::showTileFacts);
    connect(&m_session, &Session::currentChanged, this, &MainWindow::showPictureFacts);
    connect(&m_session, &Session::partsCleared, this, &MainWindow::showPictureFacts);
    // Looked for among all parts until there are enough: not with each one that is told.
    const auto later = [this] {
        if (!m_pictureFactsSoon.isActive())
            m_pictureFactsSoon.start();
    };
    connect(&m_session, &Session::modelChanged, this, later);
    connect(&m_session, &Session::partChanged, this, [this, later](int row) {
        if (row == m_session.current() || !m_limits->pictureGateEditor()->facts().enough)
            later();
    });
    m_pictureFactsSoon.setSingleShot(true);
    m_pictureFactsSoon.setInterval(100);
    connect(&m_pictureFactsSoon, &QTimer::timeout, this, &MainWindow::showPictureFacts);
    connect(m_limits->pictureGateEditor(), &widgets::PictureGateEditor::proposalWanted, this, &MainWindow::proposeGate);
    connect(m_positionPresenter, &PositionPresenter::told, this, [this](const QString& text) { m_bench->notices()->say({QStringLiteral("position"), text, {}}); });
    connect(m_baselinePresenter, &BaselinePresenter::told, this, [this](const QString& text) { m_bench->notices()->say({QStringLiteral("baseline"), text, {}}); });
    connect(&m_session, &Session::progressed, this, [this](int done, int total, double share) {
        if (m_session.queue().isRunning() && m_session.model()) {
            m_progress->setTask(tr("Inspecting"));
            m_progress->setProgress(done, total, share);
        } else {
            m_progress->clear();
        }
        updateEnabled();
    });
    connect(&m_session, &Session::partsAppended, this, [this] {
        if (const int row = m_session.rowOf(m_wantedPart); row >= 0) {
            m_wantedPart.clear();
            m_session.setCurrent(row);
        }
    });
    connect(&m_session, &Session::currentChanged, this, [this](int row) {
        if (row >= 0 && m_wantedPart.isEmpty())
            m_settings.setLastPart(m_session.part(row).path);
        updateEnabled();
    });
    connect(&m_session, &Session::listingFinished, this, &MainWindow::showListed);
    connect(m_modelPresenter, &ModelPresenter::statusChanged, this, &MainWindow::updateStatus);
    m_limits->setRecipe(m_session.recipe());
    m_canvas->setLimits(m_session.recipe().rule.failLimit, m_session.recipe().rule.reviewLimit);
    updateEnabled();
}

void MainWindow::showTileFacts()
{
    const inference::pipeline::LoadedModel* const model = m_session.model();
    const int patch = model ? model->facts.patch : 0;
    m_limits->tileEditor()->setFacts({m_canvasPresenter->pictureSize(), model ? model->facts.imageSize : 0, patch > 0 ? model->facts.imageSize / patch : 0});
}

/// Of the parts that are judged, `most` at most.
std::vector<inference::PictureFigures> MainWindow::measuredPictures(std::size_t most) const
{
    std::vector<inference::PictureFigures> pictures;
    for (int row = 0; row < m_session.count() && pictures.size() < most; ++row)
        if (const PartRecord& part = m_session.part(row); part.isJudged() && part.judged.figures->picture)
            pictures.push_back(*part.judged.figures->picture);
    return pictures;
}

void MainWindow::showPictureFacts()
{
    widgets::PictureGateFacts facts;
    if (const int row = m_session.current(); row >= 0)
        if (const PartRecord& part = m_session.part(row); part.isJudged())
            facts.picture = part.judged.figures->picture;
    facts.enough = measuredPictures(inference::judging::leastPicturesToPropose).size() == inference::judging::leastPicturesToPropose;
    m_limits->pictureGateEditor()->setFacts(facts);
}

void MainWindow::proposeGate()
{
    const auto gate = inference::judging::proposedGate(measuredPictures(std::numeric_limits<std::size_t>::max()));
    if (!gate)
        return;
    inference::Recipe recipe = m_session.recipe();
    recipe.gate = *gate;
    m_session.stepRecipe(recipe);
}

void MainWindow::setOpacity(double opacity)
{
    opacity = std::clamp(opacity, 0.0, 1.0);
    const QSignalBlocker quiet(m_opacity);
    m_opacity->setValue(qRound(opacity * 100));
    m_canvas->setOpacity(opacity);
    m_settings.setOpacity(opacity);
    m_live->followLook();
}

void MainWindow::setColourMap(int map)
{
    m_actions.colourMaps->actions().at(map)->setChecked(true);
    m_colourChoice->setCurrentIndex(map);
    m_canvas->setColourTable(inference::imaging::colourTable(inference::ColourMap(map)));
    m_settings.setColourMap(inference::ColourMap(map));
    m_live->followLook();
}

void MainWindow::setDocksHidden(bool hidden)
{
    if (hidden) {
        m_hiddenDocks.clear();
        for (QDockWidget* const dock : m_docks)
            if (dock->isVisible())
                m_hiddenDocks.append(dock);
    }
    for (QDockWidget* const dock : m_hiddenDocks)
        dock->setVisible(!hidden);
    m_canvas->setFocus();
}

void MainWindow::showListed(const QStringList& unreadable)
{
    m_wantedPart.clear();
    if (!unreadable.isEmpty())
        statusBar()->showMessage(tr("%n folder(s) can't be read: %1", nullptr, int(unreadable.size())).arg(unreadable.first()), 15000);
    if (m_session.count() > 0)
        return;
    const QString where = m_session.openedPaths().isEmpty() ? QString() : QDir::toNativeSeparators(m_session.openedPaths().first());
    m_canvas->setError(tr("No images here"), tr("“%1” holds no PNG, JPEG, BMP, TIFF or WebP image. Open another folder, or drop one here.").arg(where));
}

void MainWindow::updateTitle()
{
    const QStringList opened = m_session.openedPaths();
    const QString what = opened.isEmpty() ? QString() : QFileInfo(opened.first()).fileName();
    setWindowTitle(what.isEmpty() ? tr("VCP-CLIP Workbench") : tr("%1 – VCP-CLIP Workbench").arg(what));
}

void MainWindow::updateEnabled()
{
    const bool parts = m_session.count() > 0, picture = m_session.current() >= 0;
    for (QAction* const action : {m_actions.next, m_actions.previous, m_actions.nextFailing, m_actions.previousFailing})
        action->setEnabled(parts);
    for (QAction* const action : {m_actions.fit, m_actions.actualSize, m_actions.zoomIn, m_actions.zoomOut})
        action->setEnabled(picture);
    m_limits->setEnabled(m_session.mayChangeRecipe());  // a model brings its own
    m_actions.cancel->setEnabled(m_session.queue().isRunning());
    m_actions.inspectRemaining->setEnabled(parts && m_session.model() && !m_session.queue().isRunning());
}

void MainWindow::updateStatus()
{
    m_status->setText(m_modelPresenter->statusText());
    m_warning->setText(m_modelPresenter->warningText());
    m_warning->setVisible(!m_warning->text().isEmpty());
}

void MainWindow::showAbout()
{
    auto* const box = new QMessageBox(QMessageBox::NoIcon, tr("About VCP-CLIP Workbench"),
        tr("<h3>VCP-CLIP Workbench %1</h3>"
           "<p>Shows where a product that nobody trained for is defective: zero-shot segmentation of anomalies with VCP-CLIP, "
           "on this computer alone.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later.</p>").arg(programVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->open();
}

void MainWindow::showLocked()
{
    const bool locked = m_lock->lock().isLocked();
    m_recipe->setIcon(locked ? widgets::icon(widgets::Icon::Lock) : QIcon());
    m_recipe->setToolButtonStyle(locked ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
    m_recipe->setToolTip(locked ? tr("Recipe: locked") : tr("Recipe: limits, zones and golden parts of a product"));
}

void MainWindow::retranslate()
{
    m_actions.retranslate();
    m_fileMenu->setTitle(tr("&File"));
    m_recentMenu->setTitle(tr("Open &Recent"));
    m_editMenu->setTitle(tr("&Edit"));
    m_viewMenu->setTitle(tr("&View"));
    m_colourMenu->setTitle(tr("Heat Colour&s"));
    m_panelMenu->setTitle(tr("P&anels"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_languageMenu->setTitle(tr("Lan&guage"));
    m_inspectMenu->setTitle(tr("&Inspect"));
    m_reviewMenu->setTitle(tr("&Review"));
    m_recipeMenu->setTitle(tr("Re&cipe"));
    m_lock->retranslate();
    showLocked();
    m_helpMenu->setTitle(tr("&Help"));
    m_toolBar->setWindowTitle(tr("Tools"));
    const QStringList docks {tr("Parts"), tr("Verdict and Limits"), tr("Defects"), tr("Zones"), tr("Statistics")};
    for (int i = 0; i < m_docks.size(); ++i)
        m_docks.at(i)->setWindowTitle(docks.at(i));
    for (int i = 0; i < m_colourChoice->count(); ++i)
        m_colourChoice->setItemText(i, m_actions.colourMaps->actions().at(i)->text().remove(QLatin1Char('&')));
    m_colourChoice->setToolTip(tr("Colours of the heat"));
    m_colourChoice->setAccessibleName(tr("Colours of the heat"));
    m_opacityLabel->setText(tr("Opacity"));
    m_opacity->setToolTip(tr("Opacity of the heat ([ and ])"));
    m_opacity->setAccessibleName(tr("Opacity of the heat"));
    if (m_progress->isVisible())
        m_progress->setTask(tr("Inspecting"));
    // The stack makes these texts itself, and only when its state changes.
    m_undo->setText(tr("&Undo"));
    m_redo->setText(tr("&Redo"));
    m_canvasPresenter->retranslate();
    m_bench->retranslate();
    m_partsPresenter->retranslate();
    fillRecent();
    updateTitle();
    updateStatus();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::WindowStateChange)
        m_actions.fullScreen->setChecked(windowState().testFlag(Qt::WindowFullScreen));
    QMainWindow::changeEvent(event);
}

bool MainWindow::mayEndWork()
{
    QStringList work;
    if (m_fineTunePresenter->isTraining())
        work.append(tr("a training"));
    if (m_evaluatePresenter->isEvaluating())
        work.append(tr("an evaluation"));
    if (m_output->report().isSaving() || m_gaugePresenter->isSaving())
        work.append(tr("a report"));
    if (m_output->exporting().isExporting())
        work.append(tr("an export"));
    if (work.isEmpty())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Work is under way"), tr("Closing the window ends what is under way: %1.").arg(widgets::joinedList(work)),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("Press “Cancel” to let it finish, or close without it."));
    const QPushButton* const close = box.addButton(tr("Close Anyway"), QMessageBox::DestructiveRole);
    box.exec();
    return box.clickedButton() == close;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayEndWork() || !m_bench->mayClose()) {
        event->ignore();
        return;
    }
    if (m_actions.hideDocks->isChecked())
        m_actions.hideDocks->trigger();
    m_settings.setWindow(saveGeometry(), saveState());
    QMainWindow::closeEvent(event);
}

}  // namespace app
