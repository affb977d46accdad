#include "app/workbench/judging_bench.h"

#include "app/workbench/main_actions.h"
#include "widgets/defect_list.h"
#include "widgets/defect_table.h"
#include "widgets/location_map.h"
#include "widgets/measure_histogram.h"
#include "widgets/notice_bar.h"
#include "widgets/pareto_plot.h"
#include "widgets/review_panel.h"
#include "widgets/score_histogram.h"
#include "widgets/scrolled.h"
#include "widgets/statistics_panel.h"
#include "widgets/suggestion_panel.h"
#include "widgets/trend_plot.h"

#include <QAction>
#include <QInputDialog>
#include <QSplitter>
#include <QTabWidget>

namespace app {

JudgingBench::JudgingBench(Session& session, Settings& settings, MainActions& actions, widgets::DefectTable& table, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
    , m_history(historyPath())
    , m_keeper(session, settings, m_whatIf)
    , m_desk(session, m_history)
    , m_review(new widgets::ReviewPanel)
    , m_notices(new widgets::NoticeBar)
    , m_plots(new QTabWidget)
{
    m_desk.setOperatorName(settings.operatorName());
    buildPlots();
    m_historyPresenter = new HistoryPresenter(session, m_history, m_whatIf, actions, *m_notices, window);
    m_recipePresenter = new RecipePresenter(session, m_keeper, m_desk, m_whatIf, actions, *m_notices, window);
    m_reviewPresenter = new ReviewPresenter(session, m_desk, *m_review, table, actions, this);
    m_statistics = new StatisticsPresenter(session, m_statisticsViews, this);
    m_plotsPresenter = new PlotsPresenter(session, m_plotViews, this);
    connect(m_statistics, &StatisticsPresenter::selectionWanted, this, &JudgingBench::selectionWanted);
    connect(m_plotsPresenter, &PlotsPresenter::selectionWanted, this, &JudgingBench::selectionWanted);
    connect(m_plotsPresenter, &PlotsPresenter::partWanted, this, &JudgingBench::partWanted);
    connect(m_plotsPresenter, &PlotsPresenter::defectWanted, this, &JudgingBench::defectWanted);
    connect(m_recipePresenter, &RecipePresenter::partWanted, this, &JudgingBench::partWanted);
    connect(m_recipePresenter, &RecipePresenter::selectionWanted, this, &JudgingBench::selectionWanted);
    connect(m_recipePresenter, &RecipePresenter::titleChanged, this, &JudgingBench::recipeTitleChanged);
    connect(m_reviewPresenter, &ReviewPresenter::editingDone, this, &JudgingBench::editingDone);
    connect(actions.operatorName, &QAction::triggered, this, &JudgingBench::askOperator);
    retranslate();
    m_history.start();  // all who listen are connected
}

JudgingBench::~JudgingBench() = default;

void JudgingBench::buildPlots()
{
    m_statisticsViews = {new widgets::ScoreHistogram, new widgets::StatisticsPanel, new widgets::SuggestionPanel};
    auto* const scores = new QSplitter(Qt::Horizontal);
    scores->addWidget(m_statisticsViews.histogram);
    scores->addWidget(m_statisticsViews.numbers);
    scores->addWidget(m_statisticsViews.suggestions);
    scores->setStretchFactor(0, 1);
    // Together they leave room for the docks beside them on a screen of 1280 pixels.
    m_statisticsViews.histogram->setMinimumWidth(330);
    m_statisticsViews.numbers->setMinimumWidth(310);
    m_statisticsViews.suggestions->setMinimumWidth(272);
    scores->setChildrenCollapsible(false);
    m_plotViews = {new widgets::DefectList, new widgets::MeasureHistogram, new widgets::ParetoPlot, new widgets::LocationMap, new widgets::TrendPlot};
    m_plots->setDocumentMode(true);
    // They scroll where the window is too small for them: a dock that can't become as narrow as there is room Qt lays over its neighbour.
    for (QWidget* const page : std::initializer_list<QWidget*> {scores, m_plotViews.trend, m_plotViews.pareto, m_plotViews.where, m_plotViews.measures, m_plotViews.list})
        m_plots->addTab(widgets::scrolled(page, Qt::ScrollBarAsNeeded), QString());
}

void JudgingBench::retranslate()
{
    const QStringList titles {tr("Scores"), tr("Trend"), tr("Pareto"), tr("Where"), tr("Sizes"), tr("All Defects")};
    for (int i = 0; i < titles.size(); ++i)
        m_plots->setTabText(i, titles.at(i));
    m_statistics->retranslate();
    m_recipePresenter->retranslate();
    m_reviewPresenter->refresh();
}

void JudgingBench::askOperator()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(m_window, tr("Your Name"), tr("Every verdict of yours is kept in the review log under this name:"),
                                               QLineEdit::Normal, m_desk.operatorName(), &accepted);
    if (!accepted || name.trimmed().isEmpty())
        return;
    m_desk.setOperatorName(name.trimmed());
    m_settings.setOperatorName(name.trimmed());
}

}  // namespace app
