// The window's panels, menus, tool bar and status bar. What they do is wired in main_window.cpp.
#include "app/workbench/main_window.h"

#include "app/workbench/judging_bench.h"
#include "widgets/canvas.h"
#include "widgets/compare_bar.h"
#include "widgets/defect_table.h"
#include "widgets/filmstrip.h"
#include "widgets/icons.h"
#include "widgets/limit_editor.h"
#include "widgets/linked_views.h"
#include "widgets/notice_bar.h"
#include "widgets/progress_strip.h"
#include "widgets/review_panel.h"
#include "widgets/scrolled.h"
#include "widgets/verdict_panel.h"
#include "widgets/zone_panel.h"

#include <QActionGroup>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QSlider>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

QDockWidget* MainWindow::addDock(const char* name, QWidget* content, Qt::DockWidgetArea area)
{
    auto* const dock = new QDockWidget(this);
    dock->setObjectName(QString::fromLatin1(name));
    dock->setWidget(content);
    addDockWidget(area, dock);
    m_docks.append(dock);
    return dock;
}

void MainWindow::buildDocks()
{
    m_canvas = new widgets::Canvas;
    m_filmstrip = new widgets::Filmstrip(&m_parts);
    m_verdict = new widgets::VerdictPanel;
    m_limits = new widgets::LimitEditor;
    m_defects = new widgets::DefectTable;

    m_bench = new JudgingBench(m_session, m_settings, m_actions, *m_defects, this);
    auto* const centre = new QWidget;
    auto* const middle = new QVBoxLayout(centre);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_bench->notices());
    m_compareBar = new widgets::CompareBar;
    m_views = new widgets::LinkedViews(m_canvas);
    middle->addWidget(m_compareBar);
    middle->addWidget(m_views, 1);
    setCentralWidget(centre);

    auto* const judging = new QWidget;
    auto* const column = new QVBoxLayout(judging);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_verdict);
    column->addWidget(m_bench->reviewPanel());
    column->addWidget(m_limits);
    column->addStretch();
    QScrollArea* const scroll = widgets::scrolled(judging);

    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    QDockWidget* const parts = addDock("parts", m_filmstrip, Qt::LeftDockWidgetArea);
    QDockWidget* const verdict = addDock("verdict", scroll, Qt::RightDockWidgetArea);
    QDockWidget* const defects = addDock("defects", m_defects, Qt::RightDockWidgetArea);
    m_zones = new widgets::ZonePanel;
    QDockWidget* const zones = addDock("zones", widgets::scrolled(m_zones), Qt::RightDockWidgetArea);
    tabifyDockWidget(defects, zones);
    defects->raise();
    QDockWidget* const statistics = addDock("statistics", m_bench->plots(), Qt::BottomDockWidgetArea);
    resizeDocks({statistics}, {240}, Qt::Vertical);
    resizeDocks({parts, verdict}, {248, 320}, Qt::Horizontal);
    resizeDocks({verdict, defects}, {620, 180}, Qt::Vertical);
}

void MainWindow::buildMenus()
{
    m_fileMenu = menuBar()->addMenu(QString());
    m_fileMenu->addActions({m_actions.openFolder, m_actions.openImages});
    m_recentMenu = m_fileMenu->addMenu(QString());
    m_fileMenu->addAction(m_actions.openSamples);
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(m_actions.report);
    m_fileMenu->addAction(m_actions.exportParts);
    m_fileMenu->addAction(m_actions.checkReport);
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(m_actions.quit);

    m_editMenu = menuBar()->addMenu(QString());
    m_undo = m_session.undoStack().createUndoAction(this);
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo = m_session.undoStack().createRedoAction(this);
    m_redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_editMenu->addActions({m_undo, m_redo});

    m_viewMenu = menuBar()->addMenu(QString());
    m_viewMenu->addActions({m_actions.fit, m_actions.actualSize, m_actions.zoomIn, m_actions.zoomOut});
    m_viewMenu->addSeparator();
    m_viewMenu->addActions({m_actions.heat, m_actions.contours, m_actions.moreOpacity, m_actions.lessOpacity, m_actions.compare, m_actions.zones, m_actions.ruler, m_actions.scaleBar});
    m_colourMenu = m_viewMenu->addMenu(widgets::icon(widgets::Icon::Palette), QString());
    m_colourMenu->addActions(m_actions.colourMaps->actions());
    m_viewMenu->addSeparator();
    m_panelMenu = m_viewMenu->addMenu(widgets::icon(widgets::Icon::Table), QString());
    for (QDockWidget* const dock : m_docks)
        m_panelMenu->addAction(dock->toggleViewAction());
    m_viewMenu->addActions({m_actions.hideDocks, m_actions.fullScreen});
    m_themeMenu = m_viewMenu->addMenu(widgets::icon(widgets::Icon::Theme), QString());
    m_themeMenu->addActions(m_actions.themes->actions());
    m_languageMenu = m_viewMenu->addMenu(widgets::icon(widgets::Icon::Language), QString());
    m_languageMenu->addActions(m_actions.languages->actions());

    m_inspectMenu = menuBar()->addMenu(QString());
    m_inspectMenu->addActions({m_actions.next, m_actions.previous, m_actions.nextFailing, m_actions.previousFailing});
    m_inspectMenu->addSeparator();
    m_inspectMenu->addActions({m_actions.inspectRemaining, m_actions.cancel});
    m_inspectMenu->addSeparator();
    m_inspectMenu->addActions({m_actions.live, m_actions.models, m_actions.evaluate, m_actions.gaugeStudy, m_actions.fineTune});

    m_reviewMenu = menuBar()->addMenu(QString());
    m_reviewMenu->addActions({m_actions.accept, m_actions.reject, m_actions.overrule, m_actions.withdraw});
    m_reviewMenu->addSeparator();
    m_reviewMenu->addActions({m_actions.labelGood, m_actions.labelDefective, m_actions.labelNone, m_actions.classify, m_actions.note});
    m_reviewMenu->addSeparator();
    m_reviewMenu->addActions({m_actions.shownGood, m_actions.shownDefective, m_actions.shownUnknown});
    m_reviewMenu->addSeparator();
    m_reviewMenu->addActions({m_actions.nextUnreviewed, m_actions.labelNext, m_actions.blindReview, m_actions.limitSamples, m_actions.operatorName, m_actions.verifyLog});
    m_reviewMenu->addSeparator();
    m_reviewMenu->addAction(m_actions.liveLog);

    m_recipeMenu = menuBar()->addMenu(QString());
    m_recipeMenu->addActions({m_actions.recipeDetails, m_actions.calibrate, m_actions.checkerboard, m_actions.openRecipe, m_actions.saveRecipeAs, m_actions.compareRecipe});
    m_recipeMenu->addSeparator();
    m_recipeMenu->addActions({m_actions.golden, m_actions.whatIf});
    m_recipeMenu->addSeparator();
    m_recipeMenu->addAction(m_actions.lock);

    m_helpMenu = menuBar()->addMenu(QString());
    m_helpMenu->addActions({m_actions.keys, m_actions.logFolder, m_actions.about});
}

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("tools"));
    m_toolBar->setIconSize({20, 20});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addActions({m_actions.openFolder, m_actions.live, m_actions.models});
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions.previous, m_actions.next, m_actions.nextFailing});
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions.fit, m_actions.actualSize});
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions.heat, m_actions.contours});
    m_colourChoice = new QComboBox;
    for (int i = 0; i < m_actions.colourMaps->actions().size(); ++i)
        m_colourChoice->addItem(QString());
    m_opacityLabel = new QLabel;
    m_opacityLabel->setContentsMargins(12, 0, 4, 0);
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setFixedWidth(120);
    m_toolBar->addWidget(m_colourChoice);
    m_toolBar->addWidget(m_opacityLabel);
    m_toolBar->addWidget(m_opacity);
    auto* const space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_recipe = new QToolButton;
    m_recipe->setPopupMode(QToolButton::InstantPopup);
    m_recipe->setMenu(m_recipeMenu);
    m_toolBar->addWidget(m_recipe);
    // Words where a word helps, symbols alone where everybody knows them.
    for (QAction* const action : {m_actions.previous, m_actions.next, m_actions.nextFailing, m_actions.fit, m_actions.actualSize,
                                  m_actions.heat, m_actions.contours})
        if (auto* const button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void MainWindow::buildStatusBar()
{
    m_status = new QLabel;
    m_status->setContentsMargins(8, 0, 8, 0);
    m_warning = new QLabel;
    m_progress = new widgets::ProgressStrip;
    statusBar()->addWidget(m_status);
    statusBar()->addWidget(m_warning);
    statusBar()->addPermanentWidget(m_progress);
    m_warning->hide();
    m_progress->clear();
}

}  // namespace app
