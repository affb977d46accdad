// How the window, the judging bench, zones, comparing, evaluating and the list of parts hang together.
#include "app/workbench/canvas_presenter.h"
#include "app/workbench/checkerboard_presenter.h"
#include "app/workbench/compare_presenter.h"
#include "app/workbench/evaluate_presenter.h"
#include "app/workbench/fine_tune_presenter.h"
#include "app/workbench/blind_review_presenter.h"
#include "app/workbench/gauge_presenter.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/label_next_presenter.h"
#include "app/workbench/limit_sample_presenter.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/main_window.h"
#include "app/workbench/model_presenter.h"
#include "app/workbench/parts_presenter.h"
#include "app/workbench/ruler_presenter.h"
#include "app/workbench/zone_presenter.h"
#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/expression_edit.h"
#include "widgets/filmstrip.h"
#include "widgets/joined_sentences.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>

namespace app {

/// The list of parts as it was left, and left as it is.
void MainWindow::connectFilmstrip()
{
    using widgets::PartOrder;
    const int order = std::clamp(m_settings.partsOrder(), int(PartOrder::File), int(PartOrder::Date));
    m_filmstrip->setOrder(PartOrder(order), m_settings.partsDirection());
    m_filmstrip->setGrouped(m_settings.partsGrouped());
    m_filmstrip->filterEdit()->setHistory(m_settings.partFilters());
    connect(m_filmstrip, &widgets::Filmstrip::orderChanged, this,
            [this](PartOrder chosen, Qt::SortOrder direction) { m_settings.setPartsOrder(int(chosen), direction); });
    connect(m_filmstrip, &widgets::Filmstrip::groupedChanged, this, [this](bool grouped) { m_settings.setPartsGrouped(grouped); });
    // What was chosen in a plot are parts of the folder that was open then.
    connect(&m_session, &Session::partsCleared, m_filmstrip, [this] { m_filmstrip->setSelection(std::nullopt); });
    connect(m_filmstrip->filterEdit(), &widgets::ExpressionEdit::historyChanged, this,
            [this](const QStringList& filters) { m_settings.setPartFilters(filters); });
}

void MainWindow::connectBench()
{
    connect(m_bench, &JudgingBench::selectionWanted, this, &MainWindow::showSelection);
    connect(m_bench, &JudgingBench::partWanted, this, &MainWindow::showPart);
    connect(m_gaugePresenter, &GaugePresenter::selectionWanted, this, [this](const QStringList& paths, const QString& what) {
        showSelection(paths, what);
        comeForward();
    });
    connect(m_labelNext, &LabelNextPresenter::selectionWanted, this, [this](const QStringList& paths, const QString& what) {
        m_filmstrip->setShow(widgets::PartFilterModel::Show::All);
        m_filmstrip->filterModel()->setAllFolded(false);
        m_filmstrip->filterEdit()->setText({});  // it stands in the filter's history
        showSelection(paths, what);
        showPart(*std::ranges::min_element(paths, {}, [this](const QString& path) { return m_session.rowOf(path); }));
        comeForward();
    });
    connect(m_limitSamples, &LimitSamplePresenter::partShown, this, &MainWindow::comeForward);
    connect(m_blindReview, &BlindReviewPresenter::selectionWanted, this, &MainWindow::showSelection);
    connect(m_gaugePresenter, &GaugePresenter::partWanted, this, [this](const QString& path) {
        showPart(path);
        comeForward();
    });
    connect(&m_session, &Session::modelChanged, this, [this] {
        if (!m_session.model())
            return;
        m_fineTunePresenter->setModel(m_session.model()->bundle);
        m_evaluatePresenter->setModel(m_session.model()->bundle);
    });
    connect(m_fineTunePresenter, &FineTunePresenter::modelWanted, m_modelPresenter, &ModelPresenter::use);
    connect(m_evaluatePresenter, &EvaluatePresenter::imageWanted, this, &MainWindow::showEvaluated);
    connect(m_live, &LivePresenter::historyDamaged, &m_bench->history(), &HistoryService::reopen);
    connect(m_live, &LivePresenter::watchedChanged, m_modelPresenter, &ModelPresenter::setCameraWatched);
    connect(m_live, &LivePresenter::openWanted, this, [this](const QStringList& paths) {
        openPaths(paths);
        raise();
        activateWindow();
    });
    connect(m_live, &LivePresenter::pictureWanted, this, [this](const QString& file) { showEvaluated(file, {file}); });
    connect(m_bench, &JudgingBench::defectWanted, m_canvasPresenter, &CanvasPresenter::showDefect);
    connect(m_bench, &JudgingBench::editingDone, m_canvas, qOverload<>(&QWidget::setFocus));
    connect(m_bench, &JudgingBench::recipeTitleChanged, this, [this] { m_recipe->setText(m_bench->recipe().title()); });
    connect(m_actions.nextUnreviewed, &QAction::triggered, this, [this] {
        // The session is asked: the list may learn a moment later what was just said.
        const auto unreviewed = [this](const QString& path) {
            const int row = m_session.rowOf(path);
            return row >= 0 && !m_session.part(row).review.human && m_session.part(row).state != widgets::Part::State::Failed;
        };
        if (!m_filmstrip->selectNextWhere(unreviewed))
            statusBar()->showMessage(tr("Every part shown is reviewed."), 5000);
    });
    connect(m_actions.shownGood, &QAction::triggered, this, [this] { labelShown(inference::Label::Good); });
    connect(m_actions.shownDefective, &QAction::triggered, this, [this] { labelShown(inference::Label::Defective); });
    connect(m_actions.shownUnknown, &QAction::triggered, this, [this] { labelShown(inference::Label::None); });
    m_recipe->setText(m_bench->recipe().title());
    auto* const zones = new ZonePresenter(m_session, *m_placement, *m_canvas, *m_zones, m_actions.zones, this);
    connect(zones, &ZonePresenter::told, this, [this](const QString& text) { m_bench->notices()->say({QStringLiteral("zones"), text, {}}); });
    connect(zones, &ZonePresenter::panelWanted, this, [this] { showDock("zones"); });
    auto* const ruler = new RulerPresenter(m_session, *m_canvas, m_actions, this);
    auto* const checkerboard = new CheckerboardPresenter(m_session, m_settings, pickFileFromDesktop, this);
    connect(m_actions.checkerboard, &QAction::triggered, checkerboard, &CheckerboardPresenter::showWindow);
    const auto sayOfCalibration = [this](const QString& text) { m_bench->notices()->say({QStringLiteral("calibration"), text, {}}); };
    connect(ruler, &RulerPresenter::told, this, sayOfCalibration);
    connect(checkerboard, &CheckerboardPresenter::told, this, sayOfCalibration);
    const auto allowCheckerboard = [this] { m_actions.checkerboard->setEnabled(m_session.model()); };  // a recipe is calibrated, and without a model there is none
    connect(&m_session, &Session::modelChanged, this, allowCheckerboard);
    allowCheckerboard();
    connect(zones, &ZonePresenter::editingStarted, ruler, &RulerPresenter::end);
    new ComparePresenter(m_session, *m_views, *m_compareBar, m_actions.compare, this);
    connect(m_actions.focusDefects, &QAction::triggered, this, [this] {
        showDock("defects");
        m_defects->setFocus();
        if (m_defects->selectedDefect() < 0)
            m_defects->selectRow(0);
    });
}

void MainWindow::showSelection(const QStringList& paths, const QString& what)
{
    m_filmstrip->setSelection(QSet<QString>(paths.begin(), paths.end()), what);
}

void MainWindow::showPart(const QString& path)
{
    if (const int row = m_session.rowOf(path); row >= 0)
        m_session.setCurrent(row);
    else if (QFileInfo::exists(path))
        openPaths({path});
}

/// What many parts really are is said at once: a folder of good ones, or what a filter leaves.
void MainWindow::labelShown(inference::Label label)
{
    m_partsPresenter->tellNow();  // a filter may be about what was said last
    QList<int> rows;
    int unread = 0;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (m_filmstrip->filterModel()->rowOf(part.path) < 0)  // filtered away, or in a folded folder
            continue;
        rows.append(row);
        unread += part.image.empty();
    }
    const int labelled = m_bench->desk().setLabel(rows, label);
    QString said = label == inference::Label::Good      ? tr("%n part(s) labelled good.", nullptr, labelled)
        : label == inference::Label::Defective ? tr("%n part(s) labelled defective.", nullptr, labelled)
                                               : tr("%n part(s) without a label now.", nullptr, labelled);
    if (unread > 0)
        said = widgets::joinedSentences({said, tr("%n are not inspected yet and stay as they are.", nullptr, unread)});
    statusBar()->showMessage(said, 8000);
}

void MainWindow::showEvaluated(const QString& path, const QStringList& open)
{
    if (const int row = m_session.rowOf(path); row >= 0) {
        m_session.setCurrent(row);
    } else {
        openPaths(open);
        m_wantedPart = path;
    }
    comeForward();
    m_canvas->setFocus();
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::showDock(const char* name)
{
    auto* const dock = findChild<QDockWidget*>(QLatin1String(name));
    dock->show();
    dock->raise();
}

}  // namespace app
